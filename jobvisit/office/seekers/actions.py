"""Writing residents' files."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Any

from django.db import transaction
from django.db.models import F

from jobvisit.base.clock import seoul_day
from jobvisit.base.db import OutOfDateError
from jobvisit.office.audit import actions as audit
from jobvisit.office.seekers import queries, signatures
from jobvisit.office.seekers.models import Channel, Consent, ConsentScope, Note, Seeker, SensitiveFact
from jobvisit.office.seekers.states import SEEKER, SeekerState
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User

VALID_DAYS = 91
"""A file is valid for three months (직업안정법 시행규칙 제3조); a contact renews it."""


class ConsentMissingError(ValueError):
    """What is asked for needs a consent that the resident has not given."""


@transaction.atomic
def register(
    *,
    seeker: Seeker,
    consents: Iterable[tuple[ConsentScope, bool]],
    channel: Channel,
    text_version: str,
    by: User,
    at: datetime,
    signature: bytes = b"",
) -> Seeker:
    """Open a file. Without consent to collection there is none (개인정보 보호법 제15조).

    `signature` is what was drawn under the consents, a PNG (`signatures.check`); kept closed, apart from the file.
    """
    policy.require(by, "seekers.register")
    answers = list(consents)
    if (ConsentScope.COLLECTION, True) not in answers:
        raise ConsentMissingError(ConsentScope.COLLECTION)
    today = seoul_day(at)
    seeker.district_id, seeker.owner = by.district_id, by
    seeker.state = SeekerState.ACTIVE
    seeker.applied_at, seeker.active_on, seeker.valid_until = at, today, valid_until(today)
    seeker.save()
    drawn = signatures.keep(seeker=seeker, picture=signature, by=by, at=at) if signature else None
    Consent.objects.bulk_create(
        [
            Consent(
                district_id=by.district_id,
                seeker=seeker,
                scope=scope,
                given=given,
                text_version=text_version,
                channel=channel,
                at=at,
                taken_by=by,
                signature=drawn,
            )
            for scope, given in answers
        ]
    )
    audit.note(by=by, at=at, verb="seekers.register", subject=seeker, person_id=seeker.pk)
    return seeker


@transaction.atomic
def register_many(
    *, files: Sequence[Mapping[str, Any]], channel: str, text_version: str, owners: Sequence[User], at: datetime
) -> list[Seeker]:
    """Open many files that agreed to collection and follow-up, shared out among `owners` in turn.

    Each mapping gives the columns of a file, `applied_at` and `active_on` among them.
    """
    for owner in owners:
        policy.require(owner, "seekers.register")
    seekers = [
        Seeker(
            district_id=owner.district_id,
            owner=owner,
            state=SeekerState.ACTIVE,
            valid_until=valid_until(file["active_on"]),
            **file,
        )
        for file, owner in zip(files, cycle(owners), strict=False)
    ]
    for seeker in seekers:
        seeker.derive()
    Seeker.objects.bulk_create(seekers, batch_size=1000)
    Consent.objects.bulk_create(
        [
            Consent(
                district_id=seeker.district_id,
                seeker=seeker,
                scope=scope,
                given=True,
                text_version=text_version,
                channel=channel,
                at=seeker.applied_at,
                taken_by=seeker.owner,
            )
            for seeker in seekers
            for scope in (ConsentScope.COLLECTION, ConsentScope.FOLLOW_UP)
        ],
        batch_size=2000,
    )
    audit.note_many(by=owners[0], at=at, verb="seekers.register", subjects=seekers)
    return seekers


def valid_until(day: date) -> date:
    """The last day of a file opened or renewed on `day`."""
    return day + timedelta(days=VALID_DAYS)


@transaction.atomic
def change(*, seeker: Seeker, changes: Mapping[str, Any], version: int, by: User, at: datetime) -> None:
    """Change fields of a file read at `version`; a contact renews its validity. Raises `OutOfDateError`."""
    policy.require(by, "seekers.register")
    today = seoul_day(at)
    for name, value in changes.items():
        setattr(seeker, name, value)
    seeker.derive()
    found = Seeker.objects.filter(pk=seeker.pk, district_id=by.district_id, version=version)
    renewed = {"name_initials": seeker.name_initials, "active_on": today, "valid_until": valid_until(today)}
    if not found.update(**{**changes, **renewed}, version=F("version") + 1):
        raise OutOfDateError
    seeker.version = version + 1
    details = {"fields": sorted(changes)}
    audit.note(by=by, at=at, verb="seekers.change", subject=seeker, person_id=seeker.pk, details=details)


@transaction.atomic
def add_licence(*, seeker: Seeker, licence: str, by: User, at: datetime) -> bool:
    """Name a licence on a file; lists see it from the next question on. Returns whether it was not there before.

    Whether the file's list is complete (`licences_asked`) stays as it was: one licence shown says nothing of others.
    """
    policy.require(by, "seekers.register")
    current = Seeker.objects.select_for_update().get(pk=seeker.pk, district_id=by.district_id)
    if licence in current.licences:
        return False
    _set_licences(current, sorted([*current.licences, licence]), by=by, at=at)
    return True


@transaction.atomic
def take_licence(*, seeker: Seeker, licence: str, by: User, at: datetime) -> None:
    """Take a licence off a file that was entered by mistake."""
    policy.require(by, "seekers.register")
    current = Seeker.objects.select_for_update().get(pk=seeker.pk, district_id=by.district_id)
    if licence in current.licences:
        _set_licences(current, [name for name in current.licences if name != licence], by=by, at=at)


def _set_licences(seeker: Seeker, names: list[str], *, by: User, at: datetime) -> None:
    Seeker.objects.filter(pk=seeker.pk).update(licences=names, version=F("version") + 1)
    details = {"fields": ["licences"]}
    audit.note(by=by, at=at, verb="seekers.change", subject=seeker, person_id=seeker.pk, details=details)


@transaction.atomic
def renew(*, seeker: Seeker, by: User | None, at: datetime) -> None:
    """A sign of somebody who looks for work: good for another three months. An expired file is open again.

    The same day again changes nothing; of a file that is placed or withdrawn nothing changes either.
    """
    current = Seeker.objects.select_for_update().get(pk=seeker.pk)
    state, today = SeekerState(current.state), seoul_day(at)
    if state == SeekerState.EXPIRED:
        move(seeker=current, to=SeekerState.ACTIVE, reason="계속 구직함", by=by, at=at)
    elif state not in queries.LAPSES:
        return
    if current.active_on < today:
        Seeker.objects.filter(pk=seeker.pk).update(
            active_on=today, valid_until=valid_until(today), version=F("version") + 1
        )
        audit.note(by=by, at=at, verb="seekers.renew", subject=seeker, person_id=seeker.pk)
    seeker.refresh_from_db(fields=["state", "active_on", "valid_until", "version"])


@transaction.atomic
def move(*, seeker: Seeker, to: SeekerState, reason: str, by: User | None, at: datetime) -> None:
    """Change the state of a file along its table."""
    SEEKER.check(SeekerState(seeker.state), to)
    old, seeker.state = seeker.state, to
    seeker.save(update_fields=["state"])
    details = {"from": old, "to": to}
    audit.note(by=by, at=at, verb="seekers.move", subject=seeker, person_id=seeker.pk, reason=reason, details=details)


@transaction.atomic
def move_many(*, seekers: Sequence[Seeker], to: SeekerState, reason: str, by: User, at: datetime) -> None:
    """Change the state of many files that stand alike."""
    for seeker in seekers:
        SEEKER.check(SeekerState(seeker.state), to)
    Seeker.objects.filter(pk__in=[seeker.pk for seeker in seekers]).update(state=to)
    audit.note_many(by=by, at=at, verb="seekers.move", subjects=seekers, reason=reason)


@transaction.atomic
def answer_consent(
    *, seeker: Seeker, scope: ConsentScope, given: bool, channel: Channel, text_version: str, by: User, at: datetime
) -> None:
    """Record a consent given or withdrawn after registration."""
    Consent.objects.create(
        district_id=seeker.district_id,
        seeker=seeker,
        scope=scope,
        given=given,
        text_version=text_version,
        channel=channel,
        at=at,
        taken_by=by,
    )
    details = {"scope": scope, "given": given}
    audit.note(by=by, at=at, verb="seekers.consent", subject=seeker, person_id=seeker.pk, details=details)


@transaction.atomic
def hand_over(*, leaving: User, to: User, reason: str, by: User, at: datetime) -> int:
    """Give every file of somebody that is not at an end to a colleague. Returns how many."""
    policy.require(by, "staff.hand_over")
    mine = list(queries.open_of([leaving]).filter(district_id=by.district_id).select_for_update())
    Seeker.objects.filter(pk__in=[seeker.pk for seeker in mine]).update(owner=to, version=F("version") + 1)
    audit.note_many(by=by, at=at, verb="seekers.hand_over", subjects=mine, reason=reason)
    return len(mine)


@transaction.atomic
def write_note(*, seeker: Seeker, text: str, by: User, at: datetime) -> Note:
    """Add a counselling note; talking to somebody is activity."""
    note = Note.objects.create(district_id=seeker.district_id, seeker=seeker, at=at, by=by, text=text)
    today = seoul_day(at)
    Seeker.objects.filter(pk=seeker.pk).update(active_on=today, valid_until=valid_until(today))
    audit.note(by=by, at=at, verb="seekers.note", subject=seeker, person_id=seeker.pk)
    return note


@transaction.atomic
def store_sensitive(*, seeker: Seeker, kind: SensitiveFact.Kind, plain: str, by: User, at: datetime) -> None:
    """Keep a sensitive fact, encrypted for its row. Needs the resident's separate consent (법 제23조)."""
    consent = Consent.objects.filter(seeker=seeker, scope=ConsentScope.SENSITIVE).first()
    if not (consent and consent.given):
        raise ConsentMissingError(ConsentScope.SENSITIVE)
    SensitiveFact.objects.update_or_create(
        district_id=seeker.district_id,
        seeker=seeker,
        kind=kind,
        defaults={"closed": signatures.keyring().close(plain, _place(seeker, kind)), "updated_at": at},
    )
    audit.note(
        by=by, at=at, verb="seekers.store_sensitive", subject=seeker, person_id=seeker.pk, details={"kind": kind}
    )


@transaction.atomic
def reveal_sensitive(*, seeker: Seeker, kind: SensitiveFact.Kind, reason: str, by: User, at: datetime) -> str:
    """Read a sensitive fact. The reading is logged with its reason, whoever does it."""
    policy.require(by, "seekers.view_sensitive")
    fact = SensitiveFact.objects.get(district_id=by.district_id, seeker=seeker, kind=kind)
    audit.note(
        by=by,
        at=at,
        verb="seekers.reveal_sensitive",
        subject=seeker,
        person_id=seeker.pk,
        reason=reason,
        details={"kind": kind},
    )
    return signatures.keyring().open(bytes(fact.closed), _place(seeker, kind))


@transaction.atomic
def reveal(*, seeker: Seeker, reason: str, by: User, at: datetime, came_from: str | None) -> None:
    """Record that masked contact data were shown in full (접속기록: 누구의 정보를, 언제, 어디서, 왜)."""
    policy.require(by, "seekers.reveal")
    audit.note(
        by=by, at=at, verb="seekers.reveal", subject=seeker, person_id=seeker.pk, reason=reason, came_from=came_from
    )


def _place(seeker: Seeker, kind: str) -> str:
    return f"seekers_sensitivefact.closed:{seeker.pk}:{kind}"
