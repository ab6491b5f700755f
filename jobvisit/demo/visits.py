"""The demo's outreach: a year of calls and visits to larger firms, today's route, a letter that went to 714 firms."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from jobvisit.base import clock
from jobvisit.demo.stage import World
from jobvisit.flows import targets as target_flow
from jobvisit.office.companies import queries as companies
from jobvisit.office.companies.pasting import Named
from jobvisit.office.outreach import actions, queries, targets, visiting
from jobvisit.office.outreach.rules import Answer, NextAction, Outcome, Refusal, Step, working_day
from jobvisit.office.outreach.states import CaseState, NoticeState

CASES = 320
TALKS = 110
_ANSWERS = (
    (Answer.CALL_BACK, 4),
    (Answer.NO_NEED, 5),
    (Answer.ORDER_GIVEN, 3),
    (Answer.REFUSED, 2),
)
_PROMISES = (
    "",
    "",
    "",
    "새 매장이 열리면 먼저 연락 주기로 함",
    "구인표 양식을 보내기로 함",
    "3월 채용 때 다시 오기로 함",
)


def play(world: World) -> None:
    """Open cases by zone, log what was said, agree on today's visits, send the autumn letter."""
    rng = Random(714)
    targets.make_target(
        name="50명 이상 사업체", purpose="1사 1구민", companies=list(queries.large_firms(world.manager)),
        starts_on=clock.seoul_day(world.now) - timedelta(days=300), is_board=True, by=world.manager, at=world.now,
    )  # fmt: skip
    cases = _open_cases(world, rng)
    for case in cases[1:TALKS]:
        _talk(case, world, rng)
    _todays_route(world, cases[TALKS:], rng)
    _letter(world, rng)
    _campaign(world)


def _campaign(world: World) -> None:
    """Firms that look after buildings, to be asked before the new campus opens; one pasted name nobody knows."""
    wanted = [firm for firm, seed in zip(world.companies, world.firms, strict=True) if _looks_after(seed.company)][:36]
    begun = world.now - timedelta(days=20)
    target, _ = target_flow.make(
        name="양재 새 캠퍼스 협력사", purpose="내년 봄 문을 여는 캠퍼스의 경비·미화 인력을 구민으로 채움",
        found=Named(wanted, [("한울빌딩관리(주) 본사 확인 중", "unknown")]), starts_on=clock.seoul_day(begun),
        owner=world.counsellors[4], ends_on=clock.seoul_day(world.now) + timedelta(days=90), by=world.manager, at=begun,
    )  # fmt: skip
    untouched = queries.in_list(world.manager, states=[CaseState.TO_CONTACT], target=target)
    for number, case in enumerate(untouched.filter(last_contact_at=None)):
        day = working_day(clock.seoul_day(world.now) + timedelta(days=number // 4), 0, ())
        actions.set_next(
            case=case, action=NextAction.CALL, on=day, version=case.version, by=world.manager, at=world.now
        )


def _looks_after(company: Any) -> bool:
    return bool(company["industry_name"] == "사업시설 관리업" and company["headcount"] >= 10)


def _open_cases(world: World, rng: Random) -> list[Any]:
    """The shop of the story first, then larger firms, each with the counsellor of its zone."""
    large = [n for n, firm in enumerate(world.firms) if n and firm.company["headcount"] >= 50]
    chosen = [0, *rng.sample(large, CASES - 1)]
    today = clock.seoul_day(world.now)
    rows = [
        {
            "company": world.companies[place],
            "owner": _keeper(world, world.firms[place].branch["dong"], place),
            "next_on": working_day(today + timedelta(days=rng.randint(0, 40)), 0, ()),
        }
        for place in chosen
    ]
    return actions.open_many(rows=rows, by=world.manager, at=world.now - timedelta(days=200))


def _keeper(world: World, dong: str, place: int) -> Any:
    zone = next((n for n, zone in enumerate(world.zones) if dong in zone.dongs), 1)
    by_zone = {0: (0,), 1: (1, 2), 2: (3,), 3: (4,)}[zone]
    return world.counsellors[by_zone[place % len(by_zone)]]


def _talk(case: Any, world: World, rng: Random) -> None:
    """One to three attempts over the last months; the last decides where the case stands today."""
    answer = rng.choices([one for one, _ in _ANSWERS], [weight for _, weight in _ANSWERS])[0]
    day = world.now - timedelta(days=rng.randint(8, 16) if answer == Answer.CALL_BACK else rng.randint(8, 80))
    for _ in range(rng.randint(0, 2)):
        outcome = rng.choice((Outcome.MISSED, Outcome.LEFT_MESSAGE))
        actions.log_attempt(case=case, outcome=outcome, by=case.owner, at=day)
        day += timedelta(days=2)
    refusal = rng.choice(list(Refusal)) if answer == Answer.REFUSED else None
    actions.log_attempt(
        case=case, outcome=Outcome.TALKED, answer=answer, refusal=refusal, promise=rng.choice(_PROMISES),
        by=case.owner, at=day,
    )  # fmt: skip


def _todays_route(world: World, cases: list[Any], rng: Random) -> None:
    """Four visits today and some in the coming days for each counsellor; some of last week already reported."""
    today = clock.seoul_day(world.now)
    for counsellor in world.counsellors:
        own = [case for case in cases if case.owner_id == counsellor.pk][:12]
        for number, case in enumerate(own):
            if number < 4:
                _agree(world, case, today, time(9 + number * 2, 30))
            elif number < 8:
                on = working_day(today, 1 + number % 3, ())
                _agree(world, case, on, time(10 + number % 4))
            else:
                _visited(world, case, today - timedelta(days=7 + number), rng)


def _agree(world: World, case: Any, on: date, at: time) -> Any:
    branch = companies.head_branch(case.company)
    return visiting.agree(
        case=case, counsellor=case.owner, on=on, at=at, branch=branch, by=case.owner, now=world.now - timedelta(days=3)
    )


def _visited(world: World, case: Any, on: date, rng: Random) -> None:
    visit = _agree(world, case, on, time(14))
    begun = datetime.combine(on, time(14, 5), clock.SEOUL)
    visiting.arrive(visit=visit, by=case.owner, at=begun)
    step, answer = rng.choice(
        (
            (Step(CaseState.OPEN_ORDER, NextAction.FOLLOW_ORDER, on + timedelta(days=14)), Answer.ORDER_GIVEN),
            (Step(CaseState.NO_NEED, NextAction.RECALL, on + timedelta(days=90)), Answer.NO_NEED),
        )
    )
    visiting.report(
        visit=visit, step=step, outcome=answer, report="담당자를 만나 채용 계획을 들음.",
        promise=rng.choice(_PROMISES), by=case.owner, at=begun + timedelta(minutes=35),
    )  # fmt: skip


def _letter(world: World, rng: Random) -> None:
    """The letter of early autumn: sent to every firm of 50 and more, answered by some, silent from most."""
    sent = world.now - timedelta(days=60)
    campaign = actions.draft_campaign(
        name="가을 채용 안내문", channel="letter", choice=queries.Choice(),
        expires_on=clock.seoul_day(world.now) - timedelta(days=30), by=world.manager, at=sent,
    )  # fmt: skip
    letters = list(queries.notices(campaign))
    actions.move_notices(notices=letters, to=NoticeState.SENT, by=world.manager, at=sent)
    returned = rng.sample(letters, 28)
    actions.move_notices(notices=returned, to=NoticeState.FAILED, by=world.manager, at=sent + timedelta(days=9))
    others = [one for one in letters if one not in returned]
    answered = rng.sample(others, 96)
    actions.move_notices(
        notices=answered, to=NoticeState.ANSWERED, answer="visit_agreed", by=world.manager, at=sent + timedelta(days=14)
    )
    silent = [one for one in letters if one not in answered]
    actions.move_notices(notices=silent, to=NoticeState.EXPIRED, by=None, at=world.now - timedelta(days=29))
