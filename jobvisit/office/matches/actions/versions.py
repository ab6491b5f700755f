"""Learning from outcomes: a new version of the parameters, its comparison, going live by a person's hand, and back."""

import json
from dataclasses import dataclass
from datetime import datetime
from math import nan
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import transaction

from jobvisit.base.clock import seoul_day
from jobvisit.engines.matching.judging import Comparison, compare
from jobvisit.engines.matching.learning import Model, first_model, fit
from jobvisit.engines.matching.outcomes import Log, Outcome, Shown
from jobvisit.engines.matching.versions import History, Step
from jobvisit.office.audit import actions as audit
from jobvisit.office.matches import groups
from jobvisit.office.matches.models import ModelVersion, Override, Result, ShownList, VersionStep
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import District, User

KEPT_APART = 5
"""Every fifth order is never fitted on: new versions are judged there."""
_W = Result.What
_OUTCOMES = {
    _W.ASKED: Outcome.ASKED,
    _W.DECLINED: Outcome.DECLINED,
    _W.ACCEPTED: Outcome.ACCEPTED,
    _W.INTERVIEWED: Outcome.INTERVIEWED,
    _W.REFUSED: Outcome.REFUSED,
    _W.HIRED: Outcome.HIRED,
    _W.LEFT: Outcome.LEFT,
    _W.RETAINED: Outcome.RETAINED,
    _W.UNDONE: Outcome.SHOWN,
}


@dataclass(frozen=True)
class Learnt:
    """The district's log, and how many rows of it no known version explains and were therefore left out."""

    log: Log
    strange: int


def history(district_id: int) -> History:
    """The district's versions, the documented priors first, and which was live when."""
    models = {model.version: model for model in [first_model()]}
    for one in ModelVersion.objects.filter(district_id=district_id):
        models.setdefault(one.version, Model.from_json(json.dumps(one.model)))
    steps = VersionStep.objects.filter(district_id=district_id).select_related("version")
    return History(
        tuple(models.values()),
        tuple(Step(s.version.version, str(s.by_id), s.at.isoformat(), s.reason, s.back) for s in steps),
    )


def learnt(district_id: int) -> Learnt:
    """One row a resident and order: as first shown before it had an outcome, with what became of it."""
    known = {model.version for model in history(district_id).models}
    result, begun = _results(district_id)
    lines = _lines(district_id, begun)
    office = dict(Seeker.objects.filter(district_id=district_id).values_list("pk", "post_id"))
    overruled = _overrides(district_id)
    for pair, one in overruled.items():
        if one.kind == Override.Kind.PLACED:
            before = lines.get(pair)
            place = one.place or 1
            lines[pair] = (place, *before[1:]) if before else (place, tuple(one.terms), one.model_version)
    rows = [
        Shown(
            order=order,
            resident=seeker,
            office=office.get(seeker) or 0,
            position=position,
            terms=terms,
            version=version,
            propensity=nan if (order, seeker) in overruled else 1.0,
            outcome=result.get((order, seeker), Outcome.SHOWN),
            override=overruled[order, seeker].why if (order, seeker) in overruled else "",
        )
        for (order, seeker), (position, terms, version) in sorted(lines.items())
        if version in known
    ]
    return Learnt(Log.of(rows), len(lines) - len(rows))


def fit_version(*, by: User, at: datetime) -> ModelVersion:
    """Fit a new version on all orders but every fifth, near the documented priors, and keep it. Nothing goes live."""
    policy.require(by, "matches.versions")
    before = history(by.district_id)
    log = learnt(by.district_id).log
    name = f"{seoul_day(at):%Y-%m-%d}/{len(before.models)}"
    train = log.where(log.order % KEPT_APART != 0)
    model = fit(train, before.prior, version=name, models=before.models, parent=before.live.version)
    before.add(model)
    with transaction.atomic():
        _keep_prior(before, by, at)
        made = _store(model, by, at)
        details = {"version": name, "answers": model.answers, "decisions": model.decisions}
        audit.note(by=by, at=at, verb="matches.fit", subject=made, details=details)
    return made


def judge(*, version: str, by: User, at: datetime) -> Comparison:
    """Compare a version with the live one on the orders kept apart, watched by target group."""
    before = history(by.district_id)
    log = learnt(by.district_id).log
    apart = log.where(log.order % KEPT_APART == 0)
    labels = _labels(by.district_id, apart, at)
    return compare(before.live, before.get(version), apart, before.prior, models=before.models, groups=labels)


@transaction.atomic
def go_live(*, version: str, reason: str, by: User, at: datetime) -> None:
    """Make a version live, if it is better and calibrated as of now. Raises `VersionError` otherwise."""
    policy.require(by, "matches.versions")
    _alone(by.district_id)
    verdict = judge(version=version, by=by, at=at)
    history(by.district_id).go_live(verdict, by=str(by.pk), at=at.isoformat(), reason=reason)
    _step(version, reason, by, at, back=False, judged=summary(verdict))


@transaction.atomic
def roll_back(*, to: str, reason: str, by: User, at: datetime) -> None:
    """Make a version live again that was. Raises `VersionError`."""
    policy.require(by, "matches.versions")
    _alone(by.district_id)
    before = history(by.district_id)
    before.roll_back(by=str(by.pk), at=at.isoformat(), reason=reason, to=to)
    _keep_prior(before, by, at)
    _step(to, reason, by, at, back=True, judged={})


def summary(verdict: Comparison) -> dict[str, Any]:
    """A comparison as it is kept with the step that rests on it."""
    return {
        "old": verdict.old,
        "new": verdict.new,
        "faults": [fault.name.lower() for fault in verdict.faults],
        "sides": {
            name: {
                "rows": side.rows,
                "successes": side.successes,
                "old_loss": side.old_loss,
                "new_loss": side.new_loss,
                "change": [side.change.value, side.change.low, side.change.high] if side.enough else None,
            }
            for name, side in (("accept", verdict.accept), ("hire", verdict.hire))
        },
    }


def _alone(district_id: int) -> None:
    """Two people cannot change what is live at once."""
    District.objects.select_for_update().get(pk=district_id)


def _keep_prior(before: History, by: User, at: datetime) -> None:
    """The priors a version was fitted around stay known, even when a later release documents others."""
    if not ModelVersion.objects.filter(district_id=by.district_id, version=before.prior.version).exists():
        _store(before.prior, by, at)


def _store(model: Model, by: User, at: datetime) -> ModelVersion:
    return ModelVersion.objects.create(
        district_id=by.district_id, version=model.version, model=json.loads(model.to_json()), by=by, at=at
    )


def _step(version: str, reason: str, by: User, at: datetime, *, back: bool, judged: dict[str, Any]) -> None:
    kept = ModelVersion.objects.get(district_id=by.district_id, version=version)
    made = VersionStep.objects.create(
        district_id=by.district_id, version=kept, at=at, by=by, reason=reason, back=back, judged=judged
    )
    details = {"version": version, "back": back}
    audit.note(by=by, at=at, verb="matches.go_live", subject=made, reason=reason, details=details)


Pair = tuple[int, int]


def _results(district_id: int) -> tuple[dict[Pair, Outcome], dict[Pair, datetime]]:
    """Of each order and resident the outcome that holds, and when the first was noted."""
    latest: dict[Pair, Outcome] = {}
    begun: dict[Pair, datetime] = {}
    found = Result.objects.filter(district_id=district_id).order_by("id")
    for order, seeker, what, at in found.values_list("order_id", "seeker_id", "what", "at").iterator():
        latest[order, seeker] = _OUTCOMES[Result.What(what)]
        begun.setdefault((order, seeker), at)
    return latest, begun


def _lines(district_id: int, begun: dict[Pair, datetime]) -> dict[Pair, tuple[int, tuple[int, ...], str]]:
    """(place, terms, version) of each order and resident on the last list shown before its first outcome."""
    lines: dict[Pair, tuple[int, tuple[int, ...], str]] = {}
    names = ("order_id", "at", "seekers", "terms", "model_version")
    for order, at, seekers, terms, version in (
        ShownList.objects.filter(district_id=district_id).order_by("id").values_list(*names).iterator(200)
    ):
        for place, seeker in enumerate(seekers):
            pair = (order, seeker)
            if pair not in lines or pair not in begun or at < begun[pair]:
                lines[pair] = (place + 1, tuple(terms[place]), version)
    return lines


def _overrides(district_id: int) -> dict[Pair, Override]:
    latest: dict[Pair, Override] = {}
    for one in Override.objects.filter(district_id=district_id).order_by("id"):
        latest[one.order_id, one.seeker_id] = one
    return {pair: one for pair, one in latest.items() if one.kind != Override.Kind.LIFTED}


def _labels(district_id: int, log: Log, at: datetime) -> npt.NDArray[np.str_]:
    """For each row one group of its resident, the smallest; only for watching calibration."""
    found = sorted(groups.labels(district_id, seoul_day(at)).items(), key=lambda item: -len(item[1]))
    labels = np.full(len(log), "", dtype="<U40")
    for code, keys in found:
        labels[np.isin(log.resident, sorted(keys))] = code
    return labels
