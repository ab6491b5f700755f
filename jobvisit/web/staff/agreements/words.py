"""The words of agreements: states, proofs, what happened, why something cannot be."""

from typing import Any, Final

from django.utils.translation import gettext_lazy

from jobvisit.office.agreements.rules import Problem
from jobvisit.office.agreements.states import AgreementState, Commitment, Rung, Warn
from jobvisit.web.shared.parts import Tone

STATES: Final[dict[AgreementState, tuple[Any, Tone]]] = {
    AgreementState.DRAFT: (gettext_lazy("쓰는 중"), "neutral"),
    AgreementState.NEGOTIATING: (gettext_lazy("협의 중"), "info"),
    AgreementState.SIGNED: (gettext_lazy("체결함"), "info"),
    AgreementState.ACTIVE: (gettext_lazy("이행 중"), "success"),
    AgreementState.REVIEW: (gettext_lazy("점검할 때"), "warning"),
    AgreementState.RENEWED: (gettext_lazy("갱신됨"), "primary"),
    AgreementState.EXPIRED: (gettext_lazy("기간이 끝남"), "neutral"),
    AgreementState.ENDED: (gettext_lazy("그만둠"), "danger"),
}
COMMITMENTS: Final[dict[Commitment, tuple[Any, Tone]]] = {
    Commitment.PLANNED: (gettext_lazy("시작 전"), "neutral"),
    Commitment.DUE: (gettext_lazy("지킬 때"), "info"),
    Commitment.MET: (gettext_lazy("지킴"), "success"),
    Commitment.PART: (gettext_lazy("일부 지킴"), "warning"),
    Commitment.MISSED: (gettext_lazy("못 지킴"), "danger"),
}
RUNGS: Final[dict[Rung, Any]] = {
    Rung.CLAIMED: gettext_lazy("채용을 들음"),
    Rung.CONFIRMED: gettext_lazy("한쪽이 확인"),
    Rung.DOCUMENTED: gettext_lazy("서류로 확인"),
    Rung.STARTED: gettext_lazy("출근 확인"),
    Rung.RETAINED_1: gettext_lazy("1개월 근속"),
    Rung.RETAINED_3: gettext_lazy("3개월 근속"),
    Rung.RETAINED_6: gettext_lazy("6개월 근속"),
    Rung.RETAINED_12: gettext_lazy("12개월 근속"),
}
SHADES: Final[dict[Rung, str]] = {
    Rung.CLAIMED: "claimed",
    Rung.CONFIRMED: "confirmed",
    Rung.DOCUMENTED: "documented",
    Rung.STARTED: "started",
}
GRAVE: Final = {Warn.PARTY_GONE, Warn.DECIDER_GONE, Warn.PAST_DUE}
VERBS: Final = {
    "agreements.draft": gettext_lazy("협약을 쓰기 시작했습니다"),
    "agreements.change": gettext_lazy("협약을 고쳤습니다"),
    "agreements.move": gettext_lazy("상태가 바뀌었습니다"),
    "agreements.add_party": gettext_lazy("협약 상대를 더했습니다"),
    "agreements.join": gettext_lazy("회원사가 들어왔습니다"),
    "agreements.leave": gettext_lazy("회원사가 나갔습니다"),
    "agreements.add_line": gettext_lazy("조항을 더했습니다"),
    "agreements.amend_line": gettext_lazy("조항을 고쳤습니다"),
    "agreements.attach": gettext_lazy("체결한 협약서를 올렸습니다"),
    "agreements.open_paper": gettext_lazy("체결한 협약서를 열었습니다"),
    "agreements.paper": gettext_lazy("협약서 초안을 문서로 받았습니다"),
    "agreements.hand_over": gettext_lazy("담당자가 바뀌었습니다"),
}
_PROBLEMS: Final = {
    "not_positive": gettext_lazy("‘%(value)s’명은 약속이 될 수 없습니다. 1에서 9,999 사이의 수로 적으세요."),
    "due_past": gettext_lazy("기한 %(value)s은(는) 이미 지났습니다."),
    "due_before_start": gettext_lazy("기한 %(value)s이(가) 협약의 시작일보다 빠릅니다."),
    "due_after_end": gettext_lazy("기한 %(value)s이(가) 협약이 끝난 뒤입니다."),
    "before_last_change": gettext_lazy("이 조항은 %(value)s부터의 내용이 이미 있습니다. 그날이나 그 뒤를 적으세요."),
    "no_basis": gettext_lazy("‘%(value)s’을(를) 먼저 소개하려면 법적 근거를 적어야 합니다(고용정책 기본법 제7조)."),
    "window_for_nobody": gettext_lazy("우선 시간을 두려면 먼저 소개할 집단을 고르세요."),
    "window_too_long": gettext_lazy("우선 시간은 14일을 넘을 수 없습니다."),
    "no_such_occupation": gettext_lazy("‘%(value)s’(으)로 시작하는 직종이 없습니다."),
    "no_such_group": gettext_lazy("‘%(value)s’은(는) 그날의 법에 있는 집단이 아닙니다."),
    "ends_before_start": gettext_lazy("끝나는 날 %(value)s이(가) 시작일보다 빠릅니다."),
    "review_outside": gettext_lazy("점검하는 날 %(value)s이(가) 협약 기간 밖입니다."),
    "review_past": gettext_lazy("다음에 점검할 날 %(value)s이(가) 이미 왔습니다."),
    "signed_already": gettext_lazy("체결한 협약의 시작일은 바꿀 수 없습니다."),
    "missing": gettext_lazy("적어야 합니다."),
    "not_yet": gettext_lazy("체결일 %(value)s이(가) 아직 오지 않았습니다."),
    "no_party": gettext_lazy("협약 상대가 없습니다. 먼저 상대를 더하세요."),
    "no_line": gettext_lazy("약속한 조항이 없습니다. 먼저 조항을 더하세요."),
    "firm_closed": gettext_lazy("‘%(value)s’은(는) 폐업한 사업체입니다."),
    "firm_merged": gettext_lazy("다른 사업체로 합쳐졌습니다. ‘%(value)s’을(를) 고르세요."),
    "branch_elsewhere": gettext_lazy("‘%(value)s’은(는) 이 사업체의 사업장이 아닙니다."),
    "party_twice": gettext_lazy("‘%(value)s’은(는) 이미 이 협약에 있습니다."),
    "member_already": gettext_lazy("‘%(value)s’은(는) 이미 회원사입니다."),
    "joins_after_end": gettext_lazy("들어온 날 %(value)s이(가) 협약이 끝난 뒤입니다."),
    "left_already": gettext_lazy("%(value)s에 이미 나간 것으로 적혀 있습니다."),
    "left_before_joining": gettext_lazy("나간 날이 들어온 날 %(value)s보다 빠릅니다."),
    "over": gettext_lazy("끝난 협약은 고칠 수 없습니다. 다시 열거나 갱신하세요."),
    "never_signed": gettext_lazy("체결하지 않은 협약은 갱신할 수 없습니다."),
    "went_into_another": gettext_lazy("다른 협약에 합친 협약은 다시 열 수 없습니다."),
    "before_the_old_one": gettext_lazy("앞선 협약이 %(value)s에 시작했습니다. 그보다 뒤에 시작해야 합니다."),
    "cannot_combine": gettext_lazy("체결한 두 협약만 합칠 수 있습니다."),
    "lines_unpaired": gettext_lazy("조항마다 이어 갈 조항을 고르세요."),
    "no_such_line": gettext_lazy("고를 수 없는 조항입니다."),
}


def problem(one: Problem) -> str:
    """Why something cannot be, in words, with the value."""
    text = str(_PROBLEMS.get(one.code, one.code))
    return text % {"value": one.value} if "%(" in text else text
