"""The doors on files: what people write is read, what cannot be read is said, and the bench runs at any size."""

import json
import re
import subprocess
import sys

import pytest

from jobvisit.engines.matching import Person
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


def test_assign_tells_who_goes_where_and_who_gets_nothing_and_why(files, capsys):
    found = answer(capsys, "assign", *files, "--per-opening", "1")
    assert [(r["person"], r["order"]) for r in found["referrals"]] == [(1, 9)]
    assert {one["person"]: one["reason"] for one in found["left_out"]} == {2: "outbid", 3: "no_edge"}
    assert found["expected"] == pytest.approx(found["referrals"][0]["probability"], abs=1e-6)
    assert (found["gap"], found["load"][0]["referrals"]) == (pytest.approx(0, abs=2e-4), 1)


def test_assign_prefers_nobody_but_by_a_named_measure(files, tmp_path, capsys):
    measures = tmp_path / "measures.json"
    minimum = {"name": "협약 1조", "orders": [9], "residents": [2], "at_least": 1}
    measures.write_text(json.dumps({"minimums": [minimum]}), "utf-8")
    found = answer(capsys, "assign", *files, "--per-opening", "1", "--measures", str(measures))
    assert [r["person"] for r in found["referrals"]] == [2]
    assert (found["minimums"][0]["reached"], found["minimums"][0]["subsidy"] > 0) == (1, True)


def test_no_residents_and_no_orders_are_an_answer_too(files, tmp_path, capsys):
    nobody, nothing = tmp_path / "nobody.csv", tmp_path / "nothing.json"
    nobody.write_text("id,wage\n")
    nothing.write_text("[]")
    assert answer(capsys, "rank", str(nobody), files[1])["counts"]["total"] == 0
    assert answer(capsys, "what-if", str(nobody), files[1])["base"]["eligible"] == 0
    assert answer(capsys, "assign", files[0], str(nothing))["left_out"][2]["reason"] == "no_edge"
    assert answer(capsys, "assign", str(nobody), files[1])["referrals"] == []


def test_what_is_out_of_range_is_unknown_and_reported_not_cut_to_fit(tmp_path):
    path = tmp_path / "people.csv"
    rows = "days,wage,earliest,wishes,lat,lon,reach,education"
    path.write_text(f"id,{rows}\n1,300,-5,25:70,5613,999,127,0,99\n2,nan,NaN,,,,,null,-1\n")
    reader = Reader()
    one, two = reader.people(path)
    assert (one.days, one.wage, one.earliest, one.wishes, one.x) == (0, 0, -1, (), Person(id=0).x)
    assert sorted(p.column for p in reader.problems) == sorted(["x", "y", *set(rows.split(",")) - {"lat", "lon"}])
    assert two == Person(id=2)
    assert {p.row for p in reader.problems} == {1}


def test_files_of_korean_excel_are_read(tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes("id,words,licences\r\n1,청소,요양 보호사\r\n".encode("cp949"))
    reader = Reader()
    assert (reader.people(path)[0].words, [*reader.licences]) == ("청소", ["요양보호사"])


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
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"id\nx\n", "row 1: id 'x'"),
        ("a.csv", b"id\n1.5\n", "row 1: id '1.5'"),
        ("a.csv", b"id,wage\n,1\n", "row 1: id ''"),
        ("a.csv", b"id\n99999999999999999999\n", "row 1"),
        ("a.csv", b"name\n", "no column id. The columns found: name"),
        ("a.csv", b"id,wage\n1,2\n3\n1,2\n", "rows 1 and 3 have the same id 1"),
        ("a.csv", b"id,wage\n1,2,3\n", "line 2: more cells than columns"),
        ("a.csv", b"id,wage,wage\n1,2,3\n", "stand twice"),
        ("a.csv", b"id,words\n1,\xff\xfe\n", "cannot be read"),
        ("a.csv", b'id,words\n1,"a\n', "cannot be read"),
        ("a.json", b"", "cannot be read"),
        ("a.json", b"{", "cannot be read"),
        ("a.json", b"[1]", "object"),
        ("a.json", b'{"people": []}', "no column id"),
        ("a.jsonl", b'{"id": null}', "row 1: id None"),
        ("a.parquet", b"PAR1 and then nothing", "arquet"),
        ("a.xlsx", b"PK", "is needed"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_ends_with_2(tmp_path, files, capsys, name, content, reason):
    path = tmp_path / name
    path.write_bytes(content)
    assert main(["rank", str(path), files[1]]) == 2
    korean, english = capsys.readouterr().err.strip().split("\n")
    assert reason in english
    assert re.search("[가-힣]", korean)


def test_missing_files_orders_and_people_say_so(files, capsys):
    for arguments, reason in (
        (["rank", "/nowhere.csv", files[1]], "nowhere"),
        (["rank", *files, "--order", "8"], "no order with id 8"),
        (["explain", *files], "--person is needed: the file holds 3"),
        (["explain", *files, "--person", "99"], "no person with id 99"),
        (["rank", *files, "--params", files[0]], "not JSON"),
        (["assign", *files, "--measures", files[1]], "not a file of measures"),
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
import jobvisit.engines.matching.assign, jobvisit.engines.matching.simulate
from jobvisit.engines.matching.jit import SOURCES
print(*(name.rsplit(".", 1)[1] for name in sys.modules if name.startswith(bare.__name__ + ".")))
print(*SOURCES)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    reached, listed = (set(line.split()) for line in done.stdout.splitlines())
    assert reached <= listed
    assert {"kernel_score", "auction", "minimums"} <= reached
