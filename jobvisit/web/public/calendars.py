"""A counsellor's calendar at its secret address. A wrong one, an old one and none at all are answered alike."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jobvisit.base import clock
from jobvisit.flows import calendars
from jobvisit.office.links import rules
from jobvisit.office.outreach import queries
from jobvisit.web.public.passes import public


@require_safe
@public
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whoever owns the address."""
    owner = queries.calendar_owner(rules.hashed(token)) if rules.well_formed(token) else None
    if owner is None:
        raise Http404
    return HttpResponse(calendars.feed(user=owner, at=clock.now()), content_type="text/calendar; charset=utf-8")
