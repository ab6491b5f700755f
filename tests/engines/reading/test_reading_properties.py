"""What holds for any text at all: it never fails, never points beside its words, never takes long."""

import time
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from reading_words import SMALL, TODAY

from jobvisit.engines.reading import Reading, read_row, read_text, read_work24
from jobvisit.engines.reading.scan import MAX_LENGTH

# pieces that the patterns look for, so that random texts come near to them
PIECES = [
    *(
        "월",
        "화",
        "수",
        "목",
        "금",
        "토",
        "일",
        "요일",
        "~",
        "-",
        " ",
        "\n",
        ",",
        ".",
        ":",
        "(",
        ")",
        "/",
        "[",
        "]",
        "＋",
    ),
    *(
        "오전",
        "오후",
        "정오",
        "자정",
        "시",
        "분",
        "반",
        "부터",
        "까지",
        "익일",
        "휴게",
        "시간",
        "주",
        "격주",
        "교대",
        "격일",
    ),
    *(
        "시급",
        "월급",
        "연봉",
        "일당",
        "급여",
        "원",
        "만",
        "만원",
        "천",
        "억",
        "이상",
        "이하",
        "협의",
        "포함",
        "수당",
        "최저시급",
    ),
    *(
        "경력",
        "신입",
        "무관",
        "년",
        "개월",
        "우대",
        "필수",
        "자격증",
        "운전면허",
        "고졸",
        "대졸",
        "명",
        "각",
        "모집",
        "○",
    ),
    *(
        "서울",
        "서초구",
        "방배동",
        "로",
        "길",
        "역",
        "번 출구",
        "마감",
        "채용시까지",
        "2026-09-26",
        "12/31",
        "수습",
        "%",
        "정규직",
    ),
    *("0", "1", "5", "9", "10", "12", "18", "30", "40", "00", "10320", "2,700", "13,00", "1.5", "２２０", "①"),
]
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=80).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=60).map(" ".join),
)
COLUMNS = [
    *("JO_SJ", "DTY_CN", "HOPE_WAGE", "WORK_TIME_NM", "HOLIDAY_NM", "WEEK_WORK_HR", "CAREER_CND_NM", "ACDMCR_NM"),
    *("EMPLYM_STLE_CMMN_MM", "WORK_PARAR_BASS_ADRES_CN", "SUBWAY_NM", "RCEPT_CLOS_NM", "JO_REG_DT", "RCRIT_NMPR_CO"),
    *("JOBCODE_NM", "RET_GRANTS_NM", "JO_FEINSR_SBSCRB_NM", "WORK_TM_NM", "WELFARE_CN"),
]
ELEMENTS = [
    *("title", "sal", "salTpNm", "workdayWorkhrCont", "workRegion", "certificate", "closeDt", "minSal", "eduNm")
]


def check(reading: Reading) -> None:
    """The promises of the types: spans show their words, doubt has a reason, values keep to their ranges."""
    reads = reading.reads()
    for read in reads.values():
        assert read.sure == (read.doubt == ""), read
        for span in read.spans:
            assert reading.texts[span.field][span.start : span.end] == span.words
    for span in (*reading.unread, *(note.span for note in reading.notes), *(pay.span for pay in reading.pay_texts)):
        assert reading.texts[span.field][span.start : span.end] == span.words
    assert "weekly_hours_derived" not in reads or not reads["weekly_hours_derived"].sure
    for name, low, high in (("days_per_week", 0, 7), ("headcount", 1, 9_999), ("weekly_hours", 0, 100)):
        assert name not in reads or low <= reads[name].value <= high, reads[name]  # type: ignore[operator]
    for name in ("start", "end"):
        if name in reads:
            hour, minute = str(reads[name].value).split(":")
            assert 0 <= int(hour) <= 24
            assert 0 <= int(minute) < 60
    if reading.pay_min and reading.pay_max:
        assert reading.pay_min.value <= reading.pay_max.value


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_text_can_be_read_and_every_span_shows_its_words(text: str) -> None:
    check(read_text(text, SMALL, on=TODAY))


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(COLUMNS), TEXTS))
def test_any_row_can_be_read_and_every_span_shows_its_words(row: dict[str, str]) -> None:
    check(read_row(row, SMALL, on=TODAY))


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from(ELEMENTS), TEXTS), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_any_element_can_be_read_on_any_day(item: dict[str, str], on: date) -> None:
    check(read_work24({"wantedInfo": item}, SMALL, on=on))


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read_text(text, SMALL, on=TODAY) == read_text(text, SMALL, on=TODAY)


@settings(max_examples=40, deadline=None)
@given(st.integers(1_000, 60_000), st.sampled_from(["시급 {}원", "시급 / {}원 ", "시급 {:,}원", "시급: {:,} 원"]))
def test_every_hourly_wage_that_is_written_is_read_to_the_won(won: int, form: str) -> None:
    reading = read_text(form.format(won), SMALL, on=TODAY)
    assert reading.pay_min is not None
    assert reading.pay_min.value == won


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 23), st.integers(0, 59), st.integers(60, 14 * 60))
def test_every_pair_of_24_hour_times_is_read_to_the_minute(hour: int, minute: int, length: int) -> None:
    start = hour * 60 + minute
    end = (start + length) % (24 * 60)
    words = f"{hour:02d}:{minute:02d}~{end // 60:02d}:{end % 60:02d}"
    reading = read_row({"WORK_TIME_NM": words}, SMALL, on=TODAY)
    assert reading.start is not None
    assert reading.end is not None
    assert f"{reading.start.value}~{reading.end.value}" == words


@settings(max_examples=40, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2029, 12, 31)))
def test_every_closing_day_of_the_portal_is_read(day: date) -> None:
    for words in (f"마감일 ({day.isoformat()})", f"채용시까지 {day:%y-%m-%d}", f"{day:%Y.%m.%d}"):
        reading = read_row({"RCEPT_CLOS_NM": words}, SMALL, on=TODAY)
        assert reading.closes_on is not None
        assert (reading.closes_on.value, reading.closes_on.sure) == (day, True)


HOSTILE = [
    *(
        "1",
        "1,",
        "9~",
        "(",
        "시급 ",
        "월 ",
        "월,화,",
        "오전 9시 ",
        "경력 ",
        "자격증 ",
        "가나로 1 ",
        "가동 ",
        "[우대사항]\n",
    ),
    *(
        "1종 보통 면허 ",
        "2026.12.31 ",
        "우대",
        "역",
        "가",
        " ",
        "\n",
        "A",
        "~(",
        "휴게 1시간 ",
        "1명 ",
        "만원",
        "a@",
        "010-",
    ),
]


def cpu(text: str) -> float:
    """CPU seconds to read a text, the better of two."""
    seconds = []
    for _ in range(2):
        began = time.process_time()
        read_text(text, SMALL, on=TODAY)
        seconds.append(time.process_time() - began)
    return min(seconds)


def test_no_hostile_text_costs_much_more_by_the_letter_than_an_advert_does() -> None:
    """A pattern that looks back at all it has seen would cost a thousand times as much; they cost at most twenty."""
    length = 5_000
    plain = cpu(("주방보조 1명 주5일 9-18시 월 220 식사제공 방배동\n" * length)[:length])
    cost = {piece: cpu((piece * length)[:length]) for piece in HOSTILE}
    assert max(cost.values()) < 20 * plain + 0.05, cost


def test_what_lies_beyond_the_bound_costs_nothing() -> None:
    assert cpu("시급 1" * 1_000_000) < 3 * cpu(("시급 1" * MAX_LENGTH)[:MAX_LENGTH]) + 0.5
