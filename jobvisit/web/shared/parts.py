"""What the components show: small plain values that a view fills and a tag of `jv` draws.

Texts in them are already in the reader's language. Tones are `neutral`, `primary`, `info`, `success`, `warning`,
`danger`; a tone only repeats in colour what a word already says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Tone = Literal["neutral", "primary", "info", "success", "warning", "danger"]
State = Literal["met", "missing", "unknown"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. `sort` is the key its heading sorts by; `end` sets figures flush right."""

    label: str
    sort: str = ""
    end: bool = False
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab, which is a link."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the path to this page."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a task list: a step of a visit, or an appointment when `time` is given."""

    name: str
    url: str = ""
    note: str = ""
    state: Literal["todo", "current", "done"] = "todo"
    time: str = ""
    badge: str = ""
    tone: Tone = "neutral"
    number: int = 0
    """Its number on the map, where the list has one."""
    at: str = ""
    """`37.48512,126.99554`: where the map draws it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a timeline."""

    at: datetime
    what: str
    who: str = ""
    note: str = ""
    tone: Tone = "neutral"


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its value. `note` stands smaller behind it."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words from which a field's value was read. Not `sure`: a person should look, and `doubt` says why."""

    words: str
    sure: bool = True
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class FindingCard:
    """One finding of the order checks.

    `rests_on` are the words or values it rests on. `fix` says what to do; with `fix_name` it becomes a submit button
    of that name carrying `fix_value`, so the same form works with and without JavaScript. `field` is the id to go to.
    """

    outcome: Literal["unlawful", "to_confirm", "note"]
    title: str
    article: str = ""
    rests_on: str = ""
    fix: str = ""
    fix_name: str = ""
    fix_value: str = ""
    field: str = ""
    penalty: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why someone fits or not: met, missing, or unknown and therefore to be confirmed."""

    text: str
    state: State = "met"


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a score: its points, and how much of what it could give it gives (`part`, 0…100)."""

    label: str
    points: str
    part: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """One line of a shortlist, or of the list of those left out (`rank` 0).

    `passed_over` is the recorded reason why someone who applied earlier stands lower or was left out (칙 §5④).
    """

    name: str
    facts: str
    score: int
    rank: int = 0
    url: str = ""
    reasons: Sequence[Reason] = ()
    terms: Sequence[Term] = ()
    passed_over: str = ""
    refer_url: str = ""
    pick: str = ""
    """The resident's public key: with it the line can be ticked and sent along with the form `propose`."""
    asked: str = ""
    """What became of asking this resident before, as a word."""
    asked_url: str = ""
    note: str = ""
    """What a person decided about this line, with the reason."""
    change_url: str = ""
    """Where a person may overrule the line."""
    why_url: str = ""
    """Where every requirement and its state are shown."""


@dataclass(frozen=True, slots=True)
class Option:
    """One suggestion: `value` goes into the hidden field, `label` into the visible one."""

    value: str
    label: str
    note: str = ""
