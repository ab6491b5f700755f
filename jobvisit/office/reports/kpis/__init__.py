"""The figures of a month (실적): pure functions from facts to counts to figures. No Django, no clock, no table.

`facts` are rows as the rooms keep them; a `Count` is a set of rows counted once each; a figure is one count, or one
over another. A closed month gives the same functions its frozen counts, so a figure has one formula, not two.
"""

from jobvisit.office.reports.kpis.counted import COUNTS, Book, Count, Counter, Entry
from jobvisit.office.reports.kpis.counts import GRACE, KEPT, LADDER, STAGES
from jobvisit.office.reports.kpis.facts import Facts
from jobvisit.office.reports.kpis.formulas import KPIS, Figure
from jobvisit.office.reports.kpis.period import Month, MonthError, Period
from jobvisit.office.reports.kpis.room_counts import desk_minutes  # with it the counts of the other rooms

__all__ = [
    "COUNTS", "GRACE", "KEPT", "KPIS", "LADDER", "STAGES", "Book", "Count", "Counter", "Entry", "Facts", "Figure",
    "Month", "MonthError", "Period", "desk_minutes",
]  # fmt: skip
