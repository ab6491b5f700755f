"""Sex, age, disability, family and origin can be neither told to the engine nor found in it (고용정책기본법 §7②)."""

import json
from dataclasses import fields
from pathlib import Path

import pytest
from matching_markets import fits, index_of, order

from jobvisit.engines import matching
from jobvisit.engines.matching import (
    Index,
    Order,
    Params,
    People,
    Person,
    Requirement,
    Term,
    Want,
    generate,
    rank,
    snapshot,
)
from jobvisit.engines.matching.files import Reader
from jobvisit.engines.matching.segment import Cells, Postings

PROTECTED = (
    *("sex", "gender", "male", "female", "woman", "age", "birth", "born", "senior", "youth"),
    *("disab", "handicap", "impair", "health", "medical", "pregnan", "family", "marri", "single", "child", "parent"),
    *("origin", "nation", "citizen", "foreign", "race", "ethnic", "religio", "faith", "address", "gu_", "household"),
    *("target_group", "vulnerab", "income", "welfare", "photo", "height", "weight", "military"),
    *("성별", "나이", "연령", "생년", "장애", "가족", "혼인", "출신", "국적", "종교"),
)
KNOWN_PERSON = {
    *("id", "wishes", "x", "y", "reach", "wage", "days", "earliest", "latest", "weekly_min", "weekly_max", "shifts"),
    *("licences", "licences_known", "career", "education", "wants", "words", "applied_on", "active_on"),
}


def names_in_the_engine() -> set[str]:
    """Every name under which the engine keeps something about a person, scores it or requires it."""
    segment = Index.build(generate.people(30)).parts[0].segment
    return {
        *(f.name for f in fields(Person)),
        *(f.name for f in fields(Order)),
        *(f.name for f in fields(Params)),
        *People.COLUMNS,
        *segment.arrays(),
        *Postings._fields,
        *Cells._fields,
        *(r.name.lower() for r in Requirement),
        *(t.name.lower() for t in Term),
        *(w.name.lower() for w in Want),
    }


def test_no_name_in_the_engine_is_that_of_a_protected_attribute():
    words = {part for name in names_in_the_engine() for part in name.replace(".", "_").split("_")}
    for name in PROTECTED:
        stem = name.rstrip("_")
        assert not any(word == stem or (len(stem) > 3 and word.startswith(stem)) for word in words), name


def test_a_person_has_exactly_the_known_fields_so_a_new_one_is_looked_at_here_first():
    assert {f.name for f in fields(Person)} == KNOWN_PERSON
    assert set(People.COLUMNS) == (KNOWN_PERSON - {"id"}) | {"ids"}


@pytest.mark.parametrize("name", ["sex", "age", "birth_date", "disability", "family", "origin", "target_group"])
def test_a_protected_attribute_cannot_be_told_to_the_engine(name):
    with pytest.raises(TypeError):
        Person(id=1, **{name: 1})
    with pytest.raises(KeyError):
        People.from_columns({"ids": [1], name: [1]})
    with pytest.raises(AttributeError):
        object.__setattr__(fits(1), name, 1)


def test_the_index_has_no_room_for_anything_that_is_not_a_known_column(tmp_path):
    """The bytes of the index follow from the known columns alone: nothing could be hidden beside them."""
    people = generate.people(100)
    again = People.from_columns({name: getattr(people, name).copy() for name in People.COLUMNS})
    snapshot.save(Index.build(people), tmp_path / "a")
    snapshot.save(Index.build(again), tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_same_person_of_another_sex_or_age_gets_the_same_list(tmp_path):
    """The flip test, through the door that sees raw files."""
    columns = "id,wishes,wage,days,sex,age,disability,words"
    row = "{id},561301,10500,31,{sex},{age},{disability},청소"
    lists = []
    for sex, age, disability in (("F", 62, "Y"), ("M", 25, "N")):
        path = tmp_path / f"{sex}.csv"
        path.write_text(
            "\n".join([columns, *(row.format(id=i, sex=sex, age=age, disability=disability) for i in range(5))])
        )
        reader = Reader()
        people = reader.people(path)
        assert reader.ignored == ["sex", "age", "disability"]
        ranking = rank(index_of(*people), order())
        lists.append((ranking.ids.tolist(), ranking.scores.tolist(), ranking.terms.tolist()))
    assert lists[0] == lists[1]


def test_the_engine_imports_nothing_that_knows_people_otherwise():
    """No database, no settings, no room: what the engine is given is all it can know."""
    folder = Path(matching.__file__).parent
    for source in folder.glob("*.py"):
        text = source.read_text("utf-8")
        for foreign in ("django", "jobvisit.office", "jobvisit.base", "jobvisit.flows", "psycopg", "sqlite3"):
            assert f"import {foreign}" not in text, source.name
            assert f"from {foreign}" not in text, source.name


@pytest.mark.parametrize(
    "told",
    [
        "여성",
        "50대 여자",
        "만 62세",
        "1961년생",
        "장애인",
        "중장년 시니어",
        "다문화 한부모",
        "외국인",
        "남자 군필",
        "female",
        "Senior",
    ],
)
def test_words_are_no_back_door_what_they_say_of_a_person_is_not_compared(told):
    """The attack: an order and a resident both write it in the one free field."""
    wanting = order(words=f"건물 청소 {told} 우대")
    index = index_of(fits(1, words=f"청소 미화 {told}"), fits(2, words="청소 미화"))
    one, two = rank(index, wanting)
    assert (one.id, one.terms) == (1, two.terms)
    assert rank(index, order(words="건물 청소 우대")).scores.tolist() == [one.score, two.score]


def test_a_parameter_file_cannot_bring_one_in():
    data = json.loads(Params().to_json()) | {"age_bonus": 10}
    with pytest.raises(matching.ParamsError):
        Params.from_json(json.dumps(data))
