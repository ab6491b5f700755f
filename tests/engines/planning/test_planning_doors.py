"""Files in, plans out: our JSON, TOPTW and PCVRPTW; errors name their place in Korean and English."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from jobvisit.engines.planning.__main__ import main
from jobvisit.engines.planning.benchmarks import read_instance, verify

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "routes"

WEEK = {
    "days": ["2026-11-30", "2026-12-01"],
    "now": {"day": "2026-11-30", "time": "08:00"},
    "counsellors": [
        {"id": "가", "start": [37.4837, 127.0324], "mode": "car", "absences": [{"day": "2026-12-01"}]},
        {"id": "나", "start": {"lat": 37.47, "lon": 127.02}, "hours": "09:30-15:30", "lunch": None},
    ],
    "firms": [
        {"id": "F1", "place": [37.485, 127.03], "value": 0.4, "hours": ["09:00-12:00", "13:00-18:00"]},
        {"id": "F2", "place": None, "value": 0.4},
        {"id": "F3", "place": [37.49, 127.03], "appointment": {"day": "2026-11-30", "time": "14:00"}},
        {"id": "F4", "place": [37.48, 127.02], "appointment": {"day": "2026-11-20", "time": "14:00"}},
    ],
}
TOPTW = """3 2 3 1
0 230
 0 0 0 0 0 0 0 0 230
 1 10 0 10 20 1 1 1 0 100
 2 0 20 10 30 1 1 1 0 30
 3 99 99 10 90 1 1 1 0 20
"""
PCVRPTW = """NAME : tiny
TYPE : PCVRPTW
DIMENSION : 4
VEHICLES : 2
CAPACITY : 10
SERVICE_TIME : 5
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 3 4
3 6 8
4 100 0
DEMAND_SECTION
1 0
2 4
3 6
4 1
TIME_WINDOW_SECTION
1 0 100
2 0 50
3 0 50
4 0 90
PRIZE_SECTION
1 0
2 12
3 15
4 40
DEPOT_SECTION
1
-1
EOF
"""


@pytest.fixture
def door(tmp_path, capsys):
    def run(command, content, *options, name="file.txt"):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        status = main([command, str(path), *options])
        return status, capsys.readouterr()

    return run


def test_a_week_is_solved_checked_and_every_firm_is_planned_or_named(door, tmp_path):
    status, said = door("solve", WEEK, "--iterations", "50", "--json")
    made = json.loads(said.out)
    assert status == 0
    planned = {stop["visit"] for route in made["routes"] for stop in route["stops"]}
    named = {left["visit"]: left["reason"] for left in made["unserved"]}
    assert planned == {"F1", "F3"}
    assert named == {"F2": "no_place", "F4": "past"}
    assert {len(route["day"]) for route in made["routes"]} == {10}
    assert [call["visit"] for call in made["calls"]] == ["F1"]
    plan = tmp_path / "plan.json"
    plan.write_text(said.out, "utf-8")
    assert door("check", WEEK, str(plan))[0] == 0
    route = next(route for route in made["routes"] if route["stops"])
    route["stops"] = route["stops"][:-1]
    plan.write_text(json.dumps(made), "utf-8")
    status, said = door("check", WEEK, str(plan), "--json")
    assert status == 1
    assert any("lost" in fault for fault in json.loads(said.out)["violations"])


def test_check_without_a_plan_looks_at_the_problem(door):
    status, said = door("check", WEEK)
    assert status == 1
    assert "F2 좌표가 없습니다" in said.out
    assert "It has no coordinates" in said.out


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        ({"firms": [{"id": "A", "palce": [1, 2]}]}, "unknown_key", "$.firms[0]"),
        ({"firms": [{"place": [1, 2]}]}, "missing", "$.firms[0]"),
        ({"firms": [{"id": "A", "hours": ["9-12"]}]}, "value", "$.firms[0].hours[0]"),
        ({"firms": [{"id": "A", "value": "many"}]}, "type", "$.firms[0].value"),
        ({"firms": {"id": "A"}}, "type", "$.firms"),
        ({"days": ["2026-13-01"]}, "value", "$.days[0]"),
        ({"effort": -1}, "number", "$.effort"),
        ({"counsellors": [{"id": "A", "start": [1, 2], "mode": "boat"}]}, "value", "$.counsellors[0].mode"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place_in_two_languages(door, change, code, where):
    status, said = door("solve", {**WEEK, **change}, "--json")
    assert status == 2
    error = json.loads(said.out)
    assert (error["error"], error["facts"][0]) == (code, where)
    korean, english = error["text"].split(" · ")[:2]
    assert any("가" <= letter <= "힣" for letter in korean)
    assert not any("가" <= letter <= "힣" for letter in english)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "empty"),
        ("{", "json"),
        ("안녕하세요", "unknown_format"),
        ("3 2 3 1\n0 1\n 0 0 0 0 0 0 0 0 230\n", "toptw_points"),
        ("3 2 1 1\n0 1\n 0 0 0 0 0 0 0 0 230\n 1 a b\n", "toptw_row"),
        ("20 2 0 169 5 250 10\n0 47 6 0 0 510 1210\n", "toptw_tourist"),
        ("NAME : x\nVEHICLES : 2\n", "vrplib_missing"),
        (PCVRPTW.replace("3 0 50", "3 0 x"), "vrplib_value"),
    ],
)
def test_benchmark_files_that_cannot_be_read_are_refused(door, content, code):
    status, said = door("solve", content, "--json", "--iterations", "1")
    assert (status, json.loads(said.out)["error"]) == (2, code)


def test_toptw_takes_routes_from_the_call_and_cuts_distances(door):
    status, said = door("solve", TOPTW, "--routes", "1", "--iterations", "50", "--json")
    answer = json.loads(said.out)
    assert status == 0
    assert (answer["value"], answer["routes"], answer["cost"]) == (50, [["2", "1"]], 52.3)
    assert answer["unserved"] == [{"visit": "3", "reason": "unreachable"}]


def test_pcvrptw_costs_are_tenths_with_the_prizes_left(door):
    status, said = door("solve", PCVRPTW, "--iterations", "50", "--json")
    answer = json.loads(said.out)
    assert (status, answer["cost"], answer["value"]) == (0, 200 + 400, 27)
    assert sorted(answer["routes"][0] + answer["routes"][1]) == ["1", "2"]


def test_the_verifier_of_benchmarks_sees_windows_load_and_twins():
    instance = read_instance(TOPTW, "tiny", 1)
    assert verify(instance, [["2", "1"]], 50) == []
    assert verify(instance, [["1", "2"]]) == ["2: begins 423, closes 300"]
    assert verify(instance, [["1", "1"]]) == ["1: unknown or twice"]
    assert verify(instance, [["1"], ["2"]]) == ["2 routes, 1 allowed"]
    assert verify(instance, [["1"]], 21) == ["value 21, found 20.0"]
    assert verify(read_instance(PCVRPTW, "tiny", None), [["1", "2", "3"]])[0].startswith("3: begins")


@pytest.mark.skipif(not DATA.exists(), reason="needs ../shared/data/routes")
def test_published_solutions_have_their_published_cost():
    text = (DATA / "pcvrptw" / "C1_10_1.vrp").read_text("utf-8")
    instance = read_instance(text, "C1_10_1", None)
    lines = (DATA / "pcvrptw" / "C1_10_1.sol").read_text("utf-8").splitlines()
    routes = [line.split(": ")[1].split() for line in lines if line.startswith("Route")]
    assert verify(instance, routes) == []
    number = {name: group for group, name in enumerate(instance.names)}
    core, cost = instance.core, sum(round(10 * score) for score in instance.scores)
    for route in routes:
        places = [0, *(int(core.task[number[name], 0]) for name in route), 0]
        cost += int(core.travel[0, places[:-1], places[1:], 0].sum())
        cost -= sum(round(10 * instance.scores[number[name]]) for name in route)
    assert cost == 245391


@pytest.mark.skipif(not DATA.exists(), reason="needs ../shared/data/routes")
@pytest.mark.parametrize(("name", "optimum"), [("c106", 340), ("r103", 293), ("rc102", 266), ("pr07", 298)])
def test_proven_optima_are_nearly_found_in_few_iterations(door, name, optimum):
    text = (DATA / "toptw" / f"{name}.txt").read_text("utf-8")
    _, said = door("solve", text, "--routes", "1", "--iterations", "20000", "--json", name=f"{name}.txt")
    assert 0.99 * optimum <= json.loads(said.out)["value"] <= optimum


def test_compare_runs_every_engine(door):
    status, said = door("compare", TOPTW, "--routes", "1", "--iterations", "20", "--json")
    engines = json.loads(said.out)["engines"]
    assert status == 0
    assert [row["engine"] for row in engines] == ["greedy", "own", "pyvrp"]
    assert all(row.get("missing") or row["value"] == 50 for row in engines)


def test_the_door_opens_from_a_fresh_interpreter_and_refuses_bad_options(tmp_path, capsys):
    path = tmp_path / "tiny.txt"
    path.write_text(TOPTW, "utf-8")
    command = [sys.executable, "-m", "jobvisit.engines.planning", "solve", str(path), "--iterations", "1"]
    assert "value 50" in subprocess.run(command, capture_output=True, text=True, check=True).stdout
    with pytest.raises(SystemExit):
        main(["solve", str(path), "--routes", "-1"])
    said = capsys.readouterr().err
    assert "이해하지 못했습니다" in said
    assert "not understood" in said
