"""Residents looking for work: registration, the file with matching jobs."""

import base64
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.base.db import OutOfDateError
from jobvisit.base.states import IllegalTransitionError
from jobvisit.flows import desk
from jobvisit.office.audit import queries as audit
from jobvisit.office.referrals import queries as referral_queries
from jobvisit.office.seekers import actions, queries, signatures
from jobvisit.office.seekers.models import Channel, Seeker, Signature
from jobvisit.office.seekers.states import SEEKER, SeekerState
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, came_from, needs, or_404
from jobvisit.web.shared.conflict import Difference, differences
from jobvisit.web.staff.matches import rows
from jobvisit.web.staff.messaging import told
from jobvisit.web.staff.referrals import show as referral_show
from jobvisit.web.staff.seekers import show
from jobvisit.web.staff.seekers.forms import TEXT_VERSION, ConsentForm, NoteForm, RevealForm, SeekerForm
from jobvisit.web.staff.training import people as training


@needs("seekers.register")
def new(request: StaffRequest) -> HttpResponse:
    """Register a resident with their consents; the same name and birth date is shown first."""
    now = clock.now()
    form = SeekerForm(request.POST or None, user=request.user, today=clock.seoul_day(now))
    consent = ConsentForm(request.POST or None)
    twins: list[Seeker] = []
    if request.method == "POST" and form.is_valid() & consent.is_valid():
        twins = list(queries.namesakes(request.user, form.cleaned_data["name"], form.cleaned_data["birth_date"])[:3])
        if not twins or request.POST.get("different"):
            seeker = actions.register(
                seeker=form.filled(),
                consents=consent.answers(),
                channel=Channel(consent.cleaned_data["channel"]),
                text_version=TEXT_VERSION,
                by=request.user,
                at=now,
            )
            toasts.say(request, _("구직 등록을 마쳤습니다. 맞는 일자리입니다."))
            return redirect("seekers:detail", key=seeker.public_id)
    status = 422 if form.is_bound else 200
    context = {"form": form, "consent": consent, "twins": twins}
    return render(request, "seekers/form.html", context, status=status)


@needs("seekers.register")
def edit(request: StaffRequest, key: Any) -> HttpResponse:
    """Change a file; someone else's change since is shown, never overwritten."""
    seeker = _seeker(request, key)
    now = clock.now()
    form = SeekerForm(request.POST or None, instance=seeker, user=request.user, today=clock.seoul_day(now))
    conflict: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        filled = form.filled()
        names = (*SeekerForm.Meta.fields, "wishes", "wish_words", "lat", "lon")
        changes = {name: getattr(filled, name) for name in names}
        try:
            version = int(request.POST.get("version", "0"))
            actions.change(seeker=seeker, changes=changes, version=version, by=request.user, at=now)
        except OutOfDateError:
            current = _seeker(request, key)
            stored = SeekerForm(instance=current, user=request.user, today=clock.seoul_day(now))
            conflict, seeker.version = differences(form, stored), current.version
        else:
            toasts.say(request, _("고쳤습니다."))
            return redirect("seekers:detail", key=key)
    status = 409 if conflict else 422 if form.is_bound else 200
    context = {"form": form, "seeker": seeker, "conflict": conflict}
    return render(request, "seekers/form.html", context, status=status)


@require_safe
@needs("seekers.view")
def detail(request: StaffRequest, key: Any) -> HttpResponse:
    """One file with the jobs that fit: the same engine the other way round."""
    seeker = _seeker(request, key)
    return render(request, "seekers/detail.html", _context(request, seeker))


@require_POST
@needs("seekers.reveal")
def reveal(request: StaffRequest, key: Any) -> HttpResponse:
    """Show name and telephone in full; who, when, where and why is recorded."""
    seeker = _seeker(request, key)
    form = RevealForm(request.POST)
    if not form.is_valid():
        return render(request, "seekers/detail.html", {**_context(request, seeker), "reveal_form": form}, status=422)
    reason = form.cleaned_data["reason"]
    actions.reveal(seeker=seeker, reason=reason, by=request.user, at=clock.now(), came_from=came_from(request))
    return render(request, "seekers/detail.html", {**_context(request, seeker), "revealed": True})


@require_POST
@needs("seekers.view_signature")
def signature(request: StaffRequest, key: Any, drawn: Any) -> HttpResponse:
    """Show a signature on the page; who, when, where and why is recorded."""
    seeker = _seeker(request, key)
    form = RevealForm(request.POST)
    if not form.is_valid():
        context = {**_context(request, seeker), "signature_form": form}
        return render(request, "seekers/detail.html", context, status=422)
    try:
        picture = signatures.reveal(
            seeker=seeker, key=drawn, reason=form.cleaned_data["reason"], by=request.user, at=clock.now(),
            came_from=came_from(request),
        )  # fmt: skip
    except Signature.DoesNotExist:
        raise Http404 from None
    shown = {"picture": base64.b64encode(picture).decode()}
    return render(request, "seekers/detail.html", {**_context(request, seeker), **shown})


@require_POST
@needs("seekers.register")
def add_note(request: StaffRequest, key: Any) -> HttpResponse:
    """Write a counselling note."""
    seeker = _seeker(request, key)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return render(request, "seekers/detail.html", {**_context(request, seeker), "note_form": form}, status=422)
    actions.write_note(seeker=seeker, text=form.cleaned_data["text"], by=request.user, at=clock.now())
    toasts.say(request, _("상담을 기록했습니다."))
    return redirect("seekers:detail", key=key)


@require_POST
@needs("seekers.register")
def move(request: StaffRequest, key: Any) -> HttpResponse:
    """Change the state of a file along its table."""
    seeker = _seeker(request, key)
    try:
        to = SeekerState(request.POST.get("to", ""))
        reason = request.POST.get("reason", "").strip()
        actions.move(seeker=seeker, to=to, reason=reason, by=request.user, at=clock.now())
    except (ValueError, IllegalTransitionError):
        toasts.say(request, _("지금 상태에서는 그렇게 바꿀 수 없습니다."), level=40)
    else:
        toasts.say(request, _("상태를 ‘%(state)s’(으)로 바꿨습니다.") % {"state": show.STATES[to][0]})
    return redirect("seekers:detail", key=key)


def _context(request: StaffRequest, seeker: Seeker) -> dict[str, Any]:
    state = SeekerState(seeker.state)
    ranking, orders = desk.jobs_for(seeker=seeker, by=request.user, at=clock.now())
    events = audit.about_person(request.user, seeker.pk) if may(request.user, "audit.view") else None
    introduced = list(referral_queries.of_seeker(request.user, seeker)[:20])
    asked = {
        one.order_id: (referral_show.state(one)[0], reverse("referrals:detail", args=[one.number]))
        for one in reversed(introduced)
    }
    return {
        "seeker": seeker,
        "badges": [show.state(seeker)],
        "facts": show.facts(seeker),
        "consents": show.consents(queries.consents(seeker)),
        "notes": queries.notes(seeker),
        "jobs": rows.jobs(ranking, orders, seeker, asked if may(request.user, "referrals.propose") else None),
        "referrals": referral_show.of_thing(introduced, person=False),
        "fitting": ranking.counts.eligible if ranking.counts else 0,
        "training": training.of_seeker(request, seeker),
        "told": told.to_resident(request.user, seeker),
        "events": show.events(audit.timeline(request.user, seeker) if events is None else events),
        "steps": [
            (step, show.STATES[step][0]) for step in (*SEEKER.next_steps(state), *SEEKER.reopens.get(state, ()))
            if step not in {SeekerState.ANONYMISED, SeekerState.EXPIRED, SeekerState.PLACED}
        ],
        "note_form": NoteForm(),
        "reveal_form": RevealForm(),
        "signature_form": RevealForm(auto_id="signature_%s"),
        "signed": queries.signature_of(seeker) if may(request.user, "seekers.view_signature") else None,
    }  # fmt: skip


def _seeker(request: StaffRequest, key: Any) -> Seeker:
    return or_404(queries.get, request.user, key)
