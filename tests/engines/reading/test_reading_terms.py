"""Dates, places, career, education, openings, licences and conditions."""

from datetime import date

import pytest

from jobvisit.engines.reading import Vocabulary
from jobvisit.engines.reading.conditions import (
    find_benefits,
    find_employment,
    find_insurances,
    find_probation,
    find_retirement,
)
from jobvisit.engines.reading.dates import find_dates
from jobvisit.engines.reading.licences import find_licences
from jobvisit.engines.reading.places import find_in_address, find_in_prose
from jobvisit.engines.reading.scan import Page
from jobvisit.engines.reading.terms import (
    find_career,
    find_education,
    find_headcount,
    read_career_field,
    read_education_field,
    read_headcount_field,
)

# --- dates --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "closes", "sure", "until_filled"),
    [
        ("마감일 (2026-09-26)", date(2026, 9, 26), True, False),
        ("채용시까지 25-06-24", date(2025, 6, 24), True, True),
        ("채용시까지", None, True, True),
        ("2026.4.16.", date(2026, 4, 16), True, False),
        ("20260926", date(2026, 9, 26), True, False),
        ("26/12/31", date(2026, 12, 31), True, False),
        ("2026-09-26 18:00", date(2026, 9, 26), True, False),
        ("2026년 12월 31일까지", date(2026, 12, 31), True, False),
        ("~12/31", date(2026, 12, 31), False, False),
        ("마감 1/15", date(2027, 1, 15), False, False),
        ("접수기간 : 2026년 7월 3일 ~ 7월 22일, 18시 까지", date(2026, 7, 22), True, False),
        ("상시모집", None, True, True),
        ("수시", None, True, True),
    ],
)
def test_the_closing_day_is_read(words: str, closes: date | None, sure: bool, until_filled: bool, today: date) -> None:
    facts = find_dates(Page("text", words), today, closing=True)
    assert (facts.closes.value if facts.closes else None) == closes
    assert facts.closes is None or facts.closes.sure is sure
    assert (facts.until_filled is not None) is until_filled


@pytest.mark.parametrize(
    ("words", "starts"),
    [
        ("근무시작일: 2026.12.1", date(2026, 12, 1)),
        ("12월 10일부터 근무 가능", date(2026, 12, 10)),
        ("근무기간: 2026.12.1 ~ 2027.11.30", date(2026, 12, 1)),
    ],
)
def test_the_first_day_of_work_is_no_closing_day(words: str, starts: date, today: date) -> None:
    facts = find_dates(Page("text", words), today)
    assert facts.starts is not None
    assert facts.starts.value == starts
    assert facts.closes is None


@pytest.mark.parametrize(
    "words", ["[2026.4.16. 희망취업박람회 현장면접]", "유효기간 2023년 02월 01일", "3/4분기", "24/7 운영"]
)
def test_other_dates_close_nothing(words: str, today: date) -> None:
    assert find_dates(Page("text", words), today).closes is None


def test_a_day_the_calendar_has_not_is_handed_back(today: date) -> None:
    facts = find_dates(Page("text", "2026-02-30까지"), today)
    assert facts.closes is None
    assert [span.words for span in facts.unclear] == ["2026-02-30"]


# --- places -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "gu", "road_or_dong", "station"),
    [
        ("서울 서초구정원빌딩 2층", "서초구", None, None),
        ("경기 안산시시흥스마트허브 4다 605-3", "안산시", None, None),
        ("서울 영등포구5호선 여의도역 근처", "영등포구", None, "여의도역"),
        ("서울 구로구구로구청점", "구로구", None, None),
        ("서울 관악구남현동", "관악구", "남현동", None),
        ("서울 종로구 명륜1가 12", "종로구", "명륜1가", None),
        ("서울특별시 서초구 서초대로74길 4", "서초구", "서초대로74길", None),
        ("서울 서초구 반포대로 58 (서초동)", "서초구", "반포대로", None),
        ("경기 화성시,만년로151번길105", "화성시", "만년로151번길", None),
        ("경기 시흥시시화공단 2바 706호(정왕동)", "시흥시", "정왕동", None),
        ("경기도 성남시 분당구 판교역로 109 오피스텔", "성남시 분당구", "판교역로", None),
        ("전북특별자치도 군산시 설림길 11 (소룡동)", "군산시", "설림길", None),
        ("인천 서해구1층 대일금속", "서해구", None, None),
        ("인천 연수구.", "연수구", None, None),
        ("강원 양구군", "양구군", None, None),
        ("경기 광주시반석그린 ", "광주시", None, None),
        ("세종특별자치시 한누리대로 2130", "세종시", "한누리대로", None),
        ("경기 화성시가동", "화성시", None, None),
        ("경기 김포시다동", "김포시", None, None),
        ("경기 화성시알파테크 1동,2동", "화성시", None, None),
        ("경기 용인시808동", "용인시", None, None),
        ("서울 구로구가동마열154", "구로구", None, None),
        ("서울 강남구소망교회 인근", "강남구", None, None),
    ],
)
def test_an_address_is_read_even_where_its_words_are_glued(
    words: str, gu: str, road_or_dong: str | None, station: str | None, small: Vocabulary
) -> None:
    facts = find_in_address(Page("text", words), small)
    assert facts.gu is not None
    values = [read.value if read else None for read in (facts.gu, facts.road_or_dong, facts.station)]
    assert values == [gu, road_or_dong, station]
    assert all(read is None or read.sure for read in (facts.gu, facts.road_or_dong, facts.station))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("서울 성동구성수동성당 인근", "성수동"),
        ("경기 화성시(쌍송리)", "쌍송리"),
        ("경기 포천시감암리147", "감암리"),
        ("경기 고양시214호(백석동)", "백석동"),
    ],
)
def test_a_place_that_may_be_part_of_another_name_is_marked(words: str, name: str, small: Vocabulary) -> None:
    place = find_in_address(Page("text", words), small).road_or_dong
    assert place is not None
    assert (place.value, place.sure) == (name, False)


@pytest.mark.parametrize(
    ("words", "road_or_dong"),
    [
        ("-근무지: 은평구 갈현로16길", "갈현로16길"),
        ("◆ 근무지 : 경기도 이천시 부악로20, 에스타워", "부악로"),
        ("- 근무예정지: 곰달래로37길38(화곡동)", "곰달래로37길"),
        ("서울 강남구 압구정로 343, 지하 1층", "압구정로"),
        ("서초구 방배동 카페", "방배동"),
        ("3개월 앞으로 2명, 별도로 1회", None),
        ("활동, 이동 지원, 관리, 처리", None),
        ("산책 이동 도움", None),
    ],
)
def test_a_place_told_in_a_text_is_read(words: str, road_or_dong: str | None, small: Vocabulary) -> None:
    place = find_in_prose(Page("text", words), small, None).road_or_dong
    assert (place.value if place else None) == road_or_dong


@pytest.mark.parametrize("words", ["[2026 양천구 일자리 박람회]", "동작구 인근지역 거주자 우대", "서초구청 맞은편"])
def test_a_gu_that_is_not_where_the_work_is_is_left_alone(words: str, small: Vocabulary) -> None:
    assert find_in_prose(Page("text", words), small, None).gu is None


# --- people -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "kind", "years"),
    [
        ("무관", "none_required", None),
        ("관계없음", "none_required", None),
        ("경력무관", "none_required", None),
        ("신입·경력", "none_required", None),
        ("신입", "entry", None),
        ("경력", "experienced", None),
        ("경력1년", "experienced", 1),
        ("경력 2년 이상", "experienced", 2),
        ("경력(최소 24개월)", "experienced", 2),
        ("경력 6개월 이상", "experienced", 0.5),
    ],
)
def test_the_field_of_experience_is_read(words: str, kind: str, years: float | None) -> None:
    facts = read_career_field(Page("text", words))
    assert facts.kind is not None
    assert (facts.kind.value, facts.years.value if facts.years else None) == (kind, years)


@pytest.mark.parametrize(
    ("words", "kind", "years"),
    [
        ("· 경력 : 3년 이상", "experienced", 3),
        ("MCT 가공 경력 8년 이상", "experienced", 8),
        ("3년 이상 경력자", "experienced", 3),
        ("단체급식 경험자 필수", "experienced", None),
        ("경력 관계 없음", "none_required", None),
        ("신입 및 경력직 채용", "none_required", None),
        ("초보자 가능", "none_required", None),
        ("사무행정 1년 이상 경력자 우대", None, None),
        ("경력1년이상 우대", None, None),
        ("2~10년 경력자 우대", None, None),
        ("[우대사항]\n동종업계 3년 이상 경력", None, None),
        ("신입기준 연봉 2850만원", None, None),
    ],
)
def test_a_wish_for_experience_is_no_condition(words: str, kind: str | None, years: float | None) -> None:
    facts = find_career(Page("text", words))
    assert (facts.kind.value if facts.kind else None, facts.years.value if facts.years else None) == (kind, years)


@pytest.mark.parametrize(
    ("words", "education", "sure"),
    [
        ("관계없음", "any", True),
        ("학력무관", "any", True),
        ("고등학교", "high", True),
        ("고졸", "high", True),
        ("전문대학", "college2", True),
        ("초대졸", "college2", True),
        ("대졸(2~3년)", "college2", True),
        ("대졸(4년)", "bachelor", True),
        ("대학_대학교", "bachelor", True),
        ("고졸 이상 ~ 대졸(4년) 이하", "high", True),
        ("대졸(2~3년) ~ 대졸(4년)", "college2", True),
        ("석사", "master", True),
        ("박사과정", "master", False),
        ("중학교", "any", False),
    ],
)
def test_the_field_of_education_is_read(words: str, education: str, sure: bool) -> None:
    read = read_education_field(Page("text", words))
    assert read is not None
    assert (read.value, read.sure) == (education, sure)


@pytest.mark.parametrize(
    ("words", "education"),
    [("학력 : 무관", "any"), ("고졸 이상", "high"), ("전문학사 이상", "college2"), ("대졸자 우대", None)],
)
def test_education_in_a_text_is_a_demand_only_where_it_says_so(words: str, education: str | None) -> None:
    read = find_education(Page("text", words))
    assert (read.value if read else None) == education


@pytest.mark.parametrize(
    ("words", "loose", "number", "is_open"),
    [
        ("모집인원 : 2명", False, 2, False),
        ("경비원 3명 모집", False, 3, False),
        ("-조리사 1명\n-근무", False, 1, False),
        ("[모집인원]\n· 0명", False, None, True),
        ("채용인원 00명", False, None, True),
        ("모집 ○명", False, None, True),
        ("주방보조 1명 주5일", True, 1, False),
        ("남녀 2명", True, 2, False),
        ("오전, 오후 각 1명씩 모집", True, None, True),
        ("홀 2명 모집, 주방 1명 모집", True, None, True),
        ("아이들 50여명, 직원 15~30명", True, None, False),
        ("3인그룹 케어", True, None, False),
        ("영유아 124명/ 교직원 24명", False, None, False),
        ("직원 5명 이상 사업장", True, None, False),
    ],
)
def test_openings_are_told_from_other_people_counted(
    words: str, loose: bool, number: int | None, is_open: bool
) -> None:
    facts = find_headcount(Page("text", words), loose=loose)
    assert (facts.headcount.value if facts.headcount else None) == number
    assert (facts.open is not None) is is_open


@pytest.mark.parametrize(("words", "number"), [("1", 1), ("3명", 3), ("0", None), ("00명", None)])
def test_the_field_of_openings_is_read(words: str, number: int | None) -> None:
    facts = read_headcount_field(Page("text", words))
    assert (facts.headcount.value if facts.headcount else None) == number


@pytest.mark.parametrize(
    ("words", "required", "preferred"),
    [
        ("5. 요양보호사자격증 (필수)", ("요양보호사",), None),
        ("요양보호사 자격증 필수, 운전면허 우대", ("요양보호사",), ("자동차운전면허",)),
        (
            "- 필수 : 운전면허 소지자\n- 우대사항 : 인근 거주, 1종 보통운전면허",
            ("자동차운전면허",),
            ("자동차운전면허 1종 보통",),
        ),
        ("· 토목기사 자격증 소지자 우대", None, ("토목기사",)),
        ("[우대사항]\nㆍ인근거주자\nㆍ사회복지사 2급 자격증", None, ("사회복지사 2급",)),
        ("사회복지사 자격증 및 운전면허 필수", ("사회복지사", "자동차운전면허"), None),
        ("전기기능사 우대", None, ("전기기능사",)),
        ("운전기사 1종보통 필수", ("자동차운전면허 1종 보통",), None),
        ("제출서류 : 이력서, 사회복지사 자격증 사본", None, None),
        ("*조리사 자격증 수당", None, None),
        ("조리사 자격증 무관", None, None),
        ("관련자격증 소지자 우대", None, None),
        ("요양보호사 구인", None, None),
    ],
)
def test_licences_are_told_apart_by_how_much_they_are_wanted(
    words: str, required: tuple[str, ...] | None, preferred: tuple[str, ...] | None, small: Vocabulary
) -> None:
    facts = find_licences(Page("text", words), small)
    assert (facts.required.value if facts.required else None) == required
    assert (facts.preferred.value if facts.preferred else None) == preferred


def test_a_licence_nobody_knows_is_handed_back(small: Vocabulary) -> None:
    facts = find_licences(Page("text", "위험물 운송자 자격증 소지자 우대"), small)
    assert facts.required is None
    assert [span.words for span in facts.unknown] == ["위험물 운송자 자격증"]


# --- conditions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "kind", "part_time", "months"),
    [
        ("상용직", "permanent", None, None),
        ("상용직(시간제)", "permanent", True, None),
        ("계약직(시간제)", "fixed_term", True, None),
        ("기간의 정함이 있는 근로계약 · 10개월", "fixed_term", None, 10),
        ("기간의 정함이 없는 근로계약(시간(선택)제)", "permanent", True, None),
        ("파견근로", "dispatch", None, None),
        ("일용직", "daily", None, None),
    ],
)
def test_the_field_of_employment_is_read(words: str, kind: str, part_time: bool | None, months: int | None) -> None:
    facts = find_employment(Page("text", words), field=True)
    assert facts.kind is not None
    assert facts.kind.value == kind
    assert (facts.part_time.value if facts.part_time else None) == part_time
    assert (facts.months.value if facts.months else None) == months


@pytest.mark.parametrize(
    "words", ["신내동성3차아파트 경비원 모집", "파트너십", "(수습기간 3개월)평가", "근무 3개월 이상"]
)
def test_words_that_hide_in_others_say_nothing_of_employment(words: str) -> None:
    facts = find_employment(Page("text", words), field=False)
    assert (facts.part_time, facts.months) == (None, None)


@pytest.mark.parametrize(
    ("words", "months", "percent"),
    [
        ("수습 3개월 90%", 3, 90),
        ("3개월 수습기간 동안", 3, None),
        ("수습3개월, 수습기간 중 급여 100%지급", 3, 100),
        ("수습기간 없음", None, None),
    ],
)
def test_trial_months_are_read(words: str, months: int | None, percent: int | None) -> None:
    read = find_probation(Page("text", words))
    assert (tuple(read.value) if read else (None, None)) == (months, percent)


@pytest.mark.parametrize(
    ("words", "benefits"),
    [
        ("식사제공", ("meals",)),
        ("식대별도, 기숙사 제공", ("meals", "dormitory")),
        ("통근버스 운행, 주차지원", ("shuttle", "parking")),
        ("교통비 별도 지급", ("transport_pay",)),
        ("중식 미제공", None),
        ("어르신 식사 준비", None),
    ],
)
def test_benefits_are_those_given(words: str, benefits: tuple[str, ...] | None) -> None:
    read = find_benefits(Page("text", words))
    assert (read.value if read else None) == benefits


def test_social_insurance_and_retirement_pay_are_read() -> None:
    assert find_insurances(Page("text", "고용보험 산재보험  ")).value == ("employment", "accident")  # type: ignore[union-attr]
    assert len(find_insurances(Page("text", "4대보험 가입")).value) == 4  # type: ignore[union-attr]
    assert find_retirement(Page("text", "퇴직연금"), field=True).value == "pension"  # type: ignore[union-attr]
    assert find_retirement(Page("text", "해당없음"), field=True).value == "none"  # type: ignore[union-attr]
    assert find_retirement(Page("text", "해당없음"), field=False) is None
