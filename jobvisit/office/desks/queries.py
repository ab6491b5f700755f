"""Reading desks: what comes, who waits, what is offered to people without an account."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from jobvisit.base.clock import seoul_day
from jobvisit.office.desks.models import Closure, Place, Series, Session, SessionStaff, Ticket
from jobvisit.office.desks.seats import Waiting
from jobvisit.office.desks.states import COMING, HERE, TAKES_A_PLACE, SessionState, TicketState
from jobvisit.office.staff.models import District, Post, User

_WITH = ("place", "place__post", "district")
_BOOKED = [TicketState.BOOKED, TicketState.LISTED]


def visible_to(user: User) -> QuerySet[Session]:
    """The sessions of the user's district."""
    return Session.objects.filter(district_id=user.district_id)


def get(user: User, key: UUID | str) -> Session:
    """One session. Raises `Session.DoesNotExist` outside the district."""
    return visible_to(user).select_related(*_WITH, "series").get(public_id=key)


def coming(user: User, on: date, days: int = 92) -> Any:
    """Sessions from a day on that are not cancelled, the next first, each counted."""
    found = visible_to(user).filter(on__range=(on, on + timedelta(days=days))).exclude(state=SessionState.CANCELLED)
    return counted(found.select_related(*_WITH)).order_by("on", "begins", "id")


def past(user: User, on: date) -> Any:
    """Sessions before a day, the latest first, each counted."""
    found = visible_to(user).filter(on__lt=on).exclude(state=SessionState.CANCELLED)
    return counted(found.select_related(*_WITH)).order_by("-on", "-begins", "-id")


def counted(sessions: QuerySet[Session]) -> Any:
    """Sessions with `booked`, `listed`, `here`, `served` and `taken`: how many tickets stand in which state."""

    def tickets(*states: str) -> Count:
        return Count("tickets", filter=Q(tickets__state__in=sorted(states)), distinct=True)

    return sessions.annotate(
        booked=tickets(TicketState.BOOKED), listed=tickets(TicketState.LISTED), here=tickets(*HERE),
        served=tickets(TicketState.SERVED), taken=tickets(*TAKES_A_PLACE),
    )  # fmt: skip


def people(sessions: Iterable[Session]) -> dict[int, list[User]]:
    """Who sits at each session, by the session's key."""
    rows = SessionStaff.objects.filter(session__in=[one.pk for one in sessions]).select_related("user")
    found: dict[int, list[User]] = {}
    for row in rows.order_by("user__name", "user_id"):
        found.setdefault(row.session_id, []).append(row.user)
    return found


def places(user: User) -> QuerySet[Place]:
    """Where desks of the district can stand, those in use first."""
    return Place.objects.filter(district_id=user.district_id).select_related("post").order_by("-in_use", "post__name")


def place(user: User, key: UUID | str) -> Place:
    """One place. Raises `Place.DoesNotExist` outside the district."""
    return places(user).select_related("district").get(public_id=key)


def posts_without_place(user: User) -> QuerySet[Post]:
    """Posts of kind `field` at which no desk was set up yet."""
    used = Place.objects.filter(district_id=user.district_id).values("post")
    return Post.objects.filter(district_id=user.district_id, kind=Post.Kind.FIELD).exclude(pk__in=used).order_by("name")


def closures(place: Place, first: date, last: date) -> QuerySet[Closure]:
    """Days on which a place is shut, those of the whole district included."""
    found = Closure.objects.filter(district_id=place.district_id, first__lte=last, last__gte=first)
    return found.filter(Q(place=place) | Q(place__isnull=True)).order_by("first", "id")


def closure(place: Place, pk: int) -> Closure:
    """One closure that shuts a place. Raises `Closure.DoesNotExist` for any other."""
    found = Closure.objects.filter(district_id=place.district_id)
    return found.filter(Q(place=place) | Q(place__isnull=True)).get(pk=pk)


def series(user: User, on: date) -> QuerySet[Series]:
    """Series that run on a day or later."""
    found = Series.objects.filter(district_id=user.district_id).select_related("place", "place__post")
    return found.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on)).order_by("place__post__name", "title")


def one_series(user: User, key: UUID | str) -> Series:
    """One series. Raises `Series.DoesNotExist` outside the district."""
    found = Series.objects.select_related("place", "place__post", "district")
    return found.get(district_id=user.district_id, public_id=key)


def running(district_id: int, on: date) -> QuerySet[Series]:
    """Every series of a district that still has days ahead."""
    found = Series.objects.filter(district_id=district_id, place__in_use=True).select_related("place__post", "district")
    return found.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on)).order_by("id")


def sessions_of(one: Series, first: date) -> Any:
    """The sessions of a series from a day on, with the number of people booked (`people`)."""
    booked = Count("tickets", filter=Q(tickets__state__in=_BOOKED))
    return one.sessions.filter(on__gte=first).annotate(people=booked).order_by("on")


def before(session: Session) -> Session | None:
    """The last session at the same place that was closed with a note."""
    earlier = Session.objects.filter(place=session.place, state=SessionState.CLOSED, on__lt=session.on)
    return earlier.exclude(handover="").order_by("-on", "-id").first()


def tickets(session: Session) -> list[Ticket]:
    """Everybody of a session, by number; those who only booked by time."""
    return list(session.tickets.select_related("seeker", "served_by").order_by("number", "slot", "id"))


def ticket(user: User, key: UUID | str) -> Ticket:
    """One ticket. Raises `Ticket.DoesNotExist` outside the district."""
    related = ("session", "session__place", "session__place__post", "session__district", "seeker", "seeker__owner")
    return Ticket.objects.select_related(*related).get(district_id=user.district_id, public_id=key)


def ticket_by_key(district: District, pk: int) -> Ticket:
    """One ticket by its key, for answers that come without a member of staff."""
    related = ("session__place__post", "session__district", "district")
    return Ticket.objects.select_related(*related).get(district=district, pk=pk)


def waiting(found: Iterable[Ticket]) -> list[Waiting]:
    """Those who wait, as `seats.next_of` sees them."""
    return [
        Waiting(one.pk, one.number, one.slot)
        for one in found
        if one.state == TicketState.WAITING and one.number is not None
    ]


def on_mind(user: User, on: date) -> list[Any]:
    """The sessions at which somebody sits today, with their counts, and those of earlier days that they never closed:
    one statement for the day's page. The earliest first."""
    mine = visible_to(user).filter(seats_of__user=user)
    mine = mine.filter(Q(on=on) & ~Q(state=SessionState.CANCELLED) | Q(on__lt=on, state__in=sorted(COMING)))
    found = counted(visible_to(user).filter(pk__in=mine)).select_related(*_WITH)
    return list(found.order_by("on", "begins", "id"))


def unclosed(district_id: int, on: date) -> QuerySet[Session]:
    """Sessions of earlier days that nobody closed, or never opened: a task for whoever sat there."""
    found = Session.objects.filter(district_id=district_id, on__lt=on, state__in=sorted(COMING))
    return found.select_related("place__post", "district").order_by("on", "id")


def unstaffed(user: User, on: date) -> QuerySet[Session]:
    """Coming sessions at which nobody sits."""
    found = visible_to(user).filter(on__gte=on, state__in=sorted(COMING), seats_of__isnull=True)
    return found.select_related("place__post").order_by("on", "id")


# For people without an account: places and times, never a name.


def offered(district: District, on: date, days: int = 60) -> list[Any]:
    """Coming sessions of places in use, with what is taken of each, the next first."""
    found = Session.objects.filter(
        district=district, on__range=(on, on + timedelta(days=days)), state__in=sorted(COMING), place__in_use=True
    )
    return list(counted(found.select_related(*_WITH)).order_by("on", "begins", "id"))


def public_session(key: UUID) -> Session | None:
    """One session that people may come to, in whatever state, by the key in its public address."""
    found = Session.objects.filter(public_id=key, place__in_use=True)
    return found.select_related(*_WITH).first()


def board_session(key: UUID) -> Session | None:
    """The session of a number board."""
    return Session.objects.select_related(*_WITH).filter(public_id=key).first()


def on_board(session: Session) -> tuple[list[int | None], int]:
    """The numbers called last (three at most), and how many wait."""
    called = session.tickets.filter(state=TicketState.CALLED).order_by("-called_at", "-number")
    return list(called.values_list("number", flat=True)[:3]), session.tickets.filter(state=TicketState.WAITING).count()


def taken_slots(session: Session) -> list[Any]:
    """The booked times of everybody who takes a place; None for those without a time."""
    return list(session.tickets.filter(state__in=sorted(TAKES_A_PLACE)).values_list("slot", flat=True))


def open_bookings(district_id: int, phone: str, at: datetime) -> QuerySet[Ticket]:
    """What a telephone has booked and not used yet."""
    found = Ticket.objects.filter(district_id=district_id, phone=phone, state__in=_BOOKED)
    return found.filter(session__on__gte=seoul_day(at))


def booked_since(district_id: int, phone: str, since: datetime) -> int:
    """How often a telephone booked since then, cancelled ones included."""
    made = Ticket.objects.filter(district_id=district_id, phone=phone, made_at__gte=since)
    return made.filter(origin=Ticket.Origin.BOOKED).count()


# Calendars


def public_place(key: UUID) -> Place | None:
    """A place by the key in its public address."""
    return Place.objects.filter(public_id=key).select_related("post", "district").first()


def calendar_of_place(place: Place, first: date, last: date) -> QuerySet[Session]:
    """The sessions of a place between two days, cancelled ones included."""
    return Session.objects.filter(place=place, on__range=(first, last)).select_related(*_WITH).order_by("on", "id")


def calendar_of(user: User, first: date, last: date) -> QuerySet[Session]:
    """The sessions at which somebody sits between two days, cancelled ones included."""
    mine = visible_to(user).filter(on__range=(first, last), seats_of__user=user)
    return mine.select_related(*_WITH).order_by("on", "id")


# Nightly


def to_remind(district_id: int, on: date) -> Sequence[Ticket]:
    """Bookings of the day after `on` with a telephone to write to."""
    found = Ticket.objects.filter(
        district_id=district_id, state=TicketState.BOOKED, session__on=on + timedelta(days=1),
        session__state=SessionState.PLANNED,
    ).exclude(phone="")  # fmt: skip
    return list(found.select_related("session__place__post", "district").order_by("id"))


def missed(district_id: int, on: date) -> list[Ticket]:
    """Bookings and waiting-list places of desks that were opened on an earlier day and not closed.

    Of a session that was never opened nobody knows who came: a person says so (`unclosed`).
    """
    opened = {"session__state": SessionState.OPEN, "session__on__lt": on}
    found = Ticket.objects.filter(district_id=district_id, state__in=_BOOKED, **opened)
    return list(found.select_related("session").order_by("id"))
