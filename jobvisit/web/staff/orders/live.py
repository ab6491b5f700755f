"""What answers while the order form is typed: checks and counts, the paste box, the kept draft, occupations."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.base.text import normal
from jobvisit.flows import intake
from jobvisit.office.companies import queries as companies
from jobvisit.office.companies.models import Branch, Company
from jobvisit.office.orders import actions, drafting, queries
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.orders.rules import Outcome
from jobvisit.office.reference.titles import suggest_occupations
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.formats import clock as hhmm
from jobvisit.web.shared.partials import page_or_part
from jobvisit.web.shared.parts import Option
from jobvisit.web.staff.matches.buys import buys
from jobvisit.web.staff.orders import show
from jobvisit.web.staff.orders.forms import OrderForm
from jobvisit.web.staff.places import dong_choices

LONGEST_ADVERT = 20_000
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "find", "read", "confirmed"})


@require_POST
@needs("orders.place")
def look(request: StaffRequest) -> HttpResponse:
    """Check and count what is typed so far, and what one change would buy. Nothing is saved.

    Without JavaScript a button of the form asks for it, and the whole page comes back with the answer.
    """
    company, branch = _company(request)
    now = clock.now()
    today = clock.seoul_day(now)
    saved = _saved(request)
    form = OrderForm(request.POST, instance=saved, user=request.user, company=company, branch=branch, today=today)
    form.is_valid()
    order = form.filled()
    seen = intake.look_at(order=order, by=request.user, at=now)
    context = {
        "form": form,
        "company": company,
        "order": saved,
        "findings": show.findings(seen.findings, field_ids=True),
        "counts": seen.supply.base,
        "buys": buys(seen.supply, order),
        "held": sum(one.outcome == Outcome.UNLAWFUL for one in seen.findings),
        "asked": sum(one.outcome == Outcome.TO_CONFIRM for one in seen.findings),
    }
    return page_or_part(request, "orders/form.html", "orders/_look.html", context)


@require_POST
@needs("orders.place")
def read(request: StaffRequest) -> HttpResponse:
    """Fill the form from pasted words. What was typed already stays; each filled field shows the words it came from."""
    company, branch = _company(request)
    today = clock.seoul_day(clock.now())
    text = request.POST.get("source_text_pasted", "")[:LONGEST_ADVERT]
    reading = intake.read_advert(text=text, on=today)
    drafted = drafting.fields_of(reading)
    typed = {name: value for name, value in request.POST.items() if value and name not in NOT_KEPT}
    initial = {**show.defaults(branch), **_initial(drafted, text, reading, request), **_typed_over(typed, request)}
    initial.setdefault("title", drafting.title_of(reading, company.name if company else ""))
    form = OrderForm(initial=initial, user=request.user, company=company, branch=branch, today=today)
    context = {
        "form": form,
        "company": company,
        "pasted": text,
        "evidence": show.evidence(drafted),
        "unread": [span.words for span in reading.unread],
        "read_count": len(drafted),
    }
    return page_or_part(request, "orders/form.html", "orders/_form.html", context)


@require_POST
@needs("orders.place")
def draft(request: StaffRequest) -> HttpResponse:
    """Keep what was typed so far, for this person and this firm."""
    company, _branch = _company(request)
    now = clock.now()
    fields = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_KEPT}
    actions.keep_draft(key=f"new:{company.pk}", fields=fields, by=request.user, at=now)
    return JsonResponse({"saved_at": hhmm(localtime(now))})


@require_safe
@needs("orders.view")
def occupations(request: StaffRequest) -> HttpResponse:
    """Occupations for typed words."""
    words = normal(request.GET.get("q", ""))
    found = suggest_occupations(words, 8) if words else []
    options = [Option(value=one.code, label=one.name, note=one.code) for one in found]
    return render(request, "components/_suggest_options.html", {"options": options})


def _typed_over(typed: dict[str, Any], request: StaffRequest) -> dict[str, Any]:
    """What the person typed themselves wins over what was read, except in fields that hold their starting value."""
    several = {"days", "insurances", "offers"}
    kept = {name: request.POST.getlist(name) if name in several else value for name, value in typed.items()}
    return {name: value for name, value in kept.items() if name not in {"openings", "dong", "address", "source"}}


def _initial(drafted: dict[str, drafting.Drafted], text: str, reading: Any, request: StaffRequest) -> dict[str, Any]:
    values = drafting.values(drafted)
    months = values.pop("career_months_min", None)
    if months is not None:
        values["career_years"] = months / 12
    if reading.occupation is not None:
        values["occupation_words"] = reading.occupation.value.name
    if reading.road_or_dong is not None and (code := _dong_code(reading.road_or_dong.value, request)):
        values["dong"] = code
    if "shift" in values:
        values["shift"] = "yes" if values["shift"] else "no"
    return {**values, "duties": text, "source_text": text}


def _dong_code(name: str, request: StaffRequest) -> str:
    """The one neighbourhood of this name, if there is only one; otherwise a person chooses."""
    found = [code for code, label in dong_choices(request.user) if label == name or label.endswith(f" {name}")]
    return found[0] if len(found) == 1 else ""


def _saved(request: StaffRequest) -> JobOrder | None:
    """The order being changed, where the form says that one is."""
    number = request.GET.get("order")
    if not number:
        return None
    return or_404(queries.get, request.user, number)


def _company(request: StaffRequest) -> tuple[Company, Branch | None]:
    key = request.POST.get("company", "")
    try:
        return companies.with_head_branch(request.user, int(key))
    except (ValueError, Company.DoesNotExist):
        raise Http404 from None
