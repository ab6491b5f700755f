"""Why a visit is not in the plan, as a Korean sentence. The codes are `types.Reason`."""

from __future__ import annotations

from .types import Reason, Unserved

TEXTS: dict[Reason, str] = {
    Reason.NO_PLACE: "좌표가 없습니다. 주소를 확인해 주세요.",
    Reason.BAD_PLACE: "좌표가 올바르지 않습니다: {0}",
    Reason.SWAPPED_PLACE: "위도와 경도가 뒤바뀐 것 같습니다: {0}",
    Reason.OUT_OF_AREA: "관할 구역 밖입니다: {0}",
    Reason.TOO_FAR: "출발지에서 너무 멉니다: {0}",
    Reason.CLOSED_DOWN: "폐업한 사업체입니다.",
    Reason.DUPLICATE: "같은 사업체가 이미 있습니다: {0}",
    Reason.BAD_LENGTH: "방문 시간이 올바르지 않습니다: {0}",
    Reason.BAD_VALUE: "기대 채용 인원이 올바르지 않습니다: {0}",
    Reason.BAD_CREW: "방문 인원은 1명 또는 2명이어야 합니다: {0}",
    Reason.BAD_HOURS: "시간이 올바르지 않습니다: {0}",
    Reason.PAST: "이미 지난 시각의 약속입니다: {0}",
    Reason.HOLIDAY: "공휴일입니다: {0}",
    Reason.CLOSED_DAY: "그날 사업체가 쉽니다: {0}",
    Reason.NO_SHIFT: "그날 근무하는 상담사가 없습니다: {0}",
    Reason.COUNSELLOR_AWAY: "지정한 상담사가 그날 근무하지 않습니다: {0}",
    Reason.LUNCH: "상담사의 점심시간과 겹칩니다: {0}",
    Reason.OUTSIDE_SHIFT: "근무 시간 안에 다녀올 수 없습니다: {0}",
    Reason.UNREACHABLE: "영업시간과 근무 시간이 맞는 날이 없습니다.",
    Reason.OVERLAP: "다른 약속과 겹쳐 갈 사람이 없습니다: {0}",
    Reason.PAIR: "두 사람이 함께 갈 수 있는 시간이 없습니다: {0}",
    Reason.DROPPED: "다시 짠 일정에서 빠졌습니다.",
    Reason.LATE_CHANGE: "이미 시작한 하루라 넣을 수 없습니다: {0}",
    Reason.NOT_WORTH_THE_WAY: "가는 길에 비해 기대 채용이 적습니다: {0}",
    Reason.BELOW_SHORTLIST: "기대 채용이 더 큰 사업체가 먼저입니다.",
    Reason.DAYS_FULL: "기간 안의 시간이 다 찼습니다.",
}


def text(unserved: Unserved) -> str:
    """The sentence, with its facts filled in."""
    return TEXTS[unserved.reason].format(", ".join(unserved.facts) if unserved.facts else "-")
