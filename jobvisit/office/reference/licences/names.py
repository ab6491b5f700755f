"""Finding the family a name belongs to: exactly, by another writing, or with one slip of the pen."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from jobvisit.office.reference.licences.fold import key, stems, take_grade
from jobvisit.office.reference.tables import Licence, bare_aliases, licence_aliases, licences, licences_by_name

SHORTEST_SLIP = 6
"""Syllables a name needs before a slip is forgiven: 의류기사 and 의공기사 are two licences."""
LONGEST_NAME = 40
MOST_SLIPS = 6
"""Stems of one writing that are compared with every name: the search costs some milliseconds each."""
NEXT_NEAREST = 3
"""Letters by which every other name must differ, for a slip to be forgiven."""
_OF_A_LICENCE = re.compile(r"자격|면허|증|[1-9]급|이수|필수|1종|2종")
# Before 1999 grades had other names; the holders count as holders of the new ones (국가기술자격법 시행령 부칙).
_FORMER = (("기사", "1급", "기사"), ("기사", "2급", "산업기사"), ("기능사", "2급", "기능사"))


@cache
def _index() -> dict[str, str]:
    """Keys of all names and other writings, each with the name it stands for."""
    named = {key(licence.name): licence.name for licence in licences()}
    return {key(alias): name for alias, name in licence_aliases().items()} | named


@cache
def _letters(text: str) -> str:
    """Hangul taken apart into its letters."""
    return unicodedata.normalize("NFD", text)


def find(text: str) -> Licence | None:
    """The licence one clean writing names, or None: unknown, or a grade the family does not have."""
    stem, grade = take_grade(text)
    if len(stem) > LONGEST_NAME:
        return None
    licensed = bool(_OF_A_LICENCE.search(text))
    if whole := exactly(key(text), "", licensed=licensed):
        return whole
    tried = list(stems(stem))
    for one in tried:
        if found := exactly(one, grade, licensed=licensed):
            return found
    for one in tried[:MOST_SLIPS]:
        if meant := _slipped(one):
            return exactly(meant, grade, licensed=licensed)
    return None


def exactly(stem: str, grade: str, *, licensed: bool = False) -> Licence | None:
    """The licence of this very key at this grade; a family without grades takes none.

    `licensed`: the text speaks of a licence, so that a plain word (조리) may be short for one.
    """
    if stem in bare_aliases() and not licensed:
        return None
    if grade and (former := _formerly(stem, grade)):
        return former
    named = _index().get(stem)
    if named is None:
        return None
    table = licences_by_name()
    licence = table[named]
    if not grade or grade == licence.grade:
        return licence
    if licence.grade:
        return None
    graded = _index().get(key(f"{licence.family}{grade}"))
    return table[graded] if graded else None


def _formerly(stem: str, grade: str) -> Licence | None:
    """정보처리기사 2급 of before 1999 is 정보처리산업기사 today."""
    for ending, old, new in _FORMER:
        if stem.endswith(ending) and not stem.endswith("산업" + ending) and grade == old:
            named = _index().get(stem.removesuffix(ending) + new)
            licence = licences_by_name()[named] if named else None
            return licence if licence and licence.kind == "technical" else None
    return None


def _slipped(stem: str) -> str | None:
    """The one key that differs from `stem` by a single letter (ㅏ for ㅓ), if no other name is near."""
    if len(stem) < SHORTEST_SLIP:
        return None
    near = sorted((_distance(_letters(stem), _letters(other), NEXT_NEAREST), other) for other in _alike(stem))
    if not near or near[0][0] > 1:
        return None
    others = [name for gap, name in near[1:] if gap < NEXT_NEAREST and _index()[name] != _index()[near[0][1]]]
    return None if others else near[0][1]


def _alike(stem: str) -> list[str]:
    """Keys of about the same length that begin or end like `stem`."""
    return [
        other
        for other in _index()
        if abs(len(other) - len(stem)) <= 1
        and len(other) >= SHORTEST_SLIP
        and (other[:2] == stem[:2] or other[-2:] == stem[-2:])
    ]


def _distance(one: str, other: str, limit: int) -> int:
    """Letters to change, add or leave out between two words (Levenshtein 1966); `limit` where it is that or more."""
    if abs(len(one) - len(other)) >= limit:
        return limit
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, its in enumerate(other, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != its)))
        if min(row) >= limit:
            return limit
        above = row
    return min(above[-1], limit)


def nearest(stem: str, k: int) -> list[Licence]:
    """The `k` licences that share most pairs of syllables with `stem` (Dice), the best first; none without a pair."""
    mine = _pairs(stem)
    scored = []
    for name, named in _index().items():
        both = len(mine & _pairs(name))
        if both:
            scored.append((-2 * both / (len(mine) + len(_pairs(name))), name, named))
    table = licences_by_name()
    return list(dict.fromkeys(table[named] for _, _, named in sorted(scored)))[:k]


@cache
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset({text})
