"""What matching learns from referrals: each step that says something of a pair is noted, a step taken back too."""

import pytest

from jobvisit.base import clock
from jobvisit.office.matches.models import Result
from jobvisit.office.referrals import actions
from jobvisit.office.referrals.codes import Source
from jobvisit.office.referrals.states import ReferralState
from tests.factories import referrals, staff

pytestmark = pytest.mark.django_db


def noted(referral) -> list[str]:
    """What was noted of the pair, oldest first."""
    return list(
        Result.objects.filter(order=referral.order_id, seeker=referral.seeker_id)
        .order_by("id")
        .values_list("what", flat=True)
    )


def test_asked_agreed_interviewed_and_hired_are_noted_once_each():
    placement = referrals.hired()
    assert noted(placement.referral) == ["asked", "accepted", "interviewed", "hired"]


def test_a_hire_taken_back_leaves_what_held_before_as_the_latest_note():
    placement = referrals.hired()
    manager = staff.colleague_of(placement.referral.owner, staff.Role.MANAGER)
    before = noted(placement.referral)[-2]
    actions.undo_hire(
        placement=placement, version=None, reason="not_hired", note="", source=Source.OFFICE, by=manager, at=clock.now()
    )
    assert noted(placement.referral)[-1] == before


def test_a_resident_who_declines_is_noted_and_an_order_withdrawn_by_us_says_nothing():
    declined, withdrawn = referrals.proposed(), referrals.proposed()
    referrals.step(declined, ReferralState.DECLINED, reason="pay")
    referrals.step(withdrawn, ReferralState.WITHDRAWN, reason="mistake")
    assert noted(declined) == ["asked", "declined"]
    assert noted(withdrawn) == ["asked"]
