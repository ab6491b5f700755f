"""The demo district's agreements: six, of which one fails, one is an association's and one has hires at every rung.

They are signed in the past and tie the orders that came since by themselves, as the product does.
"""

from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from jobvisit.base import clock
from jobvisit.demo.stage import World
from jobvisit.flows import agreements as flow
from jobvisit.flows import tying
from jobvisit.office.agreements import actions
from jobvisit.office.agreements.rules import rung
from jobvisit.office.agreements.states import Rung
from jobvisit.office.companies import actions as company_actions
from jobvisit.office.companies import queries as companies
from jobvisit.office.outreach.rules import Outcome
from jobvisit.office.reference import tables
from jobvisit.office.referrals import actions as evidence
from jobvisit.office.referrals import queries as referrals
from jobvisit.office.referrals.codes import Source
from jobvisit.office.referrals.states import PlacementState

SEED = 43
VULNERABLE = {"group": "hard_to_employ", "basis": "고용정책 기본법 제6조제1항제6호"}
SENIORS = {"group": "senior", "basis": "고령자고용법 제4조, 제11조"}
PAPER = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def play(world: World) -> None:
    """Draft, sign and live with six agreements; then tie what came under them."""
    rng = Random(SEED)
    hires = _hires(world)
    _papers(hires, world)
    used: set[int] = set()
    _every_rung(world, rng, hires, used)
    _association(world, rng, hires, used)
    _failing(world, rng, used)
    _kept(world, rng, hires, used)
    _school(world, rng)
    _coming(world, rng, used)
    tying.sweep(district=world.district, at=world.now)


def _hires(world: World) -> dict[int, list[Any]]:
    """Hires that count, by firm."""
    found: dict[int, list[Any]] = defaultdict(list)
    for one in referrals.placement_list(world.manager):
        if one.state != PlacementState.ANNULLED:
            found[one.company_id].append(one)
    return found


def _papers(hires: dict[int, list[Any]], world: World) -> None:
    """Three hires that one side confirmed are proven by a contract as well."""
    bare = [one for placed in hires.values() for one in placed if _rung(one) == Rung.CONFIRMED]
    for one in bare[:3]:
        evidence.attach(placement=one, content=PAPER, source=Source.PAPER, by=world.manager, at=world.now)
    for key, placed in hires.items():
        hires[key] = [referrals.placement(world.manager, one.public_id) for one in placed]


def _rung(placement: Any) -> Rung:
    return rung([item.kind for item in placement.rungs.all()])


def _every_rung(world: World, rng: Random, hires: dict[int, list[Any]], used: set[int]) -> None:
    """A group of shops and small firms where somebody was hired, at each rung of proof."""
    by_rung: dict[str, list[int]] = defaultdict(list)
    for firm, placed in hires.items():
        for one in placed:
            by_rung[_rung(one)].append(firm)
    chosen = [firm for name in sorted(by_rung) for firm in by_rung[name][:2]]
    firms = [world.companies[place] for place in _places(world, chosen)]
    agreement = _draft(world, rng, "서초 상가번영회 구민 채용 협약", months=-10, length=18)
    party = _party(world, agreement, "group", "서초 상가번영회", _began(world, -10))
    for firm in firms:
        _join(world, party, firm, _began(world, -10), used)
    _line(world, agreement, "모든 직무", [], 20, firms[0], **VULNERABLE, window_minutes=24 * 60)
    _sign(world, agreement, _began(world, -10))


def _association(world: World, rng: Random, hires: dict[int, list[Any]], used: set[int]) -> None:
    """An association with many members; some joined later, one left."""
    since = _began(world, -6)
    told = [key for key, placed in hires.items() if key not in used and _came_after(placed, since)]
    hiring = [world.companies[place] for place in _places(world, sorted(told)[:9])]
    firms = [*hiring, *[one for one in _largest(world, used, "육상 운송업", 14) if one not in hiring]][:14]
    agreement = _draft(world, rng, "서초 마을버스조합 구민 우선 채용 협약", months=-6, length=12)
    party = _party(world, agreement, "association", "서초 마을버스조합", _began(world, -6))
    for number, firm in enumerate(firms):
        _join(world, party, firm, _began(world, -6 if number < 10 else -3), used)
    work = Counter(one.order.occupation[:2] for firm in hiring for one in hires[firm.pk] if _came_after([one], since))
    group, n = work.most_common(1)[0]
    name = tables.occupations()[group].name_ko
    _line(world, agreement, name, [group], n, firms[0], **SENIORS, window_minutes=3 * 60)
    _line(world, agreement, "그 밖의 직무", [], 10, firms[1], **VULNERABLE, window_minutes=24 * 60)
    _sign(world, agreement, _began(world, -6))
    last = next(iter(party.members.order_by("-id")))
    actions.leave(
        member=last, left_on=_began(world, -1), reason="사업장을 다른 구로 옮김", by=world.manager, at=world.now
    )


def _failing(world: World, rng: Random, used: set[int]) -> None:
    """A large firm that promised twenty: nearly nothing came, and the person who decided is gone."""
    large = _largest(world, used, "사업시설 관리업", 40)
    firm = next(one for one in large if companies.contacts(one).exists())
    agreement = _draft(world, rng, f"{firm.name} 청소·경비 구민 채용 협약", months=-9, length=12)
    _party(world, agreement, "firm", firm.name, _began(world, -9), firm)
    used.add(firm.pk)
    line = _line(world, agreement, "건물 청소", ["5611", "5612"], 12, firm, **VULNERABLE, window_minutes=48 * 60)
    _line(world, agreement, "경비", ["542"], 8, None, **SENIORS)
    _sign(world, agreement, _began(world, -9))
    actions.amend_line(
        line=line, promised=10, due_on=_began(world, 3) - timedelta(days=1), from_on=_began(world, -4),
        reason="본사 구조 조정으로 두 명 줄임", decides=companies.contacts(firm).first(), **VULNERABLE,
        window_minutes=48 * 60, by=world.manager, at=world.now - timedelta(days=120),
    )  # fmt: skip
    gone = companies.contacts(firm)[0]
    company_actions.contact_left(
        contact=gone, left_on=clock.seoul_day(world.now) - timedelta(days=25), by=world.manager, at=world.now
    )


def _kept(world: World, rng: Random, hires: dict[int, list[Any]], used: set[int]) -> None:
    """A firm that kept its word, and whose agreement is up for review and renewal."""
    best = max((key for key in hires if key not in used), key=lambda key: (len(hires[key]), -key))
    firm = world.companies[_places(world, [best])[0]]
    agreement = _draft(world, rng, f"{firm.name} 1사 1구민 협약", months=-11, length=12, review=-1)
    _party(world, agreement, "firm", firm.name, _began(world, -11), firm)
    used.add(firm.pk)
    _line(world, agreement, "모든 직무", [], len(hires[best]), firm)
    _sign(world, agreement, _began(world, -11))
    actions.renew(agreement=agreement, by=world.manager, at=world.now, pick=rng.choice)


def _school(world: World, rng: Random) -> None:
    """A school, still negotiated."""
    agreement = _draft(world, rng, "방배직업전문학교 수료생 채용 협약", months=1, length=12)
    _party(world, agreement, "school", "방배직업전문학교", _began(world, 1), world.companies[40])
    _line(world, agreement, "조리 보조", ["53"], 8, None)
    flow.negotiate(agreement=agreement, by=world.manager, at=world.now - timedelta(days=9))
    flow.log_talk(
        agreement=agreement, company=world.companies[40], outcome=Outcome.TALKED,
        when=clock.seoul_day(world.now) + timedelta(days=2), note="실습생 평가 뒤에 인원을 정하기로 함",
        by=world.manager, at=world.now - timedelta(days=4),
    )  # fmt: skip


def _coming(world: World, rng: Random, used: set[int]) -> None:
    """A hospital that signed and begins next month."""
    firm = _largest(world, used, "보건업", 1)[0]
    agreement = _draft(world, rng, f"{firm.name} 돌봄·청소 협약", months=1, length=12)
    _party(world, agreement, "firm", firm.name, _began(world, 1), firm)
    used.add(firm.pk)
    _line(world, agreement, "간병, 돌봄", ["55"], 6, firm, **VULNERABLE, window_minutes=12 * 60)
    _sign(world, agreement, clock.seoul_day(world.now) - timedelta(days=3))


def _came_after(placed: list[Any], since: date) -> bool:
    return any(clock.seoul_day(one.order.accepted_at) >= since for one in placed)


def _draft(world: World, rng: Random, title: str, *, months: int, length: int, review: int | None = None) -> Any:
    starts = _began(world, months)
    return actions.draft(
        title=title, owner=world.counsellors[rng.randrange(5)], starts_on=starts,
        ends_on=_began(world, months + length) - timedelta(days=1),
        review_on=_began(world, review) if review is not None else _began(world, months + length // 2 + 3),
        by=world.manager, at=_morning(min(starts, clock.seoul_day(world.now)) - timedelta(days=20)), pick=rng.choice,
    )  # fmt: skip


def _party(world: World, agreement: Any, kind: str, name: str, since: date, company: Any = None) -> Any:
    return actions.add_party(
        agreement=agreement, kind=kind, name=name, company=company, by=world.manager, at=agreement.added_at
    )


def _join(world: World, party: Any, firm: Any, joined: date, used: set[int]) -> None:
    used.add(firm.pk)
    actions.add_member(party=party, company=firm, joined_on=joined, by=world.manager, at=party.agreement.added_at)


def _line(world: World, agreement: Any, jobs: str, codes: list[str], n: int, firm: Any, **more: Any) -> Any:
    return actions.add_line(
        agreement=agreement, jobs=jobs, occupations=codes, promised=n, due_on=agreement.ends_on,
        decides=companies.contacts(firm).first() if firm else None, by=world.manager, at=agreement.added_at, **more,
    )  # fmt: skip


def _sign(world: World, agreement: Any, on: date) -> None:
    day = min(on, clock.seoul_day(world.now))
    actions.sign(agreement=agreement, signed_on=day, version=None, by=world.manager, at=_morning(day))
    actions.attach(agreement=agreement, content=PAPER, by=world.manager, at=_morning(day))
    actions.turn(agreement=agreement, on=clock.seoul_day(world.now), at=world.now)


def _largest(world: World, used: set[int], industry: str, most: int) -> list[Any]:
    """The firms with the most staff that promise nothing yet, of one industry if it is named."""
    free = [
        one for one in world.companies[1:] if one.pk not in used and (not industry or one.industry_name == industry)
    ]
    return sorted(free, key=lambda one: (-one.headcount, one.pk))[:most]


def _places(world: World, keys: list[int]) -> list[int]:
    place = {one.pk: n for n, one in enumerate(world.companies)}
    return [place[key] for key in dict.fromkeys(keys)]


def _began(world: World, months: int) -> date:
    """The first of a month, so many months from this one."""
    today = clock.seoul_day(world.now)
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), clock.SEOUL)
