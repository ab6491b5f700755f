"""What ``python -m jobvisit.engines.matching`` does: files in, one JSON object out."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from jobvisit.engines.matching import kernels
from jobvisit.engines.matching.columns import Orders, People
from jobvisit.engines.matching.explain import explain
from jobvisit.engines.matching.files import FileError, Reader
from jobvisit.engines.matching.index import Index, OrdersIndex
from jobvisit.engines.matching.params import Params, ParamsError
from jobvisit.engines.matching.rank import rank, rank_orders
from jobvisit.engines.matching.results import Candidate, Counts, Ranking, Verdict
from jobvisit.engines.matching.types import Order, Person, Requirement, Term
from jobvisit.engines.matching.whatif import Outcome, what_if

Json = dict[str, Any]
Thing = TypeVar("Thing", Person, Order)
KOREAN = {"order": "구인", "person": "구직자"}
COMPILE_FROM = 20_000
"""Fewer residents are ranked by the plain engine sooner than the compiled one is loaded."""


class Given:
    """The files and parameters of one call."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.reader = Reader()
        self.params = _params(args.params)
        self.people = self.reader.people(args.people)
        self.orders = self.reader.orders(args.orders)

    def index(self) -> Index:
        if len(self.people) >= COMPILE_FROM:
            kernels.warm_up()
        return Index.build(People.of(self.people), self.params)

    def order(self, id_: int | None) -> Order:
        return _one(self.orders, id_, "order")

    def person(self, id_: int | None) -> Person:
        return _one(self.people, id_, "person")

    def report(self) -> Json:
        """What could not be read, to stand beside every answer."""
        problems = [{"row": p.row, "column": p.column, "value": p.value} for p in self.reader.problems]
        return {"unread": problems, "ignored_columns": self.reader.ignored, "params": self.params.version}


def _params(path: str | None) -> Params:
    try:
        return Params.from_json(Path(path).read_text("utf-8")) if path else Params()
    except (ParamsError, UnicodeDecodeError) as error:
        raise FileError(f"{path}: 매개변수 파일이 올바르지 않습니다. {error}", f"{path}: {error}") from error


def _one(things: list[Thing], id_: int | None, what: str) -> Thing:
    """The one with this id; without an id, the only one."""
    found = [thing for thing in things if id_ is None or thing.id == id_]
    if len(found) == 1:
        return found[0]
    if id_ is None:
        raise FileError(
            f"--{what}이(가) 필요합니다. 파일에 {len(found):,}건이 있습니다.",
            f"--{what} is needed: the file holds {len(found):,}.",
        )
    raise FileError(f"id가 {id_}인 {KOREAN[what]}이(가) 없습니다.", f"There is no {what} with id {id_}.")


def rank_command(args: argparse.Namespace) -> Json:
    """Residents for an order; with --person, orders for a resident."""
    given = Given(args)
    if args.person is not None:
        orders = OrdersIndex.build(Orders.of(given.orders), given.params)
        ranking = rank_orders(orders, given.person(args.person), args.k)
        return {"person": args.person, **_ranking(ranking), **given.report()}
    order = given.order(args.order)
    return {"order": order.id, **_ranking(rank(given.index(), order, args.k)), **given.report()}


def explain_command(args: argparse.Namespace) -> Json:
    """Why one resident is, or is not, in one order's list."""
    given = Given(args)
    order, person = given.order(args.order), given.person(args.person)
    names = {number: name for name, number in given.reader.licences.items()}
    verdict = explain(given.index(), order, person.id)
    return {"order": order.id, **_verdict(verdict, names), **given.report()}


def what_if_command(args: argparse.Namespace) -> Json:
    """What each change of an order would bring."""
    given = Given(args)
    order = given.order(args.order)
    found = what_if(given.index(), order)
    best = [_outcome(outcome) for outcome in found.best()]
    variants = [_outcome(outcome) for outcome in found.outcomes]
    return {"order": order.id, "base": _counts(found.base), "best": best, "variants": variants, **given.report()}


def assign_command(args: argparse.Namespace) -> Json:
    """One round of referrals for all orders: who goes where, the proven gap, the load, who gets nothing and why."""
    from jobvisit.engines.matching.assign_command import round_of  # Numba is loaded only where it is needed

    given = Given(args)
    kernels.warm_up()
    found = round_of(Index.build(People.of(given.people), given.params), given.orders, given.reader.openings, args)
    return {**found, **given.report()}


def _names(requirements: tuple[Requirement, ...]) -> list[str]:
    return [requirement.name.lower() for requirement in requirements]


def _terms(terms: tuple[tuple[Term, int], ...]) -> Json:
    return {term.name.lower(): points for term, points in terms}


def _counts(counts: Counts) -> Json:
    excluded = {r.name.lower(): n for r, n in counts.excluded_by().items()}
    return {"total": counts.total, "eligible": counts.eligible, "to_confirm": counts.to_confirm, "excluded": excluded}


def _ranking(ranking: Ranking) -> Json:
    counts = _counts(ranking.counts) if ranking.counts else None
    listed = [_candidate(candidate) for candidate in ranking]
    return {"counts": counts, "order_unknown": _names(ranking.order_unknown), "candidates": listed}


def _candidate(c: Candidate) -> Json:
    return {
        "rank": c.rank,
        "id": c.id,
        "score": c.score,
        "probability": round(c.probability, 6),
        "terms": _terms(c.terms),
        "unknown": _names(c.unknown),
    }


def _verdict(verdict: Verdict, licences: dict[int, str]) -> Json:
    checks = [
        {
            "requirement": c.requirement.name.lower(),
            "state": c.state.name.lower(),
            "gap": c.gap,
            "unit": c.unit.name.lower(),
            "order_silent": c.order_silent,
            **({"missing": [licences.get(n, str(n)) for n in c.missing_licences]} if c.missing_licences else {}),
        }
        for c in verdict.checks
    ]
    changes = [
        {
            "requirement": c.requirement.name.lower(),
            "amount": c.amount,
            "unit": c.unit.name.lower(),
            "monthly": c.monthly,
        }
        for c in verdict.changes
    ]
    return {
        "person": verdict.id,
        "eligible": verdict.eligible,
        "first_failed": verdict.first_failed.name.lower() if verdict.first_failed is not None else None,
        "failed": _names(verdict.failed),
        "unknown": _names(verdict.unknown),
        "score": verdict.score,
        "probability": round(verdict.probability, 6),
        "terms": _terms(verdict.terms),
        "checks": checks,
        "changes": changes,
    }


def _outcome(outcome: Outcome) -> Json:
    return {
        "change": outcome.variant.what.name.lower(),
        "amount": outcome.variant.amount,
        "monthly": outcome.variant.monthly,
        "eligible": outcome.eligible,
        "to_confirm": outcome.to_confirm,
        "gain": outcome.gain,
        "gain_clear": outcome.gain_clear,
    }


COMMANDS: dict[str, Callable[[argparse.Namespace], Json]] = {
    "rank": rank_command,
    "explain": explain_command,
    "what-if": what_if_command,
    "assign": assign_command,
}
