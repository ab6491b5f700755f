"""Words, names and numbers whose term is over are forgotten by themselves, the top room first.

A room that keeps something personal offers `retention.forget_old` and stands in `KINDS`; what it erases, when, and on
what ground is written there. Nothing here knows a table. The acts are in the log; what stays can be counted, not read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from jobvisit.office.desks import retention as desks
from jobvisit.office.links import retention as links
from jobvisit.office.messaging import retention as messaging
from jobvisit.office.outreach import retention as outreach
from jobvisit.office.training import retention as training

if TYPE_CHECKING:
    from jobvisit.office.staff.models import District

MOST_BATCHES: Final = 50
"""Batches of one kind in one night; the rest go the next night."""


class ForgetOld(Protocol):
    """Erases one batch of what is past its term in a district at a moment; returns how many rows were emptied."""

    def __call__(self, *, district: District, at: datetime) -> int: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of personal data: its name in the night's report, how long it is kept, and how it is erased."""

    name: str
    kept: timedelta
    forget: ForgetOld


KINDS: Final = (
    Kind("tickets", desks.KEEP, desks.forget_old),
    Kind("classes", training.KEEP, training.forget_old),
    Kind("places", outreach.KEEP, outreach.forget_old),
    Kind("messages", messaging.KEEP, messaging.forget_old),
    Kind("links", links.KEEP, links.forget_old),
)


def forget_old(*, district: District, at: datetime, kinds: tuple[Kind, ...] = KINDS) -> dict[str, int]:
    """Erase everything past its term. Returns the number of rows emptied by kind, kinds without any left out."""
    done = {kind.name: _all_batches(kind.forget, district, at) for kind in kinds}
    return {name: n for name, n in done.items() if n}


def _all_batches(forget: Callable[..., int], district: District, at: datetime) -> int:
    emptied = 0
    for _ in range(MOST_BATCHES):
        batch = forget(district=district, at=at)
        emptied += batch
        if not batch:
            break
    return emptied
