"""Writing where desks can stand and when a place is shut."""

from datetime import date, datetime

from django.db import transaction

from jobvisit.office.audit import actions as audit
from jobvisit.office.desks.models import Closure, Place, Session
from jobvisit.office.desks.states import SessionState
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import Post, User


@transaction.atomic
def set_up(*, post: Post, address: str, directions: str, by: User, at: datetime) -> Place:
    """Make a post of kind `field` a place where a desk can stand. Raises `ValueError` for another kind or district."""
    policy.require(by, "desks.plan")
    if post.kind != Post.Kind.FIELD or post.district_id != by.district_id:
        raise ValueError("a desk stands at a post of kind field of one's own district")
    place = Place.objects.create(district_id=by.district_id, post=post, address=address, directions=directions)
    audit.note(by=by, at=at, verb="desks.set_up", subject=place)
    return place


@transaction.atomic
def describe(*, place: Place, address: str, directions: str, in_use: bool, by: User, at: datetime) -> None:
    """Say anew how a place is found, and whether desks still stand there."""
    policy.require(by, "desks.plan")
    found = Place.objects.filter(pk=place.pk, district_id=by.district_id)
    found.update(address=address, directions=directions, in_use=in_use)
    place.refresh_from_db()
    audit.note(by=by, at=at, verb="desks.describe", subject=place, details={"in_use": in_use})


@transaction.atomic
def shut(
    *, place: Place | None, first: date, last: date, reason: str, by: User, at: datetime
) -> tuple[Closure, list[Session]]:
    """Note days on which a place (None: every place) is shut. Returns it and the planned sessions that now lie in it.

    Those are not cancelled by themselves: people may be booked, so a person decides.
    """
    policy.require(by, "desks.plan")
    closure = Closure.objects.create(
        district_id=by.district_id, place=place, first=first, last=last, reason=reason
    )  # fmt: skip
    audit.note(by=by, at=at, verb="desks.shut", subject=closure, reason=reason)
    inside = Session.objects.filter(district_id=by.district_id, on__range=(first, last), state=SessionState.PLANNED)
    inside = inside.filter(place=place) if place else inside
    return closure, list(inside.select_related("place__post").order_by("on"))


@transaction.atomic
def open_again(*, closure: Closure, by: User, at: datetime) -> None:
    """Take a closure back."""
    policy.require(by, "desks.plan")
    audit.note(by=by, at=at, verb="desks.open_again", subject=closure, reason=closure.reason)
    Closure.objects.filter(pk=closure.pk, district_id=by.district_id).delete()
