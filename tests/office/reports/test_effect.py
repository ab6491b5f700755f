"""The effect of being visited early: right on average, its interval covers, and silence where there is too little."""

from random import Random

import pytest

from jobvisit.base import clock
from jobvisit.flows import report_charts, reports
from jobvisit.office.outreach.models import VisitPlan
from jobvisit.office.reports import queries
from jobvisit.office.reports.kpis import Month
from jobvisit.office.reports.kpis.effect import Drawn, effect
from jobvisit.office.staff.models import Role
from tests.factories import companies, orders, staff

STRATA = {"retail/50+": 0.2, "care/50+": 0.5, "food/10+": 0.1}


def lottery(rng: Random, true: float, firms: int = 40) -> list[Drawn]:
    """Firms of three strata; chance decides who is first; an early one gives `true` orders more on average."""
    found = []
    for stratum, usual in STRATA.items():
        order = list(range(firms))
        rng.shuffle(order)
        for place, _firm in enumerate(order):
            early = place < firms // 2
            found.append(Drawn(stratum, early, float(rng.random() < usual + (true if early else 0))))
    return found


@pytest.mark.parametrize("true", [0.0, 0.25])
def test_the_interval_covers_the_truth_nineteen_times_in_twenty(true):
    rng = Random(11)
    found = [effect(lottery(rng, true), draws=0) for _ in range(400)]
    covered = sum(one.low <= true <= one.high for one in found)
    assert 0.92 <= covered / 400 <= 0.995
    assert sum(one.difference for one in found) / 400 == pytest.approx(true, abs=0.015)


def test_without_an_effect_the_lottery_rarely_looks_like_one():
    rng = Random(3)
    small = sum(effect(lottery(rng, 0.0, 16), seed=n, draws=99).p <= 0.05 for n in range(120))
    assert small <= 12


def test_a_large_effect_is_seen_and_strata_do_not_pass_for_one():
    seen = effect(lottery(Random(1), 0.4))
    assert seen.low > 0
    assert seen.p < 0.01
    lopsided = [Drawn("a", True, 1.0)] * 30 + [Drawn("a", False, 1.0)] * 3
    lopsided += [Drawn("b", True, 0.0)] * 3 + [Drawn("b", False, 0.0)] * 30
    assert effect(lopsided).difference == 0


def test_too_little_is_said_to_be_too_little():
    assert effect([]) is None
    assert effect(lottery(Random(1), 0.3, 8)) is None
    singles = [Drawn(str(n), n % 2 == 0, 1.0) for n in range(200)]
    assert effect(singles) is None


@pytest.mark.django_db
def test_the_report_takes_the_lottery_from_the_plan_and_the_orders_from_the_firms():
    someone = staff.counsellor()
    manager = staff.colleague_of(someone, Role.MANAGER)
    firms = [companies.company(someone.district, headcount=60) for _ in range(50)]
    today = clock.seoul_day(clock.now())
    assert queries.trial(someone.district_id, today) is None
    first = [str(one.pk) for one in firms[:25]]
    VisitPlan.objects.create(
        district=someone.district, state="asked", first_on=today, last_on=today, effort=1, hours="full", seed=3,
        made_by=manager, made_at=clock.now(),
        trial={"at": clock.now().isoformat(), "first": first, "strata": {str(one.pk): "a" for one in firms}},
    )  # fmt: skip
    VisitPlan.objects.update(state="ready")
    assert queries.trial(someone.district_id, today) is None, "laid out, carried out by nobody"
    VisitPlan.objects.update(state="accepted")
    for firm in firms[:10]:
        orders.order(someone, firm)
    found = queries.trial(someone.district_id, today)
    assert (found.early, found.waiting, found.drawn_on) == (25, 25, today)
    assert found.effect.difference == pytest.approx(0.4)
    assert found.effect.low > 0
    told = reports.report_for(by=manager, month=Month.of(today), today=today)
    assert "+0.40" in report_charts.trial_words(told)
    assert queries.trial(staff.district().pk, today) is None
