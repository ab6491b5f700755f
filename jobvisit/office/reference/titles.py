"""From typed words to kinds of work: "주방보조 1명 구함" → 주방 보조원.

Codes, official names and everyday words are answered from the tables; anything else by likeness (`nearest`).
No network, no model file: the index is built from the packaged tables in a fraction of a second.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from jobvisit.office.reference.nearest import Nearest, build
from jobvisit.office.reference.tables import occupation_words, occupations

LEAF = 6
"""Digits of a WorkNet code, the level that orders and residents' wishes name."""
LEAST = 0.001
"""Chances below this are not shown."""
LONGEST = 200
"""Characters of typed words that are read."""
TEMPERATURE = 0.05
"""Turns scores into chances; chosen so that chances are right as often as they say on titles left out one by one."""
SAID_IN_PASSING = 0.9
"""Chance given to an everyday word that stands among others."""
HINTED = 0.5
"""Chance given to a vague word (카페, 운전) that is all there is, and to a short one at the end."""
MOST_UNSAID = 0.95
"""Likeness alone never claims more."""
SHOWN_BESIDE = 0.1
"""Chance shared by what is merely like the words where they say something outright."""
SHORTEST_ENDING = 3
"""Syllables an everyday word needs to be recognised at the end of a longer one: 기사 alone is not a driver."""

# What job orders say around the work itself.
_AROUND = re.compile(
    r"급구|긴급|모집(?:합니다|중|공고|해요)?|구인|채용(?:합니다|공고|중|대행)?|구함|구합니다|구해요|찾습니다|모십니다|초빙|공고"
    r"|신입|경력자?|경력직|초보(?:자|환영|가능)?|무관|정규직|계약직|기간제|무기계약직|시간제|일용|단기|장기|파트타임?|풀타임"
    r"|아르바이트|알바|직원|사원|인원|담당자?|업무|근무자?|주간|야간|오전|오후|평일|주말|주[1-7]일|[0-9]+명|[0-9]+시간?|여자|남자"
    r"|남녀|여성|남성|가능자?|우대|환영|분|님|선생님|및|외|등"
)
_TOKEN = re.compile(r"[0-9a-z가-힣]+")
_CODE = re.compile(r"(?<![0-9])[0-9]{6}(?![0-9])")


class Suggestion(NamedTuple):
    """A WorkNet occupation for typed words. `score` is 1 for what is said outright, else a likeness from 0 to 1.

    `sure`: the words are this occupation's code, its name, or an everyday word that nothing else stands beside.
    """

    code: str
    name: str
    score: float
    sure: bool


@lru_cache(maxsize=20_000)
def suggest_occupations(words: str, k: int = 5) -> tuple[Suggestion, ...]:
    """At most `k` WorkNet occupations for `words`, the likeliest first; () where nothing is like them."""
    text = unicodedata.normalize("NFKC", words[:LONGEST]).lower()
    code, said = _said(text)
    chances = _by_likeness(text)
    if said > HINTED:
        chances = _beside(code, chances)
    if code:
        chances[code] = max(said, chances.get(code, 0.0))
    best = sorted(chances.items(), key=lambda item: (-item[1], item[0]))[:k]
    tree = occupations()
    return tuple(
        Suggestion(number, tree[number].name_ko, round(chance, 3), chance == 1.0)
        for number, chance in best
        if chance >= LEAST
    )


def _beside(code: str, chances: dict[str, float]) -> dict[str, float]:
    """What is merely like the words, made small beside the code they say outright."""
    others = {other: chance for other, chance in chances.items() if other != code}
    whole = max(sum(others.values()), 1.0)
    return {other: SHOWN_BESIDE * chance / whole for other, chance in others.items()} | {code: chances.get(code, 0.0)}


def _fold(text: str) -> str:
    return "".join(_TOKEN.findall(text.lower()))


@cache
def _names() -> dict[str, str]:
    """Folded official names, with and without what they hold in brackets, where they mean one code only."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in occupations().values():
        if one.level == LEAF:
            found[_fold(one.name_ko)].add(one.code)
    for one in occupations().values():
        short = _fold(re.sub(r"\(.*?\)", "", one.name_ko))
        if one.level == LEAF and short not in found:
            found[short].add(one.code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


def _said(text: str) -> tuple[str, float]:
    """The code that the words say outright ("" if none), and how sure that is: 1 where they say nothing else."""
    tree = occupations()
    for number in _CODE.findall(text):
        if number in tree:
            return number, 1.0
    tokens = [token for token in _TOKEN.findall(text) if not _AROUND.fullmatch(token)]
    for whole in (_fold(text), "".join(tokens)):
        if whole in _names():
            return _names()[whole], 1.0
        if word := occupation_words().get(whole):
            return word.code, HINTED if word.vague else 1.0
    return _said_in_passing(tokens)


def _said_in_passing(tokens: list[str]) -> tuple[str, float]:
    """The plain word nearest to the end of the text, the longest of those that end there, and how sure that is.

    A word of two syllables is a hint, and only at the very end: 운전 in "프레스 운전 전문가" is not the work, and
    조립 in "자동차 부품 조립" not all of it.
    """
    words = occupation_words()
    for end in range(len(tokens), 0, -1):
        last = tokens[end - 1]
        joined = ["".join(tokens[start:end]) for start in range(max(0, end - 3), end)]
        endings = [last[start:] for start in range(1, len(last) - SHORTEST_ENDING + 1)]
        for phrase in joined + endings:
            word = words.get(phrase)
            if word and not word.vague and (end == len(tokens) or len(phrase) >= SHORTEST_ENDING):
                return word.code, SAID_IN_PASSING if len(phrase) >= SHORTEST_ENDING else HINTED
            if phrase in _names():
                return _names()[phrase], SAID_IN_PASSING
    return "", 0.0


@cache
def _index() -> tuple[Nearest, tuple[str, ...]]:
    """The index over official names and everyday words, and the code of each."""
    leaves = [(one.name_ko, one.code) for one in occupations().values() if one.level == LEAF]
    entries = leaves + [(word.word, word.code) for word in occupation_words().values()]
    tree = occupations()
    return build([text for text, _ in entries], [tree[code].minor for _, code in entries]), tuple(
        code for _, code in entries
    )


def _by_likeness(text: str) -> dict[str, float]:
    """The chance of each code, () where no syllable of the text is known. Chances of one class share the class's."""
    index, codes = _index()
    scores = index.scores(" ".join(token for token in _TOKEN.findall(text) if not _AROUND.fullmatch(token)))
    if not scores.any():
        return {}
    best_of_class = np.full(len(index.class_sizes), -np.inf)
    np.maximum.at(best_of_class, index.class_of, scores)
    whole = np.exp((best_of_class - scores.max()) / TEMPERATURE).sum()
    chances = np.exp((scores - scores.max()) / TEMPERATURE) / whole
    best: dict[str, float] = {}
    for place in np.flatnonzero(chances > 0.001):
        best[codes[place]] = max(best.get(codes[place], 0.0), min(float(chances[place]), MOST_UNSAID))
    return best
