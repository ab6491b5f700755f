"""The paste box: a counsellor's note or a whole advert in one text."""

from datetime import date

import pytest

from jobvisit.engines.reading import Hours, Reading, Vocabulary, read_text


def values(reading: Reading) -> dict[str, object]:
    return {name: read.value for name, read in reading.reads().items()}


def doubtful(reading: Reading) -> set[str]:
    return {name for name, read in reading.reads().items() if not read.sure}


def words_of(reading: Reading, name: str) -> list[str]:
    return [span.words for span in reading.reads()[name].spans]


def test_the_note_of_the_first_story_becomes_a_draft_with_the_words_it_came_from(
    small: Vocabulary, today: date
) -> None:
    reading = read_text("주방보조 1명 주5일 9-18시 월 220 식사제공 방배동", small, on=today)
    told = values(reading)
    assert told["occupation"] == ("532301", "주방 보조원(일반 음식점)", True)
    assert (told["headcount"], told["days_per_week"], told["start"], told["end"]) == (1, 5, "09:00", "18:00")
    assert (told["pay_kind"], told["pay_min"], reading.pay_max) == ("month", 2_200_000, None)
    assert (told["benefits"], told["gu"], told["road_or_dong"]) == (("meals",), "서초구", "방배동")
    assert doubtful(reading) == {"pay_kind", "pay_min", "gu", "weekly_hours_derived"}
    assert words_of(reading, "pay_min") == ["월 220"]
    assert words_of(reading, "start") == ["9-18시"]
    assert reading.unread == ()


def test_an_advert_with_headings_is_read_line_by_line(small: Vocabulary, today: date) -> None:
    advert = """■ 모집부문: 요양보호사 3명
■ 자격: 요양보호사 자격증 필수, 운전면허 우대
■ 급여: 월 2,300,000~2,500,000원 (야간수당 별도)
■ 근무시간: 09:00~18:00 (휴게 1시간), 주 5일(월~금)
■ 근무지: 서울 서초구 반포대로 58 2층
■ 접수기간: 2026.11.20 ~ 2026.12.20
문의 02-123-4567"""
    told = values(read_text(advert, small, on=today))
    assert told["licences"] == ("요양보호사",)
    assert told["licences_preferred"] == ("자동차운전면허",)
    assert (told["pay_min"], told["pay_max"]) == (2_300_000, 2_500_000)
    assert (told["days_per_week"], told["work_days"]) == (5, frozenset(range(5)))
    assert (told["break_minutes"], told["weekly_hours_derived"]) == (60, 40)
    assert (told["gu"], told["road_or_dong"]) == ("서초구", "반포대로")
    assert (told["headcount"], told["closes_on"]) == (3, date(2026, 12, 20))


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "건강식품 판매원 구함. 시급 11,000원, 화~토 10시~17시(휴게 1시간), 경력무관, 방배역 3번출구",
            {
                "days_per_week": 5,
                "pay_min": 11_000,
                "station": "방배역",
                "gu": "서초구",
                "career_kind": "none_required",
            },
        ),
        (
            "아파트 경비원 2명 24시간 맞교대 (06:00 교대) 월 245만원 채용시까지",
            {
                "shift": "24h",
                "start": "06:00",
                "end": "06:00",
                "headcount": 2,
                "until_filled": True,
                "pay_min": 2_450_000,
            },
        ),
        (
            "홀서빙 알바 주말 11:00-20:00 시급 1.1만 협의 사당역",
            {
                "work_days": frozenset({5, 6}),
                "days_per_week": 2,
                "pay_min": 11_000,
                "pay_negotiable": True,
                "part_time": True,
                "station": "사당역",
            },
        ),
        (
            "청소 월~금 06:00~15:00 (휴게시간 2시간) 월급 2,156,880원 수습 3개월 90%",
            {"break_minutes": 120, "weekly_hours_derived": 35, "pay_min": 2_156_880, "probation": (3, 90)},
        ),
        (
            "카페 시급 10320 주 3일 4시간 초보가능",
            {"pay_min": 10_320, "days_per_week": 3, "daily_hours": 4, "career_kind": "none_required"},
        ),
        (
            "운전기사 1종보통 필수 연봉 3000~3500 주5일 격주 토 퇴직금 4대보험",
            {
                "pay_kind": "year",
                "pay_min": 30_000_000,
                "pay_max": 35_000_000,
                "biweekly_saturday": True,
                "retirement": "lump_sum",
                "licences": ("자동차운전면허 1종 보통",),
            },
        ),
        (
            "경리 경력 3년이상 초대졸 이상 연봉 3,200만원 이상 면접후 결정 강남구 테헤란로 123",
            {
                "career_years_min": 3,
                "education": "college2",
                "pay_min": 32_000_000,
                "gu": "강남구",
                "road_or_dong": "테헤란로",
                "pay_negotiable": True,
            },
        ),
        (
            "최저시급 편의점 야간 22시~07시 주5일",
            {"pay_kind": "hour", "pay_is_minimum_wage": True, "start": "22:00", "end": "07:00", "shift": "night"},
        ),
        (
            "미화원 오전 6시부터 오후 3시까지, 급여 회사내규에 따름",
            {"pay_kind": "negotiable", "start": "06:00", "end": "15:00"},
        ),
        ("일당 15만 현장 보조", {"pay_kind": "day", "pay_min": 150_000}),
        (
            "세후 250 주6일 8시~5시",
            {"pay_after_tax": True, "pay_min": 2_500_000, "days_per_week": 6, "start": "08:00", "end": "17:00"},
        ),
        (
            "요양보호사 OO명 정규직 09:00~18:30 토 09:00~14:00 잠원동",
            {"start": "09:00", "end": "18:30", "employment": "permanent", "road_or_dong": "잠원동"},
        ),
        (
            "마감 12/31, 1월 2일부터 근무, 주 40시간",
            {"closes_on": date(2026, 12, 31), "starts_on": date(2027, 1, 2), "weekly_hours": 40},
        ),
    ],
)
def test_a_short_note_gives_what_it_says(
    note: str, expected: dict[str, object], small: Vocabulary, today: date
) -> None:
    told = values(read_text(note, small, on=today))
    assert {name: told.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("note", "absent"),
    [
        ("주방보조 구함", {"pay_kind", "pay_min", "start", "days_per_week", "gu", "headcount"}),
        ("시급13,00원 주5일", {"pay_min", "pay_max"}),
        ("주방 00명 급구", {"headcount"}),
        ("신사동 카페", {"gu"}),
        ("", {"pay_kind", "occupation"}),
        ("........ !!! ♥♥♥", {"pay_kind", "occupation", "start"}),
    ],
)
def test_what_a_note_does_not_say_is_not_given(note: str, absent: set[str], small: Vocabulary, today: date) -> None:
    assert not absent & set(values(read_text(note, small, on=today)))


def test_what_cannot_be_read_is_said_to_be_unread(small: Vocabulary, today: date) -> None:
    reading = read_text("시급13,00원 별빛수당 있음", small, on=today)
    assert [note.code for note in reading.notes] == ["pay_unclear"]
    assert [span.words for span in reading.unread] == ["별빛수당"]


def test_telephone_numbers_and_addresses_of_mail_are_nobodys_unread_words(small: Vocabulary, today: date) -> None:
    reading = read_text("문의 010-1234-5678, 02)123-4567, hong@example.com, www.example.com", small, on=today)
    assert reading.unread == ()


def test_other_hours_offered_are_kept_beside_the_first(small: Vocabulary, today: date) -> None:
    reading = read_text("09:00-13:00 또는 08:00-12:00, 토 10:00~12:00", small, on=today)
    assert reading.start is not None
    assert (reading.start.value, reading.start.sure, reading.start.doubt) == ("09:00", False, "several_stated")
    assert reading.hours_alternatives == (Hours("08:00", "12:00"), Hours("10:00", "12:00", "saturday"))


def test_full_width_and_decomposed_letters_read_like_plain_ones(small: Vocabulary, today: date) -> None:
    import unicodedata

    plain = values(read_text("주방보조 1명 주5일 09:00~18:00 월급 220만원 방배동", small, on=today))
    wide = values(read_text("주방보조 １명 주５일 ０９：００～１８：００ 월급 ２２０만원 방배동", small, on=today))
    apart = unicodedata.normalize("NFD", "주방보조 1명 주5일 09:00~18:00 월급 220만원 방배동")
    assert wide == plain == values(read_text(apart, small, on=today))


def test_a_text_beyond_every_advert_is_read_to_its_limit_and_says_so(small: Vocabulary, today: date) -> None:
    reading = read_text("주5일 " + "가" * 50_000 + " 월급 220만원", small, on=today)
    assert values(reading)["days_per_week"] == 5
    assert reading.pay_min is None
    assert "text_cut" in [note.code for note in reading.notes]
