"""Five minutes at the desk: registering by taps, jobs within 30 minutes beside it, referring on the spot."""

from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.base.text import normal
from jobvisit.flows import desk as flow
from jobvisit.office.desks.models import Ticket
from jobvisit.office.desks.seats import RefusedError
from jobvisit.office.reference import tables
from jobvisit.office.reference.licences import licence_candidates
from jobvisit.office.referrals import queries as referrals
from jobvisit.office.seekers import queries as seekers
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import formats, toasts
from jobvisit.web.shared.access import StaffRequest, needs
from jobvisit.web.shared.parts import CandidateRow, Option, Tab
from jobvisit.web.staff.desks.day import find_ticket
from jobvisit.web.staff.desks.intake_forms import CONSENT_TEXTS, DeskForm, FindForm, SignedForm
from jobvisit.web.staff.matches import rows
from jobvisit.web.staff.referrals import show as referral_show
from jobvisit.web.staff.seekers import show as seeker_show
from jobvisit.web.staff.seekers.forms import TEXT_VERSION

BESIDE = 5
"""Jobs shown beside the form while it is tapped."""
STARTS = ("desk", "home", "any")


@needs("desks.work")
def register(request: StaffRequest, key: Any) -> HttpResponse:
    """Register somebody from their ticket: identity, consents and signature, wishes; the same person is shown first."""
    ticket = find_ticket(request, key)
    if ticket.seeker:
        return redirect("desks:jobs", key=key)
    form, consent = _form(request, ticket), SignedForm(request.POST if request.method == "POST" else None)
    twins: list[Seeker] = []
    if request.method == "POST" and form.is_valid() & consent.is_valid():
        data = form.cleaned_data
        twins = list(seekers.namesakes(request.user, data["name"], data["birth_date"])[:3])
        if not twins or request.POST.get("different"):
            with suppress(RefusedError):  # the same form a second time: the first one has been kept
                flow.register(
                    ticket=ticket, seeker=form.filled(), consents=consent.answers(), channel=consent.signed_by,
                    text_version=TEXT_VERSION, signature=consent.cleaned_data["signature"], by=request.user,
                    at=clock.now(),
                )  # fmt: skip
                toasts.say(request, _("구직 등록을 마쳤습니다. 맞는 일자리입니다."))
            return redirect("desks:jobs", key=key)
    context = {
        "ticket": ticket, "form": form, "consent": consent, "twins": twins,
        "texts": [(consent[scope.value], text) for scope, text in CONSENT_TEXTS.items()],
        "signed": consent.data.get("signature", "") if consent.is_bound else "",
    }  # fmt: skip
    return render(request, "desks/register.html", context, status=422 if form.is_bound else 200)


@require_POST
@needs("desks.work")
def look(request: StaffRequest, key: Any) -> HttpResponse:
    """What is near the library for whoever wants what is tapped so far. Nothing is kept."""
    ticket, now = find_ticket(request, key), clock.now()
    form = _form(request, ticket)
    form.is_valid()
    found = flow.jobs_near(
        seeker=form.so_far(now), session=ticket.session, start="desk", by=request.user, at=now, most=BESIDE
    )
    language = get_language() or "ko"
    near = [
        {
            "title": one.title, "firm": one.company.name, "minutes": found.from_desk.get(one.pk),
            "pay": formats.pay(one.pay_kind, one.pay_min, one.pay_max, language) if one.pay_kind else "",
        }
        for one in found.orders.values()
    ]  # fmt: skip
    return render(request, "desks/_near.html", {"near": near, "fitting": found.fitting})


@needs("desks.work")
def recognise(request: StaffRequest, key: Any) -> HttpResponse:
    """Somebody who has a file: found by the end of the telephone or the name, which never stand in an address."""
    ticket = find_ticket(request, key)
    form = FindForm(request.POST or None)
    found: list[Seeker] = []
    if request.method == "POST" and request.POST.get("seeker"):
        try:
            person = seekers.get(request.user, UUID(request.POST["seeker"]))
        except (Seeker.DoesNotExist, ValueError):
            toasts.say(request, _("그 사람의 등록을 찾지 못했습니다."), level=40)
            return redirect("desks:recognise", key=key)
        flow.recognise(ticket=ticket, seeker=person, by=request.user, at=clock.now())
        return redirect("desks:jobs", key=key)
    if request.method == "POST" and form.is_valid():
        found = list(seekers.in_list(request.user, words=form.cleaned_data["words"])[:10])
    context = {
        "ticket": ticket, "form": form, "asked": form.is_bound and form.is_valid(),
        "found": [{"seeker": one, "state": seeker_show.state(one), "wishes": seeker_show.wishes(one)} for one in found],
    }  # fmt: skip
    return render(request, "desks/recognise.html", context, status=422 if form.is_bound and form.errors else 200)


@require_safe
@needs("desks.work")
def jobs(request: StaffRequest, key: Any) -> HttpResponse:
    """Jobs that fit, within 30 minutes of the library or of home, and referring on the spot."""
    ticket, now = find_ticket(request, key), clock.now()
    person = ticket.seeker
    if person is None:
        return redirect("desks:register", key=key)
    start = request.GET.get("from", "desk")
    start = start if start in STARTS else "desk"
    found = flow.jobs_near(seeker=person, session=ticket.session, start=start, by=request.user, at=now)
    introduced = list(referrals.of_seeker(request.user, person)[:20])
    asked = {
        one.order_id: (referral_show.state(one)[0], reverse("referrals:detail", args=[one.number]))
        for one in reversed(introduced)
    }
    names = {"desk": _("여기서 30분"), "home": _("집에서 30분"), "any": _("모두")}
    context = {
        "ticket": ticket,
        "seeker": person,
        "rows": _rows(request, ticket, person, found, asked),
        "fitting": found.fitting,
        "start": start,
        "tabs": [Tab(names[one], f"?from={one}", one == start) for one in STARTS],
        "referrals": referral_show.of_thing(introduced, person=False),
        "badges": [seeker_show.state(person)],
    }
    return render(request, "desks/jobs.html", context)


@require_safe
@needs("desks.view")
def licences(request: StaffRequest) -> HttpResponse:
    """Licences by their official names for what was typed."""
    words = normal(request.GET.get("q", ""))[:80]
    english = not (get_language() or "ko").startswith("ko")
    found = licence_candidates(words, 8) if words else ()
    options = [Option(one.name, one.name, one.name_en if english else "") for one in found]
    return render(request, "components/_suggest_options.html", {"options": options})


def _rows(
    request: StaffRequest, ticket: Ticket, person: Seeker, found: flow.Nearby, asked: dict[int, tuple[str, str]]
) -> list[CandidateRow]:
    """The orders as the resident's own page shows them, with minutes, and referring leads back here."""
    drawn = rows.jobs(found.ranking, found.orders, person, asked if may(request.user, "referrals.propose") else None)
    return [
        replace(
            row, facts=" · ".join(filter(None, (row.facts, *_minutes(found, pk)))), rank=place,
            refer_url=f"{row.refer_url}?ticket={ticket.public_id}" if row.refer_url else "",
        )
        for place, (row, pk) in enumerate(zip(drawn, found.orders, strict=True), 1)
    ]  # fmt: skip


def _minutes(found: flow.Nearby, pk: int) -> list[str]:
    said = []
    if (minutes := found.from_desk.get(pk)) is not None:
        said.append(ngettext("여기서 %(n)d분", "여기서 %(n)d분", minutes) % {"n": minutes})
    if (minutes := found.from_home.get(pk)) is not None:
        said.append(ngettext("집에서 %(n)d분", "집에서 %(n)d분", minutes) % {"n": minutes})
    return said


def _form(request: StaffRequest, ticket: Ticket) -> DeskForm:
    """The form with what can be tapped here today; what was tapped a moment ago stays on offer."""
    codes, names = flow.offered_taps(session=ticket.session, by=request.user)
    tapped = [code for code in request.POST.getlist("wishes") if code in tables.occupations()]
    held = [name for name in request.POST.getlist("held") if name in tables.licences_by_name()]
    today = clock.seoul_day(clock.now())
    floor = tables.wage_floor(today)
    sent = request.POST if request.method == "POST" else None
    return DeskForm(
        sent, user=request.user, today=today, floor=floor.hourly if floor else None,
        wished=dict.fromkeys([*codes, *tapped]), licences=list(dict.fromkeys([*names, *held])),
        initial={"name": ticket.name, "phone": ticket.phone},
    )  # fmt: skip
