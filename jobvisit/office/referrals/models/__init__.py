"""Referrals, interviews, placements with their proof, and what employers said of their orders."""

from jobvisit.office.referrals.models.employers import Closing, OrderWord, SilenceStep
from jobvisit.office.referrals.models.introductions import (
    Interview,
    InterviewSlot,
    Referral,
    ReferralConsent,
    SkippedApplicant,
)
from jobvisit.office.referrals.models.placements import Evidence, Placement, Rung, Sample, SampleItem

__all__ = [
    "Closing",
    "Evidence",
    "Interview",
    "InterviewSlot",
    "OrderWord",
    "Placement",
    "Referral",
    "ReferralConsent",
    "Rung",
    "Sample",
    "SampleItem",
    "SilenceStep",
    "SkippedApplicant",
]
