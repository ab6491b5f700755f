"""From typed words to occupations."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobvisit.office.reference.nearest import build
from jobvisit.office.reference.tables import occupation_words, occupations
from jobvisit.office.reference.titles import LEAF, suggest_occupations

TITLES = {one.name_ko: one.minor for one in occupations().values() if one.level == LEAF}


def test_two_of_three_titles_find_their_minor_class_by_the_nearest_other_title() -> None:
    titles, classes = list(TITLES), list(TITLES.values())
    index = build(titles, classes)
    right = sum(classes[int(index.scores(t, without=i).argmax())] == classes[i] for i, t in enumerate(titles))
    assert right / len(titles) >= 0.66


def test_leaving_a_title_out_leaves_out_all_that_was_learned_from_it() -> None:
    titles = ["마차 운전원", "마차 제작원", "마차 수리원", "비행 조종사"]
    classes = ["운전", "제작", "수리", "조종"]
    whole = build(titles, classes).scores("마차 운전원", without=0)
    alone = build([*titles[1:], "없는 일"], [*classes[1:], "없는"]).scores("마차 운전원")
    assert whole[0] == -float("inf")
    assert list(whole[1:].argsort()) == list(alone[:3].argsort())


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("주방보조", "532301"), ("주방 보조", "532301"), ("캐셔", "616101"), ("경비", "542001"), ("미화", "561101"),
        ("요양보호사", "550103"), ("판매직", "615105"), ("포크리프트", "623004"), ("홀서빙", "532202"),
        ("설거지", "532301"), ("마을버스 기사", "622201"), ("재가요양보호사 모집", "550104"), ("CNC", "813201"),
        ("550102", "550102"), ("요양 보호사(550102)", "550102"), ("간호조무사", "307500"),
        ("웹 디자이너 채용", "415501"),
    ],
)  # fmt: skip
def test_what_counsellors_type_is_surely_known(words: str, code: str) -> None:
    best = suggest_occupations(words)[0]
    assert (best.code, best.sure, best.score) == (code, True, 1.0)


@pytest.mark.parametrize(
    ("words", "minor"),
    [
        ("주방보조 1명 주5일 9-18시 월 220 식사제공 방배동", "532"),
        ("[복지카드소지자 우대] 아파트 외곽미화직 채용", "561"),
        ("소형 CNC 조작원 (프로그램 세팅 경험자 우대)", "813"),
        ("(구로동) 자동차정비원 채용", "812"),
        ("KT부가서비스 인바운드 상담원 채용", "029"),
        ("건강기능식품 매장 판매사원", "615"),
        ("카페 주방보조", "532"),
        ("두 타임 연속 근무 가능한 요양보호사 선생님 모십니다.", "550"),
    ],
)
def test_an_advert_s_title_finds_the_kind_of_work_but_is_not_sure(words: str, minor: str) -> None:
    best = suggest_occupations(words)[0]
    assert best.code[:3] == minor
    assert not best.sure


def test_every_official_name_finds_its_own_code() -> None:
    names = [one.name_ko for one in occupations().values() if one.level == LEAF]
    assert [name for name in names if suggest_occupations(name)[0].name != name] == []


def test_the_machine_at_the_work_is_not_the_work() -> None:
    assert suggest_occupations("금형 제작 및 프레스 운전 전문가 모집")[0].code[:3] == "813"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("마을버스 운전기사 모집", "622201"), ("5톤 트럭 운전기사", "622302"), ("화물차 운전기사", "622301"),
        ("지게차 운전기사", "623004"), ("납품 운전기사", "624103"), ("임원 운전기사", "622901"), ("운전기사", "622901"),
    ],
)  # fmt: skip
def test_what_is_driven_decides_and_not_the_word_for_drivers(words: str, code: str) -> None:
    assert suggest_occupations(words)[0].code == code


@pytest.mark.parametrize("words", ["카페", "운전", "매니저"])
def test_a_vague_word_is_a_hint_and_not_an_answer(words: str) -> None:
    best = suggest_occupations(words)[0]
    assert 0.5 <= best.score < 1
    assert not best.sure


@pytest.mark.parametrize("words", ["", " ", "모집", "ㅁㄴㅇㄹ", "1명 구함", "!!!"])
def test_words_without_work_in_them_suggest_nothing(words: str) -> None:
    assert suggest_occupations(words) == ()


def test_scores_fall_and_codes_are_told_once() -> None:
    found = suggest_occupations("병원 원무과 접수", 10)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert len({one.code for one in found}) == len(found) <= 10


def test_every_everyday_word_points_to_a_leaf_and_is_folded() -> None:
    for word in occupation_words().values():
        assert len(word.code) == LEAF
        assert word.code in occupations()
        assert word.word == "".join(word.word.lower().split())


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(max_size=300))
def test_any_words_are_taken_without_an_error(words: str) -> None:
    assert all(0 < one.score <= 1 for one in suggest_occupations(words))


def test_a_hundred_titles_take_less_than_a_fifth_of_a_second() -> None:
    suggest_occupations("가")
    began = time.perf_counter()
    for number in range(100):
        suggest_occupations(f"아파트 상가 경비 보조원 {number}번 구함")
    assert time.perf_counter() - began < 5.0  # a bound that only a wrong algorithm breaks
