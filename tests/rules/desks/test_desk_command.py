"""`jobvisit desks dates`: one object a line, no database, errors beside what was wrong."""

import json
import subprocess
import sys

import pytest

from jobvisit.cli.main import main

YEAR = ["--from", "2026-01-01", "--to", "2026-12-31", "--json"]


def printed(capsys, *words: str) -> list[dict[str, object]]:
    assert main(["desks", "dates", *words]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_library_desk_stands_on_23_days_of_2026_and_not_before_chuseok(capsys):
    rows = printed(capsys, "--rule", "FREQ=MONTHLY;BYDAY=2TH,4TH", *YEAR)
    assert len(rows) == 24
    (shut,) = [row for row in rows if not row["held"]]
    assert shut["date"] == "2026-09-24"
    assert "추석" in shut["reason"]
    assert all(set(row) == {"date", "held"} for row in rows if row["held"])


def test_a_day_left_out_says_so(capsys):
    rows = printed(capsys, "--rule", "FREQ=WEEKLY;BYDAY=TH", *YEAR, "--except", "2026-01-08")
    assert [row["held"] for row in rows[:2]] == [False, False]
    assert "신정" in rows[0]["reason"]
    assert "exception" in rows[1]["reason"]


@pytest.mark.parametrize(
    ("rule", "last", "named"),
    [("FREQ=MONTHLY;BYDAY=9TH", "2026-12-31", "--rule BYDAY"), ("FREQ=WEEKLY", "2025-12-31", "--to")],
)
def test_what_cannot_be_counted_ends_with_2_and_a_sentence(capsys, rule, last, named):
    assert main(["desks", "dates", "--rule", rule, "--from", "2026-01-01", "--to", last]) == 2
    assert capsys.readouterr().err.startswith(f"{named}: ")


def test_a_day_that_does_not_exist_ends_with_2(capsys):
    with pytest.raises(SystemExit) as end:
        main(["desks", "dates", "--rule", "FREQ=WEEKLY", "--from", "2026-02-30", "--to", "2026-12-31"])
    assert end.value.code == 2
    assert "not a date" in capsys.readouterr().err


def test_no_django_is_loaded_to_count_days():
    code = (
        "import sys; from jobvisit.cli.main import main;"
        "main(['desks','dates','--rule','FREQ=WEEKLY','--from','2026-01-01','--to','2026-01-09']);"
        "assert 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=30)
