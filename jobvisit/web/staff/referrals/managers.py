"""What a manager does: draw hires for a second look, and hand over everything open of somebody who leaves."""

import secrets
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.base.text import mask_name
from jobvisit.flows import handover as handover_flow
from jobvisit.flows import nightly
from jobvisit.office.referrals import actions, queries
from jobvisit.office.referrals.problems import CannotError
from jobvisit.office.staff import queries as staff
from jobvisit.office.staff.models import User
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.staff.referrals import show
from jobvisit.web.staff.referrals.forms import CheckForm, HandoverForm, SampleForm


@needs("placements.sample")
def samples(request: StaffRequest) -> HttpResponse:
    """Samples drawn so far, and drawing a new one."""
    today = clock.seoul_day(clock.now())
    first = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    form = SampleForm(request.POST or None, initial={"since": first, "until": today})
    if request.method == "POST" and form.is_valid():
        try:
            sample = actions.draw_sample(
                **form.cleaned_data, seed=secrets.randbelow(2**31), by=request.user, at=clock.now()
            )
        except CannotError as problem:
            form.add_error(None, show.problems(problem))
        else:
            toasts.say(request, _("표본을 뽑았습니다."))
            return redirect("referrals:sample", pk=sample.pk)
    context = {"form": form, "samples": queries.samples(request.user)}
    return render(request, "referrals/samples.html", context, status=422 if form.is_bound else 200)


@require_safe
@needs("placements.sample")
def sample(request: StaffRequest, pk: int) -> HttpResponse:
    """One sample: each hire with what the second look said."""
    return render(request, "referrals/sample.html", _sample(request, pk))


@require_POST
@needs("placements.sample")
def check(request: StaffRequest, pk: int) -> HttpResponse:
    """Record the second look at one hire."""
    item = or_404(queries.sample_item, request.user, pk)
    form = CheckForm(request.POST, prefix=str(pk))
    if not form.is_valid():
        return render(request, "referrals/sample.html", _sample(request, item.sample_id, (pk, form)), status=422)
    data = form.cleaned_data
    actions.record_check(item=item, outcome=data["outcome"], note=data["note"], by=request.user, at=clock.now())
    toasts.say(request, _("재확인 결과를 기록했습니다."))
    return redirect("referrals:sample", pk=item.sample_id)


@needs("staff.hand_over")
def handover(request: StaffRequest) -> HttpResponse:
    """Everything open of somebody who leaves goes to a colleague in one act. First what it is, then the deed."""
    today = clock.seoul_day(clock.now())
    people = [(str(one.pk), one.name) for one in staff.colleagues(request.user)]
    gone = list(staff.gone(request.user.district, today))
    everyone = [
        *people,
        *((str(one.pk), f"{one.name} ({_('떠남')})") for one in gone if str(one.pk) not in dict(people)),
    ]
    form = HandoverForm(request.POST or None, people=people, everyone=everyone)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        leaving, to = _user(request, data["leaving"]), _user(request, data["to"])
        handed = handover_flow.hand_over(leaving=leaving, to=to, reason=data["why"], by=request.user, at=clock.now())
        listed = ", ".join(f"{label} {n}" for label, n in handover_flow.said(handed)) or _("열린 일이 없었습니다")
        toasts.say(request, _("%(to)s님에게 넘겼습니다: %(what)s.") % {"to": to.name, "what": listed})
        return redirect("referrals:handover")
    rows = [(one, handover_flow.said(handover_flow.open_work([one]))) for one in gone]
    context = {
        "form": form,
        "gone": [(one, work) for one, work in rows if work],
        "ownerless": nightly.ownerless(request.user.district, today),
    }
    return render(request, "referrals/handover.html", context, status=422 if form.is_bound else 200)


def _user(request: StaffRequest, key: str) -> User:
    return User.objects.get(district_id=request.user.district_id, pk=int(key))


def _sample(request: StaffRequest, pk: int, bound: tuple[int, CheckForm] | None = None) -> dict[str, Any]:
    found = queries.samples(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    items = []
    for item in queries.sample_items(request.user, pk):
        mine = bound is not None and bound[0] == item.pk
        form = bound[1] if bound and mine else CheckForm(prefix=str(item.pk), initial={"note": item.note})
        items.append({"one": item, "name": mask_name(item.placement.seeker.name), "form": form})
    return {"sample": found, "items": items}
