"""Writing letters: addresses to answer at, sending, what the post brings back, answers, and the call after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from jobvisit.base.clock import SEOUL, seoul_day
from jobvisit.base.crypto import Keyring
from jobvisit.office.audit import actions as audit
from jobvisit.office.companies.models import Company
from jobvisit.office.links import actions as links
from jobvisit.office.links import queries as link_queries
from jobvisit.office.outreach import actions, queries, rules
from jobvisit.office.outreach.models import Attempt, Campaign, Case, Notice
from jobvisit.office.outreach.rules import NextAction, NoticeAnswer, Step
from jobvisit.office.outreach.states import AT_REST, CASE, NOTICE, CaseState, NoticeState
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User

LINK_PURPOSE = "employer.notice"
_LATE = timedelta(days=60)
"""For so long a late answer is still taken: the letter may lie on a desk."""


@dataclass(frozen=True)
class Marked:
    """What came of marking letters by their numbers."""

    changed: int
    strange: list[str]
    """What was typed and is no number of this round."""
    cannot: list[int]
    """Letters whose state does not allow it (already answered, not sent yet)."""


@transaction.atomic
def give_links(*, notices: Sequence[Notice], expires_on: date, by: User, at: datetime) -> None:
    """Give each letter its address to answer at, once: one that has it keeps it, however often this is called."""
    bare = [
        one
        for one in Notice.objects.select_for_update().filter(pk__in=[n.pk for n in notices])
        if one.closed_token is None
    ]
    ends = datetime.combine(expires_on, datetime.max.time(), SEOUL).replace(microsecond=0)
    last = max(ends, at.astimezone(SEOUL).replace(microsecond=0))
    issued = links.issue_many(
        district=by.district, purpose=LINK_PURPOSE, subjects=bare, expires_at=last + _LATE, by=by, at=at
    )
    for notice, link in zip(bare, issued, strict=True):
        notice.closed_token = _keys().close(link.token, _place(notice))
    Notice.objects.bulk_update(bare, ["closed_token"], batch_size=500)
    sealed = {one.pk: one.closed_token for one in bare}
    for notice in notices:
        notice.closed_token = sealed.get(notice.pk, notice.closed_token)


def address(notice: Notice) -> str:
    """The letter's address to answer at; empty before it has one."""
    token = _keys().open(bytes(notice.closed_token), _place(notice)) if notice.closed_token else ""
    return link_queries.address(token) if token else ""


@transaction.atomic
def post(*, campaign: Campaign, by: User, at: datetime) -> tuple[int, int]:
    """Say that the letters went to the post. Those whose firms want none by now are withheld. (sent, withheld)."""
    policy.require(by, "outreach.notify")
    left = queries.unwilling(campaign)
    drafted = list(Notice.objects.filter(campaign=campaign, state=NoticeState.DRAFTED))
    withhold(notices=[one for one in drafted if one.pk in left], by=by, at=at)
    sent = [one for one in drafted if one.pk not in left]
    actions.move_notices(notices=sent, to=NoticeState.SENT, by=by, at=at)
    return len(sent), len(left)


@transaction.atomic
def withhold(*, notices: Sequence[Notice], by: User | None, at: datetime, why: str = rules.WITHHELD) -> None:
    """Keep letters back: failed, and nobody is called because of them."""
    actions.move_notices(notices=notices, to=NoticeState.FAILED, by=by, at=at)
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(answer=why)


@transaction.atomic
def mark(*, campaign: Campaign, text: str, to: NoticeState, by: User, at: datetime) -> Marked:
    """Mark letters as delivered or returned by what was typed or scanned: numbers, ranges, addresses of QR codes."""
    policy.require(by, "outreach.notify")
    rows = {one.number: one for one in Notice.objects.select_for_update().filter(campaign=campaign)}
    words, scanned = _scanned(campaign, text)
    numbers, strange = rules.numbers_in(words, max(rows, default=0))
    chosen = [rows[number] for number in dict.fromkeys([*numbers, *scanned]) if number in rows]
    able = [one for one in chosen if one.state == to or (NoticeState(one.state), to) in NOTICE.pairs()]
    able = [one for one in able if one.state != NoticeState.DRAFTED]
    changed = actions.move_notices(notices=able, to=to, by=by, at=at)
    return Marked(changed, strange, [one.number for one in chosen if one not in able])


@transaction.atomic
def answered(
    *, notice: Notice, answer: NoticeAnswer, keeper: User, by: User | None, at: datetime, note: str = ""
) -> Case | None:
    """A firm answered: the letter is settled; it is called the same day, or gets no letter any more.

    `keeper` owns the case if there is none yet. A firm that had refused and now asks for people is talked to again.
    """
    current = Notice.objects.select_for_update().select_related("company").get(pk=notice.pk)
    if NoticeState.ANSWERED in NOTICE.next_steps(NoticeState(current.state)):
        actions.move_notices(notices=[current], to=NoticeState.ANSWERED, by=by, at=at, answer=answer)
    else:
        Notice.objects.filter(pk=current.pk).update(answer=answer, settled_at=at)
        audit.note(by=by, at=at, verb="outreach.notice_answer", subject=current, details={"answer": answer})
    notice.refresh_from_db()
    firm = current.company
    if answer == NoticeAnswer.NO_LETTERS:
        no_letters(company=firm, by=by, at=at)
        return None
    action = NextAction.CALL if answer == NoticeAnswer.VISIT else NextAction.CALL_BACK
    case = _call_task(firm, keeper, seoul_day(at), action, asked=True, at=at)
    assert case is not None  # a firm that asks is always called
    Attempt.objects.create(
        district_id=case.district_id, case=case, at=at, by=case.owner or keeper, channel=Attempt.Channel.LETTER,
        outcome="talked", answer="call_back", note=note,
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(last_contact_at=at)
    return case


@transaction.atomic
def no_letters(*, company: Company, by: User | None, at: datetime, wanted: bool = False) -> None:
    """The firm wants no more letters (or, `wanted`, wants them again)."""
    Company.objects.filter(pk=company.pk).update(no_letters=not wanted, version=F("version") + 1)
    verb = "companies.letters_again" if wanted else "companies.no_letters"
    audit.note(by=by, at=at, verb=verb, subject=company)
    company.refresh_from_db()


@transaction.atomic
def expire(*, notices: Sequence[Notice], keepers: Mapping[int, Sequence[User]], on: date, at: datetime) -> int:
    """Letters nobody answered: each makes a call task for its zone's counsellor. The number of tasks.

    `keepers` are people by zone; without one the round's maker is called upon. A firm that was withheld, refused, rests
    until a day it named, or is already talked to, is not called because of a letter.
    """
    actions.move_notices(notices=notices, to=NoticeState.EXPIRED, by=None, at=at)
    made = 0
    for notice in notices:
        if notice.answer:  # kept back, or already answered by word of mouth
            Notice.objects.filter(pk=notice.pk).update(answer=notice.answer)
            continue
        people = keepers.get(notice.zone_id or 0) or [notice.campaign.made_by]
        made += (
            _call_task(notice.company, people[notice.company_id % len(people)], on, NextAction.CALL, at=at) is not None
        )
    return made


def _call_task(
    firm: Company, keeper: User, on: date, action: NextAction, *, at: datetime, asked: bool = False
) -> Case | None:
    """The firm is to be called on a day. `asked`: the firm itself wants it, so that what rests begins again."""
    case, new = Case.objects.select_for_update(of=("self",)).select_related("owner").get_or_create(
        district_id=firm.district_id, company=firm, purpose=Case.Purpose.HIRING,
        defaults={"owner": keeper, "next_action": action, "next_on": on, "opened_at": at},
    )  # fmt: skip
    if new:
        audit.note(by=None, at=at, verb="outreach.open", subject=case, details={"company": firm.pk})
        return case
    state = CaseState(case.state)
    quiet = {CaseState.NO_NEED, CaseState.VISIT_AGREED, CaseState.VISITED, CaseState.OPEN_ORDER, *AT_REST}
    if state in quiet and not asked:
        return None
    back = (state, CaseState.TO_CONTACT) in CASE.pairs()
    step = Step(CaseState.TO_CONTACT if back else state, action, on)
    owner = {"owner": case.owner if case.owner and case.owner.is_active else keeper}
    actions.move(case=case, step=step, reason="notice", by=None, at=at, misses=0, **owner)
    return case


def _scanned(campaign: Campaign, text: str) -> tuple[str, list[int]]:
    """What was typed without the addresses a scanner read, and the numbers of the letters they stand for."""
    words, numbers = [], []
    for word in text.split():
        token = word.rstrip("/").rpartition("/p/")[2] if "/p/" in word else ""
        link = link_queries.any_state(token) if token else None
        notice = None
        if link and link.district_id == campaign.district_id and link.purpose == LINK_PURPOSE:
            notice = Notice.objects.filter(pk=link.subject_id, campaign=campaign).first()
        if notice:
            numbers.append(notice.number)
        else:
            words.append(word)
    return " ".join(words), numbers


def _keys() -> Keyring:
    return Keyring.from_secrets(*settings.FIELD_KEYS)


def _place(notice: Notice) -> str:
    return f"outreach_notice.token:{notice.pk}"
