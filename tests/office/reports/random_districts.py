"""Small districts full of odd cases, written straight into the tables: what real years bring, in a few dozen rows.

Instants lie close to the borders of months in Seoul on purpose, firms are merged, letters go out twice, results are
taken back, hires are annulled, never begin, begin before they were proposed, or are the second of one person.
"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone
from random import Random
from typing import Any

from jobvisit.office.agreements.models import Agreement, Line, LineTerms
from jobvisit.office.audit.models import Event
from jobvisit.office.companies.models import Branch, Company
from jobvisit.office.desks.models import Place, Session, Ticket
from jobvisit.office.matches.models import ShownList
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.outreach.models import Attempt, Campaign, Case, Notice, Target, TargetFirm, Visit
from jobvisit.office.referrals.models import Evidence, Placement, Referral, Rung
from jobvisit.office.seekers.models import GroupClaim, Seeker
from jobvisit.office.staff.models import District, Post, Role, User, Zone
from jobvisit.office.training.models import Cohort, Course, Enrolment

KST = timezone(timedelta(hours=9))
DONGS = ("1165058000", "1165060000", "1165051000", "")
MIDDLE = date(2026, 10, 1)
"""The month that most rows lie around."""
BACK = ("sent", "viewed", "interview", "offered")
END = ("hired", "refused_by_employer", "no_show", "declined_by_resident", "withdrawn", "obsolete", "expired")


def moment(rng: Random, months: tuple[int, int] = (-2, 1)) -> datetime:
    """An instant of these months, a third of them within a second of a midnight that ends one."""
    first = date(2026, 10 + rng.randint(*months), 1)
    if rng.random() < 0.33:
        midnight = datetime(first.year, first.month, 1, tzinfo=KST)
        return midnight + rng.choice((timedelta(0), -timedelta(microseconds=1), timedelta(seconds=1)))
    return datetime(first.year, first.month, rng.randint(1, 28), rng.randint(0, 23), rng.randint(0, 59), tzinfo=KST)


def fill(number: int, first_seed: int = 0) -> list[District]:
    """So many districts with their rows, a statement a table for all of them."""
    made = [_District(Random(first_seed + place), place) for place in range(number)]
    return [one.district for one in _save(made)]


def _save(made: list["_District"]) -> list["_District"]:
    District.objects.bulk_create([one.district for one in made])
    for build in (
        "people",
        "firms",
        "orders",
        "files",
        "referrals",
        "hires",
        "papers",
        "rungs",
        "street",
        "letters",
        "lists",
        "desks",
        "visitors",
        "promises",
        "school",
        "seats",
    ):
        rows: dict[type[Any], list[Any]] = {}
        for one in made:
            for row in getattr(one, build)():
                rows.setdefault(type(row), []).append(row)
        for model, many in rows.items():
            model.objects.bulk_create(many, batch_size=4000)
    for model, changes in _later(made).items():
        for values, keys in changes:
            model.objects.filter(pk__in=keys).update(**values)
    return made


def _later(made: list["_District"]) -> dict[type[Any], list[tuple[dict[str, Any], list[int]]]]:
    """States that a row may not be born in, and firms merged into others."""
    found: dict[type[Any], dict[str, tuple[dict[str, Any], list[int]]]] = {}
    for one in made:
        for row, values in one.later:
            same = found.setdefault(type(row), {}).setdefault(
                repr(sorted((k, getattr(v, "pk", v)) for k, v in values.items())), (values, [])
            )
            same[1].append(row.pk)
    return {model: list(changes.values()) for model, changes in found.items()}


class _District:
    def __init__(self, rng: Random, place: int) -> None:
        self.rng, self.place = rng, place
        self.later: list[tuple[Any, dict[str, Any]]] = []
        self.district = District(
            code=f"r{place:04d}", name=f"구{place}", name_en="Gu", centre_name="센터", lat=37.5, lon=127.0
        )

    def people(self) -> Iterable[Any]:
        self.users = [
            User(district=self.district, login=f"r{self.place}-{n}", name="이은주", role=Role.COUNSELLOR)
            for n in range(3)
        ]
        yield from self.users
        for name, dongs, until in (
            ("가", DONGS[:1], date(2026, 9, 30)),
            ("나", DONGS[:2], None),
            ("다", DONGS[2:3], None),
        ):
            begins = date(2026, 10, 1) if name == "나" else date(2026, 1, 1)
            yield Zone(district=self.district, name=name, dongs=list(dongs), valid_from=begins, valid_until=until)

    def firms(self) -> Iterable[Any]:
        at = datetime(2026, 1, 1, tzinfo=KST)
        self.companies = [
            Company(district=self.district, name=f"업체 {n}", business_number="", added_at=at) for n in range(6)
        ]
        for firm in self.companies:
            firm.derive()
        yield from self.companies
        if self.rng.random() < 0.6:
            self.later.append((self.companies[0], {"status": "merged", "merged_into": self.companies[1]}))
        if self.rng.random() < 0.3:
            self.later.append((self.companies[1], {"status": "merged", "merged_into": self.companies[2]}))

    def orders(self) -> Iterable[Any]:
        rng = self.rng
        for firm in self.companies:
            yield Branch(district=self.district, company=firm, name="본점", is_head=True, dong=rng.choice(DONGS))
        self.jobs = []
        for n in range(rng.randint(0, 9)):
            openings = rng.choice((None, 1, 1, 2, 5))
            state = rng.choice(("draft", "checked", "open", "open", "open", "open"))
            order = JobOrder(
                district=self.district, number=f"n{n}", company=rng.choice(self.companies),
                owner=rng.choice(self.users), source=rng.choice(JobOrder.Source.values), state=state, title="모집",
                openings=openings, filled=rng.choice((0, 0, 1)), dong=rng.choice(DONGS),
                accepted_at=moment(rng), closes_on=date(2027, 1, 1),
            )  # fmt: skip
            self.jobs.append(order)
            if state == "draft" and rng.random() < 0.5:
                self.later.append((order, {"state": "refused", "refusal_ground": "unlawful"}))
            yield order

    def files(self) -> Iterable[Any]:
        rng = self.rng
        self.seekers = []
        for _n in range(rng.randint(1, 10)):
            at = moment(rng, (-6, 2))
            file = Seeker(
                district=self.district, public_id=uuid.uuid4(), name="김순영", phone="01000000000",
                birth_date=date(rng.randint(1945, 2006), rng.choice((9, 10, 11)), rng.choice((1, 29, 30))),
                dong=rng.choice(DONGS), state="active", applied_at=at, valid_until=date(2027, 1, 1),
                active_on=date(2026, 10, 1), owner=rng.choice(self.users),
            )  # fmt: skip
            file.derive()
            self.seekers.append(file)
        yield from self.seekers

    def referrals(self) -> Iterable[Any]:
        rng = self.rng
        for file in self.seekers:
            if rng.random() < 0.4:
                ends = rng.choice((None, date(2026, 10, 30), date(2026, 10, 31), date(2026, 12, 31)))
                yield GroupClaim(
                    district=self.district, seeker=file, group=rng.choice(("disabled", "career_women", "senior", "?")),
                    valid_from=rng.choice((date(2026, 1, 1), date(2026, 10, 31), date(2026, 11, 1))), valid_until=ends,
                )  # fmt: skip
        pairs = [(order, file) for order in self.jobs for file in self.seekers]
        self.pairs = []
        for n, (order, file) in enumerate(rng.sample(pairs, min(len(pairs), rng.randint(0, 10)))):
            at = moment(rng)
            self.pairs.append(
                Referral(
                    district=self.district,
                    number=f"a{n}",
                    order=order,
                    seeker=file,
                    owner=rng.choice(self.users),
                    state="proposed",
                    proposed_at=at,
                    proposed_by=rng.choice(self.users),
                    special="resident_asked",
                    moved_at=at,
                    answer_by=date(2026, 12, 1),
                )
            )
        yield from self.pairs

    def hires(self) -> Iterable[Any]:
        rng = self.rng
        self.placements = []
        for referral in self.pairs:
            yield from self._path(referral)
            if rng.random() < 0.6:
                yield from self._hire(referral)

    def _path(self, referral: Referral) -> Iterable[Event]:
        """Some letters never go out; others go out, are answered, taken back, answered again."""
        rng = self.rng
        if rng.random() < 0.2:
            return
        at = referral.proposed_at + timedelta(hours=rng.randint(0, 60))
        steps = ["consented", "sent"]
        for _ in range(rng.choice((0, 1, 1, 1, 2))):
            steps += [*rng.sample(BACK[1:], rng.choice((0, 1))), rng.choice(END)]
            if rng.random() < 0.3:
                steps.append(rng.choice(BACK))
        for step in steps:
            yield Event(
                district=self.district, at=at, actor=referral.owner, verb="referrals.move", subject_kind="referral",
                subject_id=referral.pk, details={"from": "?", "to": step, "source": "office"},
            )  # fmt: skip
            at += rng.choice((timedelta(0), timedelta(days=rng.randint(0, 20)), timedelta(days=14)))

    def _hire(self, referral: Referral) -> Iterable[Placement]:
        rng = self.rng
        back = rng.choice((0, 0, 3, 6, 12))
        month = 10 - back + rng.choice((0, 0, 1))
        start = date(2026 + (month - 1) // 12, (month - 1) % 12 + 1, rng.choice((1, 15, 17, 28)))
        start += timedelta(days=rng.choice((-1, 0, 0, 1, 2)))
        one = Placement(
            district=self.district, public_id=uuid.uuid4(), referral=referral, order=referral.order,
            seeker=referral.seeker, company=referral.order.company, start_on=start, state="claimed",
            claimed_at=moment(rng), also_counted_by=rng.choice(([], [], ["work24"], ["saeil", "seoul"])),
        )  # fmt: skip
        if any((o.seeker, o.company, o.start_on) == (one.seeker, one.company, start) for o in self.placements):
            return
        self.placements.append(one)
        yield one

    def papers(self) -> Iterable[Evidence]:
        at = datetime(2026, 9, 1, tzinfo=KST)
        self.paper = {
            one: Evidence(
                district=self.district, placement=one, kind="pdf", size=1, sha256="0" * 64, at=at, by=self.users[0]
            )
            for one in self.placements
        }
        yield from self.paper.values()

    def rungs(self) -> Iterable[Any]:
        rng = self.rng
        for one in self.placements:
            at = moment(rng, (-2, 2))
            kinds = ["claimed", *rng.sample(Rung.Kind.values[1:9], rng.randint(0, 4))]
            for kind in kinds:
                yield self._rung(one, kind, at, evidence=self.paper[one] if kind == "documented" else None)
                at += timedelta(days=rng.randint(0, 20))
            fate = rng.random()
            if fate < 0.15:
                self.later.append((one, {"state": "annulled"}))
                yield self._rung(one, "annulled", at, reason="mistake")
            elif fate < 0.5:
                reason = rng.choice(("personal", "term", "never_started"))
                days = 0 if reason == "never_started" else rng.choice((5, 89, 90, 91, 92, 200, 400))
                self.later.append((one, {"state": "ended", "ended_on": one.start_on + timedelta(days=days)}))
                yield self._rung(one, "ended", at, reason=reason)
            elif fate < 0.6:  # an end that was recorded by mistake and taken back
                yield self._rung(one, "ended", at, reason="never_started")
                yield self._rung(one, "reopened", at)

    def _rung(self, one: Placement, kind: str, at: datetime, **more: Any) -> Rung:
        return Rung(
            district=self.district, placement=one, kind=kind, source="office", at=at, by=self.users[0], **more
        )  # fmt: skip

    def street(self) -> Iterable[Any]:
        rng = self.rng
        at = datetime(2026, 1, 1, tzinfo=KST)
        self.cases = [
            Case(
                district=self.district,
                company=firm,
                owner=self.users[0],
                next_action="call",
                next_on=date(2026, 12, 1),
                opened_at=at,
            )
            for firm in self.companies
        ]
        yield from self.cases
        if rng.random() < 0.8:
            self.target = Target(
                district=self.district, name="명단", starts_on=rng.choice((date(2026, 1, 1), date(2026, 10, 31))),
                is_board=True, made_by=self.users[0],
            )  # fmt: skip
            yield self.target
        else:
            self.target = None
        self.campaign = Campaign(
            district=self.district, name="안내", fixed_on=date(2026, 9, 1), expires_on=date(2026, 12, 1),
            made_by=self.users[0], made_at=datetime(2026, 9, 1, tzinfo=KST),
        )  # fmt: skip
        yield self.campaign

    def letters(self) -> Iterable[Any]:
        rng = self.rng
        for firm in rng.sample(self.companies, 4) if self.target else ():
            yield TargetFirm(district=self.district, target=self.target, company=firm)
        for n, firm in enumerate(rng.sample(self.companies, 3)):
            letter = Notice(
                district=self.district, campaign=self.campaign, company=firm, number=n,
                sent_at=rng.choice((None, moment(rng))),
            )  # fmt: skip
            yield letter
            if rng.random() < 0.7:
                self.later.append((letter, {"state": "sent"}))
                if rng.random() < 0.5:
                    self.later.append((letter, {"state": "answered", "settled_at": moment(rng)}))
        for case in rng.sample(self.cases, rng.randint(0, 5)):
            yield Attempt(
                district=self.district, case=case, at=moment(rng), by=rng.choice(self.users),
                outcome=rng.choice(("talked", "missed", "refused", "left_message")),
            )  # fmt: skip
        for _n in range(rng.randint(0, 8)):
            case = rng.choice(self.cases)
            visit = Visit(
                district=self.district, case=case, state="under_way", counsellor=rng.choice(self.users),
                on=moment(rng).astimezone(KST).date(),
            )  # fmt: skip
            if rng.random() < 0.8:
                self.later.append((visit, {"state": "done"}))
            yield visit

    def lists(self) -> Iterable[Any]:
        rng = self.rng
        for order in rng.sample(self.jobs, min(len(self.jobs), 3)):
            chosen = rng.sample(self.seekers, rng.randint(0, len(self.seekers)))
            yield ShownList(
                district=self.district, order=order, at=moment(rng), model_version="x",
                seekers=[one.pk for one in chosen], scores=[0.0] * len(chosen), terms=[], unknown=[0] * len(chosen),
                eligible=len(chosen), to_confirm=0, excluded={}, passed=b"", passed_count=0,
            )  # fmt: skip

    # the other rooms

    def day(self, months: tuple[int, int] = (-2, 1)) -> date:
        return moment(self.rng, months).astimezone(KST).date()

    def desks(self) -> Iterable[Any]:
        rng = self.rng
        post = Post(district=self.district, name="도서관", kind="field", dong=rng.choice(DONGS), lat=37.5, lon=127.0)
        yield post
        place = Place(district=self.district, post=post)
        yield place
        days = {self.day((-4, 1)) for _ in range(rng.randint(0, 6))}
        self.sessions = [
            Session(
                district=self.district,
                place=place,
                title="상담소",
                on=on,
                begins=time(13),
                seats=1,
                ends=rng.choice((time(15), time(17, 30))),
                kind=rng.choice(("counsel", "counsel", "counsel", "group")),
                capacity=9,
            )
            for on in sorted(days)
        ]
        for one in self.sessions:
            if rng.random() < 0.85:
                opened = {"state": "open", "opened_at": datetime(2026, 6, 1, tzinfo=KST)}
                self.later += [(one, opened), (one, {"state": "closed"})]
        yield from self.sessions

    def visitors(self) -> Iterable[Any]:
        rng = self.rng
        for session in self.sessions:
            for number in range(1, rng.randint(1, 6)):
                at = datetime.combine(session.on, time(13), KST)
                ticket = Ticket(
                    district=self.district, public_id=uuid.uuid4(), session=session, number=number, origin="walk_in",
                    state="waiting", seeker=rng.choice((None, *self.seekers)), registered=rng.random() < 0.4,
                    made_at=at, arrived_at=at,
                )  # fmt: skip
                if rng.random() < 0.8:
                    self.later += [(ticket, {"state": "called"}), (ticket, {"state": "served"})]
                yield ticket

    def promises(self) -> Iterable[Any]:
        rng = self.rng
        made: list[Line] = []
        for n in range(rng.randint(0, 2)):
            starts = date(2026, rng.choice((1, 9, 10)), 1)
            ends = date(2026, rng.choice((10, 11, 12)), rng.choice((1, 30)))
            agreement = Agreement(
                district=self.district, number=f"m{n}", title="협약", owner=self.users[0], state="draft",
                starts_on=starts, ends_on=ends, added_at=datetime(2026, 1, 1, tzinfo=KST),
                signed_on=rng.choice((None, starts, starts)),
            )  # fmt: skip
            yield agreement
            if rng.random() < 0.3:
                stopped = {
                    "state": "ended",
                    "stopped_on": date(2026, 10, rng.choice((1, 15))),
                    "ended_because": "merged",
                }
                self.later.append((agreement, stopped))
            for number in range(1, rng.randint(1, 3) + 1):
                line = Line(district=self.district, agreement=agreement, number=number, jobs="경비", occupations=["54"])
                yield line
                made.append(line)
                for from_on in (starts, date(2026, 10, rng.choice((1, 31)))):
                    yield LineTerms(
                        district=self.district, line=line, from_on=from_on, promised=rng.randint(1, 9),
                        due_on=date(2026, 12, 1), at=datetime(2026, 1, 1, tzinfo=KST), by=self.users[0],
                    )  # fmt: skip
        if len(made) > 1 and rng.random() < 0.5:
            self.later.append((made[0], {"into": made[1]}))
        for order in self.jobs:
            if made and rng.random() < 0.5:
                self.later.append((order, {"line": rng.choice(made)}))

    def school(self) -> Iterable[Any]:
        rng = self.rng
        course = Course(
            district=self.district, name="과정", licence="한식조리기능사", school="학교", hours=100, cost=0,
            added_at=datetime(2026, 1, 1, tzinfo=KST),
        )  # fmt: skip
        yield course
        self.cohorts = []
        for n in range(rng.randint(0, 3)):
            ends = date(2026, rng.choice((6, 7, 7, 8)), rng.choice((1, 15, 30)))
            one = Cohort(
                district=self.district, course=course, form_key=f"f{n}", owner=self.users[0], ends_on=ends,
                starts_on=ends - timedelta(days=40), begins=time(9), ends=time(12), seats=20, minimum=1,
                nominate_until=ends - timedelta(days=50), days=[0], criteria={"x": 1}, state="planned",
                opened_at=datetime(2026, 1, 1, tzinfo=KST),
            )  # fmt: skip
            self.cohorts.append(one)
            steps = ["nominating", "selected", "running", "finished"] if rng.random() < 0.8 else ["cancelled"]
            for state in steps:
                more = {"reason": "few"} if state == "cancelled" else {}
                self.later.append((one, {"state": state, **more}))
        yield from self.cohorts

    def seats(self) -> Iterable[Any]:
        rng = self.rng
        for cohort in self.cohorts:
            for file in rng.sample(self.seekers, rng.randint(0, len(self.seekers))):
                one = Enrolment(
                    district=self.district, cohort=cohort, seeker=file, state="nominated", nominated_by=self.users[0],
                    nominated_at=datetime(2026, 5, 1, tzinfo=KST), consent="paper", consent_text="1",
                    moved_at=datetime(2026, 5, 1, tzinfo=KST),
                )  # fmt: skip
                for state in ("accepted", "attending", rng.choice(("certified", "dropped", "attending")))[
                    : rng.randint(0, 3)
                ]:
                    dropped = {"reason": "personal", "left_from": "attending"} if state == "dropped" else {}
                    self.later.append((one, {"state": state, **dropped}))
                yield one
