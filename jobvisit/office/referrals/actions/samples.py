"""Drawing hires at random for a second look, so that a reported figure can be trusted."""

from datetime import date, datetime
from random import Random

from django.db import transaction

from jobvisit.office.audit import actions as audit
from jobvisit.office.referrals.models import Placement, Sample, SampleItem
from jobvisit.office.referrals.problems import CannotError, Problem
from jobvisit.office.referrals.states import PlacementState
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User


def drawn(frame: list[int], size: int, seed: int) -> list[int]:
    """`size` keys of a frame, the same for the same seed: anyone can draw the sample again."""
    return sorted(Random(seed).sample(sorted(frame), min(size, len(frame))))


@transaction.atomic
def draw_sample(*, since: date, until: date, size: int, seed: int, by: User, at: datetime) -> Sample:
    """Draw hires that started within two days, both included. Raises `CannotError` where there are none."""
    policy.require(by, "placements.sample")
    found = Placement.objects.filter(district_id=by.district_id, start_on__range=(since, until))
    frame = list(found.exclude(state=PlacementState.ANNULLED).order_by("pk").values_list("pk", flat=True))
    if not frame:
        raise CannotError(Problem("no_hires"))
    sample = Sample.objects.create(
        district_id=by.district_id, at=at, by=by, since=since, until=until, seed=seed, frame=frame
    )
    SampleItem.objects.bulk_create(
        [SampleItem(district_id=by.district_id, sample=sample, placement_id=key) for key in drawn(frame, size, seed)]
    )
    details = {"seed": seed, "frame": len(frame), "size": min(size, len(frame))}
    audit.note(by=by, at=at, verb="placements.sample", subject=sample, details=details)
    return sample


@transaction.atomic
def record_check(*, item: SampleItem, outcome: str, note: str, by: User, at: datetime) -> SampleItem:
    """Record what the second look said. It is somebody else's look than the counsellor's own."""
    policy.require(by, "placements.sample")
    if outcome not in SampleItem.Outcome.values:
        raise CannotError(Problem("wrong_reason"))
    current = SampleItem.objects.select_for_update().get(pk=item.pk, district_id=by.district_id)
    current.outcome, current.note, current.checked_at, current.checked_by = outcome, note, at, by
    current.save(update_fields=["outcome", "note", "checked_at", "checked_by"])
    audit.note(
        by=by, at=at, verb="placements.checked", subject=current.placement, person_id=current.placement.seeker_id,
        details={"outcome": outcome, "sample": current.sample_id},
    )  # fmt: skip
    return current
