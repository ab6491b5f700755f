"""A tap, a code by text or a phone call → the next step.

A room's flow registers a `Question` for each purpose of its links. The pages, the reading of texts and the record of
spoken answers know nothing of referrals or orders: they ask the question for its steps and hand it the answers. One
answer is one transaction: the link's mark, what the answer does, and the reminders that stop.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from django.db import transaction

from jobvisit.office.audit import actions as audit
from jobvisit.office.links import actions as links
from jobvisit.office.links import queries as link_queries
from jobvisit.office.messaging import actions as messaging
from jobvisit.office.messaging import incoming
from jobvisit.office.messaging import queries as message_queries
from jobvisit.office.messaging.rules import replies as rules

if TYPE_CHECKING:
    from jobvisit.office.links.models import Link
    from jobvisit.office.messaging.models import Inbound
    from jobvisit.office.orders.models import JobOrder
    from jobvisit.office.staff.models import User

Answers = Mapping[str, str]
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class How(StrEnum):
    """By which way an answer came."""

    LINK = "link"
    TEXT = "text"
    SPOKEN = "spoken"


@dataclass(frozen=True)
class Source:
    """Where an answer came from; a spoken one names who took it down and how (phone, desk, visit)."""

    how: How
    by: User | None = None
    words: str = ""


@dataclass(frozen=True)
class Choice:
    """One possible answer to a step."""

    code: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Step:
    """One question on one page. Without choices it asks for words of at most `most` letters.

    `text` is shown in full before the choice and kept with its `version` (a consent). An answer to a step with
    `many` is several codes, separated by commas.
    """

    name: str
    title: str
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    text: str = ""
    version: str = ""
    many: bool = False
    optional: bool = False
    most: int = 500
    day: bool = False
    """The answer is a day, from `earliest` to `latest`."""
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True)
class About:
    """What the person is told before the first step, after the second fact: a heading and facts, masked as needed."""

    title: str
    lines: tuple[tuple[str, str], ...] = ()
    order: JobOrder | None = None
    """Whose terms are shown as well."""


@dataclass(frozen=True)
class Acted:
    """What an answer did. `final=False`: it may be changed until somebody acts on it."""

    thanks: str
    final: bool = True
    stop: tuple[str, ...] = ()
    """Prefixes of the keys of messages that are not needed any more."""


class Question(Protocol):
    """What a room offers for one purpose. `subject` is whatever the link points to; the question looks it up."""

    purpose: str

    def about(self, link: Link, at: datetime) -> About | None:
        """What it is about; None if the subject no longer takes an answer."""

    def steps(self, link: Link, answers: Answers, at: datetime) -> list[Step]:
        """The steps that these answers call for, in order; a later step may depend on an earlier answer."""

    def act(self, link: Link, answers: Answers, source: Source, at: datetime) -> Acted:
        """Do what the answers say, inside the caller's transaction. Raises `TooLateError`."""


class TooLateError(Exception):
    """The subject does not take this answer any more (filled, withdrawn, already interviewed). Words for the person."""


class WrongAnswerError(ValueError):
    """An answer that the step does not offer. Carries the step's name."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step


@dataclass(frozen=True)
class Receipt:
    """What the person takes away."""

    number: str
    thanks: str
    final: bool


_QUESTIONS: dict[str, Question] = {}


def register(question: Question) -> None:
    """Offer a question. The last one of a purpose counts, so that tests may put theirs in its place."""
    _QUESTIONS[question.purpose] = question


def question_of(link: Link) -> Question | None:
    """The question behind a link."""
    return _QUESTIONS.get(link.purpose)


def open_steps(question: Question, link: Link, answers: Answers, at: datetime) -> list[Step]:
    """The steps that were not shown yet, or whose answer does not fit."""
    steps = question.steps(link, answers, at)
    return [step for step in steps if step.name not in answers or not fits(step, answers[step.name])]


def checked(question: Question, link: Link, answers: Answers, at: datetime) -> dict[str, str]:
    """The answers that belong to a step and fit it. Raises `WrongAnswerError` for the first that does not."""
    steps = question.steps(link, answers, at)
    for step in steps:
        if not _answered(step, answers):
            raise WrongAnswerError(step.name)
    return {step.name: answers.get(step.name, "") for step in steps}


def fits(step: Step, answer: str) -> bool:
    """Whether a step offers this answer."""
    if step.day:
        return _is_day(answer, step.earliest, step.latest) if answer else step.optional
    if not step.choices:
        return len(answer) <= step.most and (step.optional or bool(answer.strip()))
    given = answer.split(",") if step.many else [answer]
    codes = {choice.code for choice in step.choices}
    return set(given) <= codes and len(set(given)) == len(given) if answer else step.optional


@transaction.atomic
def answer(*, link: Link, answers: Answers, source: Source, at: datetime) -> Receipt:
    """Act on a complete set of answers.

    Raises `links.DeadLinkError` (used, revoked or expired meanwhile), `WrongAnswerError` and `TooLateError`; then
    nothing has changed.
    """
    question = question_of(link)
    if question is None:
        raise links.DeadLinkError
    held = links.lock(link=link, at=at)
    acted = question.act(held, checked(question, held, answers, at), source, at)
    receipt = held.receipt or "".join(secrets.choice(_LETTERS) for _ in range(8))
    used = links.use(link=held, at=at, receipt=receipt, final=acted.final, held=True)
    details = {"how": source.how, "purpose": link.purpose, "receipt": receipt}
    audit.note(by=source.by, at=at, verb="replies.answer", subject=used, reason=source.words, details=details)
    for prefix in acted.stop:
        messaging.cancel(district=used.district, key_prefix=prefix, reason="answered", by=source.by, at=at)
    return Receipt(receipt, acted.thanks, acted.final)


def spoken(*, link: Link, answers: Answers, words: str, by: User, at: datetime) -> Receipt:
    """Record an answer that was given by mouth: who took it down, and how (phone, desk, visit), is kept with it."""
    return answer(link=link, answers=answers, source=Source(How.SPOKEN, by, words), at=at)


@transaction.atomic
def by_text(*, sender: str, to: str, text: str, gateway_id: str, at: datetime) -> Inbound | None:
    """A text came in. Acts on it only if one question is open at that telephone and the code is clear.

    Everything else is kept for a counsellor; nothing is guessed. None if the number it was sent to is none of ours,
    or the same text was reported before.
    """
    district = message_queries.district_of_sender(to, at)
    if district is None:
        return None
    row = incoming.keep(district=district, gateway_id=gateway_id, number=sender, text=text, at=at)
    if row is None:
        return None
    outcome, key = _act_on_text(district, sender, text, at)
    incoming.decide(row=row, outcome=outcome, at=at, answered=key)
    return row


def _act_on_text(district: object, sender: str, text: str, at: datetime) -> tuple[rules.Outcome, str]:
    if rules.read(text, {}).refuses:
        choice = {"district": district, "address": sender, "allowed": False, "source": "text", "by": None, "at": at}
        for scope in message_queries.SCOPES:
            messaging.choose(scope=scope, **choice)  # type: ignore[arg-type]
        return rules.Outcome.REFUSED_CONTACT, ""
    waiting = link_queries.answerable_from(district.pk, sender, at)  # type: ignore[attr-defined]
    if len(waiting) != 1:
        return (rules.Outcome.AMBIGUOUS if waiting else rules.Outcome.NO_QUESTION), ""
    [link] = waiting
    words = {code: said.get("words", "") for code, said in link.replies.items()}
    code = rules.read(text, words).code
    if not code:
        return rules.Outcome.UNCLEAR, ""
    given = {name: value for name, value in link.replies[code].items() if name != "words"}
    try:
        with transaction.atomic():
            receipt = answer(link=link, answers=given, source=Source(How.TEXT), at=at)
    except (links.DeadLinkError, WrongAnswerError, TooLateError):
        return rules.Outcome.NOT_TAKEN, ""
    return rules.Outcome.ANSWERED, receipt.number


def _is_day(text: str, earliest: date | None, latest: date | None) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return (earliest is None or day >= earliest) and (latest is None or day <= latest)


def _answered(step: Step, answers: Answers) -> bool:
    return (step.name in answers or step.optional) and fits(step, answers.get(step.name, ""))
