"""The order as a paper: 구인신청서(구인표)."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jobvisit.base import clock
from jobvisit.flows import papers as flow
from jobvisit.office.orders import queries
from jobvisit.web.shared import papers
from jobvisit.web.shared.access import StaffRequest, came_from, needs, or_404


@require_http_methods(["GET", "HEAD", "POST"])
@needs("orders.view")
def order_form(request: StaffRequest, number: str) -> HttpResponse:
    """구인표 as PDF or HWPX, asked for with a reason."""
    order = or_404(queries.get, request.user, number)

    def make(**answers: Any) -> flow.Paper:
        return flow.order_form(order=order, by=request.user, at=clock.now(), came_from=came_from(request), **answers)

    return papers.answer(
        request,
        papers.PaperForm(request.POST if request.method == "POST" else None),
        make=make,
        title=_("구인표 문서로 받기"),
        note=order.title,
        back=reverse("orders:detail", args=[number]),
    )
