"""What an agreement promises, whose orders belong to it, how far it is: plain values, no clock, no database.

Days are calendar days in Seoul. A membership holds on `joined <= day < left`, an agreement on `starts <= day <= ends`
and before the day on which it was stopped, a priority window from the minute of acceptance until, and not at, its end.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from jobvisit.office.agreements.states import AgreementState, Commitment, Rung, Warn

QUIET_DAYS = 60
"""Days without an order after which a line warns."""
ENDS_SOON_DAYS = 30
"""Days before its end on which an agreement asks what comes after it."""
MOST_PROMISED = 9_999
LONGEST_WINDOW = 14 * 24 * 60
"""Minutes: an order is valid for two weeks at least (직업안정법 시행규칙 §3); a window longer than that is none."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something cannot be: `field` of the form, `code`, and the value that is wrong."""

    field: str
    code: str
    value: str = ""


class CannotError(ValueError):
    """An act that may not be, with every reason."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(one.code for one in problems))
        self.problems = problems


# What was promised


@dataclass(frozen=True, slots=True)
class Terms:
    """What a line promises from a day on. `window` counts minutes from an order's acceptance, 0 is none."""

    from_on: date
    promised: int
    due_on: date
    group: str = ""
    basis: str = ""
    window: int = 0


def terms_on(history: Sequence[Terms], day: date) -> Terms | None:
    """The terms that hold on a day, of a history in the order of recording; None before the first."""
    return next((one for one in reversed(history) if one.from_on <= day), None)


def terms_problems(terms: Terms, *, before: Terms | None, starts: date | None, ends: date | None) -> list[Problem]:
    """What is wrong with the terms of a new line, or with an amendment of what was promised `before`."""
    found = []
    if not 0 < terms.promised <= MOST_PROMISED:
        found.append(Problem("promised", "not_positive", str(terms.promised)))
    if terms.due_on < terms.from_on:
        found.append(Problem("due_on", "due_past", terms.due_on.isoformat()))
    elif starts and terms.due_on < starts:
        found.append(Problem("due_on", "due_before_start", terms.due_on.isoformat()))
    if ends and terms.due_on > ends:
        found.append(Problem("due_on", "due_after_end", terms.due_on.isoformat()))
    if before and terms.from_on < before.from_on:
        found.append(Problem("from_on", "before_last_change", before.from_on.isoformat()))
    if terms.group and not terms.basis.strip():
        found.append(Problem("basis", "no_basis", terms.group))
    if terms.window and not terms.group:
        found.append(Problem("group", "window_for_nobody"))
    if not 0 <= terms.window <= LONGEST_WINDOW:
        found.append(Problem("window", "window_too_long", str(terms.window)))
    return found


# Whose order is it


@dataclass(frozen=True, slots=True)
class Membership:
    """A firm, or one branch of it, that promises under a party of an agreement."""

    agreement: int
    party: int
    firm: int
    branch: int | None
    joined: date
    left: date | None = None

    def holds(self, firms: Collection[int], branch: int | None, day: date) -> bool:
        """Whether an order of (one of) these firms at this branch on this day is this member's."""
        here = self.firm in firms and (self.branch is None or self.branch == branch)
        return here and self.joined <= day and (self.left is None or day < self.left)


@dataclass(frozen=True, slots=True)
class Promise:
    """A line as recognising sees it. `jobs` are beginnings of occupation codes, none means any job; `party` None: all.

    `into` is the line that goes on in its place, after two agreements became one.
    """

    line: int
    agreement: int
    party: int | None
    jobs: tuple[str, ...]
    starts: date
    ends: date
    history: tuple[Terms, ...]
    stopped: date | None = None
    into: int | None = None

    def in_force(self, day: date) -> bool:
        """Whether the agreement holds and the line has terms on a day."""
        stands = self.starts <= day <= self.ends and (self.stopped is None or day < self.stopped)
        return stands and terms_on(self.history, day) is not None


@dataclass(frozen=True, slots=True)
class Recognised:
    """Which line an order belongs to, or the lines between which a person chooses; neither where none fits."""

    line: int | None = None
    choice: tuple[int, ...] = ()


NOTHING = Recognised()


def kept_firm(firm: int, merged: Mapping[int, int]) -> int:
    """The firm that stands for this one today. `merged`: firm → firm it was found to be."""
    while firm in merged:
        firm = merged[firm]
    return firm


def same_firms(firm: int, merged: Mapping[int, int]) -> frozenset[int]:
    """Every record of the same firm, this one among them: merging says that they were one all along."""
    kept = kept_firm(firm, merged)
    return frozenset({firm, kept, *(one for one in merged if kept_firm(one, merged) == kept)})


def recognise(
    *,
    firms: Collection[int],
    branch: int | None,
    occupation: str,
    day: date,
    members: Iterable[Membership],
    promises: Iterable[Promise],
) -> Recognised:
    """The line of an order accepted on `day`: the longest beginning of its occupation code wins, then a line of the
    order's own party before one of all parties. What is still equal, and an occupation not known, is left to a person.
    """
    parties = {one.party for one in members if one.holds(firms, branch, day)}
    agreements = {one.agreement for one in members if one.party in parties}
    open_lines = [
        one
        for one in promises
        if one.in_force(day) and (one.party in parties if one.party is not None else one.agreement in agreements)
    ]
    if not occupation:
        unsure = [one.line for one in open_lines]
        free = [one.line for one in open_lines if not one.jobs]
        return Recognised(free[0]) if len(unsure) == len(free) == 1 else Recognised(choice=tuple(sorted(unsure)))
    fits = [(_fit(one, occupation), one.party is not None, one.line) for one in open_lines]
    fits = [one for one in fits if one[0] is not None]
    if not fits:
        return NOTHING
    best = max((length, own) for length, own, _ in fits)
    lines = sorted(line for length, own, line in fits if (length, own) == best)
    return Recognised(lines[0]) if len(lines) == 1 else Recognised(choice=tuple(lines))


def _fit(promise: Promise, occupation: str) -> int | None:
    """How many digits of the occupation code the line names; 0 for any job, None where it names others only."""
    if not promise.jobs:
        return 0
    return max((len(one) for one in promise.jobs if occupation.startswith(one)), default=None)


# The priority window


def window_until(accepted_at: datetime, minutes: int) -> datetime | None:
    """The first moment after the window of an order accepted then; None without a window."""
    return accepted_at + timedelta(minutes=minutes) if minutes > 0 else None


# The meter


@dataclass(frozen=True, slots=True)
class Order:
    """An order tied to a line. One that says no number of openings counts as one; drafts and refused ones are none."""

    key: int
    line: int
    openings: int | None
    accepted_on: date


@dataclass(frozen=True, slots=True)
class Hire:
    """A placement under an order of a line, as its employer told it. `kinds` are its recorded rungs."""

    key: int
    line: int
    told_on: date
    annulled: bool = False
    ended: bool = False
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Meter:
    """Promised against delivered for one line, on one day."""

    promised: int
    orders: int
    ordered: int
    """Openings asked for."""
    referred: int
    """Different residents whose name reached an employer."""
    hired: int
    late: int
    """Of these, hires told after the due day: they count as hired and do not make the line met."""
    ended: int
    """Of these, people who no longer work there."""
    rungs: Mapping[Rung, int]
    """Every hire once, by the strongest proof there is."""
    expected: int
    """Whole hires that an even pace would have brought by now."""
    commitment: Commitment
    last_order_on: date | None = None

    @property
    def in_time(self) -> int:
        """Hires by the due day."""
        return self.hired - self.late

    @property
    def behind(self) -> int:
        """Hires that an even pace would have brought beyond those there are."""
        return max(0, self.expected - self.in_time)

    @property
    def left(self) -> int:
        """Hires still owed."""
        return max(0, self.promised - self.hired)


def rung(kinds: Collection[str]) -> Rung:
    """The strongest of a hire's recorded rungs; the word of either side confirms it."""
    own = {one for one in Rung if one in kinds}
    if {"employer", "resident"} & set(kinds):
        own.add(Rung.CONFIRMED)
    return max(own or {Rung.CLAIMED}, key=list(Rung).index)


def meter(
    promise: Promise,
    *,
    orders: Iterable[Order],
    referred: Iterable[tuple[int, int]],
    hires: Iterable[Hire],
    on: date,
) -> Meter:
    """What one line delivered by the end of `on`. The facts may be of any lines: those of others are left out.

    `referred` are (line, resident). An annulled hire never counted; one that ended did.
    """
    own = [one for one in orders if one.line == promise.line and one.accepted_on <= on]
    real = [one for one in hires if one.line == promise.line and not one.annulled and one.told_on <= on]
    terms = terms_on(promise.history, on) or (promise.history[0] if promise.history else None)
    promised, due = (terms.promised, terms.due_on) if terms else (0, promise.ends)
    late = sum(one.told_on > due for one in real)
    rungs = dict.fromkeys(Rung, 0)
    for one in real:
        rungs[rung(one.kinds)] += 1
    return Meter(
        promised=promised,
        orders=len(own),
        ordered=sum(one.openings or 1 for one in own),
        referred=len({resident for line, resident in referred if line == promise.line}),
        hired=len(real),
        late=late,
        ended=sum(one.ended for one in real),
        rungs=rungs,
        expected=pace(promised, begins(promise), due, on),
        commitment=commitment(promise, promised=promised, due=due, in_time=len(real) - late, on=on),
        last_order_on=max((one.accepted_on for one in own), default=None),
    )


def begins(promise: Promise) -> date:
    """The first day on which the line promises something."""
    return max(promise.starts, promise.history[0].from_on) if promise.history else promise.starts


def pace(promised: int, starts: date, due: date, on: date) -> int:
    """Whole hires that an even pace from the first day to the due day gives by the end of `on`."""
    if on >= due:
        return promised
    return promised * max(0, (on - starts).days) // max(1, (due - starts).days)


def commitment(promise: Promise, *, promised: int, due: date, in_time: int, on: date) -> Commitment:
    """planned → due → met / part / missed, from the day and the hires told by the due day."""
    if on < begins(promise):
        return Commitment.PLANNED
    if promised and in_time >= promised:
        return Commitment.MET
    if on <= due and (promise.stopped is None or on < promise.stopped):
        return Commitment.DUE
    return Commitment.PART if in_time else Commitment.MISSED


# Warnings and dates


def line_warnings(
    promise: Promise, meter: Meter, *, decides: bool, decider_left: bool, on: date
) -> list[tuple[Warn, int]]:
    """What somebody should look at, each with its number: people behind, days of silence, people missing."""
    if not promise.in_force(on):
        return []
    found: list[tuple[Warn, int]] = []
    owed = meter.commitment in {Commitment.DUE, Commitment.PART, Commitment.MISSED}
    if owed and decider_left:
        found.append((Warn.DECIDER_GONE, 0))
    elif owed and not decides:
        found.append((Warn.NOBODY_DECIDES, 0))
    if meter.commitment in {Commitment.PART, Commitment.MISSED} and meter.left:
        found.append((Warn.PAST_DUE, meter.left))
    if meter.commitment == Commitment.DUE:
        if meter.behind:
            found.append((Warn.BEHIND, meter.behind))
        quiet = (on - max(meter.last_order_on or date.min, begins(promise))).days
        if quiet >= QUIET_DAYS:
            found.append((Warn.NO_ORDER, quiet))
    return found


def by_date(state: AgreementState, *, starts: date, ends: date, review: date | None, on: date) -> AgreementState:
    """The state one step on that a signed agreement has by the calendar; the same where nothing is due."""
    if state == AgreementState.SIGNED and on >= starts:
        return AgreementState.ACTIVE
    if state in {AgreementState.ACTIVE, AgreementState.REVIEW} and on > ends:
        return AgreementState.EXPIRED
    if state == AgreementState.ACTIVE and review and on >= review:
        return AgreementState.REVIEW
    return state


def date_problems(*, starts: date | None, ends: date | None, review: date | None) -> list[Problem]:
    """What is wrong with the days of an agreement; days not yet agreed on are no problem."""
    found = []
    if starts and ends and ends < starts:
        found.append(Problem("ends_on", "ends_before_start", ends.isoformat()))
    if (review and starts and review < starts) or (review and ends and review > ends):
        found.append(Problem("review_on", "review_outside", review.isoformat()))
    return found
