"""Writing down what employers promise for a class."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jobvisit.base import clock
from jobvisit.flows import training as flow
from jobvisit.office.training import actions, queries
from jobvisit.office.training.problems import CannotError
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.staff.training import cohorts, reach, show
from jobvisit.web.staff.training.forms import PledgeForm, WhyForm


@require_POST
@needs("training.edit")
def pledge(request: StaffRequest, pk: int) -> HttpResponse:
    """Write down a promise."""
    cohort = reach.cohort(request, pk)
    form = PledgeForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            flow.promise(cohort=cohort, by=request.user, at=clock.now(), **form.cleaned_data)
        except CannotError as error:
            show.put(form, error)
        else:
            toasts.say(request, _("면접 약속을 적었습니다."))
            return redirect(reverse("training:cohort", args=[pk]) + "#pledges")
    return cohorts.page(request, cohort, 422, pledge=form)


@require_POST
@needs("training.edit")
def end(request: StaffRequest, pk: int, pledge_pk: int) -> HttpResponse:
    """A promise is taken back, with the reason."""
    cohort = reach.cohort(request, pk)
    found = or_404(queries.pledge, request.user, cohort, pledge_pk)
    form = WhyForm(request.POST, prefix=f"p{pledge_pk}")
    if form.is_valid():
        actions.end_pledge(pledge=found, why=form.cleaned_data["why"], by=request.user, at=clock.now())
        toasts.say(request, _("면접 약속을 거두었습니다."))
    else:
        toasts.say(request, _("거두는 까닭을 적으세요."), level=40)
    return redirect(reverse("training:cohort", args=[pk]) + "#pledges")
