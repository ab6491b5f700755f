"""Issuing, checking, using and revoking links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from jobvisit.office.audit import actions as audit
from jobvisit.office.links import queries, rules
from jobvisit.office.links.models import Attempt, Link
from jobvisit.office.staff.models import District, User


class DeadLinkError(Exception):
    """The link cannot be answered by any more; the page says the same for every cause."""


@dataclass(frozen=True)
class Issued:
    """A new link and its token, which is nowhere else and cannot be had again."""

    link: Link
    token: str

    @property
    def url(self) -> str:
        """The address to send or to print as a QR code."""
        return queries.address(self.token)


class Checked(StrEnum):
    """What came of a typed second fact."""

    RIGHT = "right"
    WRONG = "wrong"
    TOO_MANY = "too_many"
    """From this address, for now; the link itself is untouched."""
    DEAD = "dead"


@transaction.atomic
def issue(
    *,
    district: District,
    purpose: str,
    subject: Any,
    expires_at: datetime,
    second_fact: str | None,
    by: User | None,
    at: datetime,
    reply_from: str = "",
    replies: Mapping[str, Mapping[str, str]] | None = None,
) -> Issued:
    """Make a link for one purpose about `subject`, a saved row.

    `second_fact` is `rules.birth(date)`, `rules.phone(number)` or `rules.business(number)`; None only where the page
    behind the link shows nothing personal. `replies` are the codes by which the telephone `reply_from` may answer in
    a text instead: code → answers (`{"1": {"answer": "yes", "words": "관심 있음"}}`; `words` are what may be typed in
    its place). Raises `ValueError` for a second fact of another form, or a link that is born dead.
    """
    if expires_at <= at:
        raise ValueError("a link must expire after it is issued")
    token = rules.new_token()
    token_hash = rules.hashed(token)
    link = Link.objects.create(
        district=district,
        purpose=purpose,
        subject_kind=subject._meta.model_name,
        subject_id=subject.pk,
        token_hash=token_hash,
        second_fact_kind=rules.kind_of(second_fact) if second_fact else "",
        second_fact=queries.digest(token_hash, second_fact) if second_fact else "",
        reply_key=queries.telephone_key(reply_from) if replies else "",
        replies=dict(replies or {}),
        issued_at=at,
        issued_by=by,
        expires_at=expires_at,
    )
    audit.note(by=by, at=at, verb="links.issue", subject=link, details={"purpose": purpose})
    return Issued(link, token)


@transaction.atomic
def issue_many(
    *,
    district: District,
    purpose: str,
    subjects: Sequence[Any],
    expires_at: datetime,
    by: User | None,
    at: datetime,
) -> list[Issued]:
    """One link for each saved row, in the order given, without a second fact: only for pages that show nothing
    personal (letters to firms). Raises `ValueError` for links that are born dead.
    """
    if expires_at <= at:
        raise ValueError("a link must expire after it is issued")
    tokens = [rules.new_token() for _ in subjects]
    made = Link.objects.bulk_create(
        [
            Link(
                district=district,
                purpose=purpose,
                subject_kind=subject._meta.model_name,
                subject_id=subject.pk,
                token_hash=rules.hashed(token),
                issued_at=at,
                issued_by=by,
                expires_at=expires_at,
            )
            for subject, token in zip(subjects, tokens, strict=True)
        ],
        batch_size=500,
    )
    audit.note_many(by=by, at=at, verb="links.issue", subjects=made)
    return [Issued(link, token) for link, token in zip(made, tokens, strict=True)]


@transaction.atomic
def revoke(*, link: Link, reason: str, by: User | None, at: datetime) -> None:
    """Take a link back. Doing it twice is no mistake."""
    changed = Link.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=at)
    if changed:
        link.revoked_at = at
        audit.note(by=by, at=at, verb="links.revoke", subject=link, reason=reason)


@transaction.atomic
def revoke_about(*, subject: Any, purpose: str = "", reason: str, by: User | None, at: datetime) -> int:
    """Take back every open link about one thing, of one purpose or of all. Returns how many."""
    live = queries.about(subject).filter(revoked_at__isnull=True, used_at__isnull=True)
    rows = list(live.filter(purpose=purpose) if purpose else live)
    for link in rows:
        revoke(link=link, reason=reason, by=by, at=at)
    return len(rows)


@transaction.atomic
def check_second_fact(*, link: Link, answer: str, came_from: str, at: datetime) -> Checked:
    """Compare what somebody typed with the link's second fact, and count it.

    Five wrong answers end the link; twenty within an hour from one address end its tries for that hour. Both are
    counted under a lock, so that a thousand tries at once are a thousand tries.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", ["link:" + queries.address_key(came_from)])
    current = Link.objects.select_for_update().get(pk=link.pk)
    if not queries.is_live(current, at):
        return Checked.DEAD
    if queries.wrong_tries(came_from, at) >= rules.Tries().per_address:
        return Checked.TOO_MANY
    if not current.second_fact:
        return Checked.RIGHT
    given = queries.digest(current.token_hash, rules.typed(current.second_fact_kind, answer))
    right = rules.same(given, current.second_fact)
    Attempt.objects.create(
        district_id=current.district_id,
        link=current,
        address_key=queries.address_key(came_from),
        right=right,
        at=at,
    )
    if right:
        Link.objects.filter(pk=link.pk).update(failures=0)
        return Checked.RIGHT
    Link.objects.filter(pk=link.pk).update(failures=F("failures") + 1)
    link.failures = current.failures + 1
    if link.failures >= rules.Tries().per_link:
        audit.note(by=None, at=at, verb="links.lock", subject=link)
        return Checked.DEAD
    return Checked.WRONG


@transaction.atomic
def keep_draft(*, link: Link, answers: Mapping[str, str], at: datetime) -> None:
    """Keep the answers given so far (POST only). Raises `DeadLinkError`."""
    lock(link=link, at=at)
    Link.objects.filter(pk=link.pk).update(draft=dict(answers))
    link.draft = dict(answers)


def lock(*, link: Link, at: datetime) -> Link:
    """Hold the link until the caller's transaction ends, before what its answer does. Raises `DeadLinkError`.

    Not by its row: a deed of the staff holds its subject first and the link's row after; whoever answers would hold
    them the other way round, and each wait for the other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('links_link'), %s)", [link.pk % 2**31])
    current = Link.objects.select_related("district").get(pk=link.pk)
    if not queries.is_live(current, at):
        raise DeadLinkError
    return current


@transaction.atomic
def use(*, link: Link, at: datetime, receipt: str = "", final: bool = True, held: bool = False) -> Link:
    """Say that the link was answered by (POST only), in the transaction of what the answer did.

    Locks the row: of two answers at once the second finds the first one's mark. `final=False` keeps the link open,
    for answers that may be changed until they are acted on. Raises `DeadLinkError` for a link that is not live.

    `held`: the caller has held it since `lock`. What the answer itself did to its link (an answer takes back every
    link about its subject) is then undone, so that its receipt can be shown.
    """
    current = link if held else lock(link=link, at=at)
    current.used_at = at if final else None
    current.receipt = receipt or current.receipt
    current.draft = {}
    current.save(update_fields=["used_at", "receipt", "draft", "revoked_at"])
    audit.note(by=None, at=at, verb="links.use", subject=current, details={"purpose": current.purpose, "final": final})
    link.used_at, link.receipt, link.draft = current.used_at, current.receipt, {}
    return current
