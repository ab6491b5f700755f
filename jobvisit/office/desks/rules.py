"""When a field desk stands: recurrence rules (RFC 5545 §3.3.10), the days they skip, changes of rule, overlaps.

A rule is text such as `FREQ=MONTHLY;BYDAY=2TH,4TH`. python-dateutil counts the days; what a desk cannot follow
(hours, unknown parts, contradictions) is refused here in Korean and English before it is asked.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import combinations
from typing import Literal

from dateutil import rrule as recur

FREQUENCIES: dict[str, Literal[0, 1, 2, 3]] = {
    "DAILY": recur.DAILY,
    "WEEKLY": recur.WEEKLY,
    "MONTHLY": recur.MONTHLY,
    "YEARLY": recur.YEARLY,
}
WEEKDAYS = {
    "MO": recur.MO,
    "TU": recur.TU,
    "WE": recur.WE,
    "TH": recur.TH,
    "FR": recur.FR,
    "SA": recur.SA,
    "SU": recur.SU,
}
_NUMBERED = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_RANGES = {"BYMONTH": (1, 12), "BYMONTHDAY": (-31, 31), "BYSETPOS": (-366, 366)}
_PARTS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST", *_RANGES})
_LONGEST_MONTHS = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
MOST_PARTS = 40
"""Values that one part of a rule may list; a rule is typed by a person."""


class RuleError(ValueError):
    """A rule or a range of days that is not understood. `part` names what was wrong (`BYDAY`, `FREQ`, …)."""

    def __init__(self, part: str, korean: str, english: str) -> None:
        super().__init__(f"{part}: {korean} · {english}")
        self.part, self.korean, self.english = part, korean, english


@dataclass(frozen=True, slots=True)
class Rule:
    """A parsed recurrence rule. `weekdays` are (place in the month or year or 0, weekday 0 = Monday)."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: date | None = None
    weekdays: tuple[tuple[int, int], ...] = ()
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0

    def days(self, start: date, last: date) -> Iterator[date]:
        """Every day of a series that begins on `start`, up to `last`, in order; holidays are not looked at."""
        given = [recur.weekday(day, nth or None) for nth, day in self.weekdays]
        end = last if self.until is None else min(last, self.until)
        series = recur.rrule(
            FREQUENCIES[self.frequency],
            dtstart=datetime.combine(start, time()),
            interval=self.interval,
            count=self.count,
            byweekday=given or None,
            bymonth=self.months or None,
            bymonthday=self.month_days or None,
            bysetpos=self.positions or None,
            wkst=self.week_start,
        )
        for moment in series:
            if moment.date() > end:
                return
            yield moment.date()


def parse(text: str) -> Rule:
    """The rule that `text` states. Raises `RuleError` with the part that is not understood."""
    parts = _split(text)
    frequency = parts.get("FREQ", "")
    if frequency not in FREQUENCIES:
        raise RuleError(
            "FREQ",
            f"DAILY, WEEKLY, MONTHLY, YEARLY 가운데 하나가 필요합니다: {frequency or '없음'}",
            f"needs DAILY, WEEKLY, MONTHLY or YEARLY, not {frequency or 'nothing'}",
        )
    rule = Rule(
        frequency=frequency,
        interval=_count(parts, "INTERVAL") or 1,
        count=_count(parts, "COUNT"),
        until=_until(parts.get("UNTIL")),
        weekdays=_weekdays(parts.get("BYDAY"), frequency),
        months=_numbers(parts, "BYMONTH"),
        month_days=_numbers(parts, "BYMONTHDAY"),
        positions=_numbers(parts, "BYSETPOS"),
        week_start=_week_start(parts.get("WKST", "MO")),
    )
    _refuse_contradictions(rule)
    return rule


def _split(text: str) -> dict[str, str]:
    body = text.strip().upper().removeprefix("RRULE:").rstrip(";")
    if not body:
        raise RuleError("FREQ", "반복 규칙이 비어 있습니다", "the rule is empty")
    parts: dict[str, str] = {}
    for piece in body.split(";"):
        name, sign, value = (word.strip() for word in piece.partition("="))
        if not sign or not value:
            raise RuleError(name or "RRULE", f"'이름=값'이 아닙니다: {piece}", f"not 'NAME=value': {piece}")
        if name not in _PARTS:
            raise RuleError(name, "상담소 일정에 쓸 수 없는 항목입니다", "not a part that a desk can follow")
        if name in parts:
            raise RuleError(name, "두 번 적혀 있습니다", "stands twice")
        parts[name] = value
    return parts


def _integer(part: str, text: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,4}", text):
        raise RuleError(part, f"숫자가 아닙니다: {text}", f"not a number: {text}")
    return int(text)


def _count(parts: Mapping[str, str], name: str) -> int | None:
    if name not in parts:
        return None
    number = _integer(name, parts[name])
    if number < 1:
        raise RuleError(name, f"1 이상이어야 합니다: {number}", f"must be 1 or more, not {number}")
    return number


def _until(text: str | None) -> date | None:
    if text is None:
        return None
    found = re.fullmatch(r"(\d{4})-?(\d{2})-?(\d{2})(T\d{6}Z?)?", text)
    try:
        if found is None:
            raise ValueError(text)
        return date(*(int(number) for number in found.groups()[:3]))
    except ValueError as problem:
        raise RuleError("UNTIL", f"날짜(YYYYMMDD)가 아닙니다: {text}", f"not a date (YYYYMMDD): {text}") from problem


def _listed(part: str, text: str) -> list[str]:
    values = [value.strip() for value in text.split(",")]
    if len(values) > MOST_PARTS:
        raise RuleError(part, f"값은 {MOST_PARTS}개까지입니다", f"lists more than {MOST_PARTS} values")
    return values


def _numbers(parts: Mapping[str, str], name: str) -> tuple[int, ...]:
    if name not in parts:
        return ()
    low, high = _RANGES[name]
    numbers = tuple(_integer(name, text) for text in _listed(name, parts[name]))
    for number in numbers:
        if number == 0 or not low <= number <= high:
            raise RuleError(name, f"{low}~{high} 밖입니다: {number}", f"not within {low} to {high}: {number}")
    return numbers


def _weekdays(text: str | None, frequency: str) -> tuple[tuple[int, int], ...]:
    if text is None:
        return ()
    furthest = {"MONTHLY": 5, "YEARLY": 53}.get(frequency, 0)
    found = []
    for value in _listed("BYDAY", text):
        match = _NUMBERED.fullmatch(value)
        if match is None:
            raise RuleError("BYDAY", f"요일(MO~SU)이 아닙니다: {value}", f"not a weekday (MO to SU): {value}")
        nth = int(match[1]) if match[1] else 0
        if match[1] and not furthest:
            raise RuleError(
                "BYDAY",
                f"{frequency}에는 몇째 요일을 쓸 수 없습니다: {value}",
                f"no numbered weekday in {frequency}: {value}",
            )
        if match[1] and (nth == 0 or abs(nth) > furthest):
            raise RuleError("BYDAY", f"그런 몇째 요일은 없습니다: {value}", f"there is no such weekday: {value}")
        found.append((nth, WEEKDAYS[match[2]].weekday))
    return tuple(found)


def _week_start(text: str) -> int:
    if text not in WEEKDAYS:
        raise RuleError("WKST", f"요일(MO~SU)이 아닙니다: {text}", f"not a weekday (MO to SU): {text}")
    return WEEKDAYS[text].weekday


def _refuse_contradictions(rule: Rule) -> None:
    if rule.count is not None and rule.until is not None:
        raise RuleError("UNTIL", "COUNT와 함께 쓸 수 없습니다", "cannot stand beside COUNT")
    if rule.frequency == "WEEKLY" and rule.month_days:
        raise RuleError("BYMONTHDAY", "WEEKLY와 함께 쓸 수 없습니다", "cannot stand beside WEEKLY")
    if rule.positions and not (rule.weekdays or rule.month_days or rule.months):
        raise RuleError("BYSETPOS", "BYDAY 등과 함께 써야 합니다", "needs BYDAY or another list to choose from")
    if rule.positions and rule.frequency == "DAILY":
        raise RuleError("BYSETPOS", "DAILY와 함께 쓸 수 없습니다", "cannot stand beside DAILY")
    months = rule.months or range(1, 13)
    if rule.month_days and all(
        abs(day) > _LONGEST_MONTHS.get(month, 31) for day in rule.month_days for month in months
    ):
        raise RuleError("BYMONTHDAY", "그런 날은 오지 않습니다", "no such day ever comes")


@dataclass(frozen=True, slots=True)
class Held:
    """One day of a series: whether the desk stands, and if not, why. `note` is a remark on a day that does."""

    date: date
    held: bool
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which a place is shut, both included."""

    first: date
    last: date
    reason: str


def dates(
    rule: Rule,
    first: date,
    last: date,
    *,
    start: date | None = None,
    holidays: Mapping[date, str],
    unknown_years: Collection[int] = (),
    closures: Sequence[Closure] = (),
    exceptions: Mapping[date, str] | None = None,
) -> list[Held]:
    """Every day from `first` to `last` (both included) that the rule names, held or not and why.

    The series begins on `start` (default `first`): every second week is counted from there. `holidays` names days off
    work; in `unknown_years` nobody has entered them, and a day held there says so. Raises `RuleError` for a range
    that ends before it begins.
    """
    if last < first:
        raise RuleError("to", "끝 날짜가 시작 날짜보다 앞섭니다", "the range ends before it begins")
    found = []
    for day in rule.days(start or first, last):
        if day < first:
            continue
        reason = _why_not(day, holidays, closures, exceptions or {})
        unknown = day.year in unknown_years and not reason
        note = f"{day.year}년 공휴일 표가 없습니다 · no table of holidays for {day.year}" if unknown else ""
        found.append(Held(day, held=not reason, reason=reason, note=note))
    return found


def _why_not(
    day: date, holidays: Mapping[date, str], closures: Sequence[Closure], exceptions: Mapping[date, str]
) -> str:
    if day in exceptions:
        return exceptions[day] or "쉬는 날 · exception"
    if day in holidays:
        return holidays[day]
    return next((closure.reason for closure in closures if closure.first <= day <= closure.last), "")


@dataclass(frozen=True, slots=True)
class Clash:
    """A session with bookings on a day that the new rule does not hold."""

    date: date
    booked: int
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """What turning a series into another rule does. `kept` holds every booked day; nothing booked is ever dropped."""

    kept: tuple[date, ...]
    added: tuple[date, ...]
    dropped: tuple[date, ...]
    clashes: tuple[Clash, ...]


def change(old: Iterable[Held], new: Iterable[Held], booked: Mapping[date, int]) -> Change:
    """Compare the days of two rules, given how many people are `booked` on which day (days with 0 are not booked)."""
    before = {one.date for one in old if one.held}
    plan = {one.date: one for one in new}
    after = {day for day, one in plan.items() if one.held}
    taken = {day: number for day, number in booked.items() if number > 0}
    clashes = tuple(
        Clash(day, taken[day], plan[day].reason if day in plan else "새 규칙에 없는 날 · not in the new rule")
        for day in sorted(taken.keys() - after)
    )
    return Change(
        kept=tuple(sorted((before & after) | taken.keys())),
        added=tuple(sorted(after - before - taken.keys())),
        dropped=tuple(sorted(before - after - taken.keys())),
        clashes=clashes,
    )


@dataclass(frozen=True, slots=True)
class Slot:
    """One planned session as overlaps see it."""

    name: str
    place: str
    staff: frozenset[str]
    date: date
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two sessions that need the same place or the same person at once."""

    date: date
    first: str
    second: str
    place: str
    staff: tuple[str, ...]


def overlaps(slots: Iterable[Slot]) -> list[Overlap]:
    """Every pair of slots that share a minute and a place or a person; one that ends as the next begins is none."""
    by_day: dict[date, list[Slot]] = {}
    for slot in slots:
        by_day.setdefault(slot.date, []).append(slot)
    found = []
    for day in sorted(by_day):
        for one, other in combinations(sorted(by_day[day], key=lambda slot: (slot.start, slot.name)), 2):
            if one.start < other.end and other.start < one.end:
                place = one.place if one.place == other.place else ""
                people = tuple(sorted(one.staff & other.staff))
                if place or people:
                    found.append(Overlap(day, one.name, other.name, place, people))
    return found
