"""Who belongs to which target group. Read for lawful measures and for the audit only; no index ever sees it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from jobvisit.office.reference import tables
from jobvisit.office.seekers.models import GroupClaim, Seeker
from jobvisit.office.seekers.queries import MATCHABLE


def members(district_id: int, group: str, today: date, *, among: Iterable[int] | None = None) -> set[int]:
    """Keys of the residents of a group on a day: by birth date where the law says so, else by a claim with proof."""
    found = next((one for one in tables.groups(today) if one.code == group), None)
    if found is None:
        return set()
    files = Seeker.objects.filter(district_id=district_id, state__in=MATCHABLE)
    if among is not None:
        files = files.filter(pk__in=list(among))
    if found.by_birth_date:
        if found.max_age is not None:
            files = files.filter(birth_date__gt=_years_before(today, found.max_age + 1))
        files = files.filter(birth_date__lte=_years_before(today, found.min_age or 0))
        return set(files.values_list("pk", flat=True))
    claims = GroupClaim.objects.filter(district_id=district_id, group=group, valid_from__lte=today)
    valid = claims.filter(Q(valid_until=None) | Q(valid_until__gte=today)).values("seeker_id")
    return set(files.filter(pk__in=valid).values_list("pk", flat=True))


def labels(district_id: int, today: date) -> dict[str, set[int]]:
    """Every group of the day that has members here, with their keys."""
    found = {group.code: members(district_id, group.code, today) for group in tables.groups(today)}
    return {code: keys for code, keys in found.items() if keys}


def _years_before(day: date, years: int) -> date:
    """The last birth date of whoever has completed so many years on `day`."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
