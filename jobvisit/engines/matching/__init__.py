"""Matching residents and job orders: exact, explained, lawful. See docs/engines/matching.md.

One door for each question: ``rank`` (residents for an order), ``rank_orders`` (orders for a resident), ``explain``
(why, why not, what would change it), ``passed_over`` (the record of 칙 §5④), ``what_if`` (what one change of the
order brings), ``match_all`` (every list), ``snapshot`` (an index on disk). ``warm_up`` makes the compiled engine
ready; until then, and where Numba is missing, the plain one gives the same answers.
"""

from jobvisit.engines.matching import snapshot
from jobvisit.engines.matching.batch import in_processes, in_threads, match_all
from jobvisit.engines.matching.columns import Orders, People
from jobvisit.engines.matching.explain import explain, explain_pair, passed_over
from jobvisit.engines.matching.index import Index, OrdersIndex
from jobvisit.engines.matching.kept import Lists
from jobvisit.engines.matching.kernels import warm_up
from jobvisit.engines.matching.params import Params, ParamsError
from jobvisit.engines.matching.prices import Prices
from jobvisit.engines.matching.rank import rank, rank_orders
from jobvisit.engines.matching.results import Candidate, Change, Check, Counts, PassedOver, Ranking, Unit, Verdict
from jobvisit.engines.matching.types import (
    NOWHERE,
    UNKNOWN,
    DuplicateIdError,
    Order,
    Person,
    Requirement,
    State,
    Term,
    Want,
)
from jobvisit.engines.matching.whatif import Outcome, Variant, What, WhatIf, variants_of, what_if

__all__ = [
    "NOWHERE",
    "UNKNOWN",
    "Candidate",
    "Change",
    "Check",
    "Counts",
    "DuplicateIdError",
    "Index",
    "Lists",
    "Order",
    "Orders",
    "OrdersIndex",
    "Outcome",
    "Params",
    "ParamsError",
    "PassedOver",
    "People",
    "Person",
    "Prices",
    "Ranking",
    "Requirement",
    "State",
    "Term",
    "Unit",
    "Variant",
    "Verdict",
    "Want",
    "What",
    "WhatIf",
    "explain",
    "explain_pair",
    "in_processes",
    "in_threads",
    "match_all",
    "passed_over",
    "rank",
    "rank_orders",
    "snapshot",
    "variants_of",
    "warm_up",
    "what_if",
]
