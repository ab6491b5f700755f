"""Writing who works here and where, and who failed to come in."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac

from jobvisit.office.staff import rules
from jobvisit.office.staff.models import District, LoginFailure, Post, Posting, Role, User, Zone

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
