"""From a ticket to a referral at the desk; bookings, what is written about them, and the nights."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from jobvisit.base import clock
from jobvisit.flows import desk, desk_booking, nightly, replies
from jobvisit.flows import referral as referral_flow
from jobvisit.office.audit.models import Event
from jobvisit.office.desks import actions
from jobvisit.office.desks.models import Ticket
from jobvisit.office.desks.seats import RefusedError
from jobvisit.office.desks.states import TicketState
from jobvisit.office.links import queries as links
from jobvisit.office.matches import store
from jobvisit.office.messaging import queries as messages
from jobvisit.office.messaging.models import Message
from jobvisit.office.referrals.models import Referral
from jobvisit.office.seekers import actions as seeker_actions
from jobvisit.office.seekers import queries as seeker_queries
from jobvisit.office.seekers import signatures
from jobvisit.office.seekers.models import Channel, Consent, ConsentScope, Seeker
from jobvisit.office.seekers.signatures import BadSignatureError
from jobvisit.office.staff.policy import NotAllowedError
from tests.factories import companies, desks, orders, seekers, staff
from tests.factories import messages as outbox

pytestmark = pytest.mark.django_db
T = TicketState
AGREED = [(ConsentScope.COLLECTION, True), (ConsentScope.FOLLOW_UP, False)]


@pytest.fixture
def someone():
    store.forget()
    who = staff.counsellor(contract_until=None)
    outbox.sender(who.district)
    yield who
    store.forget()


def registered(someone, **more):
    ticket = desks.walk_in(someone)
    values = {"consents": AGREED, "text_version": "2026-1", "signature": desks.SIGNATURE, **more}
    values["channel"] = Channel.TABLET if values["signature"] else Channel.PAPER
    return ticket, desk.register(
        ticket=ticket, seeker=seekers.unsaved(), by=someone, at=clock.now(), **values
    )  # fmt: skip


def test_registering_keeps_the_signature_closed_and_nothing_of_the_identity_card(someone):
    ticket, person = registered(someone)
    ticket.refresh_from_db()
    assert (ticket.seeker, ticket.registered) == (person, True)
    assert person.post == ticket.session.place.post
    assert person.identity_seen_on == clock.seoul_day(clock.now())
    consents = Consent.objects.filter(seeker=person)
    assert {one.channel for one in consents} == {Channel.TABLET}
    (drawn,) = {one.signature for one in consents}
    assert b"PNG" not in bytes(drawn.closed)
    shown = signatures.reveal(
        seeker=person, key=drawn.public_id, reason="민원", by=someone, at=clock.now(), came_from="10.0.0.1"
    )
    assert shown == desks.SIGNATURE
    event = Event.objects.get(verb="seekers.reveal_signature")
    assert (event.person_id, event.reason, event.actor) == (person.pk, "민원", someone)
    other = {"key": drawn.public_id, "by": staff.colleague_of(someone, "desk"), "at": clock.now(), "came_from": None}
    with pytest.raises(NotAllowedError):
        signatures.reveal(seeker=person, reason="-", **other)


def test_without_a_picture_the_consents_were_signed_on_paper(someone):
    _, person = registered(someone, signature=b"")
    assert Consent.objects.filter(seeker=person, channel=Channel.PAPER, signature=None).count() == 2


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        (b"%PDF-1.7", "no_picture"),
        (desks.drawing(blank=True), "blank"),
        (desks.SIGNATURE[:-9], "broken"),
        (desks.SIGNATURE + b"<script>", "broken"),
        (desks.SIGNATURE.replace(b"IDAT", b"IDAX"), "broken"),
        (desks.drawing(3000, 2), "too_big"),
        (b"\x89PNG\r\n\x1a\n" + bytes(300_000), "too_big"),
    ],
)
def test_a_signature_that_is_none_is_refused_and_nobody_is_registered(someone, picture, code):
    with pytest.raises(BadSignatureError) as problem:
        registered(someone, signature=picture)
    assert problem.value.code == code
    assert not Seeker.objects.exists()


def test_no_consent_to_collection_no_file(someone):
    with pytest.raises(seeker_actions.ConsentMissingError):
        registered(someone, consents=[(ConsentScope.COLLECTION, False)])
    assert not Seeker.objects.exists()


def test_somebody_who_has_a_file_is_recognised_and_heard_of(someone):
    person = seekers.seeker(someone, active_on=clock.seoul_day(clock.now()) - timedelta(days=80))
    ticket = desks.walk_in(someone, name="김순영")
    desk.recognise(ticket=ticket, seeker=person, by=someone, at=clock.now())
    person.refresh_from_db()
    ticket.refresh_from_db()
    assert person.active_on == clock.seoul_day(clock.now())
    assert (ticket.name, ticket.registered) == ("", False)


def test_jobs_are_counted_from_the_library_from_home_or_anywhere(someone):
    session = desks.opened(someone)
    near = orders.order(someone)
    far = orders.order(someone, lat=37.45, lon=127.12)
    lost = orders.order(someone, lat=None, lon=None)
    person = seekers.seeker(someone, lat=37.45, lon=127.12, reach_m=None)

    def found(start):
        return desk.jobs_near(seeker=person, session=session, start=start, by=someone, at=clock.now())

    assert list(found("desk").orders) == [near.pk]
    assert list(found("home").orders) == [far.pk]
    assert set(found("any").orders) == {near.pk, far.pk, lost.pk}
    minutes = found("any")
    assert minutes.from_desk[near.pk] <= desk.NEAR < minutes.from_desk[far.pk]
    assert lost.pk not in minutes.from_home


def test_what_can_be_tapped_is_what_is_asked_for_nearby(someone):
    session = desks.opened(someone)
    orders.order(someone, licences_required=["요양보호사"])
    codes, licences = desk.offered_taps(session=session, by=someone)
    assert codes[0] == orders.order(someone).occupation
    assert licences == ["요양보호사"]


def test_a_referral_on_the_spot_asks_nothing_by_text_and_the_letter_goes_out_at_once(someone):
    _, person = registered(someone)
    order = orders.order(someone, companies.company(someone.district, phone="01055556666"))
    done = referral_flow.propose(
        order=order, people=[str(person.public_id)], skips={}, special="resident_asked", agreed=True, by=someone,
        at=clock.now(),
    )  # fmt: skip
    (made,) = done.made
    referral = Referral.objects.get(pk=made.pk)
    assert referral.state == "sent"
    assert referral.consent.channel == "face"
    purposes = set(Message.objects.values_list("purpose", flat=True))
    assert "employer.introduced" in purposes
    assert "referral.proposal" not in purposes


def test_a_booking_is_written_to_reminded_once_and_given_back_by_its_link(someone):
    session = desks.session(someone, desks.tomorrow(), capacity=1)
    now = clock.now()
    done = desk_booking.book(
        session=session, slot=time(13), name="김순영", phone="01012345678", wait=False, by=None, at=now
    )
    waits = desk_booking.book(
        session=session, slot=None, name="박하늘", phone="01087654321", wait=True, by=None, at=now
    )  # fmt: skip
    today = clock.seoul_day(now)
    assert nightly.run(district=someone.district, on=today).desk_reminders == 1
    assert nightly.run(district=someone.district, on=today).desk_reminders == 0
    purposes = list(Message.objects.order_by("pk").values_list("purpose", "subject_id"))
    assert purposes == [
        ("desk.booked", done.ticket.pk), ("desk.listed", waits.ticket.pk), ("desk.reminder", done.ticket.pk)
    ]  # fmt: skip
    replies.answer(link=done.link.link, answers={"wish": "cancel"}, source=replies.Source(replies.How.LINK), at=now)
    assert Ticket.objects.get(pk=done.ticket.pk).state == T.CANCELLED
    moved_up = Ticket.objects.get(pk=waits.ticket.pk)
    assert (moved_up.state, moved_up.slot) == (T.BOOKED, time(13))
    assert messages.by_key(someone.district, f"desk:{moved_up.pk}:moved_up") is not None
    assert not [one for one in links.about(done.ticket) if links.is_live(one, now)]


def test_one_in_a_text_gives_the_booking_back(someone):
    session = desks.session(someone, desks.tomorrow())
    done = desk_booking.book(
        session=session, slot=time(13), name="김순영", phone="01012345678", wait=False, by=None, at=clock.now()
    )
    number = outbox.sender(someone.district).number
    replies.by_text(sender="01012345678", to=number, text="취소", gateway_id="a", at=clock.now())
    assert Ticket.objects.get(pk=done.ticket.pk).state == T.CANCELLED


def test_whoever_was_booked_is_told_why_the_desk_is_not_held(someone):
    session = desks.session(someone, desks.tomorrow())
    desk_booking.book(
        session=session, slot=time(13), name="김순영", phone="01012345678", wait=False, by=None, at=clock.now()
    )
    assert desk_booking.cancel_session(session=session, reason="도서관 정전", by=someone, at=clock.now()) == 1
    assert Message.objects.filter(purpose="desk.cancelled").count() == 1


def test_the_night_carries_series_ahead_names_what_was_not_closed_and_forgets_old_names(someone):
    series = desks.series(someone)
    series.sessions.order_by("-on").first().delete()
    today = clock.seoul_day(clock.now())
    never, held = desks.session(someone, today - timedelta(days=3)), desks.session(someone, today - timedelta(days=2))
    actions.open_session(session=held, by=someone, at=clock.now())
    for one in (never, held):
        Ticket.objects.create(
            district=someone.district, session=one, origin="booked", state=T.BOOKED, made_at=timezone.now()
        )
    old = desks.session(someone, today - timedelta(days=40))
    Ticket.objects.create(
        district=someone.district, session=old, origin="walk_in", state=T.WAITING, number=1, name="김순영",
        phone="01012345678", made_at=timezone.now(),
    )  # fmt: skip
    night = nightly.run(district=someone.district, on=today)
    assert (night.desks_made, night.desk_no_shows, night.desks_unclosed) == (1, 1, 3)
    assert Ticket.objects.get(session=held).state == T.NO_SHOW
    assert Ticket.objects.get(session=never).state == T.BOOKED, "nobody knows who came to a desk that was never opened"
    assert set(Ticket.objects.filter(session=old).values_list("name", "phone")) == {("", "")}


def test_the_moment_of_a_booking_is_said_in_its_own_words(someone):
    session = desks.session(someone, datetime(2026, 11, 26, tzinfo=clock.SEOUL).date())
    assert desk_booking.when(session, time(13, 30)) == "11/26 13:30"
    assert seeker_queries.signature_of(seekers.seeker(someone)) is None


def test_a_ticket_gets_one_file_and_a_person_recognised_by_mistake_is_corrected(someone):
    ticket, person = registered(someone)
    with pytest.raises(RefusedError, match="known"):
        desk.register(
            ticket=ticket, seeker=seekers.unsaved(), consents=AGREED, channel=Channel.PAPER, text_version="2026-1",
            signature=b"", by=someone, at=clock.now(),
        )  # fmt: skip
    assert Seeker.objects.get() == person
    other = desks.walk_in(someone, ticket.session)
    for one in (person, seekers.seeker(someone, name="박하늘")):
        desk.recognise(ticket=other, seeker=one, by=someone, at=clock.now())
    assert Ticket.objects.get(pk=other.pk).seeker.name == "박하늘"
