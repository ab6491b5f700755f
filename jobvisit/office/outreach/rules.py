"""What follows from a call or a visit, on plain values: the case's next state, who does what next, and when.

No Django. `after` is the one place that decides; the page shows its answer and lets the counsellor change the day.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from jobvisit.office.outreach.states import CaseState


class NextAction(StrEnum):
    """The one thing that is to be done next for a firm."""

    CALL = "call"
    CALL_BACK = "call_back"
    FIND_NUMBER = "find_number"
    VISIT = "visit"
    REPORT = "report"
    FOLLOW_ORDER = "follow_order"
    RECALL = "recall"
    NOTHING = ""


class Outcome(StrEnum):
    """How an attempt to reach a firm ended."""

    TALKED = "talked"
    LEFT_MESSAGE = "left_message"
    MISSED = "missed"
    WRONG_NUMBER = "wrong_number"
    REFUSED = "refused"


class Answer(StrEnum):
    """What the firm said when somebody was reached."""

    VISIT_AGREED = "visit_agreed"
    CALL_BACK = "call_back"
    ORDER_GIVEN = "order_given"
    NO_NEED = "no_need"
    REFUSED = "refused"
    CLOSED_DOWN = "closed_down"


class Refusal(StrEnum):
    """Why a firm does not want us; respected until the firm itself says otherwise."""

    NO_CONTACT = "no_contact"
    OWN_CHANNELS = "own_channels"
    HEADQUARTERS_HIRES = "headquarters_hires"
    BAD_EXPERIENCE = "bad_experience"
    CLOSING = "closing"
    OTHER = "other"


class NoticeAnswer(StrEnum):
    """What a firm answers to a letter."""

    PEOPLE = "people"
    CALL = "call"
    VISIT = "visit"
    NO_LETTERS = "no_letters"


WITHHELD = "withheld"
"""In the place of an answer: the letter was not sent, because the firm wants none, refused us or closed."""

MOST_MISSES = 5
"""So many unanswered calls in a row let a case rest."""
CALL_AGAIN = 2
ANSWER_TO_MESSAGE = 3
"""Working days until the next call after a missed one and after a message left."""
REST = timedelta(days=60)
RECALL = timedelta(days=90)
LONGEST_RECALL = timedelta(days=366)


class BadAnswerError(ValueError):
    """An answer lacks what it needs: `field` names it, `code` says why (`missing`, `past`, `too_far`)."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


@dataclass(frozen=True)
class Step:
    """What follows: the state, the next action and its day. `day` is None only where nothing is owed."""

    state: CaseState
    action: NextAction
    day: date | None


def after(
    outcome: Outcome,
    *,
    answer: Answer | None = None,
    when: date | None = None,
    misses: int = 0,
    state: CaseState = CaseState.TO_CONTACT,
    on: date,
    days_off: Collection[date] = (),
) -> Step:
    """What an attempt on the day `on` leads to.

    `answer` is what was said, needed when somebody was reached; `when` the day agreed (visit, call back, recall).
    `misses` counts the unanswered calls in a row, this one included. A case that stands further (a visit is agreed, an
    order is open) keeps its state when a call is merely missed. Raises `BadAnswerError`.
    """
    keeps = state if state in {CaseState.VISIT_AGREED, CaseState.OPEN_ORDER} else CaseState.CONTACTING
    if outcome == Outcome.TALKED:
        return _after_talk(answer, when, on, days_off)
    if outcome == Outcome.REFUSED:
        return Step(CaseState.REFUSED, NextAction.NOTHING, None)
    if outcome == Outcome.WRONG_NUMBER:
        return Step(keeps, NextAction.FIND_NUMBER, working_day(on, 1, days_off))
    if outcome == Outcome.LEFT_MESSAGE:
        return Step(keeps, NextAction.CALL, working_day(on, ANSWER_TO_MESSAGE, days_off))
    if misses >= MOST_MISSES and keeps == CaseState.CONTACTING:
        return Step(CaseState.DORMANT, NextAction.RECALL, working_day(on + REST, 0, days_off))
    return Step(keeps, NextAction.CALL, working_day(on, CALL_AGAIN, days_off))


def _after_talk(answer: Answer | None, when: date | None, on: date, days_off: Collection[date]) -> Step:
    if answer is None:
        raise BadAnswerError("answer", "missing")
    if answer == Answer.REFUSED:
        return Step(CaseState.REFUSED, NextAction.NOTHING, None)
    if answer == Answer.CLOSED_DOWN:
        return Step(CaseState.CLOSED, NextAction.NOTHING, None)
    if answer == Answer.ORDER_GIVEN:
        return Step(CaseState.OPEN_ORDER, NextAction.FOLLOW_ORDER, working_day(on, 5, days_off))
    if answer == Answer.VISIT_AGREED and when is None:
        raise BadAnswerError("when", "missing")
    day = when or working_day(on + RECALL if answer == Answer.NO_NEED else on, 2, days_off)
    if day < on:
        raise BadAnswerError("when", "past")
    if day > on + LONGEST_RECALL:
        raise BadAnswerError("when", "too_far")
    if answer == Answer.VISIT_AGREED:
        return Step(CaseState.VISIT_AGREED, NextAction.VISIT, day)
    if answer == Answer.NO_NEED:
        return Step(CaseState.NO_NEED, NextAction.RECALL, day)
    return Step(CaseState.CONTACTING, NextAction.CALL_BACK, day)


def working_day(on: date, ahead: int, days_off: Collection[date]) -> date:
    """The day `ahead` working days after `on`; with 0, `on` itself or the first working day after it."""
    day = on
    while ahead > 0:
        day += timedelta(days=1)
        ahead -= _works(day, days_off)
    while not _works(day, days_off):
        day += timedelta(days=1)
    return day


def _works(day: date, days_off: Collection[date]) -> bool:
    return day.weekday() < 5 and day not in days_off


def numbers_in(text: str, most: int) -> tuple[list[int], list[str]]:
    """Letter numbers as people write them: `3, 7 12-15`, one a line, with 번 or #. What is none comes back as written.

    A range is both ends included; numbers above `most`, zero and ranges that run backwards are no numbers.
    """
    found: dict[int, None] = {}
    strange: list[str] = []
    for word in re.split(r"[\s,;]+", text.strip()):
        if not word:
            continue
        match = re.fullmatch(r"#?(\d{1,6})(?:[-~](\d{1,6}))?번?", word)
        first = int(match[1]) if match else 0
        last = int(match[2] or first) if match else 0
        if 1 <= first <= last <= most:
            found.update(dict.fromkeys(range(first, last + 1)))
        else:
            strange.append(word[:40])
    return list(found), strange
