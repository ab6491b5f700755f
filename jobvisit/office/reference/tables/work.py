"""Kinds of work: the occupation tree, and the everyday words people use for its branches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from jobvisit.office.reference.tables._read import table

LEVELS = (1, 2, 3, 4, 6)
"""Digits of a code: 대분류, 중분류, 소분류, 세분류 (KECO 2018) and the WorkNet 취업알선 code."""


@dataclass(frozen=True, slots=True)
class Occupation:
    """One branch of the tree. `code` has 1, 2, 3, 4 or 6 digits; `parent` is "" at the top."""

    code: str
    parent: str
    name_ko: str
    name_en: str

    @property
    def level(self) -> int:
        """How many digits the code has."""
        return len(self.code)

    @property
    def minor(self) -> str:
        """The code of the minor class (소분류, three digits); shorter for a branch above it."""
        return self.code[:3]


@cache
def occupations() -> dict[str, Occupation]:
    """Every branch by its code, in the order of the codes; 1,721 of them.

    A WorkNet leaf without an English name of its own bears that of its unit group.
    """
    rows = table("occupations").rows
    english = {row["code"]: row["name_en"] for row in rows}
    return {
        row["code"]: Occupation(row["code"], row["parent"], row["name_ko"], row["name_en"] or english[row["parent"]])
        for row in rows
    }


def ancestors(code: str) -> tuple[Occupation, ...]:
    """The branches above `code`, from the top down, `code` itself last. Raises KeyError for an unknown code."""
    tree = occupations()
    path = [tree[code]]
    while path[0].parent:
        path.insert(0, tree[path[0].parent])
    return tuple(path)


@dataclass(frozen=True, slots=True)
class OccupationWord:
    """An everyday word (설거지, 캐셔, 포크리프트) and the WorkNet code it most often means.

    `word` is in small letters without blanks. `vague` words name a place (카페) or a bare activity (운전): a hint
    to the work, not an answer.
    """

    word: str
    code: str
    vague: bool


@cache
def occupation_words() -> dict[str, OccupationWord]:
    """Every everyday word, by itself."""
    return {
        row["word"]: OccupationWord(row["word"], row["code"], row["vague"] == "yes")
        for row in table("occupation_words").rows
    }
