"""Clock times, breaks, days, weekdays and turns."""

import pytest

from jobvisit.engines.reading.clock import find_hours, text_of
from jobvisit.engines.reading.days import find_days
from jobvisit.engines.reading.durations import find_break, find_daily_hours, find_weekly_hours
from jobvisit.engines.reading.scan import Page
from jobvisit.engines.reading.shifts import find_shift
from jobvisit.engines.reading.weekdays import groups


def pairs(words: str) -> list[tuple[str, str, str, str]]:
    found, _ = find_hours(Page("text", words))
    return [(f"{text_of(one.start)}-{text_of(one.end)}", one.use, one.when, one.doubt) for one in found]


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("(오전) 6시 00분 ~ (오후) 2시 00분", "06:00-14:00"),
        ("(근무시간) (오전) 9시 00분 ~ (정오) 12시 00분", "09:00-12:00"),
        ("(오후) 6시 00분 ~ (자정) 12시 00분", "18:00-00:00"),
        ("08:30~17:30", "08:30-17:30"),
        ("９：００～１８：００", "09:00-18:00"),
        ("9-18시", "09:00-18:00"),
        ("9시~18시", "09:00-18:00"),
        ("오전9시~오후6시", "09:00-18:00"),
        ("09시부터 18시까지", "09:00-18:00"),
        ("오전 9시부터 12시까지", "09:00-12:00"),
        ("오후 2:30 ~ 5:30", "14:30-17:30"),
        ("오후14:30~17:30시", "14:30-17:30"),
        ("(오전) 8시 00분~(오후) 18시00분", "08:00-18:00"),
        ("(오전) 8시 ~(오후 )5시", "08:00-17:00"),
        ("오전 9시~6시", "09:00-18:00"),
        ("10:30-13:30시", "10:30-13:30"),
        ("근무 : 09;00~12:00", "09:00-12:00"),
        ("상세 근무시간 9~18", "09:00-18:00"),
        ("09-18:00", "09:00-18:00"),
        ("0900~1800", "09:00-18:00"),
        ("09.00~18.00", "09:00-18:00"),
        ("9시 출근 18시 퇴근", "09:00-18:00"),
        ("AM 9:00 ~ PM 6:00", "09:00-18:00"),
        ("저녁 6시부터 밤 11시까지", "18:00-23:00"),
        ("밤 10시~아침 7시", "22:00-07:00"),
        ("22:00~익일 07:00", "22:00-07:00"),
        ("17:00~24:00", "17:00-24:00"),
        ("(오전) 9시 00분 ~ (오전) 9시 00분", "09:00-09:00"),
        ("오후 10시~6시", "22:00-06:00"),
        ("오후 12시30 -15시30분", "12:30-15:30"),
        ("22:00~10:00", "22:00-10:00"),
    ],
)
def test_a_pair_of_times_is_read_and_sure(words: str, time: str) -> None:
    assert pairs(words) == [(time, "work", "", "")]


@pytest.mark.parametrize(
    ("words", "time", "doubt"),
    [
        ("9시~6시", "09:00-18:00", "half_day_assumed"),
        ("9:00~6:00", "09:00-18:00", "half_day_assumed"),
        ("1시~4시", "13:00-16:00", "half_day_assumed"),
        ("9시반~6시반", "09:30-18:30", "half_day_assumed"),
        ("15:000~18:00", "15:00-18:00", "odd_writing"),
        ("09:00~06:00", "09:00-06:00", "odd_writing"),
        ("(오후) 12시 30분 ~ (오전) 2시 30분", "12:30-02:30", "odd_writing"),
        ("오전 08시 ~ 오후 11시", "08:00-23:00", "odd_writing"),
        ("오전 14시~오후 18시", "14:00-18:00", "odd_writing"),
    ],
)
def test_a_pair_that_needed_a_guess_is_marked(words: str, time: str, doubt: str) -> None:
    assert pairs(words) == [(time, "work", "", doubt)]


@pytest.mark.parametrize(
    "words",
    ["3-3근무", "20세~35세", "3~4일", "2시~3시간", "경력 1~3년", "2026-09-26", "월 220~250", "010-1234-5678", "1~2명"],
)
def test_what_only_looks_like_times_is_left_alone(words: str) -> None:
    assert pairs(words) == []


def test_hours_of_the_clock_that_do_not_exist_are_handed_back() -> None:
    found, unclear = find_hours(Page("text", "근무시간 25:00~30:00"))
    assert found == []
    assert [span.words for span in unclear] == ["25:00~30:00"]


@pytest.mark.parametrize(
    ("words", "uses"),
    [
        ("월~금: 07:30~15:30(휴게시간2시간:11:00~13:00), 격주토 근무:07:00~11:00", ["work", "break", "work saturday"]),
        ("08:30~18:00(연장근로 20:30)\n10:00~10:15, 12:00~13:00 (휴게시간)", ["work", "break", "break"]),
        ("주 6일(월~금: 09:00~15:30(휴게시간 1시간 포함) / 토 : 09:00~12:00)", ["work", "work saturday"]),
        ("09:00~18:00(12:00~13:00 휴식시간)", ["work", "break"]),
        ("(휴게시간) (오후) 2시 00분 ~ (오후) 4시 00분", ["break"]),
        ("2026년 4월 3일(금) 13:30~16:30 현장면접", ["event"]),
        ("면접시간 10:00~12:00", ["event"]),
        ("면접후 협의 09:00~18:30 토 09:00~14:00", ["work", "work saturday"]),
        ("주간 07:30~17:00 / 야간 20:00~05:00", ["work", "work night"]),
        ("09:30~13:30 (비급여13:30-17:30)", ["work", "overtime"]),
        ("09-18:00휴게시간:(12-13시) / 17:00-02:00", ["work", "break", "work"]),
    ],
)
def test_each_pair_of_times_is_put_down_for_what_it_is(words: str, uses: list[str]) -> None:
    assert [f"{use} {when}".strip() for _, use, when, _ in pairs(words)] == uses


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("09:00~16:00 (6시간 근무, 1시간 휴게시간)", 60),
        ("휴게시간 3시간 20분", 200),
        ("(휴게시간 60분)", 60),
        ("휴게시간 한시간 제공", 60),
        ("30분 휴게", 30),
        ("휴게시간: 13:00~14:00", 60),
        ("주6일 09:00~15:30 (휴게 12~13시)", 60),
        ("총 휴게시간 : 12시간", 720),
    ],
)
def test_breaks_are_read_in_minutes(words: str, minutes: int) -> None:
    page = Page("text", words)
    length = find_break(page, find_hours(page)[0])
    assert length is not None
    assert (length.value, length.certain) == (minutes, True)


@pytest.mark.parametrize(
    "words",
    [
        "휴게시간 주간4시간/야간 6시간",
        "휴게시간 오전15분, 점심시간1시간, 오후15분",
        "휴게시간\n오전 10시 30분 ~ 10시 40분",
        "휴게시간(12:00~13:00 / 18:00~21:00)",
    ],
)
def test_breaks_told_in_parts_are_marked(words: str) -> None:
    page = Page("text", words)
    length = find_break(page, find_hours(page)[0])
    assert length is None or not length.certain


@pytest.mark.parametrize(
    ("words", "weekly", "daily"),
    [
        ("주 40시간", 40, None),
        ("주 소정근로시간  : 40시간 상세 근무시간 9~18", 40, None),
        ("(주5일20시간/중식 미제공)", 20, None),
        ("주6일 (12:00~15:00) 18시간", 18, None),
        ("주 14시간, 월 56시간", 14, None),
        ("주 6일 3시간 근무", None, 3),
        ("주6일 하루 4시간", None, 4),
        ("주5일, 일3시간", None, 3),
        ("1일 8시간(09:00~18:00)", None, 8),
        ("주 40시간의 시간외 근무(시간외수당지급)", None, None),
        ("주 15시간 미만", None, None),
        ("잔업 2시간", None, None),
    ],
)
def test_hours_a_week_and_a_day_are_those_said(words: str, weekly: float | None, daily: float | None) -> None:
    by_week, by_day = find_weekly_hours(Page("text", words)), find_daily_hours(Page("text", words))
    assert (by_week and by_week.value, by_day and by_day.value) == (weekly, daily)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("주5일근무", [5]),
        ("주 6일(월~토)", [6]),
        ("13:30~16:30/주5", [5]),
        ("주6회(8-11시)", [6]),
        ("일주일에 3일", [3]),
        ("5일제 근무", [5]),
        ("월~일 중 5일", [5]),
        ("주 5~6일", [5]),
        ("주2일 휴무", [5]),
        ("주2회 목욕", []),
        ("주1회 샤워도움, 주 2회 병원동행", []),
        ("주 40시간", []),
        ("주4.5일", []),
        ("3주 5일", []),
        ("제5조", []),
    ],
)
def test_days_a_week_are_told_from_how_often_a_chore_is_done(words: str, days: list[int]) -> None:
    assert [one.days for one in find_days(Page("text", words)).stated] == days


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("월~금", [0, 1, 2, 3, 4]),
        ("화요일-토요일", [1, 2, 3, 4, 5]),
        ("월,수,금:요일조정가능", [0, 2, 4]),
        ("월.화.목,금", [0, 1, 3, 4]),
        ("월 수 금 : 09시", [0, 2, 4]),
        ("월수금", [0, 2, 4]),
        ("일~목", [0, 1, 2, 3, 6]),
        ("평일", [0, 1, 2, 3, 4]),
        ("(토)(일)", [5, 6]),
    ],
)
def test_weekdays_are_read(words: str, days: list[int]) -> None:
    assert [sorted(group.days) for group in groups(words)] == [days]


@pytest.mark.parametrize(
    "words", ["수금 업무", "화목한 분위기", "일일 3시간", "월수급 혈액투석", "금일", "일 3시간", "할 수 있는"]
)
def test_words_made_of_weekday_letters_are_no_weekdays(words: str) -> None:
    assert groups(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "격주 토",
        "토요 격주 휴무",
        "● 격주휴무(토요일, 09:00~13:00)",
        "월 24회(토요일 격주)",
        "토 격주근무 08:00~17:00",
        "한달 두번 토요일 근무",
        "휴일은 매주 일요일, 둘째 ,넷째토요일입니다",
        "토요일:09:00~12:00 격주근무",
    ],
)
def test_every_second_saturday_is_seen(words: str) -> None:
    assert find_days(Page("text", words)).biweekly is not None


@pytest.mark.parametrize(
    ("words", "off"),
    [("월요일은 쉽니다", {0}), ("토/일 휴무", {5, 6}), ("일요일 / 공휴일 휴무", {6}), ("토요일 근무없음", {5})],
)
def test_days_off_are_not_taken_for_days_of_work(words: str, off: set[int]) -> None:
    facts = find_days(Page("text", words))
    assert [set(days) for days, _ in facts.off] == [off]
    assert facts.work == ()


@pytest.mark.parametrize(
    ("words", "shift"),
    [
        ("4조 3교대", "three_shift"),
        ("3조2교대", "two_shift"),
        ("주야 2교대", "two_shift"),
        ("주주야야비비(주 09:00~18:00", "two_shift"),
        ("24시간 맞교대", "24h"),
        ("주야맞교대", "two_shift"),
        ("24시간 격일제", "alternate_day"),
        ("퐁당당 근무", "alternate_day"),
        ("하루 근무 하시고 이틀 휴무임", "alternate_day"),
        ("3-3근무제", "rotation"),
        ("스케줄 근무", "rotation"),
        ("야간전담", "night"),
        ("근무교대 없음 : 주간근무", None),
        ("2호선 교대역 5분", None),
        ("야간 : 희망자 협의", None),
        ("주야간보호 방문요양", None),
        ("24시간 운영", None),
        ("대체교대 인력", None),
    ],
)
def test_turns_are_told_from_words_that_only_sound_like_them(words: str, shift: str | None) -> None:
    found = find_shift(Page("text", words))
    assert (found.value if found else None) == shift


@pytest.mark.parametrize("words", ["맞교대", "로테이션근무", "2교대 가능자", "당비휴"])
def test_a_turn_without_its_own_name_is_marked(words: str) -> None:
    found = find_shift(Page("text", words))
    assert found is not None
    assert not found.sure


def test_a_break_denied_is_no_break_and_one_unsaid_is_unknown() -> None:
    denied = find_break(Page("text", "09:00~17:00 휴게시간 없음"), [])
    assert denied is not None
    assert (denied.value, denied.certain) == (0, True)
    assert find_break(Page("text", "09:00~17:00"), []) is None
