"""Prices of residents or orders, found by ``assign``, as the rankings take them."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from jobvisit.engines.matching.columns import I32, I64
from jobvisit.engines.matching.segment import Segment


class Prices:
    """Millionths of a placement by id: what someone is expected to get elsewhere, or how contested an order is. A
    list is then ordered by probability less price; who is not named costs nothing.

    Raises ``ValueError`` unless both columns have one length and every price lies within 0…1,000,000.
    """

    def __init__(self, ids: npt.ArrayLike, millionths: npt.ArrayLike) -> None:
        self.ids: I64 = np.asarray(ids, np.int64)
        self.millionths: I32 = np.asarray(millionths, np.int32)
        within = (self.millionths >= 0) & (self.millionths <= 1_000_000)
        if self.ids.shape != self.millionths.shape or self.ids.ndim != 1 or not within.all():
            raise ValueError("prices: ids and millionths (0…1,000,000) of one length are needed")
        self._by_segment: WeakKeyDictionary[Segment, tuple[I32, int]] = WeakKeyDictionary()

    def of(self, ids: I64) -> I32:
        """The price of each of these, 0 where none is named."""
        if not len(self.ids):
            return np.zeros(len(ids), np.int32)
        order = np.argsort(self.ids)
        at = np.minimum(np.searchsorted(self.ids, ids, sorter=order), len(order) - 1)
        place = order[at]
        return np.where(self.ids[place] == ids, self.millionths[place], np.int32(0))

    def of_rows(self, segment: Segment) -> tuple[I32, int]:
        """The price of each row of a segment, and the least of them; worked out once."""
        if segment not in self._by_segment:
            found = self.of(segment.people.ids)
            found.setflags(write=False)
            self._by_segment[segment] = found, int(found.min(initial=1_000_000))
        return self._by_segment[segment]
