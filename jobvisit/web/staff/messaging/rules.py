"""What is written to people and under which rules: templates with their length, limits, sender numbers, refusals."""

from typing import Any, Final

from django.contrib.messages import WARNING
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.office.messaging import actions, queries
from jobvisit.office.messaging import templates as catalogue
from jobvisit.office.messaging.models import Channel, Scope
from jobvisit.office.messaging.rules import OnStrange, fit
from jobvisit.office.staff.models import User
from jobvisit.office.staff.policy import NotAllowedError, may
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.staff.messaging.forms import ChoiceForm, LimitsForm, SenderForm, TryForm

SAMPLE: Final = {
    "name": "홍길동",
    "company": "초록샘 건강식품",
    "job": "매장 판매 직원",
    "link": "https://jobs.example.go.kr/p/AbCdEfGhIjKlMnOpQrStUvWx/",
    "when": "12/01 14:00",
    "where": "반포4동 27-3",
    "place": "반포도서관",
    "why": "도서관 휴관",
    "count": "1",
    "receipt": "K7Q2M9PT",
    "course": "요양보호사 양성",
    "rank": "3",
}


@needs("messages.view")
def templates(request: StaffRequest) -> HttpResponse:
    """Every text with sample values, as long as it will be; and a field to measure a text of one's own."""
    form = TryForm(request.POST or None)
    measured = form.measured if form.is_bound and form.is_valid() else None
    district = request.user.district
    sample = SAMPLE | {"centre": district.centre_name, "phone": district.centre_phone or "02-2155-8888"}
    shown = []
    for template in catalogue.every():
        written = catalogue.write(template, sample, get_language() or "ko")
        text = fit(written.text, on_strange=OnStrange.REPLACE)
        scope, ways = Scope(template.scope).label, [Channel(way).label for way in template.channels]
        shown.append({"template": template, "written": written, "text": text, "scope": scope, "ways": ways})
    status = 422 if form.is_bound and measured is None else 200
    context = {"shown": shown, "form": form, "measured": measured}
    return render(request, "messaging/templates.html", context, status=status)


@require_safe
@needs("messages.view")
def page(request: StaffRequest) -> HttpResponse:
    """Limits in force, sender numbers, campaigns, and where a refusal is written down."""
    return _page(request)


@require_POST
@needs("messages.configure")
def limits(request: StaffRequest) -> HttpResponse:
    """New limits from a day on."""
    form = LimitsForm(request.POST, today=clock.seoul_day(clock.now()))
    if not form.is_valid():
        return _page(request, limits_form=form)
    actions.set_limits(by=request.user, at=clock.now(), **form.cleaned_data)
    toasts.say(request, _("한도를 바꿨습니다."))
    return redirect("messaging:rules")


@require_POST
@needs("messages.configure")
def sender(request: StaffRequest) -> HttpResponse:
    """One more registered number."""
    form = SenderForm(request.POST)
    if not form.is_valid():
        return _page(request, sender_form=form)
    actions.register_sender(by=request.user, at=clock.now(), **form.cleaned_data)
    toasts.say(request, _("발신번호를 적었습니다."))
    return redirect("messaging:rules")


@require_POST
@needs("messages.decide")
def choice(request: StaffRequest) -> HttpResponse:
    """Somebody refused to be written to, or agreed."""
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return _page(request, choice_form=form)
    said = form.cleaned_data
    actions.choose(
        district=request.user.district,
        address=said["address"],
        scope=said["scope"],
        allowed=said["allowed"] == "yes",
        source=said["source"],
        by=request.user,
        at=clock.now(),
    )
    toasts.say(
        request, _("적었습니다. 기다리던 것은 나가지 않습니다.") if said["allowed"] == "no" else _("적었습니다.")
    )
    return redirect("messaging:rules")


@require_POST
@needs("messages.approve")
def approve_campaign(request: StaffRequest, pk: int) -> HttpResponse:
    """The second person agrees to a whole campaign."""
    campaign = or_404(queries.campaign_of, request.user, pk)
    try:
        n = actions.approve_campaign(campaign=campaign, by=request.user, at=clock.now())
    except NotAllowedError:
        toasts.say(request, _("자기가 연 묶음은 다른 사람이 승인해야 합니다."), level=WARNING)
    else:
        said = ngettext(
            "묶음을 승인했습니다. 기다리던 %(n)d건이 나갑니다.", "묶음을 승인했습니다. 기다리던 %(n)d건이 나갑니다.", n
        )
        toasts.say(request, said % {"n": n})
    return redirect("messaging:rules")


def _campaigns(user: User) -> list[dict[str, Any]]:
    """Each campaign with what of it waits, and whether this person may agree to it."""
    waiting, second = queries.awaiting_approval(user), may(user, "messages.approve")
    return [
        {
            "row": one,
            "waiting": waiting.get(one.code, 0),
            "may_approve": second and one.opened_by_id != user.pk and waiting.get(one.code, 0) > 0,
        }
        for one in queries.campaigns(user)[:20]
    ]


def _page(request: StaffRequest, **forms: Any) -> HttpResponse:
    user, today = request.user, clock.seoul_day(clock.now())
    caps = queries.caps(user.district, today)
    quiet = queries.quiet_now(user.district, today)
    first = {
        "valid_from": today,
        "quiet_starts": quiet.starts,
        "quiet_ends": quiet.ends,
        "person_per_day": caps.person_per_day,
        "campaign": caps.campaign,
        "district_per_day": caps.district_per_day,
        "approval_above": caps.approval_above,
    }
    context = {
        "caps": caps,
        "quiet": quiet,
        "senders": queries.senders(user),
        "campaigns": _campaigns(user),
        "may_configure": may(user, "messages.configure"),
        "may_decide": may(user, "messages.decide"),
        "limits_form": LimitsForm(initial=first, today=today),
        "sender_form": SenderForm(initial={"valid_from": today}),
        "choice_form": ChoiceForm(),
        **forms,
    }
    return render(request, "messaging/rules.html", context, status=422 if forms else 200)
