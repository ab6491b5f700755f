"""How often the nearest other title is of the same minor class: words, syllable pairs, ours. Run it with no arguments.

Leave-one-out over the 1,088 different WorkNet titles of our own table. A second column takes the 112 groups that
WorkNet shows on its pages instead of the 136 minor classes; it needs the shared data (JOBVISIT_SHARED), as does the
figure on the titles of real job orders. Everyday words that are a title themselves are left out of the measurement.
"""

import csv
import os
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jobvisit.office.reference.nearest import build
from jobvisit.office.reference.tables import occupation_words, occupations
from jobvisit.office.reference.titles import LEAF, suggest_occupations

SHARED = Path(os.environ.get("JOBVISIT_SHARED", Path(__file__).parents[2] / "shared")) / "data"
TITLES = {one.name_ko: one.code for one in occupations().values() if one.level == LEAF}


def words(title: str) -> list[str]:
    """What stands between blanks and marks."""
    return re.findall(r"[0-9A-Za-z가-힣]+", title)


def pairs(title: str) -> list[str]:
    """Every two neighbouring characters, as in the study this is measured against."""
    return [title[i : i + 2] for i in range(len(title) - 1)]


def tf_idf(cut: Callable[[str], list[str]], titles: Sequence[str]) -> NDArray[np.float64]:
    """Likeness of all titles to all others by plain tf-idf."""
    pieces = [cut(title) for title in titles]
    number = {piece: i for i, piece in enumerate(dict.fromkeys(p for one in pieces for p in one))}
    counts = np.zeros((len(titles), len(number)))
    for row, one in enumerate(pieces):
        for piece in one:
            counts[row, number[piece]] += 1
    vectors = counts * (np.log((1 + len(titles)) / (1 + (counts > 0).sum(axis=0))) + 1)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    likeness: NDArray[np.float64] = vectors @ vectors.T
    np.fill_diagonal(likeness, -1)
    return likeness


def plain(cut: Callable[[str], list[str]], classes: Sequence[str]) -> float:
    """Share of titles whose nearest other title by plain tf-idf is of their class."""
    nearest = tf_idf(cut, list(TITLES)).argmax(axis=1)
    return float(np.mean([classes[place] == own for place, own in zip(nearest, classes, strict=True)]))


def ours(classes: Sequence[str], class_of_code: dict[str, str], *, everyday: bool) -> tuple[float, float]:
    """The same for our index, with or without everyday words as further evidence; and milliseconds a title."""
    folded = {"".join(words(re.sub(r"\(.*?\)", "", title))).lower() for title in TITLES}
    extra = [w for w in occupation_words().values() if everyday and w.word not in folded and w.code in class_of_code]
    index = build([*TITLES, *(w.word for w in extra)], [*classes, *(class_of_code[w.code] for w in extra)])
    began = time.perf_counter()
    nearest = [int(index.scores(title, without=i)[: len(TITLES)].argmax()) for i, title in enumerate(TITLES)]
    took = (time.perf_counter() - began) * 1000 / len(TITLES)
    return float(np.mean([classes[place] == own for place, own in zip(nearest, classes, strict=True)])), took


def shown_groups() -> dict[str, str] | None:
    """WorkNet's 112 groups by code, the last one where a code is shown in two; None without the shared data."""
    path = SHARED / "codes" / "worknet_job_codes.csv"
    if not path.exists():
        return None
    with path.open(encoding="utf-8") as file:
        return {row["code6"]: row["ui_group3"] for row in csv.DictReader(file)}


def real_titles() -> str:
    """How often the first suggestion for the title of a real order is of the minor class the order names."""
    path = SHARED / "postings" / "seoul_jobportal_sample_2026-07.csv"
    if not path.exists():
        return "needs the shared data"
    with path.open(encoding="utf-8") as file:
        rows = [
            (row["JO_SJ"], TITLES[row["JOBCODE_NM"]]) for row in csv.DictReader(file) if row["JOBCODE_NM"] in TITLES
        ]
    first = [suggest_occupations(title, 1) for title, _ in rows]
    right = sum(bool(found) and found[0].code[:3] == code[:3] for found, (_, code) in zip(first, rows, strict=True))
    return f"{right} of {len(rows)}"


def suggestion_times() -> str:
    """Median and 95th percentile of one suggestion, in ms; every text is new, so nothing is remembered."""
    suggest_occupations("가")
    took = []
    for number, title in enumerate(TITLES):
        began = time.perf_counter()
        suggest_occupations(f"{title} {number}번 구함")
        took.append((time.perf_counter() - began) * 1000)
    return f"median {np.median(took):.2f} ms, p95 {np.percentile(took, 95):.2f} ms"


def main() -> None:
    minor = {code: code[:3] for code in occupations()}
    groups = shown_groups()
    columns = {"136 minor classes": minor} | ({"112 shown groups": groups} if groups else {})
    print(f"{'nearest other title is of the same class':44}" + "".join(f"{name:>20}" for name in columns))
    labels = {name: [of[code] for code in TITLES.values()] for name, of in columns.items()}
    for name, cut in (("words, tf-idf", words), ("syllable pairs, tf-idf", pairs)):
        print(f"{name:44}" + "".join(f"{plain(cut, labels[column]):20.3f}" for column in columns))
    for name, everyday in (("ours", False), ("ours, with everyday words as evidence", True)):
        figures = [ours(labels[column], of, everyday=everyday) for column, of in columns.items()]
        print(f"{name:44}" + "".join(f"{share:20.3f}" for share, _ in figures) + f"   {figures[0][1]:.2f} ms a title")
    print(f"suggest_occupations on {len(TITLES)} texts: {suggestion_times()}")
    print(f"titles of real orders, first suggestion in the minor class named: {real_titles()}")


if __name__ == "__main__":
    main()
