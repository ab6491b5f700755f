"""Wording in sentences the table was not made from: what must be seen, and what must be left alone.

The sentences are invented after the manner of real postings. `wording_suspect.txt` has a code and a sentence on each
line, `wording_innocent.txt` the traps of that manner. A sentence found wrong in use belongs there.
"""

from pathlib import Path

from jobvisit.office.orders.rules.terms import OrderTerms, Outcome
from jobvisit.office.orders.rules.wording import wording

HERE = Path(__file__).parent
SUSPECT = [tuple(line.split("\t")) for line in (HERE / "wording_suspect.txt").read_text(encoding="utf-8").splitlines()]
INNOCENT = (HERE / "wording_innocent.txt").read_text(encoding="utf-8").splitlines()


def codes(text: str) -> set[str]:
    return {one.code for one in wording(OrderTerms(texts={"duties": text}))}


def test_suspect_wording_is_seen() -> None:
    assert [(code, text) for code, text in SUSPECT if code not in codes(text)] == []


def test_innocent_wording_is_left_alone() -> None:
    assert [(text, blamed) for text in INNOCENT if (blamed := codes(text))] == []


def test_wording_is_never_called_unlawful() -> None:
    everything = {str(number): text for number, (_, text) in enumerate(SUSPECT)}
    assert {one.outcome for one in wording(OrderTerms(texts=everything))} == {Outcome.TO_CONFIRM, Outcome.NOTE}


def test_a_law_for_firms_of_thirty_is_only_a_note_below() -> None:
    texts = {"duties": "이력서에 가족사항 기재"}
    assert [one.outcome for one in wording(OrderTerms(texts=texts, firm_headcount=29))] == [Outcome.NOTE]
    assert [one.outcome for one in wording(OrderTerms(texts=texts, firm_headcount=30))] == [Outcome.TO_CONFIRM]
    assert [one.outcome for one in wording(OrderTerms(texts=texts))] == [Outcome.TO_CONFIRM]


def test_the_same_words_in_title_and_duties_are_one_remark() -> None:
    texts = {"title": "여직원 모집", "duties": "여직원 모집합니다"}
    assert len(wording(OrderTerms(texts=texts))) == 1
