"""Logs of shown lists whose outcomes were drawn from a model that is known, so that what is learnt can be judged."""

import numpy as np

from jobvisit.engines.matching.learning import ACCEPT, HIRE, Model, first_model, log_chance
from jobvisit.engines.matching.outcomes import Log, Outcome
from jobvisit.engines.matching.types import N_TERMS

PRIOR = first_model()


def truth(**factors):
    """A model with these factors by term name, the rest as in the prior."""
    from jobvisit.engines.matching import Term

    values = [1.0] * N_TERMS
    for name, factor in factors.items():
        values[Term[name]] = factor
    return Model(version="truth", factors=tuple(values))


def drawn(model, rows, seed=0, *, per_list=10, offices=1, office_shift=0.0, shown_by=PRIOR):
    """``rows`` lines shown under ``shown_by`` with outcomes from ``model``; those at the foot are asked less often."""
    r = np.random.default_rng(seed)
    prior = -(r.exponential(250, (rows, N_TERMS)) * (r.random((rows, N_TERMS)) < 0.6)).astype(np.int64)
    prior[:, 0], prior[:, 12] = PRIOR.params.accept_base, PRIOR.params.hire_base
    position = np.arange(rows) % per_list + 1
    office = (np.arange(rows) // per_list) % offices
    shift = np.where(office == offices - 1, office_shift, 0.0)
    sides = (log_chance(model, PRIOR.params, prior / 1000, office, side) + shift for side in (ACCEPT, HIRE))
    accept, hire = (np.exp(np.minimum(log_p, -0.02)) for log_p in sides)
    asked = r.random(rows) < 1 / np.sqrt(position)
    yes, taken = r.random(rows) < accept, r.random(rows) < hire
    outcome = np.select(
        [~asked, ~yes, ~taken, r.random(rows) < 0.2],
        [Outcome.SHOWN, Outcome.DECLINED, Outcome.REFUSED, Outcome.LEFT],
        Outcome.RETAINED,
    )
    return Log(
        order=np.arange(rows) // per_list,
        resident=r.integers(0, 500, rows),
        office=office,
        position=position,
        terms=np.rint(prior * np.array(shown_by.factors)).astype(np.int64),
        version=(shown_by.version,) * rows,
        propensity=np.ones(rows),
        outcome=outcome.astype(np.int64),
        override=("",) * rows,
    )
