"""Reading referrals, interviews, placements and employers' words."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from jobvisit.base.clock import SEOUL, seoul_day
from jobvisit.base.text import firm_key, normal
from jobvisit.office.companies.models import Company
from jobvisit.office.matches import queries as matches
from jobvisit.office.matches import record
from jobvisit.office.matches.models import ShownList
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.orders.states import MATCHABLE, OrderState
from jobvisit.office.referrals import rules
from jobvisit.office.referrals.codes import Expired
from jobvisit.office.referrals.models import (
    Evidence,
    Interview,
    InterviewSlot,
    Placement,
    Referral,
    ReferralConsent,
    Rung,
    Sample,
    SampleItem,
    SkippedApplicant,
)
from jobvisit.office.referrals.states import (
    COMING,
    LIVE,
    STANDING,
    WITH_EMPLOYER,
    InterviewState,
    PlacementState,
    ReferralState,
)
from jobvisit.office.seekers import queries as seekers
from jobvisit.office.seekers.models import ConsentScope, Seeker
from jobvisit.office.seekers.queries import MATCHABLE as LOOKING
from jobvisit.office.staff.models import District, User

_ALL = ("district", "order", "order__company", "order__contact", "seeker", "owner", "consent", "shown")


def visible_to(user: User) -> QuerySet[Referral]:
    """The referrals of the user's district."""
    return Referral.objects.filter(district_id=user.district_id)


def get(user: User, number: str) -> Referral:
    """One referral by its number. Raises `Referral.DoesNotExist` outside the district."""
    return visible_to(user).select_related(*_ALL).get(number=number)


def by_key(district: District, pk: int) -> Referral:
    """One referral by its key, for answers that come without a member of staff."""
    return Referral.objects.select_related(*_ALL).get(district=district, pk=pk)


def with_employer(order: JobOrder) -> QuerySet[Referral]:
    """Those whom an order's employer has on paper and has not decided on."""
    found = Referral.objects.select_related(*_ALL).filter(order=order, state__in=sorted(WITH_EMPLOYER))
    return found.order_by("moved_at", "id")


def in_list(
    user: User, *, words: str = "", states: Collection[str] = (), owner: User | None = None
) -> QuerySet[Referral]:
    """Referrals for the list page; words are part of the order's title or the firm's name, or a referral number."""
    found = visible_to(user).select_related("order", "order__company", "seeker", "owner").order_by("-moved_at", "-id")
    if typed := normal(words):
        firms = Company.objects.filter(district_id=user.district_id, name_key__contains=firm_key(typed) or typed)
        found = found.filter(Q(order__title__icontains=typed) | Q(order__company__in=firms) | Q(number=typed.upper()))
    if states:
        found = found.filter(state__in=sorted(states))
    return found.filter(owner=owner) if owner else found


def of_order(user: User, order: JobOrder) -> QuerySet[Referral]:
    """An order's referrals, those under way first."""
    return visible_to(user).filter(order=order).select_related("seeker", "owner").order_by("-moved_at", "-id")


def of_seeker(user: User, seeker: Seeker) -> QuerySet[Referral]:
    """A resident's referrals, the latest first."""
    found = visible_to(user).filter(seeker=seeker).select_related("order", "order__company", "owner")
    return found.order_by("-moved_at", "-id")


def referred_since(user: User, at: datetime) -> frozenset[int]:
    """Keys of residents of the district to whom somebody proposed an order since then."""
    return frozenset(visible_to(user).filter(proposed_at__gte=at).values_list("seeker_id", flat=True))


def tries(keys: Iterable[int], since: datetime) -> dict[int, int]:
    """How often each of these residents was introduced since then and an employer took somebody else, or nobody."""
    ended = [ReferralState.REFUSED, ReferralState.EXPIRED]
    found = Referral.objects.filter(seeker__in=list(keys), proposed_at__gte=since, state__in=ended)
    return dict(found.filter(consent__isnull=False).values_list("seeker").annotate(n=Count("id")))


def after(keys: Iterable[int], since: datetime) -> QuerySet[Referral]:
    """Referrals of these residents proposed since then."""
    return Referral.objects.filter(seeker__in=list(keys), proposed_at__gte=since).select_related("order")


def interviewed(keys: Iterable[int]) -> set[int]:
    """Which of these referrals led to an interview that was held."""
    held = Interview.objects.filter(referral__in=list(keys), state=InterviewState.ATTENDED)
    return set(held.values_list("referral", flat=True))


def proposed_days(user: User, people: Iterable[int]) -> list[tuple[int, date]]:
    """On which days these residents were proposed an order: (resident, day in Seoul), the first first."""
    found = visible_to(user).filter(seeker__in=list(people)).order_by("proposed_at", "id")
    return [(key, seoul_day(at)) for key, at in found.values_list("seeker_id", "proposed_at")]


def asked_already(order: JobOrder) -> set[int]:
    """Residents whom this order was proposed to, whatever came of it."""
    return set(Referral.objects.filter(order=order).values_list("seeker_id", flat=True))


def live_by_seeker(keys: Iterable[int]) -> dict[int, int]:
    """How many live referrals each of these residents has."""
    found = Referral.objects.filter(seeker__in=list(keys), state__in=sorted(LIVE))
    return dict(found.values_list("seeker").annotate(n=Count("id")))


def firm_load(company_id: int) -> tuple[int, int | None]:
    """A firm's live referrals, and its free openings (None where an order does not say how many)."""
    live = Referral.objects.filter(order__company=company_id, state__in=sorted(LIVE)).count()
    orders = JobOrder.objects.filter(company=company_id, state__in=[*(s.value for s in MATCHABLE), OrderState.PAUSED])
    free = orders.aggregate(n=Sum(F("openings") - F("filled")))["n"]
    return live, free


def standing_list(shown: ShownList) -> list[int]:
    """The residents of a list in the order in which it stands: as ranked, and as people overruled it with reasons."""
    lines, _removed = matches.arranged(shown, matches.overrides(shown.order))
    return [line.seeker for line in lines]


def skipped_by_choice(order: JobOrder, listed: Sequence[int], chosen: Collection[int]) -> list[Seeker]:
    """Residents of a list who stand above somebody chosen, applied earlier than them and are not asked themselves.

    Whoever is no longer looking, or was asked about this order before, needs no reason.
    """
    places = {key: place for place, key in enumerate(listed)}
    last = max(places[key] for key in chosen)
    people = Seeker.objects.filter(district_id=order.district_id).in_bulk(listed[: last + 1])
    asked = asked_already(order) | set(chosen)
    return [
        person
        for key in listed[:last]
        if (person := people.get(key)) and key not in asked and person.state in LOOKING
        and any(places[key] < places[one] and person.applied_at < people[one].applied_at for one in chosen)
    ]  # fmt: skip


def skipped(user: User, order: JobOrder) -> QuerySet[SkippedApplicant]:
    """Whom the counsellors skipped for this order, and why."""
    found = SkippedApplicant.objects.filter(district_id=user.district_id, order=order)
    return found.select_related("seeker", "by", "shown")


def passed_over(referral: Referral) -> list[record.Passed]:
    """The engine's recorded reasons in the list from which this resident was chosen."""
    return record.unpack(bytes(referral.shown.passed)) if referral.shown else []


def consents(referral: Referral) -> QuerySet[ReferralConsent]:
    """The resident's answers to being named to this employer, the latest first."""
    return ReferralConsent.objects.filter(referral=referral).select_related("taken_by", "company")


def parked_by(hired: Referral) -> QuerySet[Referral]:
    """Referrals that a hire made obsolete."""
    return Referral.objects.select_related(*_ALL).filter(parked_by=hired, state=ReferralState.OBSOLETE)


def ended_with(order: JobOrder, at: datetime) -> QuerySet[Referral]:
    """Referrals that ended because their order was closed at this moment."""
    ended = {"state": ReferralState.EXPIRED, "reason": Expired.ORDER_CLOSED, "moved_at": at}
    return Referral.objects.select_related(*_ALL).filter(order=order, **ended)


def open_of(users: Iterable[User]) -> QuerySet[Referral]:
    """Live referrals in the hands of these people."""
    return Referral.objects.filter(owner__in=list(users), state__in=sorted(LIVE))


def sent_to(user: User, order: JobOrder, states: Collection[ReferralState]) -> QuerySet[Referral]:
    """The referrals to one order in these states, with their residents, in the order of proposal."""
    found = visible_to(user).filter(order=order, state__in=sorted(states), consent__isnull=False)
    return found.select_related("seeker", "owner").order_by("proposed_at", "id")


def interviews(referral: Referral) -> QuerySet[Interview]:
    """The interviews of a referral, in the order of time."""
    return Interview.objects.filter(referral=referral).select_related("companion", "slot")


def free_slots(order: JobOrder, after: datetime) -> QuerySet[InterviewSlot]:
    """Times at which the employer can still see somebody."""
    return InterviewSlot.objects.filter(order=order, at__gt=after, taken__lt=F("places")).order_by("at")


def without_interview(order: JobOrder, at: datetime) -> QuerySet[Referral]:
    """Those whom an order's employer has on paper and with whom no interview lies ahead."""
    coming = Interview.objects.filter(referral=OuterRef("pk"), at__gte=at, state__in=sorted(COMING))
    found = Referral.objects.select_related(*_ALL).filter(order=order)
    return found.filter(state__in=[ReferralState.SENT, ReferralState.VIEWED]).exclude(Exists(coming)).order_by("id")


# Placements


def placements(user: User) -> QuerySet[Placement]:
    """The placements of the user's district."""
    return Placement.objects.filter(district_id=user.district_id)


def placement(user: User, key: UUID | str) -> Placement:
    """One placement. Raises `Placement.DoesNotExist` outside the district."""
    related = ("referral", "referral__owner", "order", "company", "seeker")
    return placements(user).select_related(*related).get(public_id=key)


def placement_by_key(district: District, pk: int) -> Placement:
    """One placement by its key, for answers that come without a member of staff."""
    return Placement.objects.select_related("referral", "order", "company", "seeker").get(district=district, pk=pk)


def placement_list(user: User, *, states: Collection[str] = ()) -> QuerySet[Placement]:
    """Placements for the list page, the latest start first."""
    found = placements(user).select_related("referral", "referral__owner", "order", "company", "seeker")
    found = found.prefetch_related("rungs").order_by("-start_on", "-id")
    return found.filter(state__in=sorted(states)) if states else found


def of_firm(user: User, company: Company) -> QuerySet[Placement]:
    """A firm's hires with their proof, the latest start first."""
    return placement_list(user).filter(company=company)


def hires(keys: Iterable[int], first: date, last: date) -> list[Placement]:
    """What these residents began between two days and nobody annulled, the earliest first, with rungs and orders."""
    found = Placement.objects.filter(seeker__in=list(keys), start_on__range=(first, last))
    found = found.exclude(state=PlacementState.ANNULLED).select_related("order", "company")
    return list(found.prefetch_related("rungs").order_by("start_on", "id"))


def placement_of(referral: Referral) -> Placement | None:
    """The hire that counts for a referral, or the last one that was annulled."""
    found = list(Placement.objects.filter(referral=referral).order_by("-claimed_at", "-id"))
    return next((one for one in found if one.state != PlacementState.ANNULLED), found[0] if found else None)


def rungs(placement: Placement) -> QuerySet[Rung]:
    """What proves a hire, in the order of time."""
    return Rung.objects.filter(placement=placement).select_related("by", "evidence")


def evidence(user: User, placement: Placement, pk: int) -> Evidence:
    """One paper of a placement. Raises `Evidence.DoesNotExist` for any other."""
    return Evidence.objects.get(district_id=user.district_id, placement=placement, pk=pk)


def proof(kinds: Collection[str]) -> str:
    """The strongest proof among a hire's rungs: documented, both, employer, resident or claimed."""
    if Rung.Kind.DOCUMENTED in kinds:
        return "documented"
    if {Rung.Kind.EMPLOYER, Rung.Kind.RESIDENT} <= set(kinds):
        return "both"
    return next((kind for kind in (Rung.Kind.EMPLOYER, Rung.Kind.RESIDENT) if kind in kinds), "claimed")


def months_retained(kinds: Collection[str]) -> list[int]:
    """The months after which somebody was found at work."""
    return [months for months in rules.FOLLOW_UPS if f"retained_{months}" in kinds]


def samples(user: User) -> QuerySet[Sample]:
    """Samples drawn for re-checking, the latest first."""
    return Sample.objects.filter(district_id=user.district_id).select_related("by").annotate(
        n=Count("items"), checked=Count("items", filter=~Q(items__outcome=""))
    )  # fmt: skip


def sample_items(user: User, pk: int) -> QuerySet[SampleItem]:
    """The hires of one sample."""
    found = SampleItem.objects.filter(district_id=user.district_id, sample=pk)
    return found.select_related("placement", "placement__company", "placement__seeker", "checked_by").order_by("id")


def sample_item(user: User, pk: int) -> SampleItem:
    """One hire of a sample. Raises `SampleItem.DoesNotExist` outside the district."""
    return SampleItem.objects.select_related("placement").get(district_id=user.district_id, pk=pk)


def named_under(district_id: int, lines: Iterable[int]) -> list[tuple[int, int]]:
    """Residents whose name reached the employer of an order of these lines of agreements: (line, resident)."""
    decided = [ReferralState.HIRED, ReferralState.REFUSED, ReferralState.NO_SHOW]
    there = Q(state__in=[*sorted(WITH_EMPLOYER), *decided]) | Q(left_from__in=sorted(WITH_EMPLOYER))
    found = Referral.objects.filter(there, district_id=district_id, order__line__in=list(lines))
    return [(line, seeker) for line, seeker in found.values_list("order__line_id", "seeker_id") if line is not None]


def hires_under(district_id: int, lines: Iterable[int]) -> QuerySet[Placement]:
    """Placements of orders of these lines, with their rungs; annulled ones too."""
    found = Placement.objects.filter(district_id=district_id, order__line__in=list(lines))
    return found.select_related("order", "company", "seeker").prefetch_related("rungs").order_by("-claimed_at", "-id")


# What is due. `owner` narrows to one person's work.


def unanswered(district_id: int, on: date, owner: User | None = None) -> QuerySet[Referral]:
    """Proposals whose answer is overdue."""
    return _due(district_id, owner).filter(state=ReferralState.PROPOSED, answer_by__lte=on)


def to_send(district_id: int, owner: User | None = None) -> QuerySet[Referral]:
    """Residents who agreed and whose letter has not gone out."""
    return _due(district_id, owner).filter(state=ReferralState.CONSENTED)


def result_unknown(district_id: int, at: datetime, owner: User | None = None) -> QuerySet[Referral]:
    """Referrals whose interview is over, or whose letter went out long ago, without a result."""
    over = Interview.objects.filter(referral=OuterRef("pk"), at__lt=at, state__in=["offered", "booked", "attended"])
    coming = Interview.objects.filter(referral=OuterRef("pk"), at__gte=at, state__in=sorted(COMING))
    quiet = Q(moved_at__lt=at - timedelta(days=rules.QUIET_DAYS))
    found = _due(district_id, owner).filter(state__in=sorted(WITH_EMPLOYER)).exclude(Exists(coming))
    return found.filter(Exists(over) | quiet)


def run_out(district_id: int, on: date, days_off: Collection[date]) -> QuerySet[Referral]:
    """Referrals that nobody answered for so long that they end by themselves."""
    late = rules.working_days_before(on, rules.EXPIRE_DAYS, days_off)
    quiet = datetime.combine(on - timedelta(days=rules.NO_RESULT_DAYS), datetime.min.time(), SEOUL)
    coming = Interview.objects.filter(referral=OuterRef("pk"), at__gte=quiet, state__in=sorted(COMING))
    unanswered = Q(state=ReferralState.PROPOSED, answer_by__lte=late)
    unheard = Q(state__in=sorted(WITH_EMPLOYER), moved_at__lt=quiet) & ~Exists(coming)
    return _due(district_id, None).filter(unanswered | unheard)


def _due(district_id: int, owner: User | None) -> QuerySet[Referral]:
    found = Referral.objects.filter(district_id=district_id).select_related(*_ALL).order_by("moved_at", "id")
    return found.filter(owner=owner) if owner else found


@dataclass(frozen=True)
class FollowUp:
    """A hire to ask about: after how many months, since when."""

    placement: Placement
    months: int
    due_on: date


def follow_ups(district_id: int, on: date, days_off: Collection[date], owner: User | None = None) -> list[FollowUp]:
    """Follow-ups that have come due and are not recorded, the oldest first."""
    found = Placement.objects.filter(
        district_id=district_id,
        state__in=sorted(STANDING),
        start_on__lte=rules.add_months(on, -rules.FOLLOW_UPS[0]) + timedelta(days=3),
    )
    related = ("company", "seeker", "order", "referral", "referral__district", "referral__order__company")
    found = found.select_related(*related, "referral__seeker").prefetch_related("rungs")
    if owner:
        found = found.filter(referral__owner=owner)
    due = []
    for one in found:
        recorded = months_retained([rung.kind for rung in one.rungs.all()])
        if step := rules.follow_up_due(one.start_on, recorded, on, days_off):
            due.append(FollowUp(one, *step))
    return sorted(due, key=lambda one: (one.due_on, one.placement.pk))


def follow_up_agreed(placement: Placement) -> bool:
    """Whether the resident agreed to be asked after the hire (사후관리)."""
    return seekers.agreed(placement.seeker, ConsentScope.FOLLOW_UP)


def to_start(district_id: int, on: date, owner: User | None = None) -> QuerySet[Placement]:
    """Hires whose first working day has come and is not confirmed."""
    early = [PlacementState.CLAIMED, PlacementState.CONFIRMED, PlacementState.DOCUMENTED]
    found = Placement.objects.filter(district_id=district_id, state__in=early, start_on__lte=on)
    found = found.filter(start_on__gt=rules.add_months(on, -1)).select_related("company", "seeker", "referral", "order")
    return (found.filter(referral__owner=owner) if owner else found).order_by("start_on", "id")
