"""Pay as it is written: amounts, kinds, ranges, allowances, slips."""

import pytest

from jobvisit.engines.reading.amounts import read_amount
from jobvisit.engines.reading.money import find_minimum_wage, find_negotiable, find_pay
from jobvisit.engines.reading.scan import Page


@pytest.mark.parametrize(
    ("words", "won"),
    [
        ("10,320원", 10_320),
        ("2,156,880", 2_156_880),
        ("2,700 만원", 27_000_000),
        ("220만", 2_200_000),
        ("2.5백만", 2_500_000),
        ("216.5만원", 2_165_000),
        ("3천5백만원", 35_000_000),
        ("3천 만원", 30_000_000),
        ("5천원", 5_000),
        ("250만 5천원", 2_505_000),
        ("215만 6880원", 2_156_880),
        ("1억 2천만원", 120_000_000),
        ("600천원", 600_000),
        ("13.100원", 13_100),
        ("250만 5일 근무", 2_500_000),
        ("２２０만원", 2_200_000),
    ],
)
def test_an_amount_is_read_as_koreans_write_it(words: str, won: int) -> None:
    amount = read_amount(Page("text", words).folded, 0)
    assert amount is not None
    assert amount.value == won


@pytest.mark.parametrize("words", ["13,00원", "1,3,100원", "12.,977원", "2,84 0원"])
def test_digits_that_are_no_number_give_no_value(words: str) -> None:
    amount = read_amount(words, 0)
    assert amount is None or amount.value is None or amount.value < 100


@pytest.mark.parametrize(
    ("words", "kind", "least", "most"),
    [
        ("시급 / 10320원 ", "hour", 10_320, None),
        ("최소연봉 / 3000만원 ", "year", 30_000_000, None),
        ("월급 / 250만원 - 면접 후 협의가능 ", "month", 2_500_000, None),
        ("일급 / 150000원 - 면접 후 협의가능 ", "day", 150_000, None),
        ("연봉 2,700 만원 ~ 3,200 만원", "year", 27_000_000, 32_000_000),
        ("연봉 3,500만원~ 4,000만원(면접 시 협의가능)", "year", 35_000_000, 40_000_000),
        ("월급 218만원 ~ 218만원 이하", "month", 2_180_000, 2_180_000),
        ("월급 220만원 이상", "month", 2_200_000, None),
        ("월급 300만원 이하", "month", None, 3_000_000),
        ("월급여 2,200,000원", "month", 2_200_000, None),
        ("연봉 2,700~3,200만원", "year", 27_000_000, 32_000_000),
        ("월급 240만~250", "month", 2_400_000, 2_500_000),
        ("일당 15만", "day", 150_000, None),
        ("시급 10320", "hour", 10_320, None),
        ("시급 1.3만", "hour", 13_000, None),
        ("월급 이백오십만원", "month", 2_500_000, None),
        ("주급 60만원", "week", 600_000, None),
        ("月 236만원", "month", 2_360_000, None),
        ("시　급：１０，３２０원", "hour", 10_320, None),
        ("250만원(월)", "month", 2_500_000, None),
        ("13,000원/시간", "hour", 13_000, None),
        ("급여조건 : 월급 140만~   (수습기간 3개월)", "month", 1_400_000, None),
    ],
)
def test_plain_pay_is_read_and_sure(words: str, kind: str, least: int | None, most: int | None) -> None:
    found = find_pay(Page("text", words), "pay")[0]
    assert (found.statement.kind, found.statement.least, found.statement.most) == (kind, least, most)
    assert found.sure, found.doubt


@pytest.mark.parametrize(
    ("words", "kind", "least", "most", "doubt"),
    [
        ("월 220", "month", 2_200_000, None, "unit_assumed"),
        ("월 220~250", "month", 2_200_000, 2_500_000, "unit_assumed"),
        ("연봉 3500", "year", 35_000_000, None, "unit_assumed"),
        ("일당 15", "day", 150_000, None, "unit_assumed"),
        ("세후 250", "month", 2_500_000, None, "unit_assumed"),
        ("급여 1,799,240원", "month", 1_799_240, None, "inferred"),
        ("220만원", "month", 2_200_000, None, "inferred"),
        ("시급 13.100원", "hour", 13_100, None, "odd_writing"),
        ("월급 / 2151만원 ", "month", 21_510_000, None, "odd_writing"),
        ("시급 2,000원", "hour", 2_000, None, "odd_writing"),
    ],
)
def test_pay_that_needed_a_guess_is_marked(words: str, kind: str, least: int, most: int | None, doubt: str) -> None:
    found = find_pay(Page("text", words), "note")[0]
    assert (found.statement.kind, found.statement.least, found.statement.most) == (kind, least, most)
    assert (found.sure, found.doubt) == (False, doubt)


@pytest.mark.parametrize("words", ["시급13,00원", "월급 5원", "연봉 3,0000만원", "시급 999999원"])
def test_pay_that_cannot_be_is_unclear_and_has_no_amount(words: str) -> None:
    found = find_pay(Page("text", words), "pay")
    assert found
    assert all(one.unclear and one.statement.least is None for one in found)


@pytest.mark.parametrize(
    ("words", "amounts"),
    [
        ("시급 13,200원 (기본시급 +기타수당 포함)", [(13_200, True)]),
        ("* 10,320원(주휴수당 포함 13.100원)", [(10_320, False), (13_100, True)]),
        ("급여 : 10,320원 , (주휴수당 포함시 13,200원)", [(10_320, False), (13_200, True)]),
        ("시급 10,320원(수당 포함 시 13,200원)  + 중증수당 별도 (6,000원/일)", [(10_320, False), (13_200, True)]),
        ("○ 시급 10,320 + 제수당 = 13,000원", [(10_320, False), (13_000, True)]),
        ("시급은 주휴수당과 연차수당을 포함하여 13,100원입니다.", [(13_100, True)]),
        ("시급: 10,320원(시급+기타수당=14,250원)", [(10_320, False), (14_250, True)]),
        ("시급 : 13,000원(시급+기타수당)", [(13_000, True)]),
        ("* 시급13,100원(기본 시급 10,030원 + 주휴·연차수당 포함)", [(13_100, True), (10_030, False)]),
        ("-시   급: 10,320원(기타, 연차 및 주휴수당 포함시 13,000)", [(10_320, False), (13_000, True)]),
        ("총시급:13,000(기본급:10,320+ 연차수당2,064 + 보전수당616)", [(13_000, True), (10_320, False)]),
        ("시급: 10,320원 ( + 주휴수당 2,064원 + 연차수당 594 + 처우개선비 100원 )", [(10_320, False)]),
        ("월급 2,821,500원 (연봉 33,858,000원)", [(2_821_500, False), (33_858_000, False)]),
        ("월급2,500,000(세전) (상여200%)", [(2_500_000, False)]),
        ("급여 416만원 (연차포함)", [(4_160_000, True)]),
        ("시급 : 포괄시급 13,500원", [(13_500, True)]),
    ],
)
def test_allowances_inside_an_amount_are_told_from_those_beside_it(words: str, amounts: list[tuple[int, bool]]) -> None:
    found = find_pay(Page("text", words), "prose")
    assert [(one.statement.least, one.statement.includes) for one in found] == amounts


@pytest.mark.parametrize(
    "words",
    [
        "월 24회",
        "월 1~2회 거래처 납품",
        "근무 중 식사 시 1,000원, 근무 외 2,500원에 이용가능",
        "(1억 이상 공사 설계/ 1억 미만 공사 설계)",
        "8월 10일부터 근무 가능",
        "중증케어 수당 지급(1일 6,000원)",
        "주5일 9-18시",
        "만 65세 이하, 아이들 50여명",
        "문의 02-123-4567, 010-1234-5678",
        "2등급 할머니, 3개월 수습",
    ],
)
def test_numbers_that_are_no_pay_are_left_alone(words: str) -> None:
    assert find_pay(Page("text", words), "prose") == []


@pytest.mark.parametrize(
    "words",
    ["회사 내규에 따름", "면접 후 결정", "협의", "추후 협의", "급여 면접후 협의", "월급 / 250만원 - 면접 후 협의가능 "],
)
def test_pay_open_to_talk_is_seen(words: str) -> None:
    assert find_negotiable(Page("text", words), "pay") is not None


def test_a_talk_about_hours_does_not_open_the_pay() -> None:
    assert find_negotiable(Page("text", "근무시간 협의 가능, 요일 조정 가능"), "prose") is None


@pytest.mark.parametrize(
    ("words", "seen"), [("최저시급", True), ("급여: 최저임금", True), ("최저시급 10,320원", False)]
)
def test_the_minimum_wage_without_a_figure_waits_for_the_wage_table(words: str, seen: bool) -> None:
    assert (find_minimum_wage(Page("text", words)) is not None) is seen
