"""Reading lists that were shown, what people changed in them, and what became of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from jobvisit.office.matches import record
from jobvisit.office.matches.models import Measure, Override, Round, ShownList
from jobvisit.office.matches.states import RoundState
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.seekers.queries import MATCHABLE
from jobvisit.office.staff.models import User


@dataclass(frozen=True)
class Line:
    """One line of a list as it stands after people overruled it. `listed`: its place in the recorded list, from 0."""

    seeker: int
    listed: int | None
    override: Override | None


def latest(user: User, order: JobOrder) -> ShownList | None:
    """The list last shown for an order."""
    found = ShownList.objects.filter(district_id=user.district_id, order=order)
    return found.select_related("by", "measure", "measure__line__agreement", "round").first()


def passed_over(shown: ShownList) -> list[record.Passed]:
    """The recorded reasons of everyone passed over in this list."""
    return record.unpack(bytes(shown.passed))


def passed_among(shown: ShownList, seekers: Iterable[int]) -> dict[int, record.Passed]:
    """The recorded reasons of some residents, without reading those of thousands."""
    return record.find(bytes(shown.passed), seekers)


def get(user: User, pk: int) -> ShownList:
    """One list of the user's district. Raises `ShownList.DoesNotExist` for any other."""
    return ShownList.objects.select_related("order", "by").get(district_id=user.district_id, pk=pk)


def overrides(order: JobOrder) -> dict[int, Override]:
    """What holds of people's own decisions about an order's list, by resident."""
    found = Override.objects.filter(district_id=order.district_id, order=order).select_related("by")
    latest: dict[int, Override] = {}
    for one in found:
        latest.setdefault(one.seeker_id, one)
    return {seeker: one for seeker, one in latest.items() if one.kind != Override.Kind.LIFTED}


def arranged(shown: ShownList, held: Mapping[int, Override]) -> tuple[list[Line], list[Line]]:
    """The list as it stands, and those taken off it: placed ones at their places, the others in the engine's order."""
    place = {seeker: at for at, seeker in enumerate(shown.seekers)}
    lines = [Line(seeker, at, None) for seeker, at in place.items() if seeker not in held]
    placed = sorted(
        (one for one in held.values() if one.kind == Override.Kind.PLACED), key=lambda one: (one.place or 1, -one.pk)
    )
    for one in placed:
        lines.insert((one.place or 1) - 1, Line(one.seeker_id, place.get(one.seeker_id), one))
    removed = [one for one in held.values() if one.kind == Override.Kind.REMOVED]
    return lines, [Line(one.seeker_id, place.get(one.seeker_id), one) for one in removed]


def measure_of(order: JobOrder) -> Measure | None:
    """The lawful measure that holds for an order until a person ends it. Windows are not such measures."""
    return _holding(_measures(order))


def measure_at(order: JobOrder, at: datetime) -> Measure | None:
    """What an order's list is made under at a moment: the open window of its agreement, else its lasting measure."""
    found = _measures(order)
    window = next((one for one in found if one.until is not None), None)
    if window is not None and window.until is not None and at < window.until and window.weight > 0:
        return window
    return _holding(found)


def _measures(order: JobOrder) -> list[Measure]:
    """Latest first. An order without any (`measure` empty) is not asked about."""
    if not order.measure:
        return []
    found = Measure.objects.filter(district_id=order.district_id, order=order)
    return list(found.select_related("by", "order", "line", "line__agreement"))


def _holding(found: Iterable[Measure]) -> Measure | None:
    lasting = next((one for one in found if one.until is None), None)
    return lasting if lasting is not None and lasting.weight > 0 else None


def measures(district_id: int, orders: Iterable[int]) -> list[Measure]:
    """The lasting measures of some orders, one an order. A window is over before a round is; a round names its own."""
    latest: dict[int, Measure] = {}
    found = Measure.objects.filter(district_id=district_id, order__in=list(orders), until__isnull=True)
    for one in found.select_related("order"):
        latest.setdefault(one.order_id, one)
    return [one for one in latest.values() if one.weight > 0]


def rounds(user: User) -> QuerySet[Round]:
    """The district's rounds, newest first, without their arrays."""
    return Round.objects.filter(district_id=user.district_id).select_related("by", "decided_by").defer("found")


def round_of(user: User, pk: int) -> Round:
    """One round with everything. Raises `Round.DoesNotExist` outside the district."""
    return Round.objects.select_related("by", "decided_by").get(district_id=user.district_id, pk=pk)


def round_in_force(user: User) -> Round | None:
    """The accepted round, whether its prices still hold or not."""
    return rounds(user).filter(state=RoundState.ACCEPTED).first()


def never_listed(user: User, *, since: datetime, referred: frozenset[int] = frozenset()) -> list[int]:
    """Keys of residents looking for work who stood on no list since then and were not referred, oldest file first.

    `referred` comes from whoever knows referrals: the room above hands it down as a value.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT unnest(seekers) FROM matches_shownlist WHERE district_id = %s AND at >= %s",
            [user.district_id, since],
        )
        listed = {row[0] for row in cursor.fetchall()}
    files = Seeker.objects.filter(district_id=user.district_id, state__in=MATCHABLE).order_by("applied_at", "id")
    return [key for key in files.values_list("pk", flat=True) if key not in listed and key not in referred]
