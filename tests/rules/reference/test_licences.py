"""Reading licences as people write them."""

import csv
import os
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobvisit.office.reference.licences import licence_candidates, licences_in, normalise_licence, suffices
from jobvisit.office.reference.tables import licence_aliases, licences, licences_by_name

from .labelled_licences import LABELLED, SEED
from .unseen_licences import UNSEEN

SHARED = Path(os.environ.get("JOBVISIT_SHARED", Path(__file__).parents[4] / "shared"))
REGISTERED = SHARED / "data" / "codes" / "certificate_free_text_frequency.csv"


def read(text: str) -> str:
    return "+".join(licence.name for licence in licences_in(text))


def share_right(labelled: list[str]) -> float:
    pairs = [line.rsplit("=", 1) for line in labelled]
    return sum(read(text) == label for text, label in pairs) / len(pairs)


def test_99_of_100_real_spellings_are_read_as_labelled() -> None:
    assert len(LABELLED) == 300
    assert share_right(LABELLED) >= 0.99


def test_99_of_100_spellings_of_job_orders_are_read_as_labelled() -> None:
    assert share_right(UNSEEN) >= 0.99


def test_the_labelled_spellings_are_the_drawn_ones() -> None:
    if not REGISTERED.exists():
        pytest.skip(f"needs {REGISTERED.name}: set JOBVISIT_SHARED to the folder that holds data/codes")
    with REGISTERED.open(encoding="utf-8") as file:
        texts = [row["certificate_text"] for row in csv.DictReader(file)]
    drawn = sorted(random.Random(SEED).sample(range(len(texts)), 300))
    assert [line.rsplit("=", 1)[0] for line in LABELLED] == [texts[place] for place in drawn]


def test_every_official_name_reads_as_itself() -> None:
    assert [licence.name for licence in licences() if normalise_licence(licence.name) != licence] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("컴퓨터활용능력 1급", "컴퓨터활용능력 2급"),
        ("정보처리기사", "정보처리산업기사"),
        ("전기기사", "전기기능사"),
        ("운전면허 1종 보통", "운전면허 2종 보통"),
        ("운전면허 1종 보통", "운전면허 1종"),
        ("운전면허 2종 보통", "운전면허 2종 보통 자동"),
        ("사회복지사", "사회복지사 2급"),
        ("태권도 1단", "태권도 2단"),
        ("ITQ 엑셀 A", "ITQ 엑셀 B"),
        ("MOS 엑셀 EXPERT", "MOS 엑셀 CORE"),
        ("의류기사", "의공기사"),
        ("외환전문역 1종", "외환전문역 2종"),
        ("JLPT N2", "JLPT 2급"),
    ],
)
def test_grades_are_never_merged(one: str, other: str) -> None:
    assert normalise_licence(one) is not None
    assert normalise_licence(other) is not None
    assert normalise_licence(one) != normalise_licence(other)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "없음", "해당없음", "자격증 무관", "정보처리기사 필기", "정보처리기사 (1차)", "요양보호사 취득예정",
        "컴활 2급 필기 합격", "간호조무사 과정 수료", "컴퓨터활용능력 7급", "컴퓨터 활용 가능자", "조리 가능자", "조리",
        "운전 가능자", "중국운전면허증 1종보통", "외국운전면허", "MS OFFICE 가능", "기사", "2급", "1종", "면허",
        "컬러리스트", "회계실무사(23급)", "동해물과 백두산이 마르고 닳도록", "학원강사", "지게차 운전 가능",
        "버스운전",
    ],
)  # fmt: skip
def test_what_is_not_surely_held_names_nothing(text: str) -> None:
    assert licences_in(text) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("컬러리스트기사 & 산업기사", "컬러리스트기사+컬러리스트산업기사"),
        ("정보처리(산업)기사", "정보처리기사+정보처리산업기사"),
        ("1,2종 보통 운전면허", "자동차운전면허 1종 보통+자동차운전면허 2종 보통"),
        ("1종, 2종 보통", "자동차운전면허 1종+자동차운전면허 2종 보통"),
        ("한식·양식조리기능사", "한식조리기능사+양식조리기능사"),
        ("사회복지사 1급/2급", "사회복지사 1급+사회복지사 2급"),
        ("MOS(엑셀, 파워포인트)", "MOS Excel+MOS PowerPoint"),
        ("항공전기·전자정비기능사", "항공전기·전자정비기능사"),
        ("부기2급주산2급펜글씨2급", "부기 2급+주산 2급+펜글씨검정 2급"),
    ],
)
def test_several_licences_in_one_text_are_all_found(text: str, names: str) -> None:
    assert read(text) == names


def test_one_licence_is_asked_for_and_a_text_with_more_or_with_unknown_words_gives_none() -> None:
    assert normalise_licence("요양보호사, 간호조무사") is None
    assert normalise_licence("요양보호사, 무엇인가자격") is None
    assert read("요양보호사, 무엇인가자격") == "요양보호사"


def test_a_slip_of_the_pen_is_forgiven_only_where_nothing_else_is_near() -> None:
    assert read("컴퓨터그래픽스운융기능사") == "컴퓨터그래픽기능사"
    assert read("운저면허 1종 보통") == "자동차운전면허 1종 보통"
    assert read("의구기사") == ""


def test_the_old_name_of_a_qualification_reads_as_the_new_one() -> None:
    assert read("굴삭기운전기능사") == "굴착기운전기능사"
    assert read("정보처리기사 2급") == "정보처리산업기사"
    assert read("날염기능사 2급") == "염색기능사(날염)"
    assert read("요양보호사 1급") == "요양보호사"


def test_candidates_name_the_grades_of_a_family_and_the_likest_names() -> None:
    assert [one.name for one in licence_candidates("컴활", 4)][1:] == [f"컴퓨터활용능력 {n}급" for n in (1, 2, 3)]
    assert {"컬러리스트기사", "컬러리스트산업기사"} <= {one.name for one in licence_candidates("컬러리스트")}
    assert licence_candidates("무관") == ()


@pytest.mark.parametrize(
    ("held", "wanted", "answer"),
    [
        ("자동차운전면허 1종 보통", "자동차운전면허 2종 보통", True),
        ("자동차운전면허 2종 보통", "자동차운전면허 1종 보통", False),
        ("자동차운전면허 2종 보통(자동)", "자동차운전면허 2종 보통", False),
        ("자동차운전면허 1종 대형", "자동차운전면허", True),
        ("자동차운전면허", "자동차운전면허 1종 보통", None),
        ("자동차운전면허 1종", "자동차운전면허 2종 보통", None),
        ("자동차운전면허 2종 소형", "자동차운전면허 2종 보통", False),
        ("컴퓨터활용능력 1급", "컴퓨터활용능력 2급", True),
        ("컴퓨터활용능력 2급", "컴퓨터활용능력 1급", False),
        ("태권도 3단", "태권도 1단", True),
        ("JLPT N1", "JLPT N3", True),
        ("JLPT 1급", "JLPT N1", None),
        ("MOS Excel Expert", "MOS Excel Core", True),
        ("정보처리기사", "정보처리산업기사", False),
        ("요양보호사 2급", "요양보호사", None),
        ("간호조무사", "간호사", False),
    ],
)
def test_which_grade_serves_where_another_is_asked_for(held: str, wanted: str, answer: bool | None) -> None:
    names = licences_by_name()
    assert suffices(names[held], names[wanted]) is answer


def test_every_other_writing_stands_for_a_known_licence_and_is_no_official_name_itself() -> None:
    names = licences_by_name()
    assert set(licence_aliases().values()) <= set(names)
    assert not {alias for alias in licence_aliases() if alias in names}


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error_and_twice_alike(text: str) -> None:
    assert licences_in(text) == licences_in(text)
    normalise_licence(text)


@pytest.mark.parametrize("text", ["자격" * 5000, "(" * 5000, "1종" * 5000, "기능사," * 5000, "가" * 100_000])
def test_a_hostile_text_is_read_in_moments(text: str) -> None:
    began = time.perf_counter()
    licences_in(text)
    assert time.perf_counter() - began < 5.0
