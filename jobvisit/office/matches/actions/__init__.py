"""What this room does: make lists and remember them, let people overrule them, note what became of them.

Rounds of referrals and versions of the model have modules of their own, `rounds` and `versions`, which load Numba.
"""

from jobvisit.office.matches.actions.lists import (
    LENGTH,
    Fit,
    Shortlist,
    all_orders_for,
    current_list,
    explain,
    jobs_for,
    shortlist,
    what_if,
)
from jobvisit.office.matches.actions.overrides import (
    BadReasonError,
    close_window,
    end_measure,
    note_outcome,
    open_window,
    override,
    set_measure,
)

__all__ = [
    "LENGTH",
    "BadReasonError",
    "Fit",
    "Shortlist",
    "all_orders_for",
    "close_window",
    "current_list",
    "end_measure",
    "explain",
    "jobs_for",
    "note_outcome",
    "open_window",
    "override",
    "set_measure",
    "shortlist",
    "what_if",
]
