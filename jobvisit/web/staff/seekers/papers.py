"""Papers about a resident: 구직등록 확인증."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jobvisit.base import clock
from jobvisit.base.text import mask_name
from jobvisit.flows import papers as flow
from jobvisit.office.seekers import queries
from jobvisit.web.shared import papers
from jobvisit.web.shared.access import StaffRequest, came_from, needs, or_404


@require_http_methods(["GET", "HEAD", "POST"])
@needs("seekers.view")
def certificate(request: StaffRequest, key: Any) -> HttpResponse:
    """구직등록 확인증 as PDF or HWPX, asked for with a reason."""
    seeker = or_404(queries.get, request.user, key)

    def make(**answers: Any) -> flow.Paper:
        return flow.registration_certificate(
            seeker=seeker, by=request.user, at=clock.now(), came_from=came_from(request), **answers
        )

    return papers.answer(
        request,
        papers.CertificateForm(request.POST if request.method == "POST" else None),
        make=make,
        title=_("구직등록 확인증 받기"),
        note=mask_name(seeker.name),
        back=reverse("seekers:detail", args=[key]),
    )
