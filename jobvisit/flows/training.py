"""Nomination → selection → class → certificate → the holder's lists; and what residents are told on the way.

One call a deed. What people are told is queued in the same transaction: told and done, or neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from jobvisit.base import phone
from jobvisit.base.clock import seoul_day
from jobvisit.flows import training_offers
from jobvisit.office.matches import actions as matches
from jobvisit.office.messaging import actions as messages
from jobvisit.office.messaging import queries as message_queries
from jobvisit.office.referrals import queries as referrals
from jobvisit.office.training import actions, queries, rules
from jobvisit.office.training.actions import Told
from jobvisit.office.training.codes import Cancelled, Consented, Dropped

if TYPE_CHECKING:
    from jobvisit.office.companies.models import Company
    from jobvisit.office.seekers.models import Seeker
    from jobvisit.office.staff.models import District, User
    from jobvisit.office.training.models import Certificate, Cohort, Course, Enrolment

CONSENT_TEXT = "교육기관제공-2026-1"
"""The version of the text by which a resident agrees that the school learns name and telephone."""
TRIED_SINCE = timedelta(days=365)


@transaction.atomic
def nominate(
    *, cohort: Cohort, seeker: Seeker, talk: int | None, why: str, consent: Consented, by: User, at: datetime
) -> Enrolment:
    """Put a resident up for a class; after the selection they are told at once where they stand."""
    enrolment, told = actions.nominate(
        cohort=cohort, seeker=seeker, talk=talk, why=why, consent=consent, consent_text=CONSENT_TEXT, by=by, at=at
    )
    tell(told, by=by, at=at)
    return enrolment


@transaction.atomic
def select(*, cohort: Cohort, version: int | None, by: User, at: datetime) -> list[Told]:
    """Gather the facts, give the seats by the stated criteria, tell everybody."""
    _, told = actions.select(cohort=cohort, facts=facts(cohort, at), version=version, by=by, at=at)
    tell(told, by=by, at=at)
    return told


@transaction.atomic
def drop(
    *, enrolment: Enrolment, reason: Dropped, note: str, version: int | None, by: User, at: datetime
) -> list[Told]:
    """Somebody leaves; what was still to be told is not; who moves up is told. Returns who that is."""
    current, told = actions.drop(enrolment=enrolment, reason=reason, note=note, version=version, by=by, at=at)
    messages.cancel(
        district=current.seeker.district, key_prefix=f"enrolment:{current.pk}:", reason="answered", by=by, at=at
    )
    tell(told, by=by, at=at)
    return told


@transaction.atomic
def reopen(*, enrolment: Enrolment, reason: str, by: User, at: datetime) -> None:
    """Somebody comes back into the class."""
    _, told = actions.reopen(enrolment=enrolment, reason=reason, by=by, at=at)
    tell(told, by=by, at=at)


@transaction.atomic
def change_cohort(
    *, cohort: Cohort, changes: Mapping[str, Any], version: int | None, by: User, at: datetime
) -> list[Told]:
    """Change a class; where more seats let somebody move up, they are told."""
    told = actions.change_cohort(cohort=cohort, changes=changes, version=version, by=by, at=at)
    tell(told, by=by, at=at)
    return told


@transaction.atomic
def start(*, cohort: Cohort, version: int | None, by: User, at: datetime) -> None:
    """The class begins; whoever still waited is told that there was no seat."""
    _, told = actions.start(cohort=cohort, version=version, by=by, at=at)
    tell(told, by=by, at=at)


@transaction.atomic
def cancel(*, cohort: Cohort, reason: Cancelled, note: str, version: int | None, by: User, at: datetime) -> None:
    """The class is not held; everybody in it is told."""
    _, told = actions.cancel(cohort=cohort, reason=reason, note=note, version=version, by=by, at=at)
    tell(told, by=by, at=at)


def certify(*, enrolment: Enrolment, issued_on: date, version: int | None, by: User, at: datetime) -> int:
    """Enter a certificate out of a class. Returns how many more open orders its holder meets, as of this moment."""
    before = _fitting(enrolment.seeker, at)
    actions.certify(enrolment=enrolment, issued_on=issued_on, version=version, by=by, at=at)
    return _now_fitting(enrolment.seeker, at) - before


def enter_certificate(*, seeker: Seeker, licence: str, issued_on: date, by: User, at: datetime) -> int:
    """Enter a certificate shown at the desk. Returns how many more open orders its holder meets."""
    before = _fitting(seeker, at)
    actions.enter_certificate(seeker=seeker, licence=licence, issued_on=issued_on, by=by, at=at)
    return _now_fitting(seeker, at) - before


def take_back(*, certificate: Certificate, reason: str, by: User, at: datetime) -> None:
    """A certificate was entered by mistake."""
    actions.take_back(certificate=certificate, reason=reason, by=by, at=at)


def promise(
    *, cohort: Cohort, company: Company, interviews: int, by_when: date, contact: str, by: User, at: datetime
) -> None:
    """An employer promises interviews before the class opens."""
    actions.pledge(
        cohort=cohort, company=company, interviews=interviews, by_when=by_when, contact=contact, by=by, at=at
    )


def facts(cohort: Cohort, at: datetime) -> dict[int, dict[str, int | None]]:
    """What is known of everyone nominated, by enrolment and criterion (`rules.CRITERIA`). Nothing else is read."""
    people = list(queries.enrolments(cohort))
    keys = [one.seeker_id for one in people]
    today = seoul_day(at)
    opened = training_offers.opened_by(cohort.district_id, cohort.course.licence, today, cohort.minutes)
    tried = referrals.tries(keys, at - TRIED_SINCE)
    seated = queries.seated_before(keys, cohort)
    return {
        one.pk: {
            "orders": opened.get(one.seeker_id, 0) if one.seeker.licences_asked else None,
            "waited": (today - seoul_day(one.seeker.applied_at)).days,
            "tried": tried.get(one.seeker_id, 0),
            "time": rules.free_for(
                cohort.days, cohort.begins, cohort.ends, one.seeker.days, one.seeker.earliest, one.seeker.latest
            ),
            "first": int(one.seeker_id not in seated),
            "talk": one.talk,
        }
        for one in people
    }


def tell(told: Iterable[Told], *, by: User | None, at: datetime) -> None:
    """One text for each: accepted, waiting (with the place), not accepted, cancelled."""
    for one in told:
        _queue(one.enrolment, one.what, {"rank": str(one.rank)}, by=by, at=at)


def remind(*, district: District, on: date, at: datetime) -> int:
    """Remind those with a seat before the first day, once. Returns how many were told now."""
    n = 0
    for one in queries.to_remind(district.pk, on):
        key = f"enrolment:{one.pk}:starts:{one.cohort.starts_on:%Y%m%d}"
        if message_queries.by_key(district, key) is None:
            _queue(one, "starts", {}, by=None, at=at, key=key)
            n += 1
    return n


@dataclass(frozen=True)
class ComingClass:
    """A class as anybody may know of it."""

    course: Course
    licence: str
    starts_on: date
    ends_on: date
    days: Sequence[int]
    begins: time
    ends: time
    seats: int
    nominate_until: date


def coming_classes(district: District, on: date) -> list[ComingClass]:
    """Classes of a district that take nominations on a day, the next to begin first; nothing about a person."""
    return [
        ComingClass(
            one.course, one.course.licence, one.starts_on, one.ends_on, one.days, one.begins, one.ends, one.seats,
            one.nominate_until,
        )
        for one in queries.coming(district, on)
    ]  # fmt: skip


def _queue(
    enrolment: Enrolment, what: str, more: dict[str, str], *, by: User | None, at: datetime, key: str = ""
) -> None:
    seeker, cohort = enrolment.seeker, enrolment.cohort
    district = seeker.district
    messages.queue(
        district=district,
        key=key or f"enrolment:{enrolment.pk}:{what}:{enrolment.version}",
        purpose=f"training.{what}",
        to=messages.Recipient("seeker", seeker.pk, seeker.name, seeker.phone, seeker.email),
        template=f"training.{what}",
        values={
            "centre": district.centre_name,
            "phone": phone.pretty(district.centre_phone),
            "name": seeker.name,
            "course": cohort.course.name,
            "when": f"{cohort.starts_on:%m/%d} {cohort.begins:%H:%M}",
            "place": cohort.course.place,
            **more,
        },
        subject=enrolment,
        by=by,
        at=at,
    )


def _fitting(seeker: Seeker, at: datetime) -> int:
    counts = matches.jobs_for(seeker=seeker, today=seoul_day(at), most=0).counts
    assert counts is not None
    return counts.eligible


def _now_fitting(seeker: Seeker, at: datetime) -> int:
    seeker.refresh_from_db(fields=["licences", "version"])
    return _fitting(seeker, at)
