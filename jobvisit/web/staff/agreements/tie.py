"""An order and its line: chosen by a person, with the reason."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jobvisit.base import clock
from jobvisit.flows import tying
from jobvisit.office.agreements import queries
from jobvisit.office.agreements.rules import CannotError
from jobvisit.office.agreements.states import RUNNING
from jobvisit.office.orders import queries as orders
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.staff.agreements import forms


@needs("agreements.tie")
def tie(request: StaffRequest, number: str) -> HttpResponse:
    """Choose between the lines that an order could belong to, or set a wrong one right: of the firm's own agreements
    where it is in any, else of all."""
    order = or_404(orders.get, request.user, number)
    choice = tying.choice_of(order)
    fitting = queries.lines_by_key(request.user, choice)
    own = [one for one in queries.of_firm(request.user, order.company) if one.state in RUNNING]
    running = [line for one in own or queries.running(request.user.district_id) for line in one.lines.all()]
    lines = {**fitting, **{line.pk: line for line in running if line.into_id is None}}
    starting = {"line": str(order.line_id)} if order.line_id else None
    form = forms.TieForm(request.POST or None, lines=lines.values(), initial=starting)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            tying.tie_by_hand(
                order=order, line=form.lines.get(data["line"]), reason=data["reason"], by=request.user, at=clock.now()
            )
        except CannotError as problem:
            forms.refuse(form, problem)
        else:
            toasts.say(request, _("구인의 협약 조항을 정하고 명단을 다시 만들었습니다."))
            return redirect("orders:detail", number=number)
    context = {"order": order, "form": form, "choice": [fitting[key] for key in choice if key in fitting]}
    return render(request, "agreements/tie.html", context, status=422 if form.is_bound else 200)
