"""Writing who works here and where."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from jobvisit.office.staff.models import District, Post, Posting, Role, User, Zone

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
