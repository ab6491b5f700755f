"""Writing who works here and where, and who failed to come in."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac

from jobvisit.office.staff import rules
from jobvisit.office.staff.models import Absence, District, LoginFailure, Post, Posting, Role, User, Zone

FAILURES_KEPT: Final = timedelta(days=1)

Fields = Mapping[str, Any]


@transaction.atomic
def found_district(
    *, district: Fields, posts: Sequence[Fields], zones: Sequence[Fields], on: date
) -> tuple[District, list[Post], list[Zone]]:
    """Open a district with its posts and zones."""
    founded = District.objects.create(**district)
    return (
        founded,
        Post.objects.bulk_create([Post(district=founded, **post) for post in posts]),
        Zone.objects.bulk_create([Zone(district=founded, valid_from=on, **zone) for zone in zones]),
    )


def add_user(*, district: District, login: str, name: str, role: Role, password: str, **more: Any) -> User:
    """Open an account: one a person, never shared."""
    user = User(district=district, login=login, name=name, role=role, **more)
    user.set_password(password)
    user.save()
    return user


def post_user(*, user: User, post: Post, zone: Zone | None, starts_on: date, ends_on: date | None = None) -> Posting:
    """Post somebody to a desk, from a day on."""
    return Posting.objects.create(
        district_id=user.district_id, user=user, post=post, zone=zone, starts_on=starts_on, ends_on=ends_on
    )


@transaction.atomic
def adopt_zones(*, place: District, dongs: Mapping[str, Sequence[str]], on: date) -> list[Zone]:
    """New borders from a day on: zones by name with their dong. Postings follow to the zone of the same name.

    The zones in force end the day before. Raises `ValueError` for a dong in two zones, or where borders that begin on
    that day or later are adopted already.
    """
    every = [dong for held in dongs.values() for dong in held]
    if len(every) != len(set(every)):
        raise ValueError("a dong lies in one zone")
    if Zone.objects.filter(district=place, valid_from__gte=on).exists():
        raise ValueError("borders from that day or later are adopted already")
    old = {zone.name: zone for zone in Zone.objects.filter(district=place, valid_until__isnull=True)}
    Zone.objects.filter(pk__in=[zone.pk for zone in old.values()]).update(valid_until=on - timedelta(days=1))
    new = Zone.objects.bulk_create(
        [Zone(district=place, name=name, dongs=sorted(held), valid_from=on) for name, held in sorted(dongs.items())]
    )
    for zone in new:
        if zone.name in old:
            _follow(old[zone.name], zone, on)
    return new


def _follow(old: Zone, new: Zone, on: date) -> None:
    for posting in Posting.objects.filter(zone=old).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on)):
        if posting.starts_on >= on:
            Posting.objects.filter(pk=posting.pk).update(zone=new)
            continue
        Posting.objects.filter(pk=posting.pk).update(ends_on=on - timedelta(days=1))
        post_user(user=posting.user, post=posting.post, zone=new, starts_on=on, ends_on=posting.ends_on)


@transaction.atomic
def repost(*, user: User, post: Post, zone: Zone | None, starts_on: date, ends_on: date | None = None) -> Posting:
    """Post somebody from a day on; what runs then ends the day before, one that begins that day is replaced."""
    Posting.objects.filter(user=user, starts_on=starts_on).delete()
    running = Posting.objects.filter(user=user, starts_on__lt=starts_on)
    running.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)).update(ends_on=starts_on - timedelta(days=1))
    return post_user(user=user, post=post, zone=zone, starts_on=starts_on, ends_on=ends_on)


def add_absence(*, user: User, starts_on: date, ends_on: date, begins: time | None, ends: time | None) -> Absence:
    """Note days, or hours of one day, on which somebody is away."""
    return Absence.objects.create(
        district_id=user.district_id, user=user, starts_on=starts_on, ends_on=ends_on, begins=begins, ends=ends
    )


def remove_absence(*, place: District, key: int) -> int:
    """Take an absence back; how many there were."""
    return Absence.objects.filter(district=place, pk=key).delete()[0]


@transaction.atomic
def try_login(*, login: str, address: str | None, at: datetime) -> datetime | None:
    """Count a log-in as failed before it is tried; `login_succeeded` takes that back.

    Returns until when the log-in is closed (then nothing is counted and nothing must be tried), or None. Counting first
    and one at a time leaves no gap in which many guesses at once slip through.
    """
    account = _account(login)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"login:{account}"])
    LoginFailure.objects.filter(at__lt=at - FAILURES_KEPT).delete()
    known = LoginFailure.objects.filter(at__gt=at - rules.WINDOW).filter(Q(account=account) | Q(address=address))
    failures = [
        rules.Failure(one.at, one.account == account, address is not None and one.address == address) for one in known
    ]
    until = rules.closed_until(failures, at)
    if until is None:
        LoginFailure.objects.create(account=account, address=address, at=at)
    return until


def login_succeeded(*, login: str, address: str | None) -> None:
    """Forget the failures of this account from this address."""
    LoginFailure.objects.filter(account=_account(login), address=address).delete()


def _account(login: str) -> str:
    return salted_hmac("jobvisit.login", login.strip().casefold(), algorithm="sha256").hexdigest()
