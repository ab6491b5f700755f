"""Coming classes of a district, for anybody: read only, nothing about a person."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jobvisit.base import clock
from jobvisit.flows.training import ComingClass, coming_classes
from jobvisit.office.staff import queries as staff
from jobvisit.office.staff.models import District
from jobvisit.web.public.passes import public
from jobvisit.web.shared import formats
from jobvisit.web.staff.training import show


@require_safe
@public
def classes(request: HttpRequest, code: str) -> HttpResponse:
    """The classes that take nominations, the next to begin first."""
    try:
        district = staff.district(code)
    except District.DoesNotExist:
        raise Http404 from None
    found = coming_classes(district, clock.seoul_day(clock.now()))
    return render(request, "public/classes.html", {"district": district, "classes": [_shown(one) for one in found]})


def _shown(one: ComingClass) -> dict[str, Any]:
    return {
        "course": one.course,
        "licence": show.licence_name(one.licence),
        "span": show.span(one),
        "when": show.when(one),
        "seats": one.seats,
        "own_cost": formats.won(one.course.own_cost, show.lang()),
        "nominate_until": one.nominate_until,
    }
