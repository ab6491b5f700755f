"""The proof ladder, follow-ups, samples, interviews, employers' silence."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from jobvisit.base import clock
from jobvisit.office.audit import papers
from jobvisit.office.audit.models import Event
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.referrals import actions, queries, rules, silence
from jobvisit.office.referrals.actions.samples import drawn
from jobvisit.office.referrals.codes import Heard, Source
from jobvisit.office.referrals.models import Evidence, Interview, InterviewSlot, Referral, Rung
from jobvisit.office.referrals.problems import CannotError
from jobvisit.office.referrals.states import InterviewState, PlacementState, ReferralState
from tests.factories import companies, orders, referrals, staff

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(20) + b"\x00\x00\x00\x00IEND\xaeB`\x82"


def climb(placement, kind, **more):
    return actions.climb(
        placement=placement, kind=kind, source=Source.SPOKEN_PHONE, by=placement.referral.owner,
        at=more.pop("at", clock.now()), **more,
    )  # fmt: skip


def test_the_ladder_goes_up_rung_by_rung_and_keeps_every_rung(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    placement = referrals.hired()
    for kind, state in (("employer", "confirmed"), ("resident", "confirmed"), ("started", "started")):
        placement = climb(placement, kind)
        assert placement.state == state
    paper = actions.attach(
        placement=placement, content=PDF, source=Source.PAPER, by=placement.referral.owner, at=clock.now()
    )
    placement = climb(placement, "retained_1")
    kinds = [rung.kind for rung in queries.rungs(placement)]
    assert kinds == ["claimed", "employer", "resident", "started", "documented", "retained_1"]
    assert (queries.proof(kinds), queries.months_retained(kinds), placement.state) == ("documented", [1], "retained")
    assert papers.read(paper.stored_as) == PDF


def test_a_paper_that_comes_after_the_first_day_moves_nothing_back(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    placement = climb(referrals.hired(), "started")
    actions.attach(placement=placement, content=PNG, source=Source.PAPER, by=placement.referral.owner, at=clock.now())
    placement.refresh_from_db()
    assert placement.state == PlacementState.STARTED


def test_a_rung_is_added_once_and_never_changed():
    placement = climb(climb(referrals.hired(), "employer"), "employer")
    assert placement.rungs.filter(kind="employer").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Rung.objects.update(kind="documented")
    with pytest.raises(IntegrityError), transaction.atomic():
        Rung.objects.all().delete()


def test_a_month_at_work_entails_the_first_day():
    placement = climb(referrals.hired(), "retained_3")
    assert {"started", "retained_3"} <= {rung.kind for rung in queries.rungs(placement)}


def test_an_end_needs_a_code_and_a_day_and_stops_the_ladder():
    placement = climb(referrals.hired(), "started")
    more = {
        "note": "",
        "version": None,
        "source": Source.SPOKEN_PHONE,
        "by": placement.referral.owner,
        "at": clock.now(),
    }
    with pytest.raises(CannotError):
        actions.end(placement=placement, on=placement.start_on, reason="", **more)
    with pytest.raises(CannotError):
        actions.end(placement=placement, on=placement.start_on - timedelta(days=1), reason="personal", **more)
    ended = actions.end(placement=placement, on=placement.start_on, reason="personal", **more)
    assert (ended.state, ended.ended_on) == (PlacementState.ENDED, placement.start_on)
    with pytest.raises(CannotError):
        climb(ended, "retained_1")
    assert climb(ended, "employer").state == PlacementState.ENDED  # what was true before may still be proven
    back = actions.reopen_end(placement=ended, why="다른 사람이었음", by=placement.referral.owner, at=clock.now())
    assert (back.state, back.ended_on) == (PlacementState.STARTED, None)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ" + bytes(100), "unknown_kind"),
        (b"<html><script>alert(1)</script>", "unknown_kind"),
        (b"PK\x03\x04" + bytes(100), "unknown_kind"),
        (b"%PDF-1.7 no end", "broken"),
        (PNG + b"<script>", "broken"),
        (b" " + PDF, "unknown_kind"),
        (b"\xff\xd8\xff" + bytes(50), "broken"),
        (b"%PDF-" + bytes(papers.LARGEST) + b"%%EOF", "too_big"),
    ],
)
def test_what_is_no_paper_is_refused_by_its_bytes_and_nothing_is_kept(settings, tmp_path, content, code):
    settings.MEDIA_ROOT = tmp_path
    placement = referrals.hired()
    with pytest.raises(papers.BadPaperError) as refused:
        actions.attach(
            placement=placement, content=content, source=Source.PAPER, by=placement.referral.owner, at=clock.now()
        )
    assert refused.value.code == code
    assert not Evidence.objects.exists()
    assert not list(tmp_path.rglob("*.*"))


def test_papers_lie_where_only_this_account_reads_them(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    placement = referrals.hired()
    paper = actions.attach(
        placement=placement, content=PDF, source=Source.PAPER, by=placement.referral.owner, at=clock.now()
    )
    assert papers.place_of(paper.stored_as).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_are_calendar_months(start, months, due):
    assert rules.add_months(start, months) == due


def test_a_follow_up_falls_due_by_itself_on_a_working_day_and_only_the_latest_is_asked():
    start, off = date(2026, 1, 10), frozenset({date(2026, 2, 16), date(2026, 2, 17), date(2026, 2, 18)})
    due = rules.follow_up_due
    assert due(start, [], date(2026, 2, 9), off) is None
    assert due(start, [], date(2026, 2, 10), off) == (1, date(2026, 2, 10))
    assert due(start, [1], date(2026, 3, 1), off) is None
    assert due(start, [], date(2026, 4, 10), off) == (3, date(2026, 4, 10))
    assert due(start, [3], date(2026, 4, 10), off) is None
    assert due(date(2026, 1, 17), [], date(2026, 2, 18), off) is None  # 설 연휴
    assert due(date(2026, 1, 17), [], date(2026, 2, 19), off) == (1, date(2026, 2, 19))
    assert due(start, [1, 3, 6, 12], date(2030, 1, 1), off) is None


def test_follow_ups_of_the_district_come_due_and_go_when_recorded():
    placement = referrals.hired(start_in=0)
    later = placement.start_on + timedelta(days=40)
    found = queries.follow_ups(placement.district_id, later, frozenset())
    assert [(one.placement.pk, one.months) for one in found] == [(placement.pk, 1)]
    climb(placement, "retained_1")
    assert not queries.follow_ups(placement.district_id, later, frozenset())


def test_a_sample_can_be_drawn_again_from_its_seed_and_frame():
    boss = staff.manager()
    by = staff.colleague_of(boss)
    made = [referrals.hired(by, start_in=n) for n in range(1, 8)]
    today = clock.seoul_day(clock.now())
    sample = actions.draw_sample(since=today, until=today + timedelta(days=30), size=3, seed=7, by=boss, at=clock.now())
    chosen = sorted(item.placement_id for item in sample.items.all())
    assert chosen == drawn([one.pk for one in made], 3, 7)
    assert drawn(sample.frame, 3, 8) != chosen or drawn(sample.frame, 3, 9) != chosen
    assert Event.objects.get(verb="placements.sample").details == {"seed": 7, "frame": 7, "size": 3}


def test_the_same_hire_counted_by_another_agency_is_marked():
    placement = referrals.hired()
    actions.mark_counted(
        placement=placement, agencies=["saeil", "work24", "nobody"], by=placement.referral.owner, at=clock.now()
    )
    placement.refresh_from_db()
    assert placement.also_counted_by == ["saeil", "work24"]


# Interviews


def slot_for(order: JobOrder, *, places: int = 1, days: int = 2) -> InterviewSlot:
    at = clock.now()
    return actions.offer_slots(
        order=order, times=[at + timedelta(days=days)], place="본점 2층", places=places, by=order.owner, at=at
    )[0]


def book(referral: Referral, slot: InterviewSlot | None, **more):
    return actions.book(
        referral=referral, slot=slot, time=more.pop("time", None), place="", companion=more.pop("companion", None),
        source=Source.LINK, by=None, at=clock.now(),
    )  # fmt: skip


def test_a_slot_with_one_place_is_taken_once_and_given_back_when_the_interview_is_moved():
    by = staff.counsellor()
    order = orders.order(by, companies.company(by.district), openings=2)
    first, second = (referrals.sent(by, order=order) for _ in range(2))
    slot, other = slot_for(order), slot_for(order, days=3)
    book(first, slot)
    with pytest.raises(CannotError) as refused:
        book(second, slot)
    assert refused.value.codes == {"slot_full"}
    book(first, other)
    assert [InterviewSlot.objects.get(pk=one.pk).taken for one in (slot, other)] == [0, 1]
    book(second, slot)
    assert sorted(Interview.objects.values_list("state", flat=True)) == ["booked", "booked", "excused"]


def test_whoever_does_not_come_is_a_no_show_of_the_referral_and_can_be_set_right():
    referral = referrals.sent()
    interview = book(referral, None, time=clock.now() + timedelta(days=1))
    actions.settle(
        interview=interview, to=InterviewState.NO_SHOW, version=None, source=Source.SPOKEN_PHONE,
        by=referral.owner, at=clock.now() + timedelta(days=2),
    )  # fmt: skip
    referral.refresh_from_db()
    assert (referral.state, referral.reason) == (ReferralState.NO_SHOW, "unknown")
    actions.reopen(referral=referral, version=None, why="병원에 있었음", by=referral.owner, at=clock.now())
    assert Referral.objects.get(pk=referral.pk).state == ReferralState.INTERVIEW


def test_a_parked_referral_gives_its_interview_back_and_gets_it_again_when_revived():
    by = staff.counsellor()
    winner = referrals.offered(by)
    other = referrals.sent(by, seeker=winner.seeker)
    slot = slot_for(other.order)
    book(other, slot, companion=by)
    placement = referrals.hire(winner)
    assert InterviewSlot.objects.get(pk=slot.pk).taken == 0
    actions.undo_hire(
        placement=placement, reason="mistake", note="", version=None, source=Source.OFFICE, by=by, at=clock.now()
    )
    interview = Interview.objects.get()
    assert (interview.state, interview.accompanied, interview.slot.taken) == ("booked", True, 1)


def test_an_interview_in_the_past_without_a_result_is_a_to_do():
    referral = referrals.sent()
    book(referral, None, time=clock.now() + timedelta(days=1))
    district = referral.district_id
    assert not queries.result_unknown(district, clock.now() + timedelta(hours=1))
    assert list(queries.result_unknown(district, clock.now() + timedelta(days=2))) == [referral]


# Silence


def test_an_order_is_silent_since_the_last_word_of_its_employer():
    by = staff.counsellor()
    order = orders.order(by)
    day = clock.seoul_day(clock.now())
    assert [rules.silence(days) for days in (29, 30, 44, 45, 59, 60)] == ["", "ask", "ask", "pause", "pause", "close"]
    assert not silence.silent_orders(order.district_id, day + timedelta(days=29))
    silent = silence.silent_orders(order.district_id, day + timedelta(days=45))
    assert [(one.order.pk, one.days, one.calls_for) for one in silent] == [(order.pk, 45, "pause")]
    at = clock.now() + timedelta(days=40)
    actions.heard(order=order, what=Heard.STILL_LOOKING, source=Source.SPOKEN_PHONE, by=by, at=at)
    assert not silence.silent_orders(order.district_id, day + timedelta(days=45))
