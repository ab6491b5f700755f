"""A round of letters (안내문): chosen, looked at, printed or written, answered or not, and called upon in the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from jobvisit.base import clock, phone
from jobvisit.engines import papers
from jobvisit.engines.papers.types import Letter, Link, Notice
from jobvisit.flows.papers import office
from jobvisit.office.companies import queries as companies
from jobvisit.office.links import queries as link_queries
from jobvisit.office.messaging import actions as messages
from jobvisit.office.messaging import queries as message_queries
from jobvisit.office.messaging import templates
from jobvisit.office.messaging.states import MessageState
from jobvisit.office.outreach import actions, letters, queries, rules, works
from jobvisit.office.outreach.states import NoticeState
from jobvisit.office.reference import tables
from jobvisit.office.staff import policy
from jobvisit.office.staff import queries as staff

if TYPE_CHECKING:
    from jobvisit.office.companies.models import Company
    from jobvisit.office.outreach.models import Campaign, Work
    from jobvisit.office.outreach.models import Notice as Row
    from jobvisit.office.staff.models import User

BATCH: Final = 120
MESSAGES_A_STEP: Final = 40
TEMPLATE: Final = "notice.invite"
SCOPE: Final = "notice"
TITLE: Final = "구인 신청 안내"
BODY: Final = (
    "우리 구에는 일자리를 찾는 주민이 많습니다. 취업정보은행은 그분들을 귀사에 무료로 소개합니다.\n"
    "뽑을 사람이 있으시면 아래 방법으로 알려 주십시오. 상담사가 찾아가 구인표를 함께 쓰고 맞는 분을 찾아 드립니다."
)
STEPS: Final = (
    "휴대전화로 오른쪽 코드를 비추십시오. 회원 가입은 없습니다.",
    "사람이 필요함, 전화 바람, 방문 바람 가운데 하나를 고르십시오.",
    "상담사가 그날이나 다음 근무일에 전화드립니다.",
)
REFUSE: Final = "안내문을 더 받지 않으시려면 같은 코드에서 ‘안내문을 그만 받겠습니다’를 고르시면 됩니다."

templates.register(
    templates.Template(
        TEMPLATE,
        _("구인 신청 안내(사업체)"),
        _("[{centre}] {company}에 사람이 필요하시면 알려 주세요. 상담사가 찾아갑니다.\n{link}\n문의 {phone}"),
        title=_("[{centre}] 구인 신청 안내"),
        scope=SCOPE,
    )
)


@dataclass(frozen=True)
class Sent:
    """What became of a round of messages: how many wait to go out, and how many are held, by reason."""

    queued: int
    held: dict[str, int]


def preview(*, title: str, body: str, firm: Company | None, by: User, on: date) -> bytes:
    """One letter as it would look, as PDF. Its code leads nowhere: it is only a picture of a letter."""
    place = link_queries.address("x" * 24)
    name = firm.name if firm else "(주)보기 상사"
    letter = _letter(firm, number=1, name=name, url=place, by=by) if firm else Letter("1", name, _link(place))
    return papers.letters(_notice(title, body, by, on), [letter])


def ask_for_letters(*, campaign: Campaign, by: User, at: datetime) -> Work:
    """Begin to make the letters of a round in the background."""
    policy.require(by, "outreach.notify")
    kind = "letters" if campaign.channel == "letter" else "messages"
    total = queries.notices(campaign).filter(state=NoticeState.DRAFTED).count()
    return works.ask(kind=kind, subject_id=campaign.pk, total=total, by=by, at=at)


def make_letters(work: Work, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> bytes:
    """All letters of a round in one PDF. Firms that want none by now are left out; the rest keep number and address.

    Killed and begun again, it takes the batches that are kept, and every letter keeps its one link.
    """
    by = work.asked_by
    campaign = queries.campaign(by, work.subject_id)
    left = queries.unwilling(campaign)
    rows = [one for one in queries.notices(campaign) if one.pk not in left and one.answer != rules.WITHHELD]
    for batch in _batches(rows, BATCH):
        letters.give_links(notices=batch, expires_on=campaign.expires_on, by=by, at=clock.now())
        if cancelled():
            raise papers.CancelledError
    made = _letters_of(rows, by)
    notice = _notice(campaign.title or TITLE, campaign.body or BODY, by, campaign.fixed_on)
    return papers.letters(notice, made, kept=works.Parts(work), progress=progress, cancelled=cancelled, size=BATCH)


def write_messages(work: Work, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Sent:
    """Queue a round's texts or e-mails. Each letter has one key, so that a second run writes nothing twice.

    Caps, quiet hours, consent and the second person's approval are the outbox's: what it holds back is counted here.
    """
    by = work.asked_by
    campaign = queries.campaign(by, work.subject_id)
    at = clock.now()
    code = f"notice-{campaign.pk}"
    rows = list(queries.notices(campaign).filter(state=NoticeState.DRAFTED))
    left = queries.unwilling(campaign)
    letters.withhold(notices=[one for one in rows if one.pk in left], by=by, at=at)
    rows = [one for one in rows if one.pk not in left]
    messages.open_campaign(district=by.district, code=code, name=campaign.name, expected=len(rows), by=by, at=at)
    held: dict[str, int] = {}
    queued = done = 0
    for batch in _batches(rows, MESSAGES_A_STEP):
        if cancelled():
            raise papers.CancelledError
        letters.give_links(notices=batch, expires_on=campaign.expires_on, by=by, at=at)
        for notice in batch:
            reason = _write(notice, campaign, code, by, clock.now())
            queued += not reason
            if reason:
                held[reason] = held.get(reason, 0) + 1
        done += len(batch)
        progress(done, len(rows))
    return Sent(queued, held)


def settle_messages(*, district_id: int, at: datetime) -> int:
    """Bring what the outbox knows to the letters: arrived, or not. The number of letters that moved."""
    moved = 0
    words = {MessageState.DELIVERED: NoticeState.DELIVERED, MessageState.FAILED: NoticeState.FAILED}
    for notice in queries.written_notices(district_id):
        message = message_queries.messages_about(notice, most=1).first()
        to = words.get(MessageState(message.state)) if message else None
        if to and notice.state == NoticeState.SENT:
            moved += actions.move_notices(notices=[notice], to=to, by=None, at=at)
    return moved


def expire(*, district_id: int, on: date, at: datetime, most: int) -> tuple[int, int]:
    """Letters whose time is over become calls. (letters settled, calls made)."""
    late = list(queries.overdue_notices(district_id, on).select_related("campaign__made_by")[:most])
    calls = letters.expire(notices=late, keepers=staff.keepers(district_id, on), on=on, at=at)
    return len(late), calls


def answer(*, notice: Row, answer: rules.NoticeAnswer, by: User | None, at: datetime, note: str = "") -> None:
    """A firm answered its letter, by the code or to somebody of ours (`by`)."""
    people = staff.keepers(notice.district_id, clock.seoul_day(at)).get(notice.zone_id or 0)
    keeper = people[notice.company_id % len(people)] if people else notice.campaign.made_by
    letters.answered(notice=notice, answer=answer, keeper=keeper, by=by, at=at, note=note)


def _batches(rows: Sequence[Row], size: int) -> Iterator[Sequence[Row]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _write(notice: Row, campaign: Campaign, code: str, by: User, at: datetime) -> str:
    """Queue one message; the reason if it is held."""
    firm, place = notice.company, by.district
    message = messages.queue(
        district=place, key=f"notice:{notice.pk}", purpose=letters.LINK_PURPOSE, campaign=code,
        to=recipient(firm),
        template=TEMPLATE, channel=campaign.channel, subject=notice, by=by, at=at,
        values={
            "centre": place.centre_name, "company": firm.name, "link": letters.address(notice),
            "phone": phone.pretty(place.centre_phone),
        },
    )  # fmt: skip
    if message.state == MessageState.HELD:
        letters.withhold(notices=[notice], by=by, at=at, why="held")
        return str(message.reason)
    actions.move_notices(notices=[notice], to=NoticeState.SENT, by=by, at=at)
    return ""


def recipient(firm: Company) -> messages.Recipient:
    """To whom a firm's texts and e-mails go: whoever decides there, else the firm's own number."""
    person = companies.contacts(firm).first()
    number = person.phone if person and person.phone else firm.phone
    return messages.Recipient("company", firm.pk, firm.name, number, person.email if person else "")


def _letters_of(rows: Sequence[Row], by: User) -> list[Letter]:
    heads = companies.heads_of([row.company for row in rows])
    keepers = staff.keepers(by.district_id, clock.seoul_day(clock.now()))
    made = []
    for row in rows:
        head = heads.get(row.company_id)
        people = keepers.get(row.zone_id or 0, [])
        who = people[row.company_id % len(people)] if people else None
        made.append(
            Letter(
                reference=f"{row.campaign_id}-{row.number}",
                recipient=row.company.name,
                link=_link(letters.address(row)),
                attention="대표 귀하",
                address=_address(head.dong, head.address) if head else "",
                counsellor=_who(who, by),
            )
        )
    return made


def _letter(firm: Company, *, number: int, name: str, url: str, by: User) -> Letter:
    head = companies.head_branch(firm)
    address = _address(head.dong, head.address) if head else ""
    return Letter(str(number), name, _link(url), "대표 귀하", address, _who(None, by))


def _who(user: User | None, by: User) -> str:
    number = phone.pretty(by.district.centre_phone)
    return f"담당 {user.name} 상담사 {number}".strip() if user else number


def _address(dong: str, address: str) -> str:
    known = tables.dongs().get(dong)
    return " ".join(part for part in (known.name if known else "", address) if part)


def _link(url: str) -> Link:
    return Link(url, url.partition("://")[2], "답하기")


def _notice(title: str, body: str, by: User, on: date) -> Notice:
    paragraphs = tuple(line.strip() for line in body.splitlines() if line.strip())
    return Notice(office(by), title, on, paragraphs, STEPS, REFUSE)


def waits_until(on: date) -> date:
    """How long a round waits for answers unless somebody says otherwise."""
    return on + timedelta(days=21)
