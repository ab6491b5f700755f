"""Messages: what went out, what waits for a person, what came in."""

from typing import Any

from django.contrib.messages import WARNING
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.office.audit import queries as audit
from jobvisit.office.messaging import actions, incoming, queries, settling
from jobvisit.office.messaging.channels import Fate
from jobvisit.office.messaging.models import Message
from jobvisit.office.messaging.states import MessageState
from jobvisit.office.staff.policy import NotAllowedError, may
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.listing import page_of
from jobvisit.web.shared.partials import page_or_part
from jobvisit.web.shared.parts import Column, Tab
from jobvisit.web.staff.messaging import show
from jobvisit.web.staff.messaging.forms import ReasonForm

S = MessageState
TABS = {
    "decide": (S.UNKNOWN, S.FAILED, S.HELD),
    "approve": (S.WAITING_APPROVAL,),
    "waiting": (S.QUEUED, S.SENDING),
    "gone": (S.SENT, S.DELIVERED),
    "all": (),
}
DECISIONS = ("ask", "arrived", "let_be", "anew")


@require_safe
@needs("messages.view")
def message_list(request: StaffRequest) -> HttpResponse:
    """Messages by what they call for; those that wait for a person first."""
    rows = queries.visible_to(request.user)
    chosen = request.GET.get("tab", "decide")
    chosen = chosen if chosen in TABS else "all"
    counts = queries.counts_by_state(request.user)
    shown = rows.filter(state__in=TABS[chosen]) if TABS[chosen] else rows
    page = page_of(request, shown.order_by("-queued_at", "-id"))
    names = (_("무엇"), _("받는 이"), _("방법"), _("상태"), _("까닭"), _("적은 때"))
    context = {
        "page": page,
        "rows": [show.row(message) for message in page.object_list],
        "columns": [Column(name) for name in names],
        "tabs": _tabs(request, chosen, counts),
        "inbound": queries.open_inbound(request.user).count(),
        "may_configure": may(request.user, "messages.configure"),
    }
    return page_or_part(request, "messaging/list.html", "messaging/_rows.html", context)


@require_safe
@needs("messages.view")
def detail(request: StaffRequest, reference: Any) -> HttpResponse:
    """One message: its words with the person masked, what became of it, what can be decided."""
    return _detail(request, _message(request, reference))


@require_POST
@needs("messages.decide")
def decide(request: StaffRequest, reference: Any) -> HttpResponse:
    """A person decides about a message whose fate is open."""
    message, at = _message(request, reference), clock.now()
    what, form = request.POST.get("what", ""), ReasonForm(request.POST)
    if what not in DECISIONS:
        raise Http404
    if what in {"arrived", "let_be"} and not form.is_valid():
        return _detail(request, message, form=form, status=422)
    try:
        if what == "ask":
            fate = settling.ask_again(message=message, by=request.user, at=at)
            words = _("중계사도 모른다고 합니다.") if fate == Fate.NOT_KNOWN else _("중계사에 물어보았습니다.")
            toasts.say(request, words)
        elif what == "anew":
            anew = settling.write_anew(message=message, by=request.user, at=at)
            toasts.say(request, _("새로 적었습니다. 곧 나갑니다."))
            return redirect("messaging:detail", reference=anew.reference)
        else:
            act = settling.mark_delivered if what == "arrived" else settling.let_be
            act(message=message, reason=form.cleaned_data["reason"], by=request.user, at=at)
            toasts.say(request, _("적었습니다."))
    except NotAllowedError:
        toasts.say(request, _("그 사이에 상태가 바뀌었습니다. 지금 상태를 보고 다시 정해 주세요."), level=WARNING)
    return redirect("messaging:detail", reference=reference)


@require_POST
@needs("messages.approve")
def approve(request: StaffRequest, reference: Any) -> HttpResponse:
    """The second person agrees."""
    try:
        actions.approve(message=_message(request, reference), by=request.user, at=clock.now())
    except (NotAllowedError, ValueError):
        toasts.say(request, _("자기가 적은 것이거나 이미 승인된 것입니다."), level=WARNING)
    else:
        toasts.say(request, _("승인했습니다. 곧 나갑니다."))
    return redirect("messaging:detail", reference=reference)


@require_POST
@needs("messages.release")
def release(request: StaffRequest, reference: Any) -> HttpResponse:
    """Send what our own limit held back, with a reason."""
    message, form = _message(request, reference), ReasonForm(request.POST)
    if not form.is_valid():
        return _detail(request, message, form=form, status=422)
    try:
        reason = form.cleaned_data["reason"]
        actions.release(message=message, reason=reason, by=request.user, at=clock.now())
    except (NotAllowedError, ValueError):
        toasts.say(request, _("이 까닭은 넘어설 수 없습니다."), level=WARNING)
    else:
        toasts.say(request, _("곧 나갑니다."))
    return redirect("messaging:detail", reference=reference)


@require_safe
@needs("messages.view")
def inbound(request: StaffRequest) -> HttpResponse:
    """Texts that came in and could not be read for certain."""
    rows = [show.inbound_row(row) for row in queries.open_inbound(request.user)[:100]]
    return render(request, "messaging/inbound.html", {"rows": rows})


@require_POST
@needs("messages.decide")
def handled(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody has read it and done what was to be done."""
    row = or_404(queries.inbound, request.user, pk)
    incoming.handled(row=row, by=request.user, at=clock.now())
    toasts.say(request, _("처리했다고 적었습니다."))
    return redirect("messaging:inbound")


def _message(request: StaffRequest, reference: Any) -> Message:
    return or_404(queries.get, request.user, reference)


def _detail(request: StaffRequest, message: Message, form: ReasonForm | None = None, status: int = 200) -> HttpResponse:
    state = MessageState(message.state)
    user = request.user
    context = {
        "message": message,
        "row": show.row(message),
        "text": show.masked_text(message),
        "facts": show.facts(message),
        "events": [show.event(one) for one in audit.timeline(user, message)],
        "form": form or ReasonForm(),
        "may_ask": state in {S.UNKNOWN, S.SENT} and may(user, "messages.decide"),
        "may_settle": state == S.UNKNOWN and may(user, "messages.decide"),
        "may_write_anew": state in {S.UNKNOWN, S.FAILED} and may(user, "messages.decide"),
        "may_approve": state == S.WAITING_APPROVAL and may(user, "messages.approve") and message.queued_by != user,
        "may_release": state == S.HELD and message.reason in actions.RELEASABLE and may(user, "messages.release"),
    }
    return render(request, "messaging/detail.html", context, status=status)


def _tabs(request: StaffRequest, chosen: str, counts: dict[str, int]) -> list[Tab]:
    names = {
        "decide": _("정할 것"),
        "approve": _("승인할 것"),
        "waiting": _("나갈 것"),
        "gone": _("나간 것"),
        "all": _("모두"),
    }
    where = reverse("messaging:list")
    return [
        Tab(name, f"{where}?tab={key}", key == chosen, sum(counts.get(state, 0) for state in TABS[key]) or None)
        for key, name in names.items()
    ]
