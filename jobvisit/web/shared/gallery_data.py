"""Invented people and firms for the gallery. Nothing here is real, and nothing reads it but the gallery."""

from datetime import UTC, date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobvisit.web.shared.parts import (
    CandidateRow,
    Column,
    Event,
    Evidence,
    Fact,
    FindingCard,
    Reason,
    Tab,
    Task,
    Term,
)

DAYS: Final = [
    ("1", gettext_lazy("월")),
    ("2", gettext_lazy("화")),
    ("3", gettext_lazy("수")),
    ("4", gettext_lazy("목")),
    ("5", gettext_lazy("금")),
    ("6", gettext_lazy("토")),
    ("7", gettext_lazy("일")),
]
SHIFTS: Final = [("day", gettext_lazy("주간")), ("two", gettext_lazy("2교대")), ("three", gettext_lazy("3교대"))]
FIRMS: Final = [
    ("1048200011", "방배건강마을", "방배본동"),
    ("1058200026", "방배밥상", "방배1동"),
    ("1068200031", "반포베이커리", "반포1동"),
    ("1078200046", "바른돌봄센터", "양재2동"),
]
ORDER: Final = {
    "firm_name": "방배건강마을",
    "firm": "1048200011",
    "title": "건강식품 매장 판매원",
    "headcount": "1",
    "pay_kind": "month",
    "pay": "2,200,000",
    "days": ["1", "2", "3", "4", "5"],
    "shift": "day",
    "phone": "02-555-0134",
    "duties": "매장 상담과 진열, 계산",
    "meals": "on",
}


def evidence() -> dict[str, Evidence]:
    """What the paste box read, and from which words."""
    return {
        "title": Evidence("건강식품 판매 1명"),
        "pay": Evidence("월 220", sure=False, doubt=_("단위가 적혀 있지 않음")),
        "days": Evidence("주5일", sure=False, doubt=_("월~금으로 짐작")),
    }


def findings() -> list[FindingCard]:
    """One finding of each outcome."""
    return [
        FindingCard(
            "unlawful",
            _("2027년 최저임금에 못 미칩니다"),
            article="최저임금법 제6조",
            rests_on="월 2,200,000원 ÷ 209시간 = 10,526원 < 10,700원",
            fix=_("월 2,236,300원으로 고치기"),
            fix_name="apply",
            fix_value="pay=2236300",
            field="id_pay",
        ),
        FindingCard(
            "to_confirm",
            _("나이를 제한하는 말일 수 있습니다"),
            article="고령자고용법 제4조의4",
            rests_on="“젊은 분 환영”",
            fix=_("이 말을 빼기"),
            fix_name="apply",
            fix_value="drop-age",
        ),
        FindingCard("note", _("휴게시간이 적혀 있지 않습니다"), article="근로기준법 제54조", field="id_duties"),
    ]


def _terms() -> list[Term]:
    return [
        Term(_("희망 직종"), "98", 98, "판매"),
        Term(_("출근 거리"), "93", 93, "0.8km"),
        Term(_("임금"), "88", 88),
        Term(_("근무 시간"), "100", 100),
        Term(_("경력"), "80", 80, "3년"),
        Term(_("자격·면허"), "70", 70),
    ]


def candidates() -> list[CandidateRow]:
    """Three people who fit, best first."""
    return [
        CandidateRow(
            "박○희",
            "방배본동 · 걸어서 12분",
            91,
            rank=1,
            url="#박",
            refer_url="#refer",
            terms=_terms(),
            reasons=[
                Reason("매장 판매 3년"),
                Reason("희망 임금 210만원"),
                Reason("주 5일 낮 근무 희망"),
                Reason("토요일 근무", "unknown"),
            ],
        ),
        CandidateRow(
            "이○정",
            "방배2동 · 버스 18분",
            86,
            rank=2,
            url="#이",
            refer_url="#refer",
            terms=_terms(),
            reasons=[Reason("건강식품 상담 1년"), Reason("바로 일할 수 있음"), Reason("컴퓨터 사용", "missing")],
        ),
        CandidateRow(
            "최○",
            "사당동 · 지하철 21분",
            79,
            rank=3,
            url="#최",
            refer_url="#refer",
            terms=_terms(),
            passed_over="11. 3. 신청 · 희망 임금 240만원이 이 구인보다 높음",
            reasons=[Reason("판매 경력 6년"), Reason("희망 임금 240만원", "missing")],
        ),
    ]


def left_out() -> list[CandidateRow]:
    """One who applied earlier and is left out, with the recorded reason."""
    return [
        CandidateRow(
            "정○수",
            "서초3동",
            0,
            passed_over="10. 29. 신청 · 밤 근무만 희망하여 근무 시간이 맞지 않음",
            reasons=[Reason("밤 근무만 희망", "missing")],
        )
    ]


def columns() -> list[Column]:
    """The columns of the order list."""
    return [
        Column(_("구인"), sort="title"),
        Column(_("사업체"), sort="firm"),
        Column(_("임금"), sort="pay", end=True),
        Column(_("적합"), sort="fit", end=True),
        Column(_("마감"), sort="closes"),
        Column(_("상태"), tight=True),
    ]


def orders() -> list[dict[str, Any]]:
    """A list long enough to turn pages."""
    kinds = [
        ("건강식품 매장 판매원", "방배건강마을", "month", 2236300, 23, (_("모집 중"), "success")),
        ("주방 보조", "방배밥상", "hour", 10700, 41, (_("모집 중"), "success")),
        ("제빵 보조", "반포베이커리", "month", 2300000, 12, (_("확인 필요"), "warning")),
        ("요양보호사", "바른돌봄센터", "hour", 13000, 8, (_("마감 임박"), "danger")),
        ("아파트 경비원", "서초드림관리", "month", 2480000, 17, (_("중지"), "neutral")),
        ("시설 청소원", "서초드림관리", "month", 2240000, 35, (_("채용 완료"), "primary")),
    ]
    names = ("title", "firm", "pay_kind", "pay", "fit", "state")
    return [{**dict(zip(names, kinds[n % 6], strict=True)), "closes": date(2026, 12, 1 + n % 28)} for n in range(43)]


def facts() -> list[Fact]:
    """The terms of one order."""
    return [
        Fact(_("임금"), "월 2,236,300원", "시간당 10,700원"),
        Fact(_("근무 시간"), "월~금 09:00~18:00", "쉬는 시간 60분"),
        Fact(_("근무 장소"), "서초구 방배본동", "내방역 걸어서 6분"),
        Fact(_("경력"), "무관"),
        Fact(_("자격·면허"), "없음"),
        Fact(_("사회보험"), "4대 보험"),
    ]


def tabs() -> list[Tab]:
    """The tabs of an order."""
    return [
        Tab(_("구인 조건"), "#terms", current=True),
        Tab(_("추천"), "#fit", count=23),
        Tab(_("알선"), "#referrals", count=4),
        Tab(_("기록"), "#history"),
    ]


def events() -> list[Event]:
    """The life of one order so far."""
    return [
        Event(datetime(2026, 11, 23, 5, 2, tzinfo=UTC), "추천 명단을 봄", "김상담", "23명", "primary"),
        Event(datetime(2026, 11, 23, 4, 48, tzinfo=UTC), "구인표를 확인함", "김상담", tone="success"),
        Event(
            datetime(2026, 11, 23, 4, 40, tzinfo=UTC),
            "최저임금 확인 필요",
            "",
            "월 220만원 → 월 2,236,300원",
            "warning",
        ),
        Event(datetime(2026, 11, 19, 1, 15, tzinfo=UTC), "방문하여 구인표를 받음", "김상담", "대표와 면담"),
    ]


def visits() -> list[Task]:
    """The appointments of one day."""
    return [
        Task("방배건강마을", "#1", "방배본동 · 대표 면담 · 걸어서 9분", "current", "10:00", _("다음 방문"), "primary"),
        Task("방배밥상", "#2", "방배1동 · 구인표 다시 확인", "todo", "11:20"),
        Task("반포베이커리", "#3", "반포1동 · 첫 방문", "todo", "14:00"),
    ]


def steps() -> list[Task]:
    """The steps of one visit."""
    return [
        Task(_("사업체 확인"), "#a", "방배건강마을 · 8명", "done"),
        Task(_("구인 조건"), "#b", _("확인할 것 1개"), "current", badge=_("확인 필요"), tone="warning"),
        Task(_("추천"), "#c", "적합 23명"),
        Task(_("다음 약속"), "#d"),
    ]
