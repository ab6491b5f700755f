"""Rounds of referrals without the engine."""

from typing import Any

import numpy as np

from jobvisit.office.matches import record
from jobvisit.office.matches.asked import Ask

_WHOLE = ("people_ids", "people_gain", "order_ids", "order_openings", "order_capacity", "order_load", "order_price")
_PAIRS = ("seeker", "order", "value", "left_seeker", "left_reason", "left_order", "left_value", "left_price")


def empty_round() -> dict[str, Any]:
    """What a round of nobody and nothing holds."""
    numbers = ("residents", "orders", "pairs", "seats", "capacity", "referrals")
    figures = ("expected", "expected_plain", "objective", "bound", "gap", "seconds")
    return {
        "state": "proposed",
        "model_version": "prior-2026-11",
        "inputs": Ask().as_json(),
        "summary": {
            **dict.fromkeys(numbers, 0),
            **dict.fromkeys(figures, 0.0),
            "left": {},
            "minimums": [],
            "windows": [],
            "measures": [],
            "curve": [],
        },
        "found": record.pack_arrays({name: np.zeros(0, np.int64) for name in (*_WHOLE, *_PAIRS)}),
    }
