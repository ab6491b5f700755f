"""Going out to employers: cases, attempts, visits, campaigns of letters, and targets with a purpose."""

from jobvisit.office.outreach.models.cases import Attempt, Case, Target, TargetFirm
from jobvisit.office.outreach.models.notices import Campaign, Notice
from jobvisit.office.outreach.models.visits import CalendarKey, Visit, VisitPlan
from jobvisit.office.outreach.models.works import Work, WorkPart

__all__ = [
    "Attempt",
    "CalendarKey",
    "Campaign",
    "Case",
    "Notice",
    "Target",
    "TargetFirm",
    "Visit",
    "VisitPlan",
    "Work",
    "WorkPart",
]
