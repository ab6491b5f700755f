"""How messages look: the word and tone of each state, the words of each reason."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jobvisit.office.messaging.states import MessageState, Reason

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
