"""Classes: each step is taken by the product's own acts."""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from jobvisit.base import clock
from jobvisit.flows import training as flow
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff.models import Role, User
from jobvisit.office.training import actions
from jobvisit.office.training.codes import Consented
from jobvisit.office.training.models import Cohort, Course, Enrolment
from tests.factories import seekers, staff

_numbers = count(1)
LICENCE = "요양보호사"
CRITERIA = {"waited": 3, "talk": 5}


def day(after: int = 0) -> date:
    """Today in Seoul, or so many days later."""
    return clock.seoul_day(clock.now()) + timedelta(days=after)


def moment(on: date) -> datetime:
    """Ten in the morning of a day."""
    return datetime.combine(on, time(10), clock.SEOUL)


def course(by: User | None = None, **more: Any) -> Course:
    """A course for carers at a school."""
    someone = by or staff.counsellor()
    values = {
        "name": f"요양보호사 양성 {next(_numbers)}",
        "licence": LICENCE,
        "school": "서초직업전문학교",
        "place": "서초대로 1, 3층",
        "hours": 320,
        "cost": 600_000,
        "own_cost": 60_000,
    }
    return actions.add_course(fields={**values, **more}, by=_counsel(someone), at=clock.now())


def cohort(by: User | None = None, **more: Any) -> Cohort:
    """A planned class of that course with stated criteria, nominations until today, starting in two weeks."""
    someone = by or staff.counsellor()
    taught = more.pop("course", None) or course(someone)
    values = {
        "starts_on": day(14),
        "ends_on": day(70),
        "days": [0, 1, 2, 3, 4],
        "begins": time(9),
        "ends": time(13),
        "nominate_until": day(),
        "seats": 2,
        "minimum": 1,
        "criteria": CRITERIA,
    }
    return actions.open_cohort(course=taught, fields={**values, **more}, by=_counsel(someone), at=clock.now())


def nominating(by: User | None = None, **more: Any) -> Cohort:
    """The same, open for nominations."""
    made = cohort(by, **more)
    return actions.open_nominations(cohort=made, version=None, by=made.owner, at=clock.now())


def nominated(cohort: Cohort, seeker: Seeker | None = None, *, at: datetime | None = None, **more: Any) -> Enrolment:
    """A resident nominated for a class."""
    file = seeker or seekers.seeker(cohort.owner)
    values: dict[str, Any] = {"talk": 3, "why": "꾸준히 나올 수 있음", "consent": Consented.PAPER, **more}
    return flow.nominate(cohort=cohort, seeker=file, by=cohort.owner, at=at or clock.now(), **values)


def selected(by: User | None = None, people: int = 3, **more: Any) -> Cohort:
    """A class with that many nominated, selected: the first ones by talk have the seats."""
    made = nominating(by, **more)
    for n in range(people):
        nominated(made, talk=5 - n % 5)
    flow.select(cohort=made, version=None, by=boss(made.owner), at=clock.now())
    made.refresh_from_db()
    return made


def running(by: User | None = None, people: int = 3, **more: Any) -> Cohort:
    """The same, begun: selected and started on its first day, which was two weeks ago."""
    first = more.pop("starts_on", day(-14))
    more = {"nominate_until": first - timedelta(days=3), "ends_on": first + timedelta(days=60), **more}
    made = cohort(by, starts_on=first, **more)
    at = moment(made.nominate_until)
    actions.open_nominations(cohort=made, version=None, by=made.owner, at=at)
    for n in range(people):
        nominated(made, talk=5 - n % 5, at=at)
    flow.select(cohort=made, version=None, by=boss(made.owner), at=at)
    flow.start(cohort=made, version=None, by=made.owner, at=moment(first))
    made.refresh_from_db()
    return made


def finished(by: User | None = None, people: int = 3, ago: int = 120, **more: Any) -> Cohort:
    """A class that ended so many days ago; its first seat holds a certificate."""
    made = running(by, people, starts_on=day(-ago - 40), ends_on=day(-ago), **more)
    actions.finish(cohort=made, version=None, by=made.owner, at=moment(made.ends_on))
    first = Enrolment.objects.filter(cohort=made, state="attending").order_by("place").first()
    if first:
        actions.certify(enrolment=first, issued_on=made.ends_on, version=None, by=made.owner, at=moment(made.ends_on))
    made.refresh_from_db()
    return made


def boss(someone: User) -> User:
    """A manager of the same district."""
    found = User.objects.filter(district=someone.district, role=Role.MANAGER).first()
    return found or staff.colleague_of(someone, Role.MANAGER)


def _counsel(someone: User) -> User:
    return someone if someone.role in {Role.COUNSELLOR, Role.MANAGER} else boss(someone)
