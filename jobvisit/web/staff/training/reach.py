"""Rows of the school by the address, for every page of it."""

from uuid import UUID

from jobvisit.office.seekers import queries as seekers
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.training import queries
from jobvisit.office.training.models import Cohort, Enrolment
from jobvisit.web.shared.access import StaffRequest, or_404


def cohort(request: StaffRequest, pk: int) -> Cohort:
    """The class, or not found."""
    return or_404(queries.get, request.user, pk)


def enrolment(request: StaffRequest, pk: int) -> Enrolment:
    """The enrolment, or not found."""
    return or_404(queries.enrolment, request.user, pk)


def seeker(request: StaffRequest, key: UUID) -> Seeker:
    """The resident, or not found."""
    return or_404(seekers.get, request.user, key)


def version(request: StaffRequest) -> int | None:
    """The version that stood on the page, where it said one."""
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() and len(said) < 10 else None
