"""Unfilled orders → a class: the proposals, and who and what stands behind one."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobvisit.base import clock
from jobvisit.base.text import mask_name
from jobvisit.flows import training_offers as flow
from jobvisit.office.orders import queries as orders
from jobvisit.office.seekers import queries as seekers
from jobvisit.office.staff.policy import may
from jobvisit.office.training import queries
from jobvisit.office.training.models import Cohort
from jobvisit.office.training.states import COMING, CohortState
from jobvisit.web.shared.access import StaffRequest, needs
from jobvisit.web.shared.parts import Column
from jobvisit.web.staff.places import dong_name
from jobvisit.web.staff.training import show
from jobvisit.web.staff.training.forms import OfferForm

MOST = 100
"""Residents and orders shown behind a proposal; the figures count all of them."""


@require_safe
@needs("training.view")
def offers(request: StaffRequest) -> HttpResponse:
    """Every class that would open something, the best first, for the minutes and seats asked."""
    form, minutes, seats = _asked(request)
    found = flow.offers(by=request.user, at=clock.now(), minutes=minutes, seats=seats)
    already = _already(request)
    columns = [
        Column(_("자격·면허")), Column(_("자리마다"), end=True), Column(_("함께 채울 자리"), end=True),
        Column(_("더 맞는 구인"), end=True),
        Column(_("사람이 모자란 구인"), end=True), Column(_("이 자격만 없는 주민"), end=True),
    ]  # fmt: skip
    context = {
        "form": form,
        "rows": [row(one, already) for one in found],
        "columns": columns,
        "may_edit": may(request.user, "training.edit"),
    }
    return render(request, "training/offers.html", context, status=422 if form.is_bound and form.errors else 200)


@require_safe
@needs("training.view")
def offer(request: StaffRequest, licence: int) -> HttpResponse:
    """One proposal: the residents (masked) and the orders behind it."""
    form, minutes, seats = _asked(request)
    found = flow.offers(by=request.user, at=clock.now(), minutes=minutes, seats=seats)
    one = next((each for each in found if each.found.licence == licence), None)
    if one is None:
        raise Http404
    context = {
        "one": row(one, _already(request)),
        **row(one),
        "form": form,
        "people": _people(request, one),
        "people_columns": [
            Column(_("이름")), Column(_("사는 동")), Column(_("구직 신청")), Column(_("열리는 구인"), end=True),
            Column(_("가까운 곳까지"), end=True), Column(_("확인")),
        ],
        "orders": _orders(request, one),
        "order_columns": [
            Column(_("구인")), Column(_("모집"), end=True), Column(_("지금 맞는 사람"), end=True),
            Column(_("더 맞게 될 사람"), end=True),
        ],
        "most": MOST,
        "may_edit": may(request.user, "training.edit"),
    }  # fmt: skip
    return render(request, "training/offer.html", context)


def best(request: StaffRequest, most: int) -> list[dict[str, Any]]:
    """The first proposals, for the home page."""
    already = _already(request)
    return [row(one, already) for one in flow.offers(by=request.user, at=clock.now())[:most]]


def row(one: flow.Offer, already: Mapping[str, list[tuple[Cohort, int]]] | None = None) -> dict[str, Any]:
    """A proposal as pages show it; `already`: classes for the same certificate, with how many are nominated."""
    found = one.found
    query = urlencode({"minutes": one.minutes, "seats": found.seats})
    return {
        "offer": one,
        "name": show.licence_name(one.licence),
        "already": (already or {}).get(one.licence, []),
        "seats": found.seats,
        "minutes": one.minutes,
        "chosen": len(found.chosen),
        "gains": len(found.gains),
        "pool": found.pool,
        "all_orders": len(found.orders),
        "placeable": found.placeable,
        "short": found.short,
        "sure": one.sure(),
        "per_seat": f"{found.per_seat:.2f}",
        "url": reverse("training:offer", args=[found.licence]) + f"?{query}",
        "open_url": reverse("training:open") + "?" + urlencode({"licence": one.licence}) + f"&{query}",
    }


def _already(request: StaffRequest) -> dict[str, list[tuple[Cohort, int]]]:
    """Classes that are coming or running, by certificate."""
    found: dict[str, list[tuple[Cohort, int]]] = {}
    there = list(queries.cohorts(request.user, [*COMING, CohortState.RUNNING]))
    stands = queries.counts(there)
    for one in there:
        found.setdefault(one.course.licence, []).append((one, sum(stands.get(one.pk, {}).values())))
    return found


def _asked(request: StaffRequest) -> tuple[OfferForm, int, int]:
    given = {"minutes": request.GET.get("minutes", flow.MINUTES), "seats": request.GET.get("seats", flow.SEATS)}
    form = OfferForm(given)
    if form.is_valid():
        return form, form.cleaned_data["minutes"], form.cleaned_data["seats"]
    return form, flow.MINUTES, flow.SEATS


def _people(request: StaffRequest, one: flow.Offer) -> list[dict[str, Any]]:
    """The chosen first, then the others of the pool."""
    found, lacking = one.found, one.lacking
    chosen = set(found.chosen)
    others = sorted((key for key in found.opens if key not in chosen), key=lambda key: (lacking.applied[key], key))
    keys = [*found.chosen, *others][:MOST]
    files = seekers.named(request.user, keys)
    here = lacking.licence == found.licence
    near: dict[int, int] = {}
    sure: set[int] = set()
    for seeker, minutes, unknown in zip(
        lacking.seeker[here].tolist(), lacking.minutes[here].tolist(), lacking.to_confirm[here].tolist(), strict=True
    ):
        near[seeker] = min(near.get(seeker, minutes), minutes)
        if not unknown:
            sure.add(seeker)
    return [
        {
            "file": files[key], "name": mask_name(files[key].name), "dong": dong_name(files[key].dong),
            "opens": len(found.opens[key]), "minutes": near[key], "sure": key in sure, "chosen": key in chosen,
        }
        for key in keys
        if key in files
    ]  # fmt: skip


def _orders(request: StaffRequest, one: flow.Offer) -> list[dict[str, Any]]:
    gained: dict[int, int] = {}
    for opened in one.found.opens.values():
        for key in opened:
            gained[key] = gained.get(key, 0) + 1
    named = orders.named(request.user, list(one.found.orders))
    fits, places = one.lacking.fits, one.lacking.places
    scarce = sorted(one.found.orders, key=lambda key: (fits[key] - places[key], -gained[key], key))
    return [
        {"order": named[key], "places": places[key], "fits": fits[key], "more": gained[key]}
        for key in scarce[:MOST]
        if key in named
    ]
