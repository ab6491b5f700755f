"""The packaged tables: whole, dated, sourced, and true to each other."""

import unicodedata
from collections import Counter
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise

import pytest
from holidays import country_holidays

from jobvisit.engines.reading.types import Vocabulary
from jobvisit.office.reference import tables
from jobvisit.office.reference.vocabulary import vocabulary

NAMES = sorted(entry.name.removesuffix(".csv") for entry in files(tables).iterdir() if entry.name.endswith(".csv"))
SEOCHO = {
    "서초1동", "서초2동", "서초3동", "서초4동", "잠원동", "반포본동", "반포1동", "반포2동", "반포3동", "반포4동",
    "방배본동", "방배1동", "방배2동", "방배3동", "방배4동", "양재1동", "양재2동", "내곡동",
}  # fmt: skip


def seocho() -> dict[str, tables.Dong]:
    return {dong.name: dong for dong in tables.dongs().values() if dong.gu == "서초구"}


@pytest.mark.parametrize("name", NAMES)
def test_every_table_names_its_source_date_and_licence_and_has_whole_rows(name: str) -> None:
    table = tables.table(name)
    assert all(table.about[key] for key in ("title", "source", "collected", "licence", "note"))
    assert date.fromisoformat(table.about["collected"]) >= table.valid_from or name == "wage_floors"
    assert table.rows
    assert all(None not in row and None not in row.values() for row in table.rows)
    assert all(unicodedata.normalize("NFC", value) == value for row in table.rows for value in row.values())


def test_a_table_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        tables.table("nowhere")


def test_the_occupation_tree_is_complete_and_named_in_both_languages() -> None:
    tree = tables.occupations()
    assert Counter(one.level for one in tree.values()) == {1: 10, 2: 35, 3: 136, 4: 450, 6: 1090}
    for one in tree.values():
        assert one.parent == "" if one.level == 1 else one.code.startswith(one.parent)
        assert one.level == 1 or one.parent in tree
        assert one.name_ko
        assert one.name_en.isascii()


def test_english_names_of_one_level_do_not_repeat() -> None:
    for level in (1, 2, 3, 4):
        names = Counter(one.name_en for one in tables.occupations().values() if one.level == level)
        assert [name for name, count in names.items() if count > 1] == []


def test_ancestors_lead_from_the_top_to_the_leaf() -> None:
    assert [one.code for one in tables.ancestors("532301")] == ["5", "53", "532", "5323", "532301"]
    with pytest.raises(KeyError):
        tables.ancestors("999999")


def test_seoul_has_its_426_dong_and_seocho_its_eighteen() -> None:
    assert len(tables.dongs()) == 426
    assert set(seocho()) == SEOCHO
    assert len({dong.gu for dong in tables.dongs().values()}) == 25
    assert all(37.4 < dong.lat < 37.72 and 126.7 < dong.lon < 127.2 for dong in tables.dongs().values())
    assert all(dong.name_en.isascii() and dong.name_en.endswith("-dong") for dong in tables.dongs().values())


def test_neighbours_are_mutual_near_and_cross_the_border_of_the_gu() -> None:
    names = tables.dongs()
    for code in names:
        around = tables.neighbours(code)
        assert code not in around
        assert around
        assert all(code in tables.neighbours(other) for other in around)
    banpo1 = {names[code].name for code in tables.neighbours(seocho()["반포1동"].code)}
    assert banpo1 == {"역삼1동", "논현1동", "반포4동", "반포3동", "잠원동", "서초4동"}
    bangbae = {names[code].name for code in tables.neighbours(seocho()["방배본동"].code)}
    assert bangbae == {"방배4동", "반포4동", "반포2동", "사당2동"}


@pytest.mark.parametrize(
    ("written", "dongs"),
    [
        ("방배동", {"방배본동", "방배1동", "방배2동", "방배3동", "방배4동"}),
        ("서초동", {"서초1동", "서초2동", "서초3동", "서초4동"}),
        ("반포동", {"반포본동", "반포1동", "반포2동", "반포3동", "반포4동"}),
        ("잠원동", {"잠원동", "반포3동"}),
        ("양재동", {"양재1동", "양재2동"}),
        ("우면동", {"양재1동"}),
        ("원지동", {"양재2동"}),
        ("염곡동", {"내곡동"}),
        ("내곡동", {"내곡동"}),
        ("방배제2동", {"방배2동"}),
        ("방배 4동", {"방배4동"}),
        ("없는동", set()),
    ],
)
def test_names_people_write_find_the_dong_of_seocho(written: str, dongs: set[str]) -> None:
    assert {dong.name for dong in tables.find_dongs(written, "서초구")} == dongs


def test_a_name_that_several_gu_have_gives_them_all() -> None:
    assert {dong.gu for dong in tables.find_dongs("신사동")} == {"강남구", "관악구", "은평구"}
    assert {dong.gu for dong in tables.find_dongs("홍제1동")} == {"서대문구"}


def test_every_station_of_seoul_lies_in_a_gu_and_no_line_stops_twice() -> None:
    stations = tables.stations()
    assert max(Counter((one.name, one.line) for one in stations).values()) == 1
    assert {one.areas[0] for one in stations if one.name in ("방배", "서초", "교대")} == {"서초구"}
    assert next(one for one in stations if one.name == "강남").areas == ("서초구", "강남구")


def test_distance_is_right_to_a_hundredth_of_a_kilometre() -> None:
    # 서울역 to 강남역 is 8.063 km on the ellipsoid
    assert tables.distance_km(37.5547, 126.9707, 37.4979, 127.0276) == pytest.approx(8.063, abs=0.01)


def test_minimum_wages_follow_each_other_without_a_gap() -> None:
    floors = tables.wage_floors()
    assert [floor.valid_from.year for floor in floors] == list(range(2013, 2028))
    for one, following in pairwise(floors):
        assert one.valid_until == following.valid_from - timedelta(days=1)
        assert one.hourly < following.hourly


@pytest.mark.parametrize(
    ("on", "hourly", "monthly"),
    [
        (date(2026, 12, 31), 10_320, 2_156_880),
        (date(2027, 1, 1), 10_700, 2_236_300),
        (date(2013, 1, 1), 4_860, 1_015_740),
    ],
)
def test_the_wage_in_force_is_that_of_the_day(on: date, hourly: int, monthly: int) -> None:
    floor = tables.wage_floor(on)
    assert floor is not None
    assert (floor.hourly, floor.monthly, floor.daily) == (hourly, monthly, hourly * 8)


def test_an_unknown_year_has_no_wage_and_the_coming_one_is_marked_unconfirmed() -> None:
    assert tables.wage_floor(date(2012, 12, 31)) is None
    assert tables.wage_floor(date(2028, 1, 1)) is None
    assert [floor.valid_from.year for floor in tables.wage_floors() if floor.confidence == "secondary"] == [2027]


def test_holidays_are_those_the_law_gives() -> None:
    ours = tables.holidays(date(2024, 1, 1), date(2028, 12, 31))
    computed = country_holidays("KR", years=range(2024, 2029), language="ko")
    assert {one.on for one in ours} == set(computed)
    assert {one.on for one in ours if one.substitute} == {day for day in computed if "대체" in computed[day]}


def test_new_holidays_and_substitute_days_of_2026_and_2027_are_known() -> None:
    by_day = {one.on: one for one in tables.holidays(date(2026, 1, 1), date(2027, 12, 31))}
    assert by_day[date(2026, 5, 1)].name_ko == "노동절"
    assert by_day[date(2026, 7, 17)].name_ko == "제헌절"
    assert by_day[date(2027, 7, 19)].name_ko == "대체공휴일(제헌절)"
    assert by_day[date(2026, 9, 26)].name_ko == "추석 연휴"
    assert date(2026, 9, 28) not in by_day  # the day after 추석 fell on a Saturday: no substitute


def test_a_year_whose_holidays_are_not_known_is_an_error() -> None:
    with pytest.raises(ValueError, match="2024 to 2028"):
        tables.holidays(date(2028, 12, 1), date(2029, 1, 1))


@pytest.mark.parametrize(
    ("on", "youth_until", "women"),
    [
        (date(2026, 6, 30), 29, "경력단절여성등"),
        (date(2026, 7, 1), 29, "경력보유여성등"),
        (date(2026, 9, 17), 29, "경력보유여성등"),
        (date(2026, 9, 18), 34, "경력보유여성등"),
    ],
)
def test_groups_are_those_of_the_day(on: date, youth_until: int, women: str) -> None:
    groups = {group.code: group for group in tables.groups(on)}
    assert len(groups) == len(tables.groups(on))
    assert groups["youth"].max_age == youth_until
    assert groups["career_women"].name_ko == women


def test_ages_are_counted_in_completed_years_on_both_sides_of_the_birthday() -> None:
    today = date(2026, 11, 23)
    assert tables.age_on(date(1971, 11, 23), today) == 55
    assert tables.age_on(date(1971, 11, 24), today) == 54
    assert "senior" in {group.code for group in tables.groups_by_birth_date(date(1971, 11, 23), today)}
    assert "semi_senior" in {group.code for group in tables.groups_by_birth_date(date(1971, 11, 24), today)}


def test_only_groups_of_age_are_told_from_a_birth_date() -> None:
    for group in tables.all_groups():
        assert not group.by_birth_date or group.min_age is not None
        assert group.law
        assert group.proof_ko


def test_codes_of_the_portals_are_told_for_education_and_employment() -> None:
    assert {level.work24: level.code for level in tables.education_levels()}["03"] == "high"
    assert [level.rank for level in tables.education_levels()] == list(range(8))
    assert {kind.seoul: kind.code for kind in tables.employment_types()}["J01103"] == "fixed_term_part"


def test_the_vocabulary_answers_what_the_reader_of_orders_asks() -> None:
    known: Vocabulary = vocabulary()
    assert known.licence("1종보통운전면허") == "자동차운전면허 1종 보통"
    assert known.licence("성실하신 분") is None
    assert known.gus_of_dong("방배동") == ("서초구",)
    assert known.gus_of_dong("과천동") == ("과천시",)
    assert known.gus_of_dong("동") == ()
    assert known.gus_of_station("방배역") == known.gus_of_station("방배") == ("서초구",)
    assert known.gus_of_station("총신대입구") == known.gus_of_station("이수") == ("동작구",)
    assert known.gus_of_station("없는역") is None
    found = known.occupation("주방보조")
    assert found is not None
    assert (found.code, found.sure) == ("532301", True)
    assert known.occupation("성실하신 분") is None
