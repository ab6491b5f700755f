"""`jobvisit lint`: files in, one object a line out, without a database."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jobvisit.cli.main import main

SHARED = Path(os.environ.get("JOBVISIT_SHARED", Path(__file__).parents[3] / "shared"))
SAMPLE = SHARED / "data" / "postings" / "seoul_jobportal_sample_2026-07.csv"
ROW = {
    "CMPNY_NM": "방배식당",
    "JO_SJ": "주방보조 모집",
    "JOBCODE_NM": "주방 보조원(일반 음식점)",
    "HOPE_WAGE": "월급 / 216만원 ",
    "WORK_PARAR_BASS_ADRES_CN": "서울 서초구",
    "WORK_TIME_NM": "(근무시간) (오전) 9시 00분 ~ (오후) 6시 00분",
    "HOLIDAY_NM": "주5일근무",
    "WEEK_WORK_HR": "40",
    "RCEPT_CLOS_NM": "마감일 (2026-05-01)",
    "DTY_CN": "재료 손질과 설거지",
    "JO_REG_DT": "2026-03-02",
}


def as_csv(*rows: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def lint(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str | bytes, *options: str
) -> tuple[int, list[dict[str, object]], str]:
    """Exit code, objects printed and what was said on standard error."""
    file = tmp_path / "orders"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    code = main(["lint", str(file), "--at", "2026-03-02", "--json", *options])
    out, err = capsys.readouterr()
    return code, [json.loads(line) for line in out.splitlines()], err


def codes(result: dict[str, object]) -> list[tuple[str, str]]:
    return [(one["code"], one["outcome"]) for one in result["findings"]]  # type: ignore[attr-defined]


def test_a_clean_order_is_read_and_gives_no_finding(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, (result,), _ = lint(capsys, tmp_path, as_csv(ROW))
    assert (code, result["row"], codes(result)) == (0, 1, [])
    parsed = result["parsed"]
    expected = {
        "pay_kind": "month",
        "pay_min": 2_160_000,
        "pay_max": None,
        "days_per_week": 5,
        "weekly_hours": 40,
        "start": "09:00",
        "end": "18:00",
        "gu": "서초구",
        "closes_on": "2026-05-01",
        "occupation": "주방 보조원(일반 음식점)",
        "headcount": None,
    }
    assert {name: parsed[name] for name in expected} == expected  # type: ignore[index]


ENVELOPE = {"GetJobInfo": {"list_total_count": 1, "RESULT": {"CODE": "INFO-000"}, "row": [ROW]}}


@pytest.mark.parametrize(
    "content",
    [
        as_csv(ROW).encode("utf-8-sig"),
        as_csv(ROW).encode("cp949"),
        as_csv({name.lower(): value for name, value in ROW.items()}),
        json.dumps([ROW], ensure_ascii=False),
        json.dumps(ROW, ensure_ascii=False) + "\n\n",
        json.dumps(ENVELOPE, ensure_ascii=False).encode("utf-8-sig"),
    ],
    ids=["utf-8 with BOM", "cp949", "lower-case names", "list", "json lines", "envelope"],
)
def test_every_common_form_of_the_file_gives_the_same_answer(
    content: str | bytes, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, (result,), _ = lint(capsys, tmp_path, content)
    assert (code, result["parsed"]["pay_min"], codes(result)) == (0, 2_160_000, [])  # type: ignore[index]


@pytest.mark.parametrize(
    ("column", "value", "finding"),
    [
        ("HOPE_WAGE", "월급 / 214만원 ", ("below_minimum_wage", "unlawful")),
        ("HOPE_WAGE", "월급 / 215만원 ", ("below_minimum_wage", "to_confirm")),
        ("HOPE_WAGE", "시급 / 10319원 ", ("below_minimum_wage", "unlawful")),
        ("HOPE_WAGE", "최소연봉 / 2500만원 ", ("below_minimum_wage", "unlawful")),
        ("HOPE_WAGE", "면접 후 협의", ("pay_unclear", "to_confirm")),
        ("HOPE_WAGE", "", ("pay_unclear", "to_confirm")),
        ("WEEK_WORK_HR", "48", ("hours_over_limit", "to_confirm")),
        ("WEEK_WORK_HR", "20", ("hours_contradiction", "to_confirm")),
        ("DTY_CN", "35세 이하 지원 가능", ("age_wording", "to_confirm")),
        ("DTY_CN", "여자만 구합니다", ("sex_wording", "to_confirm")),
        ("DTY_CN", "** 내국인만 희망 **", ("origin_wording", "to_confirm")),
        ("DTY_CN", "용모 단정한 분", ("appearance_wording", "to_confirm")),
        ("JO_SJ", "용모 단정한 주방보조", ("appearance_wording", "to_confirm")),
        ("WORK_PARAR_BASS_ADRES_CN", "", ("missing_term", "to_confirm")),
        ("RCEPT_CLOS_NM", "마감일 (2026-05-03)", ("validity_out_of_range", "to_confirm")),
    ],
)
def test_one_spoiled_column_gives_its_finding(
    column: str, value: str, finding: tuple[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, (result,), _ = lint(capsys, tmp_path, as_csv({**ROW, column: value}))
    assert finding in codes(result)
    for one in result["findings"]:  # type: ignore[attr-defined]
        assert all(one[name] for name in ("article", "evidence", "fix", "message"))


def test_the_day_of_the_check_chooses_the_wage(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    hourly = as_csv({**ROW, "HOPE_WAGE": "시급 / 10320원 "})
    _, (before,), _ = lint(capsys, tmp_path, hourly, "--at", "2026-12-31")
    _, (after,), _ = lint(capsys, tmp_path, hourly, "--at", "2027-01-01")
    assert ("below_minimum_wage", "unlawful") not in codes(before)
    assert ("below_minimum_wage", "unlawful") in codes(after)


@pytest.mark.parametrize("column", sorted(ROW))
def test_a_missing_column_is_no_fault_of_the_order(
    column: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    row = {name: value for name, value in ROW.items() if name != column}
    _, (result,), _ = lint(capsys, tmp_path, as_csv(row))
    assert codes(result) == []


def test_firm_names_and_addresses_are_not_judged_as_conditions(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    row = {**ROW, "CMPNY_NM": "여성만의원", "BSNS_SUMRY_CN": "20대 여성 우대 카드 상담"}
    _, (result,), _ = lint(capsys, tmp_path, as_csv(row))
    assert codes(result) == []


def test_the_same_order_twice_in_a_file_is_remarked_on(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    other = {**ROW, "CMPNY_NM": "서초식당"}
    _, results, _ = lint(capsys, tmp_path, as_csv(ROW, other, ROW))
    assert [codes(one) for one in results] == [[], [], [("duplicate", "to_confirm")]]
    assert results[2]["findings"][0]["evidence"] == "1행"  # type: ignore[index]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02" * 50,
        b"PK\x03\x04 not a workbook",
        "이름,나이\n가,1\n".encode(),
        b"[1, 2, 3]",
        b'{"broken": ',
        b"\xff\xfe\xff",
        b"[" * 100_000,
        ("JO_SJ,DTY_CN\n가," + "나" * 40_000).encode(),
    ],
    ids=["empty", "binary", "zip", "other columns", "numbers", "cut off", "odd bytes", "deep", "endless cell"],
)
def test_a_file_that_cannot_be_read_says_so_in_korean_and_english(
    content: bytes, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, results, err = lint(capsys, tmp_path, content)
    assert (code, results) == (2, [])
    assert " · " in err
    assert any("가" <= letter <= "힣" for letter in err)


def test_a_missing_file_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["lint", str(tmp_path / "none.csv"), "--json"]) == 2
    assert "열 수 없습니다" in capsys.readouterr().err


def test_a_day_that_is_none_is_a_wrong_call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["lint", str(tmp_path / "orders.csv"), "--at", "2026-13-01"])
    assert stopped.value.code == 2
    assert "YYYY-MM-DD" in capsys.readouterr().err


def test_without_json_a_person_reads_a_report(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(as_csv({**ROW, "DTY_CN": "여자만 구합니다"}), encoding="utf-8")
    assert main(["lint", str(file), "--at", "2026-03-02"]) == 0
    out = capsys.readouterr().out
    assert "“여자만”" in out
    assert "남녀고용평등법 제7조①" in out
    assert "1건 · 위반 0 · 확인 1 · 참고 0" in out


def test_the_command_loads_neither_django_nor_a_database() -> None:
    look = "import sys, jobvisit.cli.lint; sys.exit(bool({'django', 'psycopg'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0


@pytest.mark.skipif(not SAMPLE.exists(), reason=f"real postings not found: {SAMPLE}")
def test_real_postings_give_what_a_person_found_in_them(capsys: pytest.CaptureFixture[str]) -> None:
    """Every finding that needs a person, judged by hand on 47 real orders; notes are left out."""
    main(["lint", str(SAMPLE), "--at", "2026-07-28", "--json"])
    results = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    found = {(one["row"], code) for one in results for code, outcome in codes(one) if outcome != "note"}
    assert found == {
        (2, "hours_contradiction"),
        (3, "career_contradiction"),
        (4, "hours_over_limit"),
        (25, "career_contradiction"),
        (28, "hours_contradiction"),
        (28, "insurance_missing"),
        (30, "origin_wording"),
        (32, "hours_over_limit"),
        (33, "hours_over_limit"),
        (33, "hours_contradiction"),
        (36, "hours_over_limit"),
        (36, "hours_contradiction"),
        (38, "hours_contradiction"),
        (39, "pay_unclear"),
        (39, "career_contradiction"),
        (40, "pay_unclear"),
        (40, "origin_wording"),
        (42, "hours_contradiction"),
        (44, "hours_contradiction"),
        (45, "pay_unclear"),
        (46, "below_minimum_wage"),
        (46, "pay_unclear"),
        (47, "hours_contradiction"),
    }
    assert not any(outcome == "unlawful" for one in results for _, outcome in codes(one))


def test_an_order_with_the_names_of_work24_is_read_as_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    element = {
        "wantedAuthNo": "K1",
        "company": "방배식당",
        "title": "주방보조 (35세 이하)",
        "salTpNm": "시급",
        "sal": "10,319 원 ~ 10,319 원",
        "workDays": "주5일",
        "closeDt": "2026-04-01",
    }
    code, (result,), _ = lint(capsys, tmp_path, json.dumps({"list": [element]}, ensure_ascii=False))
    assert code == 0
    assert (result["parsed"]["pay_kind"], result["parsed"]["pay_min"]) == ("hour", 10_319)  # type: ignore[index]
    assert set(codes(result)) == {("below_minimum_wage", "unlawful"), ("age_wording", "to_confirm")}


def test_an_occupation_that_is_only_near_the_title_is_not_given(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = [{"JO_SJ": "어업경영체 등록 조사 도움이"}, {**ROW, "JOBCODE_NM": "홀서빙원(레스토랑)"}]
    _, near, _ = lint(capsys, tmp_path, as_csv(rows[0]))
    _, named, _ = lint(capsys, tmp_path, as_csv(rows[1]))
    assert near[0]["parsed"]["occupation"] is None  # type: ignore[index]
    assert named[0]["parsed"]["occupation"] == "홀서빙원(레스토랑)"  # type: ignore[index]


@pytest.mark.parametrize("hours", ["NaN", "-1", "Infinity", "1e9", "99999999999999999999999", "주40"])
def test_hours_that_are_no_number_stop_no_file(capsys: pytest.CaptureFixture[str], tmp_path: Path, hours: str) -> None:
    code, (result,), _ = lint(capsys, tmp_path, as_csv({**ROW, "WEEK_WORK_HR": hours}))
    assert code == 0
    assert result["parsed"]["weekly_hours"] in (None, 40)  # type: ignore[index]


def test_letters_no_terminal_can_show_stop_no_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    content = r'[{"JO_SJ": "주방 \ud800 보조", "HOPE_WAGE": "시급 / 13,0\u00000원"}]'
    code, (result,), _ = lint(capsys, tmp_path, content)
    assert (code, result["row"]) == (0, 1)
