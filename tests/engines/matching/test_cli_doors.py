"""The doors on files: what people write is read, what cannot be read is said, and the bench runs at any size."""

import json
import subprocess
import sys

import pytest

from jobvisit.engines.matching.__main__ import main
from jobvisit.engines.matching.files import FileError, Reader

PEOPLE = """\
id,wishes,lat,lon,reach,wage,days,earliest,latest,weekly_hours,licences,licences_known,sex,words,applied_on
1,561301|562100,37.48,126.99,8000,"10,500",월화수목금,09:00,18:00,,요양보호사,예,F,청소 미화,2026-10-01
2,561301,37.49,127.00,,열심히,월화수목금토일,,,,,,M,주방,2026-09-01
3,11100,,,,,,,,,,,,,
"""
ORDER = {
    "id": 9,
    "occupation": 561200,
    "lat": 37.485,
    "lon": 126.995,
    "wage_min": 11000,
    "days": "월화수목금",
    "start": "09:00",
    "end": "18:00",
    "weekly_hours": 40,
    "title": "건물 청소원",
    "licences_all": ["요양 보호사"],
    "asked_on": "2026-11-23",
}


@pytest.fixture
def files(tmp_path):
    people, orders = tmp_path / "people.csv", tmp_path / "orders.json"
    people.write_text(PEOPLE, "utf-8")
    orders.write_text(json.dumps([ORDER]), "utf-8")
    return str(people), str(orders)


def answer(capsys, *arguments):
    assert main(list(arguments)) == 0
    return json.loads(capsys.readouterr().out)


def test_rank_lists_residents_with_terms_that_add_up(files, capsys):
    found = answer(capsys, "rank", *files, "-k", "5")
    assert [c["id"] for c in found["candidates"]] == [1, 2]
    assert all(sum(c["terms"].values()) == c["score"] for c in found["candidates"])
    assert found["counts"] == {"total": 3, "eligible": 2, "to_confirm": 2, "excluded": {"occupation": 1}}
    assert found["ignored_columns"] == ["sex"]
    assert found["unread"] == [{"row": 2, "column": "wage", "value": "열심히"}]


def test_rank_the_other_way_round_gives_the_same_score(files, capsys):
    there = answer(capsys, "rank", *files)["candidates"]
    back = answer(capsys, "rank", *files, "--person", "1")["candidates"]
    assert (back[0]["id"], back[0]["score"]) == (9, there[0]["score"])


def test_explain_names_every_requirement(files, capsys):
    found = answer(capsys, "explain", *files, "--person", "3")
    assert (found["first_failed"], found["eligible"]) == ("occupation", False)
    assert len(found["checks"]) == 11
    licence = next(c for c in found["checks"] if c["requirement"] == "licences")
    assert (licence["state"], licence["missing"]) == ("unknown", ["요양보호사"])


def test_what_if_counts_every_variant(files, capsys):
    found = answer(capsys, "what-if", *files)
    assert found["base"]["eligible"] == 2
    assert {v["change"] for v in found["variants"]} >= {"pay", "start", "end", "days", "licence", "reach"}


def test_json_lines_and_numbers_are_read_like_text(tmp_path):
    path = tmp_path / "people.jsonl"
    rows = ({"id": 1, "wishes": [561301], "wage": None, "shifts": -1, "earliest": 540}, {"id": "2", "wage": 10500.0})
    path.write_text("\n".join(json.dumps(row) for row in rows))
    reader = Reader()
    one, two = reader.people(path)
    assert (one.wishes, one.wage, one.shifts, one.earliest) == ((561301,), 0, -1, 540)
    assert (two.id, two.wage, reader.problems) == (2, 10_500, [])


def test_two_places_written_in_degrees_are_as_far_apart_as_they_are(tmp_path):
    """Seoul City Hall to Gangnam Station: 8.3 km as the crow flies."""
    path = tmp_path / "people.csv"
    path.write_text("id,lat,lon\n1,37.5663,126.9779\n2,37.4979,127.0276\n")
    one, two = Reader().people(path)
    assert ((one.x - two.x) ** 2 + (one.y - two.y) ** 2) ** 0.5 == pytest.approx(8_780, rel=0.01)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b"id\nx\n", "row 1"),
        ("a.csv", b"name\nx\n", "row 1"),
        ("a.csv", b"id\n1\n1\n", "more than once"),
        ("a.csv", "id,words\n1,청소\n".encode("cp949"), "utf-8"),
        ("a.json", b"{", "a.json"),
        ("a.json", b"[1]", "object"),
        ("a.xlsx", b"PK", "is needed"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_ends_with_2(tmp_path, files, capsys, name, content, reason):
    path = tmp_path / name
    path.write_bytes(content)
    assert main(["rank", str(path), files[1]]) == 2
    assert reason in capsys.readouterr().err


def test_missing_files_orders_and_people_say_so(files, capsys):
    for arguments, reason in (
        (["rank", "/nowhere.csv", files[1]], "nowhere"),
        (["rank", *files, "--order", "8"], "no order has id 8"),
        (["explain", *files], "--person is needed"),
        (["explain", *files, "--person", "99"], "no person has id 99"),
    ):
        assert main(arguments) == 2
        assert reason in capsys.readouterr().err


def test_parquet_is_read_where_pyarrow_is_and_asked_for_where_it_is_not(tmp_path):
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        (tmp_path / "a.parquet").write_bytes(b"PAR1")
        with pytest.raises(FileError, match="pyarrow"):
            Reader().people(tmp_path / "a.parquet")
        return
    parquet.write_table(pyarrow.table({"id": [1], "wishes": [[561301]], "wage": [10_500]}), tmp_path / "a.parquet")
    assert Reader().people(tmp_path / "a.parquet")[0].wage == 10_500


@pytest.mark.parametrize(("people", "orders"), [(0, 5), (1, 5), (1_000, 20), (50, 0)])
def test_the_bench_runs_at_any_size_and_agrees_with_the_plain_engine(people, orders, capsys, compiled):
    found = answer(capsys, "bench", "--people", str(people), "--orders", str(orders), "--seed", "7", "--json")
    assert found["oracle_equal"] is True
    assert found["oracle_checked"] == orders
    assert set(found["rank_ms"]) >= {"p50", "p95"}
    assert found["rss_mib"] > 0
    if orders:
        assert 0 < found["rank_ms"]["p50"] <= found["rank_ms"]["p95"]
        assert found["what_if_ms"] > 0


def test_the_engine_works_where_numba_is_missing(files):
    code = (
        "import sys; sys.modules['numba'] = None\n"
        "from jobvisit.engines.matching import warm_up\n"
        "from jobvisit.engines.matching.__main__ import main\n"
        "assert warm_up() is False\n"
        f"sys.exit(main(['rank', *{files!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [c["id"] for c in json.loads(done.stdout)["candidates"]] == [1, 2]


def test_importing_the_engine_does_not_load_numba():
    code = "import sys, jobvisit.engines.matching; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_compiled_code_is_kept_by_the_contents_of_all_that_it_is_made_of():
    """Every module of the package that a kernel reaches is in the list whose contents name the cache's folder."""
    code = """
import sys, types, pathlib, jobvisit.engines
bare = types.ModuleType("jobvisit.engines.matching")  # the package without what its __init__ imports
bare.__path__ = [str(pathlib.Path(jobvisit.engines.__file__).parent / "matching")]
sys.modules[bare.__name__] = bare
import jobvisit.engines.matching.kernel_rank
from jobvisit.engines.matching.jit import SOURCES
print(*(name.rsplit(".", 1)[1] for name in sys.modules if name.startswith(bare.__name__ + ".")))
print(*SOURCES)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    reached, listed = (set(line.split()) for line in done.stdout.splitlines())
    assert reached <= listed
    assert "kernel_score" in reached
