"""Reading outreach: cases, who is due today, the one-screen memory of a firm, the coverage board."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet

from jobvisit.office.companies.models import Branch, Company
from jobvisit.office.outreach.models import (
    Attempt,
    CalendarKey,
    Campaign,
    Case,
    Notice,
    Target,
    TargetFirm,
    Visit,
    VisitPlan,
    Work,
)
from jobvisit.office.outreach.states import AT_REST, CaseState, NoticeState, VisitState
from jobvisit.office.staff.models import User, Zone

Row = TypeVar("Row", bound=Model)
LARGE = 50
"""Staff from which a firm belongs to the board's denominator."""
_LIVE_VISITS = [VisitState.PROPOSED, VisitState.CONFIRMED, VisitState.UNDER_WAY]


def visible_to(user: User) -> QuerySet[Case]:
    """The cases of the user's district."""
    return Case.objects.filter(district_id=user.district_id)


def get(user: User, pk: int) -> Case:
    """One case of the district. Raises `Case.DoesNotExist` for any other."""
    return visible_to(user).select_related("company", "owner").get(pk=pk)


def of_company(user: User, company: Company, purpose: str = Case.Purpose.HIRING) -> Case | None:
    """A firm's case for a purpose."""
    return visible_to(user).filter(company=company, purpose=purpose).select_related("owner").first()


def due(user: User, on: date) -> QuerySet[Case]:
    """What this counsellor owes firms up to the day `on`, the longest overdue first."""
    mine = visible_to(user).filter(owner=user, next_on__lte=on).exclude(state__in=AT_REST)
    return mine.select_related("company").order_by("next_on", "id")


def in_list(
    user: User,
    *,
    states: Sequence[str] = (),
    owner: User | None = None,
    zone: Zone | None = None,
    target: Target | None = None,
) -> QuerySet[Case]:
    """Cases for the list page, what is due first."""
    cases = visible_to(user).select_related("company", "owner").order_by("next_on", "id")
    if states:
        cases = cases.filter(state__in=states)
    if owner:
        cases = cases.filter(owner=owner)
    if zone:
        cases = cases.filter(Exists(Branch.objects.filter(company=OuterRef("company"), dong__in=zone.dongs)))
    if target:
        cases = cases.filter(Exists(TargetFirm.objects.filter(target=target, company=OuterRef("company"))))
    return cases


def attempts(case: Case) -> QuerySet[Attempt]:
    """All attempts, newest first."""
    return Attempt.objects.filter(case=case).select_related("by", "contact")


def visits_of(case: Case) -> QuerySet[Visit]:
    """All visits of a case, newest first."""
    return Visit.objects.filter(case=case).select_related("counsellor", "companion", "branch").order_by("-on", "-id")


def visit(user: User, pk: int) -> Visit:
    """One visit of the district. Raises `Visit.DoesNotExist` for any other."""
    found = Visit.objects.filter(district_id=user.district_id)
    return found.select_related("case__company", "branch", "counsellor", "companion").get(pk=pk)


def day_of(user: User, on: date) -> QuerySet[Visit]:
    """Somebody's visits of a day in their order, those of a pair included; cancelled ones left out."""
    mine = Visit.objects.filter(district_id=user.district_id, on=on).filter(Q(counsellor=user) | Q(companion=user))
    ordered = mine.exclude(state=VisitState.CANCELLED).order_by("place_in_day", "at", "id")
    return ordered.select_related("case__company", "branch", "counsellor", "companion")


def visits_between(user: User, first: date, last: date) -> QuerySet[Visit]:
    """The district's visits that still hold a place in somebody's day."""
    live = Visit.objects.filter(district_id=user.district_id, on__range=(first, last), state__in=_LIVE_VISITS)
    return live.select_related("case__company", "branch", "counsellor", "companion")


def week_of(user: User, first: date, last: date) -> QuerySet[Visit]:
    """The district's visits between two days with what became of them; cancelled ones left out."""
    found = Visit.objects.filter(district_id=user.district_id, on__range=(first, last))
    found = found.exclude(state=VisitState.CANCELLED).select_related(
        "case__company", "branch", "counsellor", "companion"
    )
    return found.order_by("on", "at", "place_in_day", "id")


def past_and_unknown(user: User, on: date) -> QuerySet[Visit]:
    """Own visits of earlier days of which nobody has said what became of them."""
    stale = Visit.objects.filter(district_id=user.district_id, counsellor=user, on__lt=on, state__in=_LIVE_VISITS)
    return stale.select_related("case__company", "branch").order_by("on", "id")


def ownerless(district_id: int) -> QuerySet[Case]:
    """Open cases whose owner's account is closed; the database already refuses those without one."""
    return Case.objects.filter(district_id=district_id, owner__is_active=False).exclude(state__in=AT_REST)


def open_of(users: Iterable[User]) -> QuerySet[Case]:
    """Cases in the hands of these people that are not at rest."""
    return Case.objects.filter(owner__in=list(users)).exclude(state__in=AT_REST)


def recallable(district_id: int, on: date) -> QuerySet[Case]:
    """Cases whose day of recall has come: no need then, or at rest."""
    waiting = [CaseState.NO_NEED, CaseState.DORMANT]
    return Case.objects.filter(district_id=district_id, state__in=waiting, next_on__lte=on)


def targets(user: User) -> QuerySet[Target]:
    """The district's target lists with the number of their firms."""
    found = Target.objects.filter(district_id=user.district_id).select_related("owner", "made_by")
    return found.annotate(size=Count("firms")).order_by("-starts_on", "-id")


def target(user: User, pk: int) -> Target:
    """One target list. Raises `Target.DoesNotExist` outside the district."""
    return targets(user).get(pk=pk)


def running_targets(district_id: int, on: date) -> QuerySet[Target]:
    """Lists with a purpose that run on a day; the board's denominator is none."""
    begun = Target.objects.filter(district_id=district_id, is_board=False, starts_on__lte=on)
    return begun.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def open_targets_of(users: Iterable[User]) -> QuerySet[Target]:
    """Lists with a purpose in the hands of these people, ended ones too: what they showed has a keeper."""
    return Target.objects.filter(owner__in=list(users), is_board=False)


def targeted(district_id: int, on: date) -> dict[int, str]:
    """Firms of running lists and the list's name; of several, the one that began last."""
    rows = TargetFirm.objects.filter(target__in=running_targets(district_id, on)).order_by("target__starts_on", "id")
    return dict(rows.values_list("company_id", "target__name"))


def targets_of(company: Company, on: date) -> QuerySet[Target]:
    """The running lists that a firm is in."""
    inside = Exists(TargetFirm.objects.filter(target=OuterRef("pk"), company=company))
    return running_targets(company.district_id, on).filter(inside)


def board_list(user: User) -> Target | None:
    """The list that the coverage board counts over: the newest one named for it."""
    return Target.objects.filter(district_id=user.district_id, is_board=True).order_by("-starts_on", "-id").first()


def firms_of(target: Target) -> QuerySet[Company]:
    """The firms of a list as it was fixed, those closed or merged since among them."""
    return Company.objects.filter(pk__in=TargetFirm.objects.filter(target=target).values("company"))


def large_firms(user: User) -> QuerySet[Company]:
    """Open firms of 50 and more staff, as they stand now."""
    firms = Company.objects.filter(district_id=user.district_id, status=Company.Status.OPEN, headcount__gte=LARGE)
    return firms.order_by("name", "id")


def noticed(district_id: int, since: date | None = None) -> set[int]:
    """Keys of firms to which a letter went out, from a day on."""
    sent = Notice.objects.filter(district_id=district_id).exclude(state=NoticeState.DRAFTED)
    return set(_from(sent, "sent_at__date", since).values_list("company_id", flat=True))


def reached(district_id: int, since: date | None = None) -> set[int]:
    """Keys of firms with which somebody talked, or which answered a letter, from a day on."""
    talked = Attempt.objects.filter(district_id=district_id, outcome__in=["talked", "refused"])
    answered = Notice.objects.filter(district_id=district_id, state=NoticeState.ANSWERED)
    spoken = _from(talked, "at__date", since).values_list("case__company_id", flat=True)
    return set(spoken) | set(_from(answered, "settled_at__date", since).values_list("company_id", flat=True))


def visited(district_id: int, since: date | None = None) -> set[int]:
    """Keys of firms that were visited, from a day on."""
    done = Visit.objects.filter(district_id=district_id, state=VisitState.DONE)
    return set(_from(done, "on", since).values_list("case__company_id", flat=True))


def _from(rows: QuerySet[Row], column: str, since: date | None) -> QuerySet[Row]:
    return rows.filter(**{f"{column}__gte": since}) if since else rows


def campaigns(user: User) -> QuerySet[Campaign]:
    """The district's rounds of letters, newest first."""
    return Campaign.objects.filter(district_id=user.district_id).select_related("made_by")


def campaign(user: User, pk: int) -> Campaign:
    """One round of letters. Raises `Campaign.DoesNotExist` outside the district."""
    return campaigns(user).get(pk=pk)


def notices(round_: Campaign) -> QuerySet[Notice]:
    """The letters of a round by their numbers."""
    return Notice.objects.filter(campaign=round_).select_related("company", "zone")


def notices_to(company: Company) -> QuerySet[Notice]:
    """The letters one firm got, newest first."""
    return Notice.objects.filter(company=company).select_related("campaign").order_by("-campaign__made_at")


def overdue_notices(district_id: int, on: date) -> QuerySet[Notice]:
    """Letters whose time to be answered is over."""
    waiting = [NoticeState.SENT, NoticeState.DELIVERED, NoticeState.FAILED]
    late = Notice.objects.filter(district_id=district_id, state__in=waiting, campaign__expires_on__lt=on)
    return late.select_related("company", "campaign").order_by("id")


def funnel(round_: Campaign) -> list[tuple[Zone | None, dict[str, int]]]:
    """How many letters of a round stand where, by zone; those of firms outside every zone last."""
    rows = Notice.objects.filter(campaign=round_).values("zone", "state").annotate(n=Count("id"))
    found: dict[int | None, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["zone"], {})[row["state"]] = row["n"]
    zones = Zone.objects.in_bulk([key for key in found if key])
    ordered = sorted(found, key=lambda key: (key is None, zones[key].name if key else ""))
    return [(zones[key] if key else None, found[key]) for key in ordered]


def unwilling(round_: Campaign) -> set[int]:
    """Keys of drafted letters whose firms want none by now, have refused us, or are gone."""
    drafted = Notice.objects.filter(campaign=round_, state=NoticeState.DRAFTED)
    refused = Exists(Case.objects.filter(company=OuterRef("company"), state=CaseState.REFUSED))
    gone = Q(company__no_letters=True) | ~Q(company__status=Company.Status.OPEN) | refused
    return set(drafted.filter(gone).values_list("pk", flat=True))


def work(user: User, pk: int) -> Work:
    """One long work of the district, without its result. Raises `Work.DoesNotExist` for any other."""
    return Work.objects.defer("result").select_related("asked_by").get(district_id=user.district_id, pk=pk)


def latest_work(user: User, kind: str, subject_id: int) -> Work | None:
    """The last work of a kind about a subject, without its result."""
    found = Work.objects.filter(district_id=user.district_id, kind=kind, subject_id=subject_id)
    return found.defer("result").select_related("asked_by").first()


def result_of(work: Work) -> bytes:
    """What a work made; empty where it made nothing."""
    return bytes(Work.objects.values_list("result", flat=True).get(pk=work.pk) or b"")


def notice_by_key(district_id: int, key: int) -> Notice:
    """The letter that a link names."""
    found = Notice.objects.select_related("company", "campaign__made_by", "zone")
    return found.get(district_id=district_id, pk=key)


def written_notices(district_id: int) -> QuerySet[Notice]:
    """Letters that went out as texts or e-mails and have not arrived yet, as far as we know."""
    open_ = Notice.objects.filter(district_id=district_id, state=NoticeState.SENT)
    return open_.exclude(campaign__channel=Campaign.Channel.LETTER).order_by("id")


@dataclass(frozen=True)
class Choice:
    """Which firms a letter goes to. Empty fields do not narrow."""

    least_staff: int | None = LARGE
    dongs: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    never_noticed: bool = False
    never_reached: bool = False
    target: int | None = None
    by_letter: bool = True
    """Firms that want no letters are left out."""


def industries(user: User) -> list[str]:
    """The industries of the district's open firms, by name."""
    named = Company.objects.filter(district_id=user.district_id, status=Company.Status.OPEN).exclude(industry_name="")
    return list(named.values_list("industry_name", flat=True).distinct().order_by("industry_name"))


def chosen(user: User, choice: Choice) -> QuerySet[Company]:
    """The open firms that a choice names, never those that refused us; for letters, none that wants no letters."""
    firms = Company.objects.filter(district_id=user.district_id, status=Company.Status.OPEN)
    if choice.by_letter:
        firms = firms.filter(no_letters=False)
    firms = firms.exclude(Exists(Case.objects.filter(company=OuterRef("pk"), state=CaseState.REFUSED)))
    if choice.least_staff is not None:
        firms = firms.filter(headcount__gte=choice.least_staff)
    if choice.dongs:
        firms = firms.filter(Exists(Branch.objects.filter(company=OuterRef("pk"), dong__in=choice.dongs)))
    if choice.industries:
        firms = firms.filter(industry_name__in=choice.industries)
    if choice.never_noticed:
        firms = firms.exclude(Exists(Notice.objects.filter(company=OuterRef("pk"))))
    if choice.never_reached:
        talked = Attempt.objects.filter(case__company=OuterRef("pk"), outcome__in=["talked", "refused"])
        firms = firms.exclude(Exists(talked))
    if choice.target is not None:
        firms = firms.filter(Exists(TargetFirm.objects.filter(target_id=choice.target, company=OuterRef("pk"))))
    return firms.order_by("name", "id")


def plans(user: User) -> QuerySet[VisitPlan]:
    """The district's plans of visits, newest first, without what they were asked."""
    found = VisitPlan.objects.filter(district_id=user.district_id)
    return found.defer("problem", "answer", "because", "trial").select_related("made_by", "decided_by")


def plan(user: User, pk: int) -> VisitPlan:
    """One plan of visits, whole. Raises `VisitPlan.DoesNotExist` outside the district."""
    return VisitPlan.objects.select_related("made_by", "based_on").get(district_id=user.district_id, pk=pk)


def plan_in_force(user: User, on: date) -> VisitPlan | None:
    """The accepted plan that a day, or the days after it, belong to."""
    held = VisitPlan.objects.filter(district_id=user.district_id, state="accepted", last_on__gte=on)
    return held.order_by("first_on", "-decided_at").first()


def known(district_id: int) -> dict[int, Case]:
    """Every hiring case of a district by its firm."""
    cases = Case.objects.filter(district_id=district_id, purpose=Case.Purpose.HIRING)
    return {case.company_id: case for case in cases}


def visit_results(district_id: int) -> list[tuple[int, date, str]]:
    """Firm, day and outcome of every visit that took place, oldest first."""
    done = Visit.objects.filter(district_id=district_id, state=VisitState.DONE).order_by("on", "id")
    return list(done.values_list("case__company_id", "on", "outcome"))


def check_ins(district_id: int, since: datetime) -> list[tuple[int, float, float, datetime, datetime]]:
    """Counsellor, where the firm is, came and went, of every visit that took place since then."""
    done = Visit.objects.filter(district_id=district_id, state=VisitState.DONE, arrived_at__gte=since)
    rows = done.order_by("arrived_at", "id").values_list(
        "counsellor_id", "branch__lat", "branch__lon", "arrived_at", "left_at"
    )
    return [
        (counsellor, lat, lon, came, gone)
        for counsellor, lat, lon, came, gone in rows
        if lat is not None and lon is not None and came is not None and gone is not None
    ]


def can_be_visited(district_id: int) -> QuerySet[Company]:
    """Open firms that have not refused us."""
    firms = Company.objects.filter(district_id=district_id, status=Company.Status.OPEN)
    resting = Case.objects.filter(company=OuterRef("pk"), state__in=AT_REST)
    return firms.exclude(Exists(resting)).order_by("id")


def calendar_of(user: User, first: date, last: date) -> QuerySet[Visit]:
    """Somebody's visits between two days, those of a pair and cancelled ones included."""
    mine = Visit.objects.filter(district_id=user.district_id, on__range=(first, last))
    mine = mine.filter(Q(counsellor=user) | Q(companion=user)).order_by("on", "at", "id")
    return mine.select_related("case__company", "branch")


def calendar_owner(token_hash: str) -> User | None:
    """Whose calendar a secret address opens; nobody's once it is taken back or the account is closed."""
    key = CalendarKey.objects.filter(token_hash=token_hash, revoked_at__isnull=True, user__is_active=True)
    found = key.select_related("user__district").first()
    return found.user if found else None


def has_calendar(user: User) -> bool:
    """Whether somebody has given their calendar an address."""
    return CalendarKey.objects.filter(user=user, revoked_at__isnull=True).exists()


def under_way(user: User, company: Company) -> Visit | None:
    """The visit to a firm that this person is on at this moment."""
    now = Visit.objects.filter(district_id=user.district_id, state=VisitState.UNDER_WAY, case__company=company)
    return now.filter(Q(counsellor=user) | Q(companion=user)).order_by("-arrived_at").first()
