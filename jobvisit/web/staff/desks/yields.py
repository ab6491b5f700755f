"""Desk yield."""

from django.http import HttpResponse

from jobvisit.web.shared.access import StaffRequest, needs


@needs("desks.view")
def desk_yield(request: StaffRequest) -> HttpResponse:
    """Later."""
    return HttpResponse("")
