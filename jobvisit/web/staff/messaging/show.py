"""How messages look: the word and tone of each state, the words of each reason."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobvisit.base import phone
from jobvisit.base.text import mask_name
from jobvisit.office.messaging import queries, templates
from jobvisit.office.messaging.models import Channel
from jobvisit.office.messaging.rules.replies import Outcome
from jobvisit.office.messaging.states import MessageState, Reason
from jobvisit.web.shared.parts import Event, Fact

if TYPE_CHECKING:
    from jobvisit.office.messaging.models import Inbound, Message

_S = MessageState
STATES: Final[dict[MessageState, tuple[str | Promise, str, str]]] = {
    _S.QUEUED: (_("보낼 차례를 기다림"), "info", "clock"),
    _S.WAITING_APPROVAL: (_("승인을 기다림"), "warning", "clock"),
    _S.HELD: (_("보내지 않음"), "warning", "question"),
    _S.DRY_RUN: (_("연습(보내지 않음)"), "neutral", "eye"),
    _S.SENDING: (_("보내는 중"), "info", "cloud"),
    _S.SENT: (_("보냄"), "primary", "check"),
    _S.DELIVERED: (_("도착함"), "success", "check"),
    _S.FAILED: (_("도착하지 못함"), "danger", "missing"),
    _S.UNKNOWN: (_("갔는지 모름"), "danger", "question"),
    _S.CANCELLED: (_("그만둠"), "neutral", "undo"),
    _S.SETTLED: (_("사람이 정리함"), "neutral", "check"),
}
"""Word, tone, icon."""

REASONS: Final[dict[Reason, str | Promise]] = {
    Reason.NO_ADDRESS: _("보낼 번호나 주소가 없습니다"),
    Reason.CANNOT_TEXT: _("문자를 받을 수 없는 번호입니다(010 번호가 아님)"),
    Reason.NO_SENDER: _("등록된 발신번호가 없습니다"),
    Reason.REFUSES: _("받는 이가 수신을 거부했습니다"),
    Reason.NO_CONSENT: _("이 연락에 동의한 적이 없습니다"),
    Reason.TOO_LONG: _("글이 2,000바이트를 넘습니다"),
    Reason.EMPTY: _("글이 비어 있습니다"),
    Reason.PERSON_CAP: _("한 사람에게 하루에 보내는 한도에 이르렀습니다"),
    Reason.CAMPAIGN_CAP: _("이 묶음의 한도에 이르렀습니다"),
    Reason.DAY_CAP: _("구 전체의 하루 한도에 이르렀습니다"),
    Reason.NO_HOUR: _("보낼 수 있는 시간이 한 달 안에 없습니다"),
    Reason.ANSWERED: _("답이 왔습니다"),
    Reason.NOT_NEEDED: _("더 필요하지 않습니다"),
    Reason.REJECTED: _("중계사나 전화가 받지 않았습니다"),
    Reason.UNREACHABLE: _("중계사에 닿지 않습니다"),
    Reason.BOUNCED: _("메일이 되돌아왔습니다"),
    Reason.NO_ANSWER: _("중계사의 답이 사라졌습니다"),
    Reason.WORKER_LOST: _("보내던 프로그램이 멈췄습니다"),
    Reason.NOT_KNOWN_THERE: _("중계사는 이 문자를 모른다고 합니다"),
    Reason.BLOCKED_HOST: _("연결이 허락되지 않은 곳입니다"),
}


def reason_words(code: str) -> str:
    """A reason for people; a code that another room gave is shown as it is."""
    return str(REASONS.get(code, code))  # type: ignore[call-overload]


OUTCOMES: Final[dict[Outcome, str | Promise]] = {
    Outcome.UNCLEAR: _("무슨 답인지 알 수 없음"),
    Outcome.AMBIGUOUS: _("물은 것이 여럿이라 어느 것의 답인지 모름"),
    Outcome.NO_QUESTION: _("물은 것이 없음"),
    Outcome.NOT_TAKEN: _("답은 분명하나 사정이 바뀌어 받지 못함"),
}
_VERBS: Final[dict[str, str | Promise]] = {
    "messaging.queue": _("적었습니다"),
    "messaging.move": _("상태가 바뀌었습니다"),
    "messaging.approve": _("승인했습니다"),
    "messaging.release": _("까닭을 적고 보내기로 했습니다"),
    "messaging.write_anew": _("새로 적었습니다"),
}
_LINK: Final = re.compile(r"(/p/)[A-Za-z0-9_-]{10,}")


@dataclass(frozen=True)
class Row:
    """One message as the list shows it."""

    message: "Message"
    what: str
    who: str
    way: str
    state: str
    tone: str
    icon: str
    why: str


def row(message: "Message") -> Row:
    """Person and address masked."""
    word, tone, icon = STATES[MessageState(message.state)]
    way = str(Channel(message.channel).label) if message.channel else "–"
    kind = f" {message.kind.upper()}" if message.kind else ""
    who = f"{mask_name(message.recipient_name)} {masked_address(message)}".strip()
    return Row(message, label(message.template), who, way + kind, str(word), tone, icon, reason_words(message.reason))


def label(code: str) -> str:
    """The name of a template; a code that is not registered any more is shown as it is."""
    try:
        return str(templates.find(code).label)
    except templates.UnknownTemplateError:
        return code


def masked_address(message: "Message") -> str:
    """Enough to tell two addresses apart."""
    if message.channel == Channel.SMS or message.address.isdigit():
        return phone.mask(message.address)
    name, at, host = message.address.partition("@")
    return f"{name[:1]}***@{host}" if at else "***"


def masked_text(message: "Message") -> str:
    """The words with the recipient's name masked and every link cut short: a link belongs to its recipient alone."""
    text = _LINK.sub(r"\1…", queries.text_of(message))
    return text.replace(message.recipient_name, mask_name(message.recipient_name)) if message.recipient_name else text


def facts(message: "Message") -> list[Fact]:
    """What is known of it."""
    found = [
        Fact(gettext("받는 이"), f"{mask_name(message.recipient_name)} {masked_address(message)}"),
        Fact(gettext("보낼 때"), _at(message.send_after)),
    ]
    if message.size is not None:
        found.append(Fact(gettext("길이"), gettext("%s바이트") % message.size, message.kind.upper()))
    if message.replaced:
        why = gettext("전화에서 깨지는 글자라 비슷한 것이나 ?로 바꿈")
        found.append(Fact(gettext("바꾼 글자"), " ".join(message.replaced), why))
    if message.queued_by:
        found.append(Fact(gettext("적은 이"), message.queued_by.name))
    if message.approved_by:
        found.append(Fact(gettext("승인한 이"), message.approved_by.name))
    if message.sent_at:
        found.append(Fact(gettext("보낸 때"), _at(message.sent_at)))
    if message.gateway_code:
        found.append(Fact(gettext("중계사 답"), message.gateway_code))
    if message.attempts > 1:
        found.append(Fact(gettext("시도"), str(message.attempts)))
    return found


def event(one: Any) -> Event:
    """One line of what happened."""
    to = one.details.get("to", "")
    what = str(STATES[MessageState(to)][0]) if to in set(MessageState) else str(_VERBS.get(one.verb, one.verb))
    note = " · ".join(filter(None, (reason_words(one.details.get("reason", "")), one.reason)))
    return Event(at=localtime(one.at), what=what, who=one.actor.name if one.actor else gettext("저절로"), note=note)


@dataclass(frozen=True)
class InboundRow:
    """One incoming text for a counsellor."""

    row: "Inbound"
    text: str
    why: str
    who: str
    about: "Message | None"


def inbound_row(row: "Inbound") -> InboundRow:
    """Its words, why nobody could be sure, and whom we last wrote to at that number."""
    last = queries.whose(row.district_id, row.address_key)
    who = f"{mask_name(last.recipient_name)} {masked_address(last)}" if last else gettext("처음 보는 번호")
    return InboundRow(row, queries.inbound_text(row), str(OUTCOMES.get(Outcome(row.outcome), row.outcome)), who, last)


def _at(moment: datetime) -> str:
    return f"{localtime(moment):%m/%d %H:%M}"
