"""Learning: a version is fitted from outcomes, judged on orders kept apart, and goes live by a person, and back."""

import numpy as np
import pytest

from jobvisit.base import clock
from jobvisit.engines.matching import Term
from jobvisit.flows import matching as flow
from jobvisit.office.matches import actions, record, store
from jobvisit.office.matches.actions import versions
from jobvisit.office.matches.models import ModelVersion, Override, Result, ShownList, VersionStep
from jobvisit.office.orders.models import JobOrder
from tests.factories import companies, orders, seekers, staff

pytestmark = pytest.mark.django_db
NOW = clock.now()
ORDERS, LINES = 150, 20
PRIOR = "prior-2026-11"


@pytest.fixture
def by():
    store.forget()
    return staff.manager()


def played(by, stretch: float, seed: int = 3) -> list[int]:
    """Lists that were shown, and the residents' answers under a model whose commute costs `stretch` times the prior."""
    r = np.random.default_rng(seed)
    first = orders.order(by, companies.company(by.district))
    values = {f.attname: getattr(first, f.attname) for f in JobOrder._meta.concrete_fields if not f.primary_key}
    made = JobOrder.objects.bulk_create([JobOrder(**{**values, "number": f"T{k:04d}"}) for k in range(ORDERS)])
    people = [seekers.seeker(by).pk for _ in range(LINES)]
    lists, results = [], []
    for order in made:
        terms = np.zeros((LINES, len(Term)), int)
        terms[:, Term.ACCEPT_BASE], terms[:, Term.HIRE_BASE] = -350, -730
        terms[:, Term.COMMUTE] = -r.integers(0, 900, LINES)
        lists.append(shown(by, order, people, terms))
        chance = np.exp(-0.35 + stretch * terms[:, Term.COMMUTE] / 1000)
        said = np.where(r.random(LINES) < chance, Result.What.ACCEPTED, Result.What.DECLINED)
        results += [
            Result(district=by.district, order=order, seeker_id=key, what=what, at=NOW)
            for key, what in zip(people, said.tolist(), strict=True)
        ]
    ShownList.objects.bulk_create(lists)
    Result.objects.bulk_create(results)
    return people


def shown(by, order, people, terms, version=PRIOR):
    return ShownList(
        district=by.district,
        order=order,
        at=NOW,
        by=by,
        model_version=version,
        seekers=people,
        scores=terms.sum(1).tolist(),
        terms=terms.tolist(),
        unknown=[0] * len(people),
        eligible=len(people),
        to_confirm=0,
        excluded={},
        passed=b"",
        passed_count=0,
    )


def fitted(by):
    made = flow.fit_version(by=by, at=NOW)
    return flow.versions(by=by).get(made.version)


def test_without_outcomes_the_documented_priors_are_live_and_a_fit_changes_nothing(by):
    assert flow.versions(by=by).live.version == PRIOR
    made = flow.fit_version(by=by, at=NOW)
    model = flow.versions(by=by).get(made.version)
    assert set(model.factors) == {1.0}
    verdict = flow.judge(version=made.version, by=by, at=NOW)
    assert [fault.name for fault in verdict.faults] == ["TOO_FEW"]
    with pytest.raises(ValueError, match="may not go live"):
        flow.change_version(version=made.version, back=False, reason="그래도", by=by, at=NOW)
    assert not VersionStep.objects.exists()


def test_a_better_version_goes_live_by_hand_every_list_follows_and_it_can_be_taken_back(by):
    played(by, stretch=2.2)
    made = flow.fit_version(by=by, at=NOW)
    model = flow.versions(by=by).get(made.version)
    assert 1.7 < model.factors[Term.COMMUTE] < 2.5
    assert flow.versions(by=by).live.version == PRIOR, "nothing goes live by itself"
    verdict = flow.judge(version=made.version, by=by, at=NOW)
    assert verdict.may_go_live, verdict.faults
    order = JobOrder.objects.filter(number="T0001").get()
    before = actions.shortlist(order=order, by=by, at=NOW)
    flow.change_version(version=made.version, back=False, reason="더 나음", by=by, at=NOW)
    after = actions.shortlist(order=order, by=by, at=NOW)
    assert (before.shown.model_version, after.shown.model_version) == (PRIOR, made.version)
    assert after.ranking.terms[0, Term.COMMUTE] < before.ranking.terms[0, Term.COMMUTE]
    step = VersionStep.objects.get()
    assert (step.by, step.judged["faults"]) == (by, [])
    flow.change_version(version=PRIOR, back=True, reason="다시 봄", by=by, at=NOW)
    assert actions.shortlist(order=order, by=by, at=NOW).shown.terms == before.shown.terms


def test_a_version_that_outcomes_do_not_support_stays_out(by):
    played(by, stretch=1.0)
    made = flow.fit_version(by=by, at=NOW)
    assert "NOT_BETTER" in [fault.name for fault in flow.judge(version=made.version, by=by, at=NOW).faults]


def test_orders_kept_apart_are_never_learnt_from(by):
    played(by, stretch=2.2)
    apart = JobOrder.objects.filter(number__startswith="T").values_list("pk", flat=True)
    kept = [key for key in apart if key % versions.KEPT_APART == 0]
    first = fitted(by)
    Result.objects.bulk_create(
        [
            Result(district=by.district, order_id=key, seeker_id=seeker, what="declined", at=NOW)
            for key in kept
            for seeker in ShownList.objects.filter(order_id=key).get().seekers
        ]
    )
    second = fitted(by)
    assert first.factors == second.factors


def test_the_log_takes_the_latest_outcome_the_place_a_person_gave_and_the_list_before_the_answer(by):
    people = [seekers.seeker(by).pk for _ in range(2)]
    order = orders.order(by, companies.company(by.district))
    terms = np.full((2, len(Term)), -10)
    shown(by, order, people, terms).save()
    for what in (Result.What.HIRED, Result.What.UNDONE, Result.What.DECLINED):
        Result.objects.create(district=by.district, order=order, seeker_id=people[0], what=what, at=clock.now())
    later = shown(by, order, people[::-1], terms - 5)
    later.at = clock.now()
    later.save()
    actions.override(
        order=order,
        seeker=seekers.Seeker.objects.get(pk=people[1]),
        kind=Override.Kind.PLACED,
        why=Override.Why.SKILL,
        place=7,
        by=by,
        at=clock.now(),
    )
    log = versions.learnt(by.district_id).log
    rows = {int(key): at for at, key in enumerate(log.resident)}
    answered, moved = rows[people[0]], rows[people[1]]
    assert (log.outcome[answered], log.position[answered], log.terms[answered, 0]) == (2, 1, -10)
    assert (log.position[moved], log.override[moved]) == (7, "skill")
    assert np.isnan(log.propensity[moved])


def test_a_version_is_never_changed_and_belongs_to_its_district(by):
    made = flow.fit_version(by=by, at=NOW)
    with pytest.raises(Exception, match="only ever added"):
        ModelVersion.objects.filter(pk=made.pk).update(version="x")


def test_another_district_keeps_its_own_versions(by):
    made = flow.fit_version(by=by, at=NOW)
    other = staff.manager()
    assert made.version not in {model.version for model in flow.versions(by=other).models}


def test_arrays_survive_being_packed():
    arrays = {"a": np.arange(5, dtype=np.int64), "b": np.array([], np.int8)}
    found = record.unpack_arrays(record.pack_arrays(arrays))
    assert all(np.array_equal(found[name], arrays[name]) for name in arrays)
