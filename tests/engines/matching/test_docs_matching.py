"""docs/engines/matching.md: every public name stands in it, its examples run, its priors are those in force."""

import re
from pathlib import Path

import pytest

from jobvisit.engines import matching
from jobvisit.engines.matching import Params, Requirement

PAGE = (Path(__file__).parents[3] / "docs" / "engines" / "matching.md").read_text("utf-8")


def test_every_public_name_and_every_module_with_a_door_is_on_the_page():
    code = " ".join(re.findall(r"```python.*?```|`[^`\n]+`", PAGE, re.S))
    for name in (*matching.__all__, *"graph assign congestion outcomes learning judging versions audit".split()):
        assert re.search(rf"\b{name}\b", code), name


def test_the_examples_run_as_they_stand(compiled, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    world: dict[str, object] = {}
    first, second = re.findall(r"```python\n(.*?)```", PAGE, re.S)
    exec(first, world)
    examples = [line.rsplit("|", 2)[1].strip() for line in PAGE.splitlines() if line.startswith("| `") and "m." in line]
    ran = [code for line in examples for code in re.findall(r"`([^`]+)`", line) if code.startswith(("m.", "[", "len("))]
    assert len(ran) >= 12
    for code in ran:
        eval(code, world)
    assert world["m"].explain(world["index"], world["order"], 2).first_failed is Requirement.PAY
    exec(second, world)


@pytest.mark.parametrize(
    "name", ["commute", "pay", "words", "freshness", "wants_missing", "career_held", "career_short"]
)
def test_the_priors_on_the_page_are_those_in_force(name):
    told = PAGE.replace("−", "-").replace(",", "")
    for x, points in getattr(Params(), name):
        assert re.search(rf"\b{x}: {points}\b" if x >= 0 else rf"{x}: {points}\b", told), (name, x, points)


def test_the_bases_and_what_is_to_be_confirmed_are_those_in_force():
    told = PAGE.replace("−", "-")
    params = Params()
    for points in (params.accept_base, params.hire_base, *params.occupation, *params.wish_rank, *params.unknown):
        assert re.search(rf"(?<![\d-]){points}\b", told), points
