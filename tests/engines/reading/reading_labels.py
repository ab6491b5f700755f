"""What the real postings say, labelled by hand from the words of each row. Values only: the rows are not kept here.

A label of None means: the row does not say it, or what it says cannot hold (five days a week for a turn of one day in
three). Hours a week are those of their own column, or in so many words; never worked out. A column of pay such as
"월급 / 250만원" gives the least; the most is labelled only where the row names an upper end.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

SEPTEMBER_26, SEPTEMBER_6 = date(2026, 9, 26), date(2026, 9, 6)
USUAL: dict[str, Any] = {
    "pay_max": None,
    "days_per_week": 5,
    "shift": None,
    "career_kind": "none_required",
    "career_years_min": None,
    "education": "any",
    "headcount": None,
    "licences": None,
    "licences_preferred": None,
    "road_or_dong": None,
    "station": None,
    "biweekly_saturday": None,
    "until_filled": None,
    "contract_months": None,
    "part_time": None,
    "pay_negotiable": None,
}
PART: dict[str, Any] = {"part_time": True}
TALK: dict[str, Any] = {"pay_negotiable": True}


def _row(
    pay: str, least: int, weekly: float | None, times: str | None, gu: str, job: str | None, **more: Any
) -> Mapping[str, Any]:
    start, end = times.split("-") if times else (None, None)
    told = {"pay_kind": pay, "pay_min": least, "weekly_hours": weekly, "start": start, "end": end, "gu": gu}
    return {**USUAL, "closes_on": SEPTEMBER_6, "employment": "permanent", **told, "occupation": job, **more}


def _first(*args: Any, **more: Any) -> Mapping[str, Any]:
    return _row(*args, **{"closes_on": SEPTEMBER_26, **more})


HOME_CARE, CARER = "재가 간병인", "요양 보호사 및 간병인"
CLEANER = "건물 청소원(공공건물,아파트,사무실,병원,상가,공장 등)"
DRIVING, DRIVING_1 = ("자동차운전면허",), ("자동차운전면허 1종 보통",)

# Seoul GetJobInfo, July 2026: the 47 rows of the sample, in order, with the last six digits of JO_REQST_NO
SEOUL: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("271749", _first("hour", 10_320, 15, "14:00-17:00", "구리시", HOME_CARE, **PART)),
    ("271743", _first("hour", 10_320, 15, "09:00-12:00", "도봉구", HOME_CARE, **PART)),
    ("271160", _first("month", 1_800_000, 32, "08:30-16:00", "연수구", CLEANER, employment="fixed_term")),
    (
        "270847",
        _first(
            *("month", 2_500_000, 45, "07:30-17:00", "안산시", "CNC 선반 조작원(NC 선반 조작원)"),
            career_kind="experienced",
            **TALK,
        ),
    ),
    ("270994", _first("month", 2_800_000, 40, "08:00-17:00", "제물포구", None, education="high")),
    ("271658", _first("hour", 13_000, 15, "16:00-19:00", "서대문구", HOME_CARE, **PART)),
    ("271651", _first("hour", 10_320, 15, "15:00-18:00", "양주시", HOME_CARE, licences=("요양보호사",), **PART)),
    (
        "271021",
        _first("year", 30_000_000, 40, "08:00-17:00", "오산시", "전자공학 기술자 및 연구원", career_kind="entry"),
    ),
    ("271524", _first("hour", 10_320, 15, "13:30-16:30", "도봉구", HOME_CARE, **PART, **TALK)),
    ("271771", _first("hour", 10_320, 15, "09:00-12:00", "광진구", HOME_CARE, employment="fixed_term", **PART)),
    ("271484", _first("hour", 10_320, 24, "09:00-13:00", "강북구", CARER, days_per_week=6, **PART, **TALK)),
    ("270632", _first("month", 2_160_000, 40, "08:30-17:30", "포천시", "금속 공작기계 조작원", **TALK)),
    ("271215", _first("month", 2_200_000, 40, "09:00-18:00", "안산시", "간호조무사", **TALK)),
    ("270939", _first("month", 2_160_000, 40, "09:00-18:00", "안성시", "간호조무사")),
    ("271418", _first("month", 1_610_000, 30, "09:00-16:00", "파주시", CLEANER, employment="fixed_term")),
    (
        "271893",
        _first(
            *("year", 31_200_000, 40, "09:00-18:00", "서초구", "생산·품질 사무원 및 관리원(그 외 분야)"),
            career_kind="entry",
            licences=DRIVING,
            licences_preferred=DRIVING_1,
        ),
    ),
    ("271819", _first("hour", 10_320, None, "08:00-11:00", "영등포구", HOME_CARE, station="여의도역")),
    ("271699", _first("hour", 10_320, 15, "10:00-13:00", "의왕시", CARER, **PART)),
    ("271465", _first("hour", 10_320, None, "09:00-12:00", "은평구", HOME_CARE)),
    ("270830", _first("hour", 10_320, None, "09:00-12:00", "성동구", HOME_CARE, biweekly_saturday=True)),
    ("270700", _first("month", 2_300_000, 40, "08:00-17:00", "양주시", "의무기록사")),
    (
        "270583",
        _first(
            *("month", 2_740_000, 40, "09:00-18:00", "이천시", "데스크 안내원"),
            career_kind="experienced",
            employment="fixed_term",
        ),
    ),
    (
        "270395",
        _first("month", 2_280_000, 40, "09:00-18:00", "평택시", "사회복지사(사회복지시설)", employment="fixed_term"),
    ),
    (
        "270474",
        _first(
            *("month", 2_500_000, 40, "09:00-18:00", "종로구", "콜센터 상담원(콜센터·고객센터·CS센터)"),
            employment="fixed_term",
        ),
    ),
    ("090443", _row("hour", 10_320, None, "09:00-18:00", "중구", "시각 디자이너", employment="fixed_term")),
    (
        "090667",
        _row(
            *("month", 1_200_000, 20, "09:00-13:00", "성북구", None),
            career_kind="experienced",
            employment="fixed_term",
        ),
    ),
    ("080333", _row("year", 26_350_000, 40, "08:00-17:00", "화성시", "캐드캠 기능원", career_kind="entry")),
    (
        "080209",
        _row(
            *("month", 2_330_000, 40, None, "용인시", "메이크업아티스트 및 뷰티매니저"),
            days_per_week=None,
            shift="rotation",
        ),
    ),
    ("071127", _row("hour", 10_320, None, "08:30-17:30", "화성시", None, **TALK)),
    (
        "071410",
        _row(
            *("hour", 10_320, None, "08:00-17:00", "남동구", "프레스 금형 제조원"),
            career_kind="experienced",
            education="high",
            employment="fixed_term",
        ),
    ),
    (
        "071450",
        _row(*("month", 2_200_000, 32, "06:00-14:00", "노원구", "한식 조리사"), shift="rotation", headcount=1, **PART),
    ),
    (
        "070221",
        _row("month", 3_800_000, 48, None, "도봉구", "한식 조리사", days_per_week=6, career_kind="experienced"),
    ),
    (
        "070545",
        _row(
            *("month", 2_450_000, 40, "09:00-09:00", "안양시", CARER),
            days_per_week=None,
            shift="alternate_day",
            career_kind="experienced",
        ),
    ),
    (
        "070269",
        _row("year", 35_000_000, 40, "08:30-18:00", "화성시", "금형원", career_kind="experienced", **TALK),
    ),
    ("070701", _row("month", 2_500_000, 40, "08:30-17:30", "화성시", "금형원")),
    (
        "070401",
        _row(
            *("year", 35_000_000, 40, "09:00-18:00", "구로구", "자동차 경정비원"),
            pay_max=40_000_000,
            days_per_week=6,
            career_kind="experienced",
            education="high",
            road_or_dong="구로동",
            **TALK,
        ),
    ),
    (
        "071249",
        _row(
            *("month", 3_000_000, 40, "09:00-18:00", "용인시", "자동차 차체·판금·도장 정비원"),
            biweekly_saturday=True,
            career_kind="experienced",
            **TALK,
        ),
    ),
    ("070212", _row("month", 2_300_000, 40, "08:00-18:00", "미추홀구", None, employment="fixed_term")),
    (
        "070805",
        _row("month", 2_800_000, 40, "06:00-15:00", "종로구", None, education="college2", licences=("조리사 면허",)),
    ),
    ("070893", _row("hour", 10_320, 20, "09:30-13:30", "광명시", CARER, **PART)),
    ("071211", _row("hour", 10_320, 15, "09:00-12:00", "미추홀구", CARER, **PART)),
    ("071232", _row("hour", 10_320, 9, "09:00-12:00", "하남시", CARER, days_per_week=3, **PART)),
    ("070530", _row("year", 35_000_000, 40, "06:00-15:00", "동작구", None, career_kind="experienced")),
    ("070921", _row("hour", 10_320, 6, "15:00-18:00", "송파구", HOME_CARE, days_per_week=2, **PART)),
    ("070719", _row("hour", 10_320, 30, "11:00-17:00", "성남시", HOME_CARE, **PART)),
    ("070679", _row("hour", 10_320, 15, "14:00-17:00", "강남구", HOME_CARE, **PART)),
    (
        "071194",
        _row("hour", 10_320, 15, "14:30-17:30", "강동구", CARER, days_per_week=3, career_kind="entry", **PART),
    ),
)


def _listed(pay: str, least: int, most: int, closes: str, weekly: float | None = 40, **more: Any) -> Mapping[str, Any]:
    return {
        **USUAL,
        "pay_kind": pay,
        "pay_min": least,
        "pay_max": most,
        "weekly_hours": weekly,
        "start": None,
        "end": None,
        "gu": None,
        "closes_on": date.fromisoformat(closes),
        "employment": None,
        "occupation": None,
        **more,
    }


# 고용24 list, 18 March 2026, in order, with the 구인인증번호; then the detail page
WORK24_LIST: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("Dd04022603180062", _listed("month", 2_180_000, 2_180_000, "2026-04-01")),
    ("KF10272603180004", _listed("hour", 10_320, 10_320, "2026-04-01", None, road_or_dong="옥정동", gu="양주시")),
    (
        "KF10882603180015",
        _listed("month", 2_200_000, 2_300_000, "2026-05-17", career_kind="experienced", career_years_min=1),
    ),
    (
        "KF10802603180012",
        _listed(
            *("hour", 10_320, 10_320, "2026-05-17", None),
            career_kind="experienced",
            career_years_min=1,
            part_time=True,
        ),
    ),
    ("KJAT002603180010", _listed("month", 2_300_000, 2_300_000, "2026-04-03", education="high")),
    ("KF10982603180004", _listed("month", 2_150_000, 2_700_000, "2026-05-17")),
    (
        "KJAZ002603180013",
        _listed("month", 2_310_000, 2_310_000, "2026-05-17", days_per_week=3, road_or_dong="신내동", gu="중랑구"),
    ),
    ("K171112603180050", _listed("hour", 10_320, 10_320, "2026-04-10", None)),
    ("K180632603180009", _listed("year", 33_000_000, 35_000_000, "2026-05-17")),
    (
        "KF11292603180007",
        _listed(
            *("month", 2_280_000, 2_280_000, "2026-05-17"),
            education="college2",
            headcount=1,
            employment="fixed_term",
        ),
    ),
)
WORK24_DETAIL: Mapping[str, Any] = {
    **USUAL,
    "pay_kind": "month",
    "pay_min": 2_180_000,
    "pay_max": 2_180_000,
    "weekly_hours": 40,
    "start": "09:00",
    "end": "18:00",
    "gu": "군산시",
    "road_or_dong": "설림길",
    "closes_on": None,
    "headcount": 1,
    "employment": "fixed_term",
    "contract_months": 10,
    "occupation": "사무 보조원(공공기관)",
}
