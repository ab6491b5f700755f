"""The demo district's school: a class that ended seven months ago, one four months ago, one that runs, one that takes
nominations because the orders of today ask for it.

Everything goes through the acts that the pages use, at the hour at which it would have happened. Texts are left out, so
that a fresh demo does not begin by sending.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from random import Random
from typing import Any

from jobvisit.base import clock
from jobvisit.demo.people import key_of, residents
from jobvisit.demo.referrals import hire_long_ago
from jobvisit.demo.stage import GU, World
from jobvisit.flows import training_offers, training_outcomes
from jobvisit.office.orders.states import OrderState
from jobvisit.office.seekers import actions as seekers
from jobvisit.office.seekers.states import SeekerState
from jobvisit.office.training import actions, queries
from jobvisit.office.training.codes import Consented, Dropped, Presence

SEED = 745
TEXT = "교육기관제공-2026-1"
CRITERIA = {"waited": 3, "talk": 5, "first": 2}
_SCHOOL = "서초직업전문학교"


@dataclass(frozen=True)
class Past:
    """A class as it went. `ended`: days before today; `hired` and `others`: graduates, and others, who found work."""

    name: str
    licence: str
    wish: str
    owner: int
    ended: int
    weeks: int
    seats: int
    nominated: int
    dropped: int
    certified: int
    hired: int
    others: int
    seen: int
    """The months after which somebody looked the seats through already."""
    promised: tuple[int, ...]
    own_cost: int


PAST = (
    Past("요양보호사 양성", "요양보호사", "550104", 1, 213, 9, 14, 20, 2, 11, 7, 4, 3, (5, 4), 0),
    Past("한식조리 취득반", "한식조리기능사", "531201", 2, 124, 8, 10, 14, 1, 8, 3, 3, 0, (4,), 50_000),
)
RUNNING_LICENCE, RUNNING_WISH = "전산회계운용사 2급", "027206"


def play(world: World) -> None:
    """Hold the four classes."""
    rng = Random(SEED)
    for number, past in enumerate(PAST):
        _held(rng, world, past, number)
    _running(rng, world)
    _nominating(rng, world)


def _held(rng: Random, world: World, past: Past, number: int) -> None:
    """A class that is over: selected, held, certificates, and who found work since."""
    today = clock.seoul_day(world.now)
    last = today - timedelta(days=past.ended)
    first = last - timedelta(days=7 * past.weeks - 3)
    first -= timedelta(days=first.weekday())
    by = world.counsellors[past.owner]
    cohort = _opened(by, past.name, past.licence, first, last, [0, 2, 4], past.seats, past.own_cost)
    firms = _firms(world, past.licence)
    for firm, interviews in zip(firms, past.promised, strict=False):
        actions.pledge(
            cohort=cohort, company=firm, interviews=interviews, by_when=last + timedelta(days=90), contact="원장",
            by=by, at=_at(first - timedelta(days=30)),
        )  # fmt: skip
    asked = _people(rng, world, past, first, past.nominated, f"class{number}")
    seated = _through(rng, world, cohort, asked, first)
    _attended(rng, cohort, seated, last)
    for one in seated[-past.dropped :]:
        reason = rng.choice((Dropped.PERSONAL, Dropped.ABSENT, Dropped.JOB))
        actions.drop(
            enrolment=one,
            reason=reason,
            note="",
            version=None,
            by=by,
            at=_at(first + timedelta(days=rng.randint(9, 30))),
        )
    actions.finish(cohort=cohort, version=None, by=by, at=_at(last, 18))
    graduates = seated[: past.certified]
    for one in graduates:
        issued = last + timedelta(days=rng.randint(5, 12))
        actions.certify(enrolment=one, issued_on=issued, version=None, by=by, at=_at(issued + timedelta(days=2)))
    for one in seated[past.certified : -past.dropped]:
        actions.drop(
            enrolment=one, reason=Dropped.NOT_PASSED, note="", version=None, by=by, at=_at(last + timedelta(days=20))
        )
    alike = _people(rng, world, past, first, 2 * past.seats, f"alike{number}")
    hired = [one.seeker for one in graduates[: past.hired]] + rng.sample(alike, past.others)
    ended = _hired(rng, world, hired, last, past)
    for person in [*asked, *alike]:
        if person.pk not in ended:
            seekers.move(seeker=person, to=SeekerState.EXPIRED, reason="유효기간 3개월이 지남", by=None, at=world.now)
    if past.seen:
        found = training_outcomes.outcome(cohort=_again(by, cohort), months=past.seen)
        actions.review(
            cohort=cohort, months=past.seen, figures=found.figures(), note="수료생 절반이 방문요양으로 감", by=by,
            at=_at(last + timedelta(days=31 * past.seen + 4)),
        )  # fmt: skip


def _running(rng: Random, world: World) -> None:
    """A class that began three and a half weeks ago, attendance written up to yesterday."""
    today = clock.seoul_day(world.now)
    first = today - timedelta(days=24 + today.weekday())
    by = world.counsellors[3]
    cohort = _opened(
        by, "전산회계 실무", RUNNING_LICENCE, first, first + timedelta(days=60), [0, 1, 2, 3, 4], 12, 80_000
    )  # fmt: skip
    asked = [
        one for one in world.seekers[1:]
        if RUNNING_WISH in one.wishes and one.licences_asked and RUNNING_LICENCE not in one.licences
    ]  # fmt: skip
    seated = _through(rng, world, cohort, rng.sample(asked, 17), first)
    actions.drop(
        enrolment=seated[5], reason=Dropped.JOB, note="", version=None, by=by, at=_at(first + timedelta(days=9))
    )
    _attended(rng, cohort, [one for one in seated if one is not seated[5]], today - timedelta(days=1))


def _nominating(rng: Random, world: World) -> None:
    """A class that grew out of what today's orders ask for and residents lack; half of those meant are nominated."""
    by, today = world.counsellors[0], clock.seoul_day(world.now)
    best = training_offers.offers(by=by, at=world.now, seats=16)[0]
    first = today + timedelta(days=35 - today.weekday())
    course = next((one for one in queries.courses(by) if one.licence == best.licence), None)
    cohort = _opened(
        by, f"{best.licence} 취득반", best.licence, first, first + timedelta(days=60), [0, 1, 2, 3, 4], 16, 60_000,
        course=course, kept=best.kept(today), criteria={"orders": 4, **CRITERIA}, opened=today - timedelta(days=4),
        until=today + timedelta(days=12),
    )  # fmt: skip
    there = {one.pk: one for one in world.seekers}
    for n, key in enumerate(best.found.chosen[:9]):
        actions.nominate(
            cohort=cohort, seeker=there[key], talk=rng.choice((None, 2, 3, 4, 5)), why="그 일을 오래 바람",
            consent=rng.choice(list(Consented)), consent_text=TEXT, by=rng.choice(world.counsellors),
            at=_at(today - timedelta(days=3 - n % 3), 10) + timedelta(minutes=7 * n),
        )  # fmt: skip
    for firm, interviews in zip(_firms(world, best.licence)[2:4], (6, 3), strict=False):
        actions.pledge(
            cohort=cohort, company=firm, interviews=interviews, by_when=first + timedelta(days=120), contact="김 원장",
            by=by, at=_at(today - timedelta(days=2)),
        )  # fmt: skip


def _opened(
    by: Any,
    name: str,
    licence: str,
    first: date,
    last: date,
    days: list[int],
    seats: int,
    own_cost: int,
    *,
    course: Any = None,
    kept: dict[str, Any] | None = None,
    criteria: dict[str, int] | None = None,
    opened: date | None = None,
    until: date | None = None,
) -> Any:
    """Plan a class and open it for nominations."""
    at = _at(opened or first - timedelta(days=56))
    taught = course or actions.add_course(
        fields={
            "name": name,
            "licence": licence,
            "school": _SCHOOL,
            "place": "서초대로 1, 3층",
            "hours": 240,
            "cost": 600_000,
            "own_cost": own_cost,
        },
        by=by,
        at=at,
    )
    made = actions.open_cohort(
        course=taught,
        fields={
            "starts_on": first, "ends_on": last, "days": days, "begins": time(9, 30), "ends": time(13, 30),
            "nominate_until": until or first - timedelta(days=14), "seats": seats, "minimum": seats // 2,
            "criteria": criteria or CRITERIA, "born_from": kept,
        },
        by=by,
        at=at,
    )  # fmt: skip
    return actions.open_nominations(cohort=made, version=None, by=by, at=at)


def _people(rng: Random, world: World, past: Past, first: date, count: int, key: str) -> list[Any]:
    """Residents of that time who wanted this work and did not hold the certificate."""
    files: list[dict[str, Any]] = []
    for n in range(count):
        when = _at(first - timedelta(days=rng.randint(25, 120)))
        files.append({
            **next(islice(residents(rng, GU, when), 1, None)),
            "phone": f"0100003{len(files) + 100 * (key[-1] == '1') + 50 * key.startswith('alike'):04d}",
            "public_id": key_of(f"{key}-{n}"), "wishes": [past.wish], "wish_words": past.name, "licences": [],
            "licences_asked": True, "active_on": first + timedelta(days=80), "applied_at": when,
        })  # fmt: skip
    made = seekers.register_many(
        files=files, channel="paper", text_version="2026-1", owners=world.counsellors, at=world.now
    )
    world.seekers += made
    return made


def _through(rng: Random, world: World, cohort: Any, people: Sequence[Any], first: date) -> list[Any]:
    """Nominate, select, begin. Returns those with a seat, in the order of their places."""
    for n, person in enumerate(people):
        actions.nominate(
            cohort=cohort, seeker=person, talk=rng.randint(1, 5), why="", consent=Consented.PAPER, consent_text=TEXT,
            by=cohort.owner, at=_at(first - timedelta(days=40 - n % 20)) + timedelta(minutes=11 * n),
        )  # fmt: skip
    on = first - timedelta(days=12)
    facts: dict[int, dict[str, int | None]] = {
        one.pk: {"waited": (on - clock.seoul_day(one.seeker.applied_at)).days, "talk": one.talk, "first": 1}
        for one in queries.enrolments(cohort)
    }
    actions.select(cohort=cohort, facts=facts, version=None, by=world.manager, at=_at(on))
    actions.start(cohort=cohort, version=None, by=cohort.owner, at=_at(first, 8))
    return [one for one in queries.enrolments(cohort) if one.state == "attending"]


def _attended(rng: Random, cohort: Any, seated: Sequence[Any], until: date) -> None:
    """Attendance of every day, some late, few absent."""
    kinds, weights = [Presence.PRESENT, Presence.LATE, Presence.EXCUSED, Presence.ABSENT], [88, 5, 4, 3]
    for day in queries.class_days(cohort):
        if day <= until:
            said = {one.pk: rng.choices(kinds, weights)[0] for one in seated}
            actions.mark(cohort=cohort, on=day, presences=said, by=cohort.owner, at=_at(day, 14))


def _hired(rng: Random, world: World, people: Sequence[Any], last: date, past: Past) -> set[int]:
    """Give these residents orders of that time in their trade, as far as there are any. Returns who was hired."""
    hired = set()
    for person, order in zip(people, _orders(world, last, past), strict=False):
        hire_long_ago(rng, order, person, world.now)
        hired.add(person.pk)
    return hired


def _orders(world: World, last: date, past: Past) -> Iterator[Any]:
    """Orders of that trade that came in after the class and ran out unfilled."""
    first, until = _at(last + timedelta(days=16)), _at(last + timedelta(days=75))
    for order in world.orders:
        fits = order.openings == 1 and order.occupation[:2] == past.wish[:2] and order.state == OrderState.EXPIRED
        if fits and first <= order.accepted_at <= until:
            yield order


def _firms(world: World, licence: str) -> list[Any]:
    """Firms with an open order that asks for the certificate, each once."""
    found: dict[int, Any] = {}
    for order in world.orders:
        if order.state == OrderState.OPEN and licence in order.licences_required:
            found.setdefault(order.company_id, order.company)
    return list(found.values())


def _again(by: Any, cohort: Any) -> Any:
    """The class as the database has it now."""
    return queries.get(by, cohort.pk)


def _at(day: date, hour: int = 11) -> datetime:
    return datetime.combine(day, time(hour), clock.SEOUL)
