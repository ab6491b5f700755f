"""Files that must be refused with a sentence, whatever they hold, in bounded memory and time."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from jobvisit.engines.sheets import BadFileError, Limits, read_records, read_rows
from tests.factories.files import SPOILED, SPOILED_RECORDS, shared_words, sheet_of_rows, spoiled

HONEST = "JO_REQST_NO,CMPNY_NM,JO_SJ\nH1,초록샘,판매 직원\n"
WELL_FORMED = {"no header", "an error envelope"}
"""Readable tables and records; that they are no list of orders or firms, the importers say."""
HEAVY = {
    "ZIP bomb",
    "a million rows in Excel",
    "a million rows",
    "a cell at XFD1048576",
    "a 10 MB cell",
    "31 MB",
    "shared words in 90,000 cells",
}
HEAVY_RECORDS = {"entity bomb", "deep JSON", "deep XML", "60,000 records", "JSON with a 10 MB value"}
LINES_OF_TEXT = {"no header", "blank lines only", "commas only", "HTML error page"}
"""What a table may be, as far as its reader can tell."""
LIMIT_MB, LIMIT_CPU_SECONDS = 512, 10
"""For one file, in the process that reads it and those it starts. CPU time, so that a busy machine changes nothing."""
PROBE = """
import json, resource, sys
from pathlib import Path
from jobvisit.engines.sheets import BadFileError, read_records, read_rows

EVERYONE = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)

def cpu():
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, EVERYONE))

results = []
for name in sys.argv[2:]:
    started = cpu()
    try:
        {"rows": read_rows, "records": read_records}[sys.argv[1]](Path(name))
        code = "read"
    except BadFileError as problem:
        code = problem.code
    results.append((name, code, cpu() - started))
# Its own peak from the kernel: ru_maxrss of a started process begins with the size of whoever started it.
own = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
most = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
print(json.dumps({"results": results, "mb": most / 1024}))
"""


@pytest.mark.parametrize("kind", sorted((SPOILED.keys() | SPOILED_RECORDS.keys()) - WELL_FORMED - HEAVY))
def test_a_list_of_orders_is_refused_in_korean_and_english(kind: str, tmp_path: Path) -> None:
    with pytest.raises(BadFileError) as refused:
        read_records(spoiled(kind, tmp_path, HONEST))
    said = refused.value
    assert any("가" <= letter <= "힣" for letter in said.korean)
    assert said.english.isascii()
    assert said.code.isidentifier()


@pytest.mark.parametrize("kind", sorted(SPOILED.keys() - LINES_OF_TEXT - HEAVY))
def test_a_table_is_refused(kind: str, tmp_path: Path) -> None:
    with pytest.raises(BadFileError):
        read_rows(spoiled(kind, tmp_path, HONEST))


@pytest.mark.parametrize("door", [read_rows, read_records])
def test_a_folder_and_a_missing_file_are_refused(door, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(BadFileError, match=r"열 수 없습니다|파일이 아닙니다"):
            door(path)


@pytest.mark.parametrize(("door", "heavy"), [("rows", HEAVY), ("records", HEAVY_RECORDS)])
def test_the_heaviest_files_stay_within_memory_and_cpu_time(door: str, heavy: set[str], tmp_path: Path) -> None:
    paths = []
    for number, kind in enumerate(sorted(heavy)):
        (tmp_path / str(number)).mkdir()
        paths.append(str(spoiled(kind, tmp_path / str(number), HONEST)))
    done = subprocess.run([sys.executable, "-c", PROBE, door, *paths], capture_output=True, check=True)
    told = json.loads(done.stdout)
    assert all(code not in {"read", "broken", "busy"} for _, code, _ in told["results"]), told
    assert max(seconds for _, _, seconds in told["results"]) < LIMIT_CPU_SECONDS, told
    assert told["mb"] < LIMIT_MB, told


def test_a_workbook_that_would_take_long_is_stopped_by_the_cpu_time_of_its_reader(tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    path.write_bytes(sheet_of_rows(40_000))
    with pytest.raises(BadFileError) as refused:
        read_rows(path, Limits(seconds=0))
    assert refused.value.code == "bomb"


def test_a_workbook_that_would_take_much_memory_is_stopped_in_its_reader(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    path.write_bytes(shared_words(20_000))  # 600 MB once each cell has its words
    with pytest.raises(BadFileError) as refused:
        read_rows(path, Limits(memory_bytes=100_000_000, characters=10**12))
    assert refused.value.code == "bomb"
