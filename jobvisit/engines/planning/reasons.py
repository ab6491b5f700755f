"""Codes as sentences, Korean and English, for the command line and as a first wording for pages."""

from __future__ import annotations

from .types import Notice, NoticeCode, Reason, Unserved

REASONS: dict[Reason, tuple[str, str]] = {
    Reason.NO_PLACE: ("좌표가 없습니다. 주소를 확인해 주세요.", "It has no coordinates; check the address."),
    Reason.BAD_PLACE: ("좌표가 올바르지 않습니다: {0}", "Its coordinates are impossible: {0}"),
    Reason.SWAPPED_PLACE: ("위도와 경도가 뒤바뀐 것 같습니다: {0}", "Latitude and longitude seem to be swapped: {0}"),
    Reason.OUT_OF_AREA: ("관할 구역 밖입니다: {0}", "It lies outside the district: {0}"),
    Reason.TOO_FAR: ("출발지에서 너무 멉니다: {0}", "It is too far from where anyone sets out: {0}"),
    Reason.CLOSED_DOWN: ("폐업한 사업체입니다.", "The firm has closed down."),
    Reason.DUPLICATE: ("같은 사업체가 이미 있습니다: {0}", "The same firm is there already: {0}"),
    Reason.BAD_LENGTH: ("방문 시간(길이)이 올바르지 않습니다: {0}", "The length of the visit is impossible: {0}"),
    Reason.BAD_VALUE: ("기대 채용 인원이 올바르지 않습니다: {0}", "Its expected hires are impossible: {0}"),
    Reason.BAD_CREW: ("방문 인원은 1명 또는 2명이어야 합니다: {0}", "One or two can make a visit, not {0}."),
    Reason.BAD_HOURS: ("시각이 올바르지 않습니다: {0}", "Its hours are impossible: {0}"),
    Reason.PAST: ("이미 지난 시각의 약속입니다: {0}", "The appointment is past: {0}"),
    Reason.HOLIDAY: ("공휴일입니다: {0}", "It is a public holiday: {0}"),
    Reason.CLOSED_DAY: ("그날 사업체가 쉽니다: {0}", "The firm is closed that day: {0}"),
    Reason.NO_SHIFT: ("그날 근무하는 상담사가 없습니다: {0}", "Nobody works then: {0}"),
    Reason.COUNSELLOR_AWAY: ("지정한 상담사가 자리에 없습니다: {0}", "The counsellor asked for is away: {0}"),
    Reason.LUNCH: ("상담사의 점심시간과 겹칩니다: {0}", "It falls into lunch: {0}"),
    Reason.OUTSIDE_SHIFT: (
        "근무 시간 안에 다녀올 수 없습니다: {0}",
        "It does not fit into anyone's working hours: {0}",
    ),
    Reason.UNREACHABLE: (
        "영업시간과 근무 시간이 맞는 날이 없습니다.",
        "On no day do its hours and anyone's working hours meet.",
    ),
    Reason.OVERLAP: ("다른 약속과 겹쳐 갈 사람이 없습니다: {0}", "Everyone is taken by other appointments: {0}"),
    Reason.PAIR: ("두 사람이 함께 갈 수 있는 시간이 없습니다: {0}", "No two counsellors are free together: {0}"),
    Reason.DROPPED: ("바뀐 일정에서 빠졌습니다.", "It fell out of the changed plan."),
    Reason.NOT_WORTH_THE_WAY: (
        "가는 길에 비해 기대 채용이 적습니다(늘어나는 이동 {0}분).",
        "It promises too little for the way ({0} more minutes of travel).",
    ),
    Reason.BELOW_SHORTLIST: ("기대 채용이 더 큰 사업체가 먼저입니다.", "Firms that promise more come first."),
    Reason.DAYS_FULL: ("기간 안의 시간이 다 찼습니다.", "The days are full."),
}

NOTICES: dict[NoticeCode, tuple[str, str]] = {
    NoticeCode.SHIFT_TWICE: (
        "근무가 두 번 적혀 있어 첫째 것만 씁니다: {0}",
        "Shift given twice, the first counts: {0}",
    ),
    NoticeCode.SHIFT_HOURS: ("근무 시간이 올바르지 않습니다: {0}", "Impossible working hours: {0}"),
    NoticeCode.SHIFT_PLACE: (
        "출발지나 도착지의 좌표가 올바르지 않습니다: {0}",
        "Impossible start or end of a shift: {0}",
    ),
    NoticeCode.SHIFT_HOLIDAY: ("공휴일이라 근무에서 뺐습니다: {0}", "Left out, a public holiday: {0}"),
    NoticeCode.SHIFT_PAST: ("이미 지난 근무입니다: {0}", "The shift is over: {0}"),
    NoticeCode.NO_SHIFTS: ("근무가 하나도 없습니다.", "There is no shift at all."),
    NoticeCode.NO_VISITS: ("방문할 사업체가 하나도 없습니다.", "There is no firm to visit."),
    NoticeCode.TRAVEL_FAILED: (
        "길 찾기 서버가 답하지 않아 직선거리로 계산했습니다: {0}",
        "The routing server did not answer; straight lines were used: {0}",
    ),
    NoticeCode.TRAVEL_PARTLY: (
        "길 찾기 서버가 모르는 구간은 직선거리로 계산했습니다: {0}",
        "Ways the routing server does not know are straight lines: {0}",
    ),
    NoticeCode.ENGINE_MISSING: ("요청한 엔진이 없어 다른 것을 썼습니다: {0}", "The engine asked for is missing: {0}"),
}


def words(told: Unserved | Notice) -> tuple[str, str]:
    """Korean and English, with the facts filled in."""
    korean, english = REASONS[told.reason] if isinstance(told, Unserved) else NOTICES[told.code]
    facts = ", ".join(told.facts) or "–"
    return korean.format(facts), english.format(facts)
