"""Which days and hours are the order's, when its fields and its text say different things.

Rules, in the order they are tried (docs/engines/reading.md tells why):

- Hours a week are those of their own field when it holds more than 0; they are never computed. Times and days that
  cannot give them cast doubt, as does a text that admits to have typed them for a form's sake.
- Days a week: field and text agree, or the hours a week decide between them, or (hours unknown) the text is believed.
- Times: the first pair for an ordinary day in the field of times, else in the text. Other pairs are alternatives.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from . import weekdays
from .clock import DAY, LONGEST_BREAK, FoundHours, find_hours, text_of
from .days import DayFacts, FoundDays, find_days, worked
from .durations import Length, find_break, find_daily_hours, find_weekly_hours, is_for_the_form
from .pages import PROSE, Pages, Role
from .scan import Page
from .shifts import find_changeover, find_flexible, find_shift
from .types import Doubt, Hours, Note, Read, Reading, Shift, Span
from .weeks import LONGEST_WEEK, gives, minutes_of_turn, whole, with_derived_hours


@dataclass(slots=True)
class _Time:
    """What was found on one page."""

    role: Role
    page: Page
    hours: list[FoundHours]
    unclear: list[Span]
    breaks: Length | None
    weekly: Length | None
    daily: Length | None
    days: DayFacts
    shift: Read[Shift] | None


def settle_time(reading: Reading, pages: Pages) -> Reading:
    """The reading with days, hours, breaks and turns."""
    found = [_look(role, page) for role, page in _in_order(pages)]
    shift = _shift(found)
    reading = _with_times(reading, found, shift)
    reading = _with_weekly_hours(reading, pages, found)
    reading = _with_break(reading, found)
    reading = _with_days(reading, found)
    reading = _with_turn(reading, shift)
    return with_derived_hours(_with_contradiction(reading, told_by_field=_field_days(found) is not None))


def _in_order(pages: Pages) -> Iterator[tuple[Role, Page]]:
    roles: tuple[Role, ...] = ("time", "days", "shift", "break", *PROSE)
    for role in roles:
        for page in pages.all(role):
            yield role, page


def _look(role: Role, page: Page) -> _Time:
    hours, unclear = find_hours(page)
    days = find_days(page)
    weekly, daily = find_weekly_hours(page), find_daily_hours(page)
    breaks = find_break(page, hours)
    return _Time(role, page, hours, unclear, breaks, weekly, daily, days, find_shift(page))


# --- times of day -----------------------------------------------------------------------------------------------------


def _ordinary(one: _Time) -> list[FoundHours]:
    return [hours for hours in one.hours if hours.use == "work" and hours.when == ""]


def _with_times(reading: Reading, found: list[_Time], shift: Read[Shift] | None) -> Reading:
    notes = [Note("hours_unclear", span) for one in found for span in one.unclear]
    primary = _primary(found)
    flexible = next((span for one in found if (span := find_flexible(one.page))), None)
    negotiable = Read(True, (flexible,)) if flexible else None
    if primary is None:
        reading = _with_changeover(reading, found, shift)
        return replace(reading, hours_negotiable=negotiable, notes=(*reading.notes, *notes))
    doubt = _time_doubt(primary, found, shift)
    if doubt == "sources_disagree":
        notes.append(Note("hours_disagree", primary.span))
    others = [
        h for one in found for h in one.hours if h.use == "work" and (h.start, h.end) != (primary.start, primary.end)
    ]
    alternatives = dict.fromkeys(Hours(text_of(h.start), text_of(h.end), h.when) for h in others)
    return replace(
        reading,
        start=Read(text_of(primary.start), (primary.span,), doubt == "", doubt),
        end=Read(text_of(primary.end), (primary.span,), doubt == "", doubt),
        hours_alternatives=tuple(alternatives),
        hours_negotiable=negotiable,
        notes=(*reading.notes, *notes),
    )


def _primary(found: list[_Time]) -> FoundHours | None:
    """The first pair for an ordinary day, or else any pair of work.

    An odd pair ("오전 08시 ~ 오후 11시") gives way to a plain one elsewhere that shares its start or its end.
    """
    ordinary = [hours for one in found for hours in _ordinary(one)]
    if not ordinary:
        return next((hours for one in found for hours in one.hours if hours.use == "work"), None)
    first = ordinary[0]
    if first.doubt != "odd_writing":
        return first
    return next((h for h in ordinary if h.sure and (h.start == first.start or h.end == first.end)), first)


def _time_doubt(primary: FoundHours, found: list[_Time], shift: Read[Shift] | None) -> Doubt:
    pair = (primary.start, primary.end)
    mine = next(one for one in found if primary in one.hours)
    elsewhere = [_ordinary(one) for one in found if one is not mine and _ordinary(one)]
    elsewhere = [[h for h in pairs if not _is_pause(h, primary)] for pairs in elsewhere if not _joined(pairs, pair)]
    elsewhere = [pairs for pairs in elsewhere if pairs]
    if any(pair not in {(h.start, h.end) for h in pairs} for pairs in elsewhere):
        return "sources_disagree"
    if primary.doubt == "half_day_assumed" and any(h.sure and (h.start, h.end) == pair for p in elsewhere for h in p):
        return ""
    at_weekends = all(days <= weekdays.WEEKEND for one in found for days, _ in one.days.work)
    if primary.doubt or not (primary.when in ("", "night") or at_weekends):
        return primary.doubt or "inferred"
    distinct = {(h.start, h.end) for pairs in (_ordinary(mine), *elsewhere) for h in pairs}
    distinct |= {(h.start, h.end) for h in mine.hours if h.use == "work" and h.when == "night"}
    return "several_stated" if len(distinct | {pair}) > 1 else ""


def _is_pause(hours: FoundHours, primary: FoundHours) -> bool:
    """ "5시~6시 1시간" beside a long day is a pause, whatever it is called."""
    inside = primary.start < hours.start and hours.end < primary.end
    return inside and hours.minutes <= LONGEST_BREAK < primary.minutes


def _joined(pairs: list[FoundHours], pair: tuple[int, int]) -> bool:
    """Whether the pairs, one after the other, make up the whole: 11:00-14:00 and 14:00-17:00 are 11:00-17:00."""
    ordered = sorted((h.start, h.end) for h in pairs)
    chained = all(before[1] == after[0] for before, after in pairwise(ordered))
    return chained and (ordered[0][0], ordered[-1][1]) == pair


def _with_changeover(reading: Reading, found: list[_Time], shift: Read[Shift] | None) -> Reading:
    """ "6시교대 격일근무": a turn of 24 hours begins and ends when the guard changes."""
    if shift is None or shift.value not in ("alternate_day", "24h"):
        return reading
    for one in found:
        change = find_changeover(one.page)
        if change:
            value: Read[str] = Read(text_of(change[0]), (change[1],), False, "inferred")
            return replace(reading, start=value, end=value)
    return reading


# --- hours a week -----------------------------------------------------------------------------------------------------


def _with_weekly_hours(reading: Reading, pages: Pages, found: list[_Time]) -> Reading:
    """Hours a week and a day as said. A field of 0 or nothing says nothing."""
    told = next((one.weekly for one in found if one.weekly), None)
    admitted = next((span for one in found if (span := is_for_the_form(one.page))), None)
    daily = next((one.daily for one in found if one.daily), None)
    if daily and reading.start and reading.end and daily.value * 60 > minutes_of_turn(reading.start, reading.end):
        daily = None  # "09:00~12:00 (9시간)" tells of the week
    notes = list(reading.notes)
    weekly: Read[float] | None = None
    page = pages.first("weekly_hours")
    hours = _number(page) if page else None
    if page and hours is not None:
        page.take(0, len(page.text))
    if page and hours and hours > LONGEST_WEEK:
        notes.append(Note("hours_unclear", page.span(0, len(page.text))))
    elif page and hours:
        doubt: Doubt = "sources_disagree" if told and told.value != hours else "conditional" if admitted else ""
        weekly = Read(whole(hours), (page.span(0, len(page.text)),), doubt == "", doubt)
    elif told:
        doubt = "conditional" if admitted else "" if told.certain else "several_stated"
        weekly = Read(whole(told.value), (told.span,), doubt == "", doubt)
    if weekly and told and told.value != weekly.value:
        notes.append(Note("hours_disagree", told.span))
    day = (
        Read(whole(daily.value), (daily.span,), daily.certain, "" if daily.certain else "several_stated")
        if daily
        else None
    )
    return replace(reading, weekly_hours=weekly, daily_hours=day, notes=tuple(notes))


def _number(page: Page) -> float | None:
    """The hours of a field that holds a plain number, as "40" or "40시간"; None for "-1", "NaN", "1e9"."""
    match = re.fullmatch(r"\s{0,9}(?:주\s?)?([0-9]{1,6}(?:\.[0-9]{1,6})?)\s?(?:시간|h|H)?\s{0,9}", page.folded)
    return float(match[1]) if match else None


# --- days -------------------------------------------------------------------------------------------------------------


def _with_days(reading: Reading, found: list[_Time]) -> Reading:
    in_field = _field_days(found)
    in_text = [days for one in found if one.role != "days" for days in one.days.stated]
    named = _named_days(found, None)
    chosen = _choose_days(reading, in_field, in_text, named, _lone_day(found))
    named = _named_days(found, chosen.value if chosen else None)
    biweekly = next((one.days.biweekly for one in found if one.days.biweekly), None)
    notes = list(reading.notes)
    differing = [days for days in (in_text if in_field else in_text[1:]) if chosen and days.days != chosen.value]
    if chosen and chosen.doubt == "sources_disagree":
        notes.append(Note("days_disagree", differing[0].span if differing else chosen.spans[0]))
    if chosen is None and biweekly:
        chosen = Read(5, (biweekly,), False, "inferred")
    elif chosen and biweekly and chosen.value > 5 and chosen.sure:
        chosen = Read(chosen.value, chosen.spans, False, "conditional")  # the sixth day is every second week only
    return replace(
        reading,
        days_per_week=chosen,
        biweekly_saturday=Read(True, (biweekly,)) if biweekly else None,
        work_days=_weekdays(named, chosen, turns=_shift(found) is not None),
        notes=tuple(notes),
    )


def _field_days(found: list[_Time]) -> FoundDays | None:
    return next((days for one in found if one.role == "days" for days in one.days.stated), None)


def _named_days(found: list[_Time], count: int | None) -> tuple[frozenset[int], tuple[Span, ...], bool] | None:
    """The weekdays worked, by the first page that names as many as the days a week, or else by the first at all.

    True where they are only what the days off leave.
    """
    named = [(*days, not one.days.work) for one in found if (days := worked(one.days))]
    named.sort(key=lambda days: (days[2], count is not None and len(days[0]) != count))
    return named[0] if named else None


def _lone_day(found: list[_Time]) -> Span | None:
    """The one day of the week worked: "토요일 09:00~18:00", where no other hours are named anywhere."""
    work = [group for one in found for group in one.days.work]
    hours = [hours for one in found for hours in one.hours if hours.use == "work"]
    only = {days for days, _ in work}
    if len(only) != 1 or len(next(iter(only))) != 1 or not hours or any(h.when in ("", "night") for h in hours):
        return None
    return work[0][1]


def _choose_days(
    reading: Reading,
    in_field: FoundDays | None,
    in_text: list[FoundDays],
    named: tuple[frozenset[int], tuple[Span, ...], bool] | None,
    lone: Span | None,
) -> Read[int] | None:
    values = list(dict.fromkeys(days.days for days in in_text))
    if in_field is None and in_text:
        first = in_text[0]
        doubt: Doubt = "sources_disagree" if len(values) > 1 else first.doubt
        return Read(first.days, (first.span,), doubt == "", doubt)
    if in_field is None:
        if named is None:
            return None if lone is None else Read(1, (lone,), False, "inferred")
        days, spans, by_rest = named
        return Read(len(days), spans, not by_rest, "inferred" if by_rest else "")
    if all(value == in_field.days for value in values):
        return Read(in_field.days, (in_field.span,), in_field.sure, in_field.doubt)
    other = next(days for days in in_text if days.days != in_field.days)
    winner = _arbitrate(reading, in_field, other)
    return Read(winner.days, (winner.span,), False, "sources_disagree")


def _arbitrate(reading: Reading, in_field: FoundDays, other: FoundDays) -> FoundDays:
    """The one that makes the hours a week come out; with no hours a week the text, which somebody wrote by hand."""
    weekly = reading.weekly_hours
    if weekly is None:
        return other
    fits_field = gives(reading, in_field.days, weekly.value)
    fits_other = gives(reading, other.days, weekly.value)
    return other if fits_other and not fits_field else in_field


def _weekdays(
    named: tuple[frozenset[int], tuple[Span, ...], bool] | None, days: Read[int] | None, *, turns: bool
) -> Read[frozenset[int]] | None:
    """The weekdays worked; none where turns alternate, for then the weekdays do too."""
    if named is None:
        return None
    worked_days, spans, by_rest = named
    if days and len(worked_days) != days.value:
        return None if by_rest or turns else Read(worked_days, spans, False, "sources_disagree")
    return Read(worked_days, spans, not by_rest, "inferred" if by_rest else "")


# --- breaks, turns, and what follows ----------------------------------------------------------------------------------


def _with_break(reading: Reading, found: list[_Time]) -> Reading:
    lengths = [one.breaks for one in found if one.breaks]
    if not lengths:
        return reading
    certain = lengths[0].certain and all(length.value == lengths[0].value for length in lengths)
    doubt: Doubt = "" if certain else "several_stated"
    return replace(reading, break_minutes=Read(round(lengths[0].value), (lengths[0].span,), certain, doubt))


def _shift(found: list[_Time]) -> Read[Shift] | None:
    """The most telling shift of all pages: a plain one before one that is only inferred."""
    shifts = [one.shift for one in found if one.shift]
    return next((shift for shift in shifts if shift.sure), shifts[0] if shifts else None)


def _with_turn(reading: Reading, shift: Read[Shift] | None) -> Reading:
    if shift is None and reading.start and reading.end:
        start, span = int(reading.start.value[:2]), minutes_of_turn(reading.start, reading.end)
        overnight = reading.end.value < reading.start.value and reading.start.sure
        if span == DAY and reading.start.sure:
            shift = Read("24h", reading.start.spans, False, "inferred")
        elif overnight and start >= 18 and reading.end.value <= "10:00" and not reading.hours_alternatives:
            shift = Read("night", reading.start.spans, False, "inferred")
    reading = replace(reading, shift=shift)
    days = reading.days_per_week
    turns = (shift and shift.value in ("alternate_day", "24h")) or (shift and shift.value == "rotation" and shift.sure)
    if turns and days and days.sure:  # nobody works every other day five days a week
        reading = replace(reading, days_per_week=Read(days.value, days.spans, False, "sources_disagree"))
        reading = replace(reading, notes=(*reading.notes, Note("days_disagree", days.spans[0])))
        weekly = reading.weekly_hours
        if weekly and weekly.sure:
            reading = replace(reading, weekly_hours=Read(weekly.value, weekly.spans, False, "sources_disagree"))
    return reading


def _with_contradiction(reading: Reading, *, told_by_field: bool) -> Reading:
    """Doubt about hours a week that the days and times cannot give."""
    weekly, days = reading.weekly_hours, reading.days_per_week
    if not weekly or not days or not reading.start or not reading.end:
        return reading
    turns = reading.shift is not None and reading.shift.value != "night"
    if turns or gives(reading, days.value, weekly.value):
        return reading  # where turns alternate, days and hours of one turn say nothing about a week
    if reading.biweekly_saturday and gives(reading, days.value + 1, weekly.value):
        return reading
    doubt: Doubt = weekly.doubt or "sources_disagree"
    if not told_by_field and days.sure:  # the days come from the text alone, so they are as doubtful as the hours
        reading = replace(reading, days_per_week=Read(days.value, days.spans, False, "sources_disagree"))
    return replace(
        reading,
        weekly_hours=Read(weekly.value, weekly.spans, False, doubt),
        notes=(*reading.notes, Note("hours_disagree", weekly.spans[0])),
    )
