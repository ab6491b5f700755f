"""Orders recognised and tied, the meter against a recount from the tables, warnings, what visits owe, the night."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobvisit.base import clock
from jobvisit.flows import agreements as flow
from jobvisit.flows import intake, nightly, tying, visit_reasons
from jobvisit.flows.today import due_for
from jobvisit.office.agreements import actions, queries
from jobvisit.office.agreements.models import Line, LineTerms, Member
from jobvisit.office.agreements.rules import CannotError
from jobvisit.office.agreements.states import Commitment, Warn
from jobvisit.office.audit.models import Event
from jobvisit.office.companies import actions as company_actions
from jobvisit.office.companies.models import Branch, Company
from jobvisit.office.matches import store
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.outreach.models import VisitPlan
from jobvisit.office.referrals import actions as referral_actions
from jobvisit.office.referrals.codes import Source
from jobvisit.office.referrals.models import Placement, Referral
from tests.factories import agreements, companies, orders, referrals, seekers, staff
from tests.factories.agreements import today

pytestmark = pytest.mark.django_db
HISTORIES = 3


@pytest.fixture(autouse=True)
def by():
    store.forget()
    return staff.counsellor()


@pytest.fixture
def firm(by):
    return companies.company(by.district)


def take(by, firm, **more):
    order = orders.unsaved(firm, **more)
    return intake.take_order(order=order, confirmed=True, by=by, at=clock.now()).placed.order


def meter_of(agreement, number=1, on=None):
    line = Line.objects.get(agreement=agreement, number=number)
    return flow.meters([line], district_id=agreement.district_id, on=on or today())[line.pk]


# Recognised by itself


def test_an_order_of_a_party_is_tied_to_its_line_as_it_is_taken(by, firm):
    agreement = agreements.signed(by, firm)
    order = take(by, firm)
    assert JobOrder.objects.get(pk=order.pk).line == agreement.lines.get()
    assert Event.objects.get(verb="orders.tie").details["by_hand"] is False
    assert take(by, companies.company(by.district)).line_id is None
    assert (meter_of(agreement).orders, meter_of(agreement).ordered) == (1, 1)


def test_a_firm_that_promised_nothing_costs_one_statement(by, firm):
    agreements.signed(by)
    order = orders.unsaved(firm)
    with CaptureQueriesContext(connection) as seen:
        assert tying.recognise(order, district_id=by.district_id, day=today()).line is None
    assert len(seen) == 1


def test_records_of_the_same_firm_are_the_same_party_whichever_was_merged(by, firm):
    agreement = agreements.signed(by, firm)
    kept, third = companies.company(by.district), companies.company(by.district)
    company_actions.merge(kept=kept, other=firm, reason="같은 곳", by=by, at=clock.now())
    company_actions.merge(kept=third, other=kept, reason="같은 곳", by=by, at=clock.now())
    assert take(by, third).line == agreement.lines.get()


def test_only_the_branch_that_promised_is_recognised_where_one_is_named(by, firm):
    agreement = agreements.draft(by)
    head = Branch.objects.get(company=firm)
    other = Branch.objects.create(district=by.district, company=firm, name="2호점")
    agreements.party(agreement, firm, branch=other)
    agreements.line(agreement)
    agreements.sign(agreement)
    assert take(by, firm, branch=head).line_id is None
    assert take(by, firm, branch=other).line_id is not None


def test_an_order_between_two_lines_waits_for_a_person_and_stays_as_the_person_says(by, firm):
    agreement = agreements.signed(by, firm, lines=2)
    order = take(by, firm)
    assert order.line_id is None
    first, second = agreement.lines.order_by("number")
    assert [one.lines for one in tying.unclear(by.district_id)] == [(first.pk, second.pk)]
    assert [one.order for one in due_for(by=by, on=today(), at=clock.now()).unclear] == [order]
    with pytest.raises(CannotError):
        tying.tie_by_hand(order=order, line=second, reason=" ", by=by, at=clock.now())
    tying.tie_by_hand(order=order, line=second, reason="2조의 매장", by=by, at=clock.now())
    assert JobOrder.objects.get(pk=order.pk).line == second
    assert tying.unclear(by.district_id) == []
    tying.tie_by_hand(order=order, line=None, reason="본사가 따로 낸 구인", by=by, at=clock.now())
    assert nightly.run(district=by.district, on=today()).orders_tied == 0
    assert JobOrder.objects.get(pk=order.pk).line is None
    assert Event.objects.filter(verb="orders.tie").order_by("-id").first().reason == "본사가 따로 낸 구인"


def test_correcting_the_occupation_moves_the_order_to_the_line_it_belongs_to(by, firm):
    agreement = agreements.draft(by)
    agreements.party(agreement, firm)
    agreements.line(agreement)
    agreements.line(agreement, jobs="청소", occupations=["56"])
    agreements.sign(agreement)
    order = take(by, firm)
    order.occupation = "561101"
    intake.amend_order(order=order, version=order.version, confirmed=True, by=by, at=clock.now())
    assert JobOrder.objects.get(pk=order.pk).line.number == 2


def test_what_came_before_the_signature_and_by_import_is_tied_at_night(by, firm):
    order = orders.order(by, firm)
    agreement = agreements.draft(by, since=0)
    agreements.party(agreement, firm)
    agreements.line(agreement)
    agreements.sign(agreement)
    assert JobOrder.objects.get(pk=order.pk).line == agreement.lines.get(), "signing ties what it finds"
    imported = orders.order(by, firm, title="두 번째")
    night = nightly.run(district=by.district, on=today())
    assert night.orders_tied == 1
    assert JobOrder.objects.get(pk=imported.pk).line == agreement.lines.get()
    assert nightly.run(district=by.district, on=today()).orders_tied == 0


# The meter


def test_ordered_referred_and_hired_are_counted_and_an_undone_hire_is_not(by, firm):
    agreement = agreements.signed(by, firm)
    order = take(by, firm, openings=3)
    placement = referrals.hired(by, order=order)
    found = meter_of(agreement)
    assert (found.ordered, found.referred, found.hired, found.rungs["claimed"]) == (3, 1, 1, 1)
    referral_actions.climb(placement=placement, kind="employer", source=Source.SPOKEN_PHONE, by=by, at=clock.now())
    assert meter_of(agreement).rungs["confirmed"] == 1
    referral_actions.undo_hire(
        placement=placement, reason="mistake", note="잘못 적음", version=None, source=Source.SPOKEN_PHONE,
        by=agreements.manager_of(by), at=clock.now(),
    )  # fmt: skip
    assert (meter_of(agreement).hired, meter_of(agreement).referred) == (0, 1)


def test_what_two_agreements_delivered_counts_together_after_they_became_one(by, firm):
    kept, other = agreements.signed(by, firm), agreements.signed(by, companies.company(by.district), promised=4)
    second = other.parties.get().company
    for one in (firm, second):
        referrals.hired(by, order=take(by, one))
    line, gone = kept.lines.get(), other.lines.get()
    boss = agreements.manager_of(by)
    actions.combine(kept=kept, other=other, pairs={gone.pk: line.pk}, reason="한 회사가 됨", by=boss, at=clock.now())
    found = meter_of(kept)
    assert (found.promised, found.orders, found.hired) == (14, 2, 2)
    assert take(by, second, title="그 뒤의 구인").line == line
    assert other.lines.get().into == line


def recounted(line: Line, on) -> tuple:
    """One line counted again in plain Python over exported rows."""
    into = dict(Line.objects.exclude(into=None).values_list("pk", "into_id"))

    def root(key):
        while key in into:
            key = into[key]
        return key

    rows = [one for one in JobOrder.objects.values() if one["line_id"] and root(one["line_id"]) == line.pk]
    asked = [one for one in rows if one["state"] not in {"draft", "refused"}]
    keys = {one["id"] for one in rows}
    went = {"sent", "viewed", "interview", "offered"}
    people = {
        one["seeker_id"] for one in Referral.objects.values()
        if one["order_id"] in keys
        and (one["state"] in went | {"hired", "refused_by_employer", "no_show"} or one["left_from"] in went)
    }  # fmt: skip
    hires = [one for one in Placement.objects.values() if one["order_id"] in keys and one["state"] != "annulled"]
    said = [one for one in LineTerms.objects.order_by("id").values() if one["line_id"] == line.pk]
    held = [one for one in said if one["from_on"] <= on] or said[:1]
    return (held[-1]["promised"], len(asked), sum(one["openings"] or 1 for one in asked), len(people), len(hires))


def test_the_meter_equals_a_recount_from_the_tables_after_random_acts(by):
    boss = agreements.manager_of(by)
    hired = 0
    for seed in range(HISTORIES):
        rng = Random(seed)
        firms = [companies.company(by.district) for _ in range(4)]
        made = [agreements.signed(by, one, promised=rng.randint(1, 5)) for one in firms[:2]]
        party = made[0].parties.get()
        joined = actions.add_member(party=party, company=firms[2], joined_on=today(), by=by, at=clock.now())
        for _ in range(7):
            act = rng.choice(("order", "order", "hire", "hire", "undo", "merge", "leave", "amend"))
            standing = list(Placement.objects.filter(company__in=firms).exclude(state="annulled"))
            if act == "order":
                order = take(
                    by, rng.choice([one for one in firms if one.status == "open"]), title=f"구인 {rng.random()}"
                )
                if rng.random() < 0.5:
                    referrals.sent(by, order=order, seeker=seekers.seeker(by))
            elif act == "hire":
                order = take(
                    by, rng.choice([one for one in firms if one.status == "open"]), title=f"구인 {rng.random()}"
                )
                referrals.hired(by, order=order, seeker=seekers.seeker(by))
            elif act == "undo" and standing:
                referral_actions.undo_hire(
                    placement=rng.choice(standing), reason="mistake", note="", version=None, source=Source.SPOKEN_PHONE,
                    by=boss, at=clock.now(),
                )  # fmt: skip
            elif act == "merge" and firms[3].status == "open":
                company_actions.merge(kept=firms[3], other=firms[2], reason="같은 곳", by=by, at=clock.now())
                firms = [Company.objects.get(pk=one.pk) for one in firms]
            elif act == "leave" and Member.objects.get(pk=joined.pk).left_on is None:
                actions.leave(member=joined, left_on=today(), reason="나감", by=by, at=clock.now())
            elif act == "amend":
                actions.amend_line(
                    line=made[1].lines.get(), promised=rng.randint(1, 9), due_on=made[1].ends_on, from_on=today(),
                    reason="고침", by=by, at=clock.now(),
                )  # fmt: skip
        tying.sweep(district=by.district, at=clock.now())
        if rng.random() < 0.5:
            pair = {made[1].lines.get().pk: made[0].lines.get().pk}
            actions.combine(kept=made[0], other=made[1], pairs=pair, reason="합침", by=boss, at=clock.now())
        for one in Line.objects.filter(agreement__in=made, into=None):
            found = flow.meters([one], district_id=by.district_id, on=today())[one.pk]
            told = (found.promised, found.orders, found.ordered, found.referred, found.hired)
            assert told == recounted(one, today()), seed
            hired += found.hired
    assert hired, "somebody was hired"


def test_all_bars_of_a_district_take_the_same_few_statements_however_many_there_are(by):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            found = queries.in_list(by, states=queries.GROUPS["running"])
            flow.bars(found, district_id=by.district_id, on=today())
        return len(seen)

    agreements.signed(by)
    one = cost()
    for _ in range(4):
        agreements.signed(by, lines=2)
    assert cost() == one <= 11


# Warnings and what follows


def test_a_silent_line_whose_decider_left_is_on_the_owners_page_until_it_is_mended(by, firm):
    person = agreements.contact(firm)
    agreement = agreements.signed(by, firm, since=-200, decides=person)
    company_actions.contact_left(contact=person, left_on=today(), by=by, at=clock.now())
    found = {one.code: one for one in due_for(by=by, on=today(), at=clock.now()).agreements}
    assert set(found) == {Warn.DECIDER_GONE, Warn.BEHIND, Warn.NO_ORDER}
    assert (found[Warn.DECIDER_GONE].name, found[Warn.NO_ORDER].n, found[Warn.BEHIND].n) == ("박현장", 200, 5)
    stranger = staff.colleague_of(by, by.role)
    assert due_for(by=stranger, on=today(), at=clock.now()).agreements == []
    boss = agreements.manager_of(by)
    assert len(due_for(by=boss, on=today(), at=clock.now()).agreements) == 3
    assert nightly.run(district=by.district, on=today()).warned == {"decider_gone": 1, "behind": 1, "no_order": 1}
    take(by, firm)
    actions.amend_line(
        line=agreement.lines.get(), promised=1, due_on=agreement.ends_on, from_on=today(), reason="줄임",
        decides=agreements.contact(firm, name="새 소장"), by=by, at=clock.now(),
    )  # fmt: skip
    assert due_for(by=by, on=today(), at=clock.now()).agreements == []


def test_a_member_that_closed_and_an_end_in_sight_are_warned_of(by, firm):
    agreement = agreements.signed(by, firm, since=-340, days=360, promised=1)
    referrals.hired(by, order=take(by, firm))
    Company.objects.filter(pk=firm.pk).update(status="closed")
    codes = {one.code: one.n for one in due_for(by=by, on=today(), at=clock.now()).agreements}
    assert codes == {Warn.PARTY_GONE: 0, Warn.ENDS_SOON: 20}
    assert meter_of(agreement).commitment == Commitment.MET


def test_the_night_turns_agreements_by_the_calendar_once(by):
    agreement = agreements.signed(by, since=-300, days=310, review_on=today() + timedelta(days=2))
    days = ((0, "active"), (2, "review"), (10, "review"), (11, "expired"))
    for day, state in days:
        nightly.run(district=by.district, on=today() + timedelta(days=day))
        agreement.refresh_from_db()
        assert agreement.state == state, day
    assert nightly.run(district=by.district, on=today() + timedelta(days=11)).agreements_turned == 0


def test_a_visit_to_a_firm_that_owes_hires_is_worth_more_and_says_so(by, firm):
    other = companies.company(by.district)
    agreements.signed(by, firm)
    monday = today() + timedelta(days=7 - today().weekday())
    plan = VisitPlan(
        district=by.district, made_by=by, first_on=monday, last_on=monday, effort=1.0, hours="full", in_zones=False, seed=1,
        random_share=0.0,
    )  # fmt: skip
    found = visit_reasons.gather(plan, by=by, at=clock.now()).because
    assert found[str(firm.pk)]["agreement"] > found[str(other.pk)]["agreement"] == 0


def test_what_an_association_owes_is_shared_by_its_members_and_moves_with_a_merger(by, firm):
    agreement = agreements.draft(by, since=-10)
    party = agreements.party(agreement, kind="association", name="마을버스조합", company=None)
    others = [companies.company(by.district) for _ in range(3)]
    for one in (firm, *others):
        actions.add_member(party=party, company=one, joined_on=agreement.starts_on, by=by, at=clock.now())
    agreements.line(agreement, promised=9)
    agreements.sign(agreement)
    referrals.hired(by, order=take(by, firm))
    days = (agreement.ends_on - today()).days
    owed = flow.agreements_due(by.district, today())
    assert owed == {one.pk: (2.0, days) for one in (firm, *others)}
    kept = companies.company(by.district)
    company_actions.merge(kept=kept, other=firm, reason="같은 곳", by=by, at=clock.now())
    assert set(flow.agreements_due(by.district, today())) == {kept.pk, *(one.pk for one in others)}
