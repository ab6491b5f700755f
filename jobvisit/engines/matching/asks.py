"""Orders as the kernels read them: one row of whole numbers an order, and one of bits. And the tally they write."""

from __future__ import annotations

from typing import Final

import numpy as np

from jobvisit.engines.matching.columns import I64, U64, Orders
from jobvisit.engines.matching.types import N_REQUIREMENTS, NOWHERE
from jobvisit.engines.matching.words import WORDS_WIDTH

FIELDS: Final = (
    "occupation", "x", "y", "stretch", "wage_min", "wage_max", "days", "start", "end", "weekly", "career_min",
    "education_min", "career_preferred", "education_preferred", "asked_on", "offers", "days_per_week", "shift",
)  # fmt: skip
(
    OCCUPATION, PLACE_X, PLACE_Y, STRETCH, WAGE_MIN, WAGE_MAX, DAYS_ASKED, BEGIN, FINISH, WEEK, CAREER_MIN,
    EDUCATION_MIN, CAREER_WISH, EDUCATION_WISH, ASKED_ON, OFFERS, DAY_COUNT, ROTATING, PLACED, LICENSED,
) = range(20)  # fmt: skip
"""Columns of the whole numbers: the fields above as they are, but ``DAY_COUNT`` is 0 where the days are named or
nothing is said, ``ROTATING`` 1 only for shifts; then whether the place is known and whether any licence is demanded."""

ORDER_WORDS: Final = 0
DEMANDS: Final = WORDS_WIDTH
"""Columns of the bits: the signature, then three sets of licences of one width: all of, any of, preferred."""

ELIGIBLE, TO_CONFIRM, EXCLUDED = 0, 1, 2
"""Places in a kernel's tally of one order; from ``EXCLUDED`` on, one for each requirement."""
TALLY: Final = EXCLUDED + N_REQUIREMENTS


def asks(orders: Orders) -> tuple[I64, U64]:
    """``(m, 20)`` whole numbers and ``(m, 4 + 3 × licence words)`` bits."""
    facts = np.empty((len(orders), len(FIELDS) + 2), np.int64)
    for at, name in enumerate(FIELDS):
        facts[:, at] = getattr(orders, name)
    facts[:, DAY_COUNT] *= (facts[:, DAYS_ASKED] == 0) & (facts[:, DAY_COUNT] > 0)
    facts[:, ROTATING] = facts[:, ROTATING] == 1
    facts[:, PLACED] = (orders.x != NOWHERE) & (orders.y != NOWHERE)
    facts[:, LICENSED] = (orders.licences_all | orders.licences_any).any(1)
    bits = (orders.words, orders.licences_all, orders.licences_any, orders.licences_preferred)
    return facts, np.concatenate(bits, axis=1)
