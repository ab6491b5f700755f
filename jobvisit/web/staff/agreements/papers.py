"""The papers of an agreement: the draft as PDF or HWPX, and what was signed."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jobvisit.base import clock
from jobvisit.flows import agreement_papers as flow
from jobvisit.flows.papers import Paper
from jobvisit.office.agreements import actions, queries
from jobvisit.office.agreements.models import SignedPaper
from jobvisit.office.audit import actions as audit
from jobvisit.office.audit import papers as kept
from jobvisit.web.shared import papers, toasts
from jobvisit.web.shared.access import StaffRequest, came_from, needs
from jobvisit.web.staff.agreements import forms
from jobvisit.web.staff.agreements.views import agreement_of, context_of, whole_of


@require_http_methods(["GET", "HEAD", "POST"])
@needs("agreements.view")
def document(request: StaffRequest, number: str) -> HttpResponse:
    """협약서 초안 as PDF or HWPX, asked for with a reason."""
    agreement = whole_of(request, number)

    def make(**answers: Any) -> Paper:
        return flow.draft(agreement=agreement, by=request.user, at=clock.now(), came_from=came_from(request), **answers)

    return papers.answer(
        request,
        papers.PaperForm(request.POST if request.method == "POST" else None),
        make=make,
        title=_("협약서 초안 받기"),
        note=agreement.title,
        back=reverse("agreements:detail", args=[number]),
    )


@require_POST
@needs("agreements.edit")
def attach(request: StaffRequest, number: str) -> HttpResponse:
    """Keep a signed paper. What it is is decided by its bytes."""
    agreement = agreement_of(request, number)
    form = forms.PaperForm(request.POST, request.FILES)
    if form.is_valid():
        content = papers.read(form, "paper")
        if not form.errors:
            actions.attach(agreement=agreement, content=content, by=request.user, at=clock.now())
            toasts.say(request, _("체결한 협약서를 올렸습니다."))
            return redirect("agreements:detail", number=number)
    return render(request, "agreements/detail.html", context_of(request, number, paper_form=form), status=422)


@require_POST
@needs("agreements.view")
def paper(request: StaffRequest, number: str, pk: int) -> HttpResponseBase:
    """Open a signed paper: as a file to save, never shown by the browser itself; the opening is logged."""
    agreement = agreement_of(request, number)
    form = forms.WhyForm(request.POST, prefix="open")
    if not form.is_valid():
        return render(request, "agreements/detail.html", context_of(request, number, open_form=form), status=422)
    try:
        found = queries.paper(request.user, agreement, pk)
        content = kept.read(found.stored_as)
    except (SignedPaper.DoesNotExist, FileNotFoundError):
        raise Http404 from None
    audit.note(
        by=request.user, at=clock.now(), verb="agreements.open_paper", subject=agreement,
        reason=form.cleaned_data["reason"], details={"paper": found.pk}, came_from=came_from(request),
    )  # fmt: skip
    return papers.uploaded(content, kind=found.kind, name=f"{agreement.number}-{found.pk}")
