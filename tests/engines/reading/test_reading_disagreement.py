"""Rows of a portal whose fields and texts say different things: who wins, and that nobody is told so in silence."""

from datetime import date

import pytest

from jobvisit.engines.reading import Reading, Vocabulary, read_row, read_work24

USUAL = {
    "HOPE_WAGE": "시급 / 10320원 ",
    "WORK_TIME_NM": "(근무시간) (오전) 9시 00분 ~ (정오) 12시 00분",
    "HOLIDAY_NM": "주5일근무",
    "WEEK_WORK_HR": "15",
    "CAREER_CND_NM": "무관",
    "ACDMCR_NM": "관계없음",
    "WORK_PARAR_BASS_ADRES_CN": "서울 서초구",
    "RCEPT_CLOS_NM": "마감일 (2026-09-26)",
    "JO_REG_DT": "2026-07-27",
}


def row(small: Vocabulary, today: date, **columns: str) -> Reading:
    return read_row({**USUAL, **columns}, small, on=today)


def told(reading: Reading, name: str) -> tuple[object, bool]:
    read = reading.reads().get(name)
    return (read.value, read.sure) if read else (None, True)


@pytest.mark.parametrize(
    ("columns", "days"),
    [
        ({"DTY_CN": "9시~12시 주6일", "WEEK_WORK_HR": "15"}, 5),  # 15 hours are five times three
        ({"DTY_CN": "주6일", "WEEK_WORK_HR": "18"}, 6),
        ({"DTY_CN": "주 3일 (월,수,금)", "WEEK_WORK_HR": "9"}, 3),
        ({"WORK_TIME_NM": "15:00~18:00(주2일)", "WEEK_WORK_HR": "6"}, 2),
        ({"DTY_CN": "주6일", "WEEK_WORK_HR": "0"}, 6),  # nothing to weigh with: the text was written by hand
        ({"DTY_CN": "주6일", "WEEK_WORK_HR": ""}, 6),
    ],
)
def test_the_hours_of_a_week_decide_between_the_field_and_the_text(
    columns: dict[str, str], days: int, small: Vocabulary, today: date
) -> None:
    reading = row(small, today, **columns)
    assert told(reading, "days_per_week") == (days, False)
    assert "days_disagree" in [note.code for note in reading.notes]


@pytest.mark.parametrize("hours", ["0", "", "  ", "시간협의"])
def test_an_empty_field_of_weekly_hours_says_nothing(hours: str, small: Vocabulary, today: date) -> None:
    reading = row(small, today, WEEK_WORK_HR=hours)
    assert reading.weekly_hours is None
    assert told(reading, "weekly_hours_derived") == (15, False)


def test_weekly_hours_the_text_states_fill_an_empty_field(small: Vocabulary, today: date) -> None:
    reading = row(small, today, WEEK_WORK_HR="0", DTY_CN="주6일 (12:00~15:00) 18시간")
    assert reading.weekly_hours is not None
    assert reading.weekly_hours.value == 18


def test_weekly_hours_that_days_and_times_cannot_give_are_marked(small: Vocabulary, today: date) -> None:
    reading = row(
        small,
        today,
        WORK_TIME_NM="주 6일 근무, 09:00~18:00 (휴게시간 1시간)",
        HOLIDAY_NM="주6일근무",
        WEEK_WORK_HR="40",
    )
    assert told(reading, "weekly_hours") == (40, False)
    assert told(reading, "days_per_week") == (6, True)
    assert "hours_disagree" in [note.code for note in reading.notes]


def test_a_saturday_with_hours_of_its_own_is_counted_before_a_contradiction_is_called(
    small: Vocabulary, today: date
) -> None:
    reading = row(
        small,
        today,
        WORK_TIME_NM="월~금 09:00~16:00 (휴게1시간)\n토요일 09:00~12:00",
        HOLIDAY_NM="주6일근무",
        WEEK_WORK_HR="33",
    )
    assert told(reading, "weekly_hours") == (33, True)


def test_hours_typed_for_the_forms_sake_are_marked(small: Vocabulary, today: date) -> None:
    reading = row(
        small,
        today,
        WORK_TIME_NM="09:00~18:00",
        WEEK_WORK_HR="40",
        DTY_CN="○ 워크넷 전산 입력을 위해 주 소정시간 40시간으로 입력",
    )
    assert told(reading, "weekly_hours") == (40, False)


def test_a_turn_every_other_day_is_not_five_days_a_week(small: Vocabulary, today: date) -> None:
    reading = row(
        small,
        today,
        WORK_TIME_NM="(근무시간) (오전) 9시 00분 ~ (오전) 9시 00분",
        DTY_CN="퐁당당 근무",
        WEEK_WORK_HR="40",
    )
    assert told(reading, "shift") == ("alternate_day", True)
    assert told(reading, "days_per_week") == (5, False)
    assert told(reading, "weekly_hours") == (40, False)


def test_times_of_the_text_that_differ_cast_doubt_on_those_of_the_field(small: Vocabulary, today: date) -> None:
    reading = row(small, today, DTY_CN="근무시간 13:00~16:00")
    assert told(reading, "start") == ("09:00", False)


def test_two_slots_that_make_up_the_whole_do_not_contradict_it(small: Vocabulary, today: date) -> None:
    reading = row(
        small,
        today,
        WORK_TIME_NM="(근무시간) (오전) 11시 00분 ~ (오후) 5시 00분",
        WEEK_WORK_HR="30",
        DTY_CN="* 주5일 11:00~14:00 (월~금)\n* 주5일 14:00~17:00 (월~금)",
    )
    assert told(reading, "start") == ("11:00", True)
    assert told(reading, "weekly_hours") == (30, True)


def test_a_slip_in_the_field_gives_way_to_the_plain_time_of_the_text(small: Vocabulary, today: date) -> None:
    reading = row(
        small, today, WORK_TIME_NM="(근무시간) 오전 08시 00분 ~ 오후 11시 00분 ", DTY_CN="근무시간: 오전 08:00-11:00"
    )
    assert told(reading, "end") == ("11:00", False)


def test_pay_rounded_to_ten_thousand_agrees_with_the_exact_figure(small: Vocabulary, today: date) -> None:
    reading = row(small, today, HOPE_WAGE="월급 / 180만원 ", DTY_CN="- 급여 1,799,240원")
    assert told(reading, "pay_min") == (1_800_000, True)
    assert reading.pay_rounded_to == 10_000
    assert [pay.least for pay in reading.pay_texts] == [1_799_240]


@pytest.mark.parametrize(
    ("duties", "sure"),
    [
        ("시급 13,200원 (기본시급 +기타수당 포함)", True),
        ("시급 : 13,400원", False),
        ("시급 10,320원 + 수당(주휴/연차) = 15,000원", True),
    ],
)
def test_another_pay_casts_doubt_unless_allowances_explain_it(
    duties: str, sure: bool, small: Vocabulary, today: date
) -> None:
    assert told(row(small, today, DTY_CN=duties), "pay_min") == (10_320, sure)


def test_the_text_may_add_the_upper_end_of_the_pay(small: Vocabulary, today: date) -> None:
    reading = row(small, today, HOPE_WAGE="최소연봉 / 3500만원 ", DTY_CN="연봉 3,500만원~ 4,000만원(면접 시 협의 가능)")
    assert told(reading, "pay_max") == (40_000_000, True)


def test_an_upper_end_that_needed_a_guess_is_marked(small: Vocabulary, today: date) -> None:
    reading = row(small, today, HOPE_WAGE="월급 / 270만원 ", DTY_CN="- 급여 270~280")
    assert told(reading, "pay_min") == (2_700_000, True)
    assert told(reading, "pay_max") == (2_800_000, False)


@pytest.mark.parametrize(
    ("field", "duties", "kind", "sure"),
    [
        ("무관", "미화경력 필수", "none_required", False),
        ("무관", "신입 및 경력직 채용", "none_required", True),
        ("무관", "경력자 우대", "none_required", True),
        ("경력", "신입 가능", "experienced", False),
        ("신입", "초보자 가능", "entry", True),
    ],
)
def test_experience_said_two_ways_is_marked(
    field: str, duties: str, kind: str, sure: bool, small: Vocabulary, today: date
) -> None:
    assert told(row(small, today, CAREER_CND_NM=field, DTY_CN=duties), "career_kind") == (kind, sure)


def test_education_said_two_ways_is_marked(small: Vocabulary, today: date) -> None:
    assert told(row(small, today, DTY_CN="전문학사 이상"), "education") == ("any", False)


# --- the sources --------------------------------------------------------------------------------------------------


def test_column_names_may_be_in_any_case_and_any_may_be_missing(small: Vocabulary, today: date) -> None:
    assert told(read_row({"hope_wage": "시급 / 10320원 "}, small, on=today), "pay_min") == (10_320, True)
    assert read_row({}, small, on=today).reads() == {}
    assert read_row({"HOPE_WAGE": None, "UNKNOWN": "x"}, small, on=today).reads() == {}


def test_codes_are_read_where_the_words_are_missing(small: Vocabulary, today: date) -> None:
    codes = {
        "CAREER_CND_CMMN_CODE_SE": "J01302",
        "ACDMCR_CMMN_CODE_SE": "J00108",
        "EMPLYM_STLE_CMMN_CODE_SE": "J01103",
        "RCRIT_JSSFC_CMMN_CODE_SE": "550102",
        "RCRIT_NMPR_CO": "3",
    }
    reading = read_row(codes, small, on=today)
    assert told(reading, "career_kind") == ("experienced", True)
    assert told(reading, "education") == ("college2", True)
    assert told(reading, "employment") == ("fixed_term", True)
    assert told(reading, "part_time") == (True, True)
    assert told(reading, "headcount") == (3, True)
    assert told(reading, "occupation") == (("550102", "재가 간병인", True), True)
    assert told(read_row({**codes, "CAREER_CND_NM": "신입"}, small, on=today), "career_kind") == ("entry", True)


def test_an_occupation_nobody_knows_keeps_its_name_and_is_marked(small: Vocabulary, today: date) -> None:
    assert told(row(small, today, JOBCODE_NM="별자리 해설사"), "occupation") == (("", "별자리 해설사", False), False)


def test_an_element_of_work24_is_read_with_its_nested_parts(small: Vocabulary, today: date) -> None:
    item = {
        "wantedInfo": {
            "jobsNm": "재가 간병인(550102)",
            "wantedTitle": "재가 간병인 모집",
            "salTpNm": "월급",
            "sal": "220 만원 ~ 230 만원",
            "enterTpNm": "경력(최소 12개월)",
            "eduNm": "고졸 ~ 대졸(2~3년)",
            "empTpNm": "기간의 정함이 있는 근로계약 (12개월)",
            "collectPsncnt": "2",
            "workdayWorkhrCont": "주 5일 근무, 09:00~18:00 (휴게 60분), 주 소정근로시간 : 40시간",
            "workRegion": "서울 서초구 방배동 12-3",
            "certificate": "요양보호사",
            "receiptCloseDt": "채용시까지 26-12-31",
            "pfCond": "-",
        },
        "corpInfo": {"corpNm": "없는 곳", "corpAddr": "부산 해운대구"},
    }
    reading = read_work24(item, small, on=today)
    assert told(reading, "occupation") == (("550102", "재가 간병인", True), True)
    assert (told(reading, "pay_min"), told(reading, "pay_max")) == ((2_200_000, True), (2_300_000, True))
    assert told(reading, "career_years_min") == (1, True)
    assert told(reading, "education") == ("high", True)
    assert told(reading, "contract_months") == (12, True)
    assert told(reading, "headcount") == (2, True)
    assert (told(reading, "weekly_hours"), told(reading, "days_per_week")) == ((40, True), (5, True))
    assert (told(reading, "gu"), told(reading, "road_or_dong")) == (("서초구", True), ("방배동", True))
    assert told(reading, "licences") == (("요양보호사",), True)
    assert (told(reading, "closes_on"), told(reading, "until_filled")) == ((date(2026, 12, 31), True), (True, True))


def test_least_and_most_pay_in_fields_of_their_own_are_one_statement(small: Vocabulary, today: date) -> None:
    reading = read_work24({"salTpCd": "H", "minSal": "10320", "maxSal": "12000"}, small, on=today)
    assert (told(reading, "pay_kind"), told(reading, "pay_min")) == (("hour", True), (10_320, True))
    assert told(reading, "pay_max") == (12_000, True)
