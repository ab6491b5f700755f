"""Which of many short Korean titles is nearest to a few words, and to which class those words belong.

Korean compounds carry their head at the end (아파트 경비원), blanks are optional, and a bracket holds examples.
So a title is cut into syllable n-grams inside words, its last syllables count again, and bracketed words count less.
A feature weighs by its rarity (tf-idf) and by how far it keeps to one class: 조작원 is found everywhere, 용접 is not.
The score of a title is its likeness plus evidence for its class: the mean likeness of the class and naive Bayes.
Model, figures and what was tried: docs/engines/words.md.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

GRAM_WEIGHTS = {1: 0.3, 2: 1.0, 3: 0.7}
"""Weight of syllable n-grams by length; word borders count as a syllable from two on."""
WORD_WEIGHT = 0.5
HEAD_WEIGHT = 0.3
"""Of the last one to four syllables before any bracket, on top of their n-grams."""
BRACKET_WEIGHT = 0.3
PURITY_POWER = 0.5
PURITY_SHRINK = 2.0
"""Features seen rarely are drawn to the mean purity, as if two more pairs of titles had been seen."""
CLASS_WEIGHT = 1.0
CLASS_SHRINK = 2.0
BAYES_WEIGHT = 0.1
BAYES_SMOOTHING = 0.02

Floats = NDArray[np.float64]
Ints = NDArray[np.signedinteger[Any]]

_WORD = re.compile(r"[0-9A-Za-z가-힣]+")
_BRACKET = re.compile(r"\(([^()]*)\)")


def features(text: str) -> dict[str, float]:
    """The features of a title and their weights before rarity."""
    main, inside = _BRACKET.sub(" ", text), " ".join(_BRACKET.findall(text))
    found: defaultdict[str, float] = defaultdict(float)
    for part, weight in ((main, 1.0), (inside, BRACKET_WEIGHT)):
        for word in _WORD.findall(part.lower()):
            found["=" + word] += weight * WORD_WEIGHT
            bordered = f"<{word}>"
            for n, gram_weight in GRAM_WEIGHTS.items():
                for start in range(len(bordered) - n + 1):
                    if (gram := bordered[start : start + n]) not in "<>":
                        found[gram] += weight * gram_weight
    if words := _WORD.findall(main.lower()):
        for n in (1, 2, 3, 4):
            found["~" + words[-1][-n:]] += HEAD_WEIGHT
    return dict(found)


@dataclass(frozen=True, slots=True)
class Nearest:
    """An index over titles. Build it with `build`; it is never changed.

    `feature_of` numbers the features; the titles that have feature f are `titles[starts[f]:starts[f + 1]]`, with their
    weights. `class_of` numbers the class of each title.
    """

    feature_of: dict[str, int]
    rarity: Floats
    starts: Ints
    titles: Ints
    weights: Floats
    class_of: Ints
    class_sizes: Ints
    mean_purity: float

    def scores(self, text: str, *, without: int | None = None) -> Floats:
        """The score of every title for `text`, higher is nearer. −inf for the title `without`.

        `without` leaves that title out of everything that is learned from classes: an honest leave-one-out.
        """
        known = [(self.feature_of[name], value) for name, value in features(text).items() if name in self.feature_of]
        if not known:
            return np.zeros(len(self.class_of))
        ids = np.array([number for number, _ in known])
        asked = np.sqrt([value for _, value in known]) * self.rarity[ids]
        asked /= np.linalg.norm(asked)
        owner, titles, weights = self._titles_with(ids, without)
        sizes = self.class_sizes.copy()
        if without is not None:
            sizes[self.class_of[without]] -= 1
        counts = self._class_counts(owner, titles, len(ids))
        purity = self._purity(counts) ** PURITY_POWER
        shares = weights * (asked * purity)[owner]
        likeness = np.bincount(titles, shares, minlength=len(self.class_of)).astype(np.float64)
        evidence = self._class_evidence(likeness, counts, purity, sizes)
        scores: Floats = likeness + evidence[self.class_of]
        if without is not None:
            scores[without] = -np.inf
        return scores

    def _titles_with(self, ids: Ints, without: int | None) -> tuple[Ints, Ints, Floats]:
        """Every (which asked feature, title, weight), laid end to end."""
        lengths = self.starts[ids + 1] - self.starts[ids]
        owner = np.repeat(np.arange(len(ids)), lengths)
        places = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + self.starts[ids][owner]
        titles, weights = self.titles[places], self.weights[places]
        if without is not None:
            others = titles != without
            owner, titles, weights = owner[others], titles[others], weights[others]
        return owner, titles, weights

    def _class_counts(self, owner: Ints, titles: Ints, asked: int) -> Floats:
        """How many titles of each class have each asked feature: (asked, classes)."""
        classes = len(self.class_sizes)
        cells = np.bincount(owner * classes + self.class_of[titles], minlength=asked * classes)
        return cells.reshape(asked, classes).astype(np.float64)

    def _purity(self, counts: Floats) -> Floats:
        """The chance that two titles with a feature are of one class, drawn to the mean where few are known."""
        total = counts.sum(axis=1)
        pairs = (counts * (counts - 1)).sum(axis=1)
        purity: Floats = (pairs + PURITY_SHRINK * self.mean_purity) / (total * (total - 1) + PURITY_SHRINK)
        return purity

    def _class_evidence(self, likeness: Floats, counts: Floats, purity: Floats, sizes: Ints) -> Floats:
        """For each class: the shrunken mean likeness of its titles, and naive Bayes over the asked features."""
        mean = np.bincount(self.class_of, likeness, minlength=len(sizes)) / (sizes + CLASS_SHRINK)
        chance = np.log((counts + BAYES_SMOOTHING) / (sizes + 1.0))
        bayes = (chance * purity[:, None]).sum(axis=0) / len(purity)
        evidence: Floats = CLASS_WEIGHT * mean + BAYES_WEIGHT * bayes
        return evidence


def build(titles: Sequence[str], classes: Sequence[str]) -> Nearest:
    """Index `titles`, each of the class at the same place in `classes`."""
    cut = [features(title) for title in titles]
    feature_of = {name: number for number, name in enumerate(dict.fromkeys(name for one in cut for name in one))}
    spread = Counter(name for one in cut for name in one)
    rarity = np.array([np.log((1 + len(cut)) / (1 + spread[name])) + 1 for name in feature_of])
    class_number = {name: number for number, name in enumerate(dict.fromkeys(classes))}
    class_of = np.array([class_number[name] for name in classes])
    starts, owners, weights = _postings(cut, feature_of, rarity)
    index = Nearest(
        feature_of, rarity, starts, owners, weights, class_of, np.bincount(class_of, minlength=len(class_number)), 0.0
    )
    return _with_mean_purity(index)


def _postings(
    cut: Sequence[Mapping[str, float]], feature_of: Mapping[str, int], rarity: Floats
) -> tuple[Ints, Ints, Floats]:
    """Titles and their unit-length weights, sorted by feature."""
    numbers, owners, weights = [], [], []
    for owner, one in enumerate(cut):
        ids = np.array([feature_of[name] for name in one])
        vector = np.sqrt(list(one.values())) * rarity[ids]
        numbers.append(ids)
        owners.append(np.full(len(ids), owner))
        weights.append(vector / np.linalg.norm(vector))
    number = np.concatenate(numbers)
    order = np.argsort(number, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(number, minlength=len(feature_of)))])
    return starts, np.concatenate(owners)[order], np.concatenate(weights)[order]


def _with_mean_purity(index: Nearest) -> Nearest:
    """The index, told the mean purity of the features that two titles or more have."""
    features_count = len(index.starts) - 1
    owner = np.repeat(np.arange(features_count), np.diff(index.starts))
    counts = index._class_counts(owner, index.titles, features_count)
    total = counts.sum(axis=1)
    shared = total > 1
    pairs = (counts * (counts - 1)).sum(axis=1)
    mean = float((pairs[shared] / (total * (total - 1))[shared]).mean()) if shared.any() else 1.0
    return replace(index, mean_purity=mean)
