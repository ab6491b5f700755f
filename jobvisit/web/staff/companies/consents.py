"""A firm's word on notices by text and e-mail, on its card: who heard it, when, how; taken back by one more press."""

from typing import Any

from django.contrib.messages import WARNING
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jobvisit.base import clock, phone
from jobvisit.flows import firm_consents as flow
from jobvisit.office.companies import queries
from jobvisit.office.companies.models import Company
from jobvisit.office.staff.models import User
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.parts import Tone
from jobvisit.web.staff.messaging.forms import HEARD

CHANNELS = {flow.SMS: gettext_lazy("문자"), flow.EMAIL: gettext_lazy("전자우편")}
BY_THEMSELVES = {"text": gettext_lazy("문자 답장")}


def consent_context(user: User, company: Company) -> dict[str, Any]:
    """What the piece `companies/_consent.html` needs."""
    return {
        "ways": [_way(one) for one in flow.ways(company, by=user)],
        "heard": HEARD,
        "may_consent": may(user, "messages.decide"),
    }


@require_POST
@needs("messages.decide")
def record(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep what the firm said at one of its addresses."""
    company = or_404(queries.get, request.user, pk)
    posted = request.POST
    where = posted.get("back", "")
    back = where if url_has_allowed_host_and_scheme(where, None) else reverse("companies:detail", args=[pk])
    allowed, source = posted.get("allowed"), posted.get("source", "")
    if allowed not in {"yes", "no"} or source not in dict(HEARD):
        toasts.say(request, _("어떻게 들었는지와 뜻을 고르세요."), level=WARNING)
        return redirect(back)
    try:
        flow.record(
            firm=company, address=posted.get("address", ""), allowed=allowed == "yes", source=source,
            by=request.user, at=clock.now(),
        )  # fmt: skip
    except flow.NotTheirsError:
        toasts.say(request, _("그 사이에 담당자나 주소가 바뀌었습니다. 새로 보이는 주소에 적으세요."), level=WARNING)
    else:
        held = _("적었습니다. 기다리던 것은 나가지 않습니다.")
        toasts.say(request, _("동의를 적었습니다.") if allowed == "yes" else held)
    return redirect(back)


def _way(way: flow.Way) -> dict[str, Any]:
    said = way.said
    state: tuple[str, Tone] = (_("동의 없음"), "neutral")
    if said:
        state = (_("동의함"), "success") if said.allowed else (_("받지 않음"), "danger")
    how = {**dict(HEARD), **BY_THEMSELVES}.get(said.source, said.source) if said else ""
    return {
        "word": str(CHANNELS[way.channel]),
        "address": way.address,
        "shown": phone.pretty(way.address) if way.channel == flow.SMS else way.address,
        "state": state[0],
        "tone": state[1],
        "allowed": bool(said and said.allowed),
        "at": said.at if said else None,
        "how": " · ".join(str(one) for one in (how, said.taken_by.name if said and said.taken_by else "") if one),
    }
