"""Reading who works here and where."""

from datetime import date

from django.db.models import Q, QuerySet

from jobvisit.base import clock
from jobvisit.office.staff.models import Absence, District, Post, Posting, Role, User, Zone


def districts() -> QuerySet[District]:
    """Every district of this deployment."""
    return District.objects.order_by("code")


def district(code: str) -> District:
    """One district by its five-digit code. Raises `District.DoesNotExist`."""
    return District.objects.get(code=code)


def colleagues(user: User) -> QuerySet[User]:
    """Active accounts of the user's district."""
    return User.objects.filter(district_id=user.district_id, is_active=True).order_by("name")


def users_of(place: District) -> QuerySet[User]:
    """Active accounts of a district, the longest-standing first."""
    return User.objects.filter(district=place, is_active=True).order_by("id")


def gone(place: District, on: date) -> QuerySet[User]:
    """People whose account is closed or whose contract has ended by a day."""
    return User.objects.filter(district=place).filter(Q(is_active=False) | Q(contract_until__lt=on)).order_by("id")


def importer(place: District) -> User | None:
    """On whose behalf a command imports: the longest-standing manager, else an administrator."""
    able = users_of(place).filter(role__in=[Role.MANAGER, Role.ADMINISTRATOR])
    return able.select_related("district").order_by("-role", "id").first()


def zones(user: User, on: date | None = None) -> QuerySet[Zone]:
    """The district's zones in force on a day (today)."""
    day = on or clock.seoul_day(clock.now())
    held = Zone.objects.filter(district_id=user.district_id, valid_from__lte=day)
    return held.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day)).order_by("name", "id")


def coming_zones(user: User, on: date) -> QuerySet[Zone]:
    """Zones that are adopted and not yet in force."""
    return Zone.objects.filter(district_id=user.district_id, valid_from__gt=on).order_by("valid_from", "name")


def posting(user: User, on: date) -> Posting | None:
    """Where somebody is posted on a day."""
    return (
        Posting.objects.filter(district_id=user.district_id, user=user, starts_on__lte=on)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
        .select_related("post", "zone")
        .order_by("-starts_on")
        .first()
    )


def keepers(place_id: int, on: date) -> dict[int, list[User]]:
    """Who answers for each zone on a day, by the zone's key, the longest-standing first."""
    held = Posting.objects.filter(
        district_id=place_id, zone__isnull=False, starts_on__lte=on, user__is_active=True
    ).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    found: dict[int, list[User]] = {}
    for row in held.select_related("user").order_by("user_id"):
        people = found.setdefault(int(row.zone_id or 0), [])
        if row.user not in people:
            people.append(row.user)
    return found


def postings(user: User, first: date, last: date) -> QuerySet[Posting]:
    """Who of the district is posted where between two days, counsellors with open accounts only."""
    held = Posting.objects.filter(district_id=user.district_id, starts_on__lte=last, user__is_active=True)
    held = held.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first))
    return held.select_related("user", "post", "zone").order_by("user__name", "starts_on", "id")


def absences(user: User, first: date, last: date) -> QuerySet[Absence]:
    """Who of the district is away between two days."""
    rows = Absence.objects.filter(district_id=user.district_id, starts_on__lte=last, ends_on__gte=first)
    return rows.select_related("user").order_by("starts_on", "id")


def posts(user: User) -> QuerySet[Post]:
    """The district's posts."""
    return Post.objects.filter(district_id=user.district_id).order_by("kind", "name")
