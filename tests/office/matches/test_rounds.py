"""Rounds of referrals: proposed with proof, accepted by a manager, their prices in the lists and in the reasons."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from jobvisit.base import clock
from jobvisit.base.states import IllegalTransitionError
from jobvisit.flows import matching as flow
from jobvisit.office.matches import actions, queries, record, store
from jobvisit.office.matches.asked import Ask, MinimumAsk, UnknownOrderError, WindowAsk
from jobvisit.office.matches.models import Round
from jobvisit.office.staff.policy import NotAllowedError
from tests.factories import companies, orders, seekers, staff

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = clock.seoul_day(NOW)
HERE, FAR = (37.4967, 127.0057), (37.4967, 127.0400)


@pytest.fixture
def place():
    """Two orders of one opening, one near and one far; three residents at the near one, one of whom is senior."""
    store.forget()
    by = staff.manager()
    firm = companies.company(by.district)
    near = orders.order(by, firm)
    far = orders.order(by, firm, lat=FAR[0], lon=FAR[1])
    born = (date(TODAY.year - 40, 1, 1), date(TODAY.year - 41, 1, 1), date(TODAY.year - 70, 1, 1))
    people = [
        seekers.seeker(by, lat=HERE[0], lon=HERE[1] - 0.003 * step, reach_m=20_000, birth_date=day)
        for step, day in enumerate(born)
    ]
    return by, near, far, people


def found(one: Round):
    return record.unpack_arrays(bytes(Round.objects.get(pk=one.pk).found))


def pairs(one: Round) -> set[tuple[int, int]]:
    arrays = found(one)
    return set(zip(arrays["seeker"].tolist(), arrays["order"].tolist(), strict=True))


def propose(by, **ask):
    return flow.propose_round(ask=Ask(**{"per_opening": 1, **ask}), by=by, at=NOW)


def test_nobody_is_flooded_and_the_proof_is_kept(place):
    by, _near, _far, _people = place
    made = propose(by)
    arrays = found(made)
    assert arrays["order_load"].tolist() == [1, 1]
    assert made.summary["referrals"] == 2
    assert made.summary["gap"] <= 2e-4
    assert made.summary["bound"] >= made.summary["objective"]
    assert made.summary["left"]["outbid"] == 1


def test_who_fits_nothing_is_left_out_with_that_reason(place):
    by, *_ = place
    seekers.seeker(by, wishes=["133301"])
    assert propose(by).summary["left"]["no_edge"] == 1


def test_a_measure_on_an_order_weighs_only_there_and_says_what_it_costs(place):
    by, near, _far, people = place
    senior = people[2]
    before = propose(by)
    assert (senior.pk, near.pk) not in pairs(before)
    actions.set_measure(order=near, basis="협약 제3조", group="senior", weight=Decimal(2), reason="우선", by=by, at=NOW)
    after = propose(by)
    assert (senior.pk, near.pk) in pairs(after)
    assert after.summary["measures"][0]["cost"] == pytest.approx(before.summary["expected"] - after.summary["expected"])
    assert (senior.pk, near.pk) not in pairs(propose(by, measures=False))


def test_a_window_counts_only_while_it_is_open(place):
    by, near, _far, people = place
    window = WindowAsk("MOU", (near.number,), 2.0, TODAY, TODAY, "senior")
    assert (people[2].pk, near.pk) in pairs(propose(by, windows=(window,)))
    past = WindowAsk("MOU", (near.number,), 2.0, TODAY - timedelta(days=9), TODAY - timedelta(days=1), "senior")
    assert (people[2].pk, near.pk) not in pairs(propose(by, windows=(past,)))


def test_a_minimum_share_is_met_or_said_to_be_out_of_reach(place):
    by, near, _far, people = place
    made = propose(by, minimums=(MinimumAsk("MOU", (near.number,), "senior", 1),))
    assert (people[2].pk, near.pk) in pairs(made)
    two = propose(by, minimums=(MinimumAsk("MOU", (near.number,), "senior", 2),))
    assert two.summary["minimums"][0]["unreachable"]


def test_a_number_that_is_no_open_order_is_refused_with_the_number(place):
    by, *_ = place
    with pytest.raises(UnknownOrderError, match="2020-0000"):
        propose(by, windows=(WindowAsk("MOU", ("2020-0000",), 1.0, TODAY, TODAY),))
    assert not Round.objects.exists()


def test_the_price_of_priority_is_drawn_and_changes_nothing(place):
    by, _near, _far, _people = place
    made = propose(by, curve_group="senior")
    assert pairs(made) == pairs(propose(by))
    weights = [point["weight"] for point in made.summary["curve"]]
    assert weights == sorted(weights)
    assert made.summary["curve"][0]["change"] == 0


def test_prices_of_an_accepted_round_steer_lists_and_are_said(place):
    by, near, _far, _people = place
    made = propose(by)
    plain = actions.shortlist(order=near, by=by, at=NOW).shown
    assert plain.round_id is None
    flow.decide_round(round=made, accept=True, by=by, at=NOW)
    priced = actions.shortlist(order=near, by=by, at=NOW).shown
    assert priced.round_id == made.pk
    gains = dict(zip(found(made)["people_ids"].tolist(), found(made)["people_gain"].tolist(), strict=True))
    assert dict(zip(priced.seekers, priced.prices, strict=True)) == {key: gains[key] for key in priced.seekers}
    assert priced.seekers != plain.seekers, "who is needed elsewhere stands lower"
    reasons = {one.seeker: one.reason for one in queries.passed_over(priced)}
    assert record.PRICED in reasons.values()
    flow.decide_round(round=made, accept=False, by=by, at=NOW)
    assert actions.shortlist(order=near, by=by, at=NOW).shown.seekers == plain.seekers


def test_prices_end_after_a_week(place):
    by, near, *_ = place
    made = propose(by)
    flow.decide_round(round=made, accept=True, by=by, at=NOW)
    assert actions.shortlist(order=near, by=by, at=NOW + timedelta(days=7)).shown.round_id == made.pk
    assert actions.shortlist(order=near, by=by, at=NOW + timedelta(days=8)).shown.round_id is None


def test_only_one_round_is_in_force_and_a_decided_one_stays_decided(place):
    by, *_ = place
    first, second = propose(by), propose(by)
    flow.decide_round(round=first, accept=True, by=by, at=NOW)
    flow.decide_round(round=second, accept=True, by=by, at=NOW)
    assert queries.round_in_force(by) == second
    assert Round.objects.get(pk=first.pk).state == "replaced"
    with pytest.raises(IllegalTransitionError):
        flow.decide_round(round=first, accept=True, by=by, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=first.pk).update(state="accepted")


def test_a_counsellor_proposes_no_round_and_another_district_sees_none(place):
    by, *_ = place
    with pytest.raises(NotAllowedError):
        propose(staff.colleague_of(by))
    made = propose(by)
    with pytest.raises(Round.DoesNotExist):
        queries.round_of(staff.stranger(), made.pk)
