"""Charts: one drawing for page, printer and PDF, with nothing but presentation attributes and with words."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest

from jobvisit.engines.papers import charts, report
from jobvisit.engines.papers.charts import Series
from jobvisit.engines.papers.types import Chart, Office, Report, Section

SVG = "{http://www.w3.org/2000/svg}"


def drawn(**more: object) -> ET.Element:
    given = {
        "title": "달마다 <취업>", "words": "세 달의 취업 & 증빙", "groups": ["8", "9", "10"],
        "series": [Series("들은 것", [1, 2, 3]), Series("확인", [4, None, 0])],
    }  # fmt: skip
    return ET.fromstring(charts.columns(**{**given, **more}))


def texts(svg: ET.Element) -> list[str]:
    return [one.text or "" for one in svg.iter(f"{SVG}text")]


def test_a_chart_has_a_title_and_words_and_no_style_or_script():
    svg = drawn()
    assert svg.find(f"{SVG}title").text == "달마다 <취업>"
    assert svg.find(f"{SVG}desc").text == "세 달의 취업 & 증빙"
    assert {svg.find(f"{SVG}title").get("id"), svg.find(f"{SVG}desc").get("id")} == set(
        svg.get("aria-labelledby").split()
    )
    assert svg.get("role") == "img"
    for one in svg.iter():
        assert not {"style", "class", "onload"} & set(one.attrib)
        assert one.tag not in {f"{SVG}style", f"{SVG}script"}


def test_series_differ_by_pattern_not_by_colour_alone():
    fills = {one.get("fill") for one in drawn().iter(f"{SVG}rect") if one.get("stroke")}
    assert sum(fill.startswith("url(#") for fill in fills) == 1
    assert len(fills) == 2


def test_what_is_hidden_or_unknown_leaves_a_gap_that_says_so():
    assert "가림" in texts(drawn(unknown="가림"))
    assert "가림" in texts(drawn(unknown="가림", stacked=True))
    assert "가림" not in texts(drawn(unknown="가림", series=[Series("들은 것", [1, 2, 3])]))


def test_columns_are_as_tall_as_their_values_and_stand_on_the_floor():
    boxes = [one for one in drawn(series=[Series("a", [1, 2, 4])]).iter(f"{SVG}rect") if one.get("stroke")][:3]
    heights = [float(one.get("height")) for one in boxes]
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.2)
    assert heights[2] == pytest.approx(4 * heights[0], abs=0.3)
    assert len({round(float(one.get("y")) + float(one.get("height"))) for one in boxes}) == 1


def test_a_bar_is_as_long_as_its_share():
    svg = ET.fromstring(
        charts.bars(title="a", words="b", rows=[("x", 25, "25"), ("y", None, "–")], high=100, width=408)
    )
    boxes = [float(one.get("width")) for one in svg.iter(f"{SVG}rect") if one.get("stroke")]
    assert boxes == [100.0]


def test_a_series_of_another_length_is_refused():
    with pytest.raises(ValueError, match="one value a group"):
        drawn(series=[Series("a", [1])])


def test_the_same_drawing_goes_into_the_pdf():
    chart = Chart(ET.tostring(drawn()), "세 달의 취업")
    made = report(
        Report("실적", "10월", Office("서초구", "센터", "청장"), date(2026, 11, 1), (Section("취업", "", (chart,)),))
    )
    assert made.startswith(b"%PDF")
