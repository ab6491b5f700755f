"""One order and one resident: what a change buys, a person's own decision, a lawful measure, the other way round."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobvisit.base import clock
from jobvisit.flows import intake
from jobvisit.office.matches import actions, queries
from jobvisit.office.matches.models import Override
from jobvisit.office.orders import queries as orders
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.seekers import queries as seekers
from jobvisit.office.seekers.models import Seeker
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.listing import cut
from jobvisit.web.shared.partials import page_or_part
from jobvisit.web.shared.parts import Column
from jobvisit.web.staff.matches import phrases, rows
from jobvisit.web.staff.matches.buys import buys
from jobvisit.web.staff.matches.forms import MeasureForm, OverrideForm


@require_safe
@needs("matches.view")
def order_buys(request: StaffRequest, number: str) -> HttpResponse:
    """What one change of a saved order would buy."""
    order = _order(request, number)
    supply = intake.supply_of(order=order, by=request.user, at=clock.now())
    context = {
        "order": order,
        "counts": supply.base,
        "buys": buys(supply, order),
        "form_url": reverse("orders:edit", args=[number]),
    }
    return page_or_part(request, "matches/buys.html", "matches/_buys.html", context)


@needs("matches.override")
def override(request: StaffRequest, number: str, seeker: Any) -> HttpResponse:
    """Put a resident at a place of the list, take them off it, or lift that again, with the reason."""
    order, person = _order(request, number), _seeker(request, seeker)
    held = queries.overrides(order).get(person.pk)
    form = OverrideForm(request.POST or None, initial={"kind": held.kind if held else Override.Kind.PLACED})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.override(
                order=order,
                seeker=person,
                kind=Override.Kind(data["kind"]),
                why=Override.Why(data["why"]),
                place=data["place"],
                note=data["note"],
                by=request.user,
                at=clock.now(),
            )
        except actions.BadReasonError as problem:
            form.add_error(
                "note",
                _("‘%(words)s’: 성별, 나이, 신체, 출신, 가족은 사유가 될 수 없습니다.") % {"words": problem.words},
            )
        else:
            toasts.say(request, _("명단을 고치고 사유를 기록했습니다."))
            return redirect(reverse("orders:detail", args=[number]) + "#shortlist")
    context = {"order": order, "person": person, "form": form, "held": held}
    return render(request, "matches/override.html", context, status=422 if form.is_bound else 200)


@needs("matches.measure")
def measure(request: StaffRequest, number: str) -> HttpResponse:
    """Set, change or end the lawful measure of an order."""
    order = _order(request, number)
    held = queries.measure_of(order)
    now = clock.now()
    initial = {name: getattr(held, name) for name in ("basis", "group", "weight")} if held else None
    form = MeasureForm(request.POST or None, today=clock.seoul_day(now), initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.set_measure(order=order, by=request.user, at=now, **form.cleaned_data)
        intake.refresh_shortlist(order=order, by=request.user, at=now)
        toasts.say(request, _("우선 소개 근거를 기록하고 명단을 다시 만들었습니다."))
        return redirect(reverse("orders:detail", args=[number]) + "#shortlist")
    context = {"order": order, "form": form, "held": held}
    return render(request, "matches/measure.html", context, status=422 if form.is_bound else 200)


@require_safe
@needs("matches.view")
def for_seeker(request: StaffRequest, seeker: Any) -> HttpResponse:
    """Every open order for one resident: those that fit, then those missed by one requirement, and why."""
    person = _seeker(request, seeker)
    fits = actions.all_orders_for(seeker=person, today=clock.seoul_day(clock.now()))
    page = cut(request, fits)
    named = orders.named(request.user, [one.order for one in page])
    context = {
        "person": person,
        "page": page,
        "lines": [rows.fit_line(one, named[one.order], person) for one in page if one.order in named],
        "fitting": sum(not one.failed for one in fits),
        "near": sum(len(one.failed) == 1 for one in fits),
        "by_reason": phrases.commonest(fits),
        "columns": [
            Column(_("구인")), Column(_("사업체")), Column(_("판정")), Column(_("왜")), Column(_("점수"), end=True),
        ],
    }  # fmt: skip
    return page_or_part(request, "matches/for_seeker.html", "matches/_for_seeker.html", context)


def _order(request: StaffRequest, number: str) -> JobOrder:
    return or_404(orders.get, request.user, number)


def _seeker(request: StaffRequest, key: Any) -> Seeker:
    return or_404(seekers.get, request.user, key)
