"""The papers of a referral: letter for the resident, list and result form for the employer."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jobvisit.base import clock
from jobvisit.base.text import mask_name
from jobvisit.flows import papers as flow
from jobvisit.office.referrals import queries
from jobvisit.web.shared import papers, toasts
from jobvisit.web.shared.access import StaffRequest, came_from, needs, or_404


@require_http_methods(["GET", "HEAD", "POST"])
@needs("referrals.view")
def documents(request: StaffRequest, number: str) -> HttpResponse:
    """취업알선장, 알선자 명단 or 채용결과 통보서, asked for with a reason; never before the resident agreed."""
    referral = or_404(queries.get, request.user, number)
    back = reverse("referrals:detail", args=[number])

    def make(**answers: Any) -> flow.Paper:
        return flow.referral_paper(
            referral=referral, by=request.user, at=clock.now(), came_from=came_from(request), **answers
        )

    form = papers.ReferralForm(request.POST if request.method == "POST" else None)
    note = f"{mask_name(referral.seeker.name)} · {referral.order.company.name}"
    try:
        return papers.answer(request, form, make=make, title=_("알선 문서 받기"), note=note, back=back)
    except flow.NotAgreedError:
        toasts.say(request, _("이 업체에 알려도 된다는 구직자의 동의가 있어야 문서를 만들 수 있습니다."), level=40)
        return redirect(back)
