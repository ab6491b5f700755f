"""Do the lists treat groups alike? Exposure against eligibility, and flip tests.

Groups are read here, beside the lists and after them; no list is made with them (고용정책기본법 제7조).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import numpy as np

from jobvisit.engines import matching
from jobvisit.engines.matching.audit import Eligible, Flip, GroupExposure, Lines, exposure_by_group, flip_test
from jobvisit.engines.matching.rank import rank_row
from jobvisit.office.matches import groups, store, translate
from jobvisit.office.matches.market import Market, market
from jobvisit.office.matches.models import ShownList
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.seekers.queries import MATCHABLE

FLIPPED: Final[Mapping[str, tuple[object, ...]]] = {
    "birth_date": (date(1945, 1, 1), date(1975, 6, 15), date(2006, 12, 31)),
    "name": ("김순영", "Nguyen Thi Lan"),
    "sex": ("female", "male"),
    "disability": ("yes", "no"),
    "origin": ("abroad", "here"),
    "family": ("single_parent", "none"),
    "target_groups": (("hard_to_employ", "senior"), ()),
}
"""What is set to each value in every file, all else kept. Those a file does not hold at all are added to it."""
MOST_FILES, MOST_ORDERS = 200, 20


@dataclass(frozen=True)
class Exposure:
    """Each group's exposure in the latest list of every open order."""

    groups: tuple[GroupExposure, ...]
    lists: int
    lines: int
    strays: int
    """Lines left out: people who were eligible when the list was made and are no longer."""


def exposure(district_id: int, today: date, *, since: datetime) -> Exposure:
    """Groups in the latest lists shown since then, against who is eligible for the same orders today."""
    found = market(district_id, today)
    shown: dict[int, list[int]] = {}
    lists = ShownList.objects.filter(district_id=district_id, at__gte=since, order_id__in=found.orders.tolist())
    for order, seekers in lists.order_by("id").values_list("order_id", "seekers").iterator():
        shown[order] = seekers
    lines, strays = _lines(found, shown)
    with_list = np.isin(found.orders, sorted(shown))[found.order]
    eligible = Eligible(found.order[with_list], found.resident[with_list])
    measured = [
        exposure_by_group(lines, eligible, _label(found, code, keys))
        for code, keys in sorted(groups.labels(district_id, today).items())
    ]
    return Exposure(tuple(one for some in measured for one in some), len(shown), len(lines.order), strays)


def flips(district_id: int, today: date) -> tuple[Flip, ...]:
    """Change each protected attribute in some files and see whether any score at some open orders changes."""
    orders = store.orders(district_id, today).index.rows()
    asked = orders.take(slice(0, MOST_ORDERS))
    params = store.people(district_id, today).index.params
    files = Seeker.objects.filter(district_id=district_id, state__in=MATCHABLE).order_by("id")[:MOST_FILES]
    records: list[dict[str, Any]] = [dict(row) for row in files.values()]

    def answer(changed: Sequence[Mapping[str, object]]) -> list[object]:
        people = matching.People.of([translate.person(dict(record)) for record in changed])
        return _scores(matching.Index.build(people, params), asked, [record["id"] for record in changed])

    return flip_test(answer, records, FLIPPED)


def _scores(index: matching.Index, asked: matching.Orders, ids: Sequence[object]) -> list[object]:
    """For each resident: the score at every order, with its terms; None where a requirement fails."""
    answers: dict[object, list[object]] = {id_: [] for id_ in ids}
    for j in range(len(asked)):
        ranking = rank_row(index, asked.take(slice(j, j + 1)), len(index))
        listed = {int(one): tuple(terms) for one, terms in zip(ranking.ids, ranking.terms.tolist(), strict=True)}
        for id_, own in answers.items():
            own.append(listed.get(int(str(id_))))
    return [tuple(answers[id_]) for id_ in ids]


def _lines(found: Market, shown: dict[int, list[int]]) -> tuple[Lines, int]:
    """The lines of people still eligible, and how many are not."""
    pairs = set(zip(found.orders[found.order].tolist(), found.people[found.resident].tolist(), strict=True))
    at_order = {int(key): at for at, key in enumerate(found.orders)}
    at_person = {int(key): at for at, key in enumerate(found.people)}
    kept = [
        (at_order[order], at_person[seeker], place + 1)
        for order, seekers in shown.items()
        for place, seeker in enumerate(seekers)
        if (order, seeker) in pairs
    ]
    columns = np.array(kept, np.int64).reshape(-1, 3).T
    return Lines(*columns), sum(map(len, shown.values())) - len(kept)


def _label(found: Market, code: str, keys: set[int]) -> np.ndarray[Any, np.dtype[np.str_]]:
    return np.where(np.isin(found.people, sorted(keys)), code, "")
