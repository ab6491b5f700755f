"""The facts of a month: rows as the rooms keep them, days of Seoul, keys and codes only. No name, no birth date."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from jobvisit.office.reports.kpis.period import Period


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A job order that was accepted; drafts and refused ones are none."""

    id: int
    firm: int
    dong: str
    counsellor: int
    channel: str
    on: date
    openings: int | None
    """None: the employer did not say how many."""


@dataclass(frozen=True, slots=True)
class ResidentRow:
    """A resident who applied."""

    id: int
    dong: str
    counsellor: int
    on: date


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A referral whose letter went out. `result_on` is None as long as nobody knows what the employer decided.

    A result that was taken back is none. `moot_on`: the employer's answer no longer matters (withdrawn, obsolete).
    """

    id: int
    order: int
    resident: int
    firm: int
    dong: str
    counsellor: int
    channel: str
    sent_on: date
    result_on: date | None
    moot_on: date | None


@dataclass(frozen=True, slots=True)
class HireRow:
    """A placement. `void` says why it does not count: `annulled`, `never_started`, or nothing."""

    id: int
    order: int
    resident: int
    firm: int
    dong: str
    counsellor: int
    channel: str
    proposed_on: date
    start_on: date
    ended_on: date | None
    void: str
    rungs: tuple[tuple[str, date], ...]
    """Kinds of proof and the days on which they were recorded, in that order."""
    claimed_on: date
    also: tuple[str, ...] = ()
    """Agencies that count the same hire."""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit that took place."""

    id: int
    firm: int
    dong: str
    counsellor: int
    on: date


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """An attempt to reach a firm."""

    id: int
    firm: int
    dong: str
    counsellor: int
    on: date


@dataclass(frozen=True, slots=True)
class FirmRow:
    """A firm of the fixed list (1사 1구민): the day on which it first passed each stage of the board."""

    id: int
    dong: str
    noticed: date | None = None
    reached: date | None = None
    visited: date | None = None
    ordered: date | None = None
    hired: date | None = None


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A desk of single talks that was held and closed (현장 상담소), with its length as planned."""

    id: int
    dong: str
    on: date
    minutes: int


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A visitor who was served there; `resident` is 0 where nobody knows the file."""

    id: int
    dong: str
    on: date
    resident: int
    registered: bool


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A line of a signed agreement: when it holds, and what it promises from which day on, in the order of recording.

    `last_on` is the last day of the agreement, or the day before it was stopped.
    """

    id: int
    starts_on: date
    last_on: date
    history: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A hire on an order of such a line, annulled ones left out."""

    id: int
    line: int
    resident: int
    on: date
    """The day on which it was told."""


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A resident who sat in a class, until its last day or until dropping out."""

    id: int
    resident: int
    begins: date
    ends: date
    certified: bool


@dataclass(frozen=True)
class Facts:
    """Everything a month's figures rest on. Rows may reach beyond the month: a count takes those it asks for."""

    period: Period
    orders: tuple[OrderRow, ...] = ()
    residents: Mapping[int, ResidentRow] = field(default_factory=dict)
    referrals: tuple[ReferralRow, ...] = ()
    hires: tuple[HireRow, ...] = ()
    visits: tuple[VisitRow, ...] = ()
    attempts: tuple[AttemptRow, ...] = ()
    desks: tuple[DeskRow, ...] = ()
    tickets: tuple[TicketRow, ...] = ()
    promises: tuple[PromiseRow, ...] = ()
    kept: tuple[KeptRow, ...] = ()
    seats: tuple[SeatRow, ...] = ()
    firms: tuple[FirmRow, ...] | None = None
    """None where no list was fixed by then."""
    listed: frozenset[int] = frozenset()
    """Residents who stood on a shortlist in the month."""
    zones: Mapping[str, str] = field(default_factory=dict)
    """Dong → zone, as they were on the month's last day."""
    groups: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Resident → target groups, as they were on the month's last day."""
