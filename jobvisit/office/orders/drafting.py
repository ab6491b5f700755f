"""From words that were read to the fields of an order, each with the words it came from."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from jobvisit.engines.reading import Read, Reading

LONGEST_TITLE = 40
_KEPT_IN_TITLE = frozenset(
    {
        "occupation",
        "licences",
        "licences_preferred",
        "gu",
        "road_or_dong",
        "shift",
        "employment",
        "part_time",
        "benefits",
    }
)
"""What may stand in a title; anything else that was read has a field of its own."""
_HIRING = re.compile(
    r"(?:신규|대량|긴급|추가|상시|같이|함께)?\s?(?:일하실|근무하실|가족이 되실)?\s?(?:을|를|분을?|선생님을?|님을?)?\s?"
    r"(?:모집|구인|채용|구함|구합|구해|모십|모셔|찾습|급구|충원|뽑)[가-힣]{0,4}(?:\s?(?:공고|안내|중))?"
)
_EDGE = re.compile(r"^[^\w(]+|[^\w)]+$")
_BREAKS = re.compile(r"[.!?/|,\n]|\s[-–:]\s")
_NO_WORD = re.compile(
    r"^[\W\d_]*$|^.?$|^(?:급여|월급|시급|임금|근무|시간|근무시간|근무지|위치|요일|경력|학력|인원|직종|제목)$"
)
_EMPTY_BRACKETS = re.compile(r"[(\[【<]\s{0,9}[)\]】>]")

_EMPLOYMENT = {
    ("permanent", False): "permanent",
    ("permanent", True): "permanent_part_time",
    ("fixed_term", False): "fixed_term",
    ("fixed_term", True): "fixed_term_part_time",
    ("daily", False): "daily",
    ("daily", True): "daily",
    ("dispatch", False): "dispatch",
    ("dispatch", True): "dispatch",
    ("intern", False): "fixed_term",
    ("intern", True): "fixed_term_part_time",
}
_OFFERS = {"meals": "meals", "dormitory": "lodging", "shuttle": "shuttle", "tuition": "training"}


@dataclass(frozen=True, slots=True)
class Drafted:
    """A field's value, the words it was read from, and why a person should look at it (`doubt`, empty when sure)."""

    value: Any
    words: str
    sure: bool
    doubt: str


def fields_of(reading: Reading) -> dict[str, Drafted]:
    """Fields of `JobOrder` that the reading can fill; what was not read has no entry."""
    drafted: dict[str, Drafted] = {}
    for field, (name, convert) in _FIELDS.items():
        read: Read[Any] | None = getattr(reading, name)
        if read is not None:
            drafted[field] = _from(read, convert(read.value))
    if reading.employment is not None:
        part = bool(reading.part_time and reading.part_time.value)
        drafted["employment"] = _from(reading.employment, _EMPLOYMENT[reading.employment.value, part])
    if reading.benefits is not None:
        offered = reading.benefits.value
        drafted["offers"] = _from(reading.benefits, [_OFFERS[one] for one in offered if one in _OFFERS])
    if reading.weekly_hours is None and reading.weekly_hours_derived is not None:
        drafted["weekly_hours"] = _from(reading.weekly_hours_derived, reading.weekly_hours_derived.value)
    return drafted


def title_of(reading: Reading, firm: str = "") -> str:
    """A title for an advert that has none: the words of its first line that name the job.

    Left out are what was read into fields of its own (pay, hours, openings …), the calls to apply, and the name of the
    firm, which the order shows beside its title. Never longer than `LONGEST_TITLE`; "" where nothing is left.
    """
    text = reading.texts.get("text", "")
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    for start, end in lines[:3]:
        words = _naming_words(reading, text, start, end, firm)
        if words:
            return words
    return reading.occupation.value.name[:LONGEST_TITLE] if reading.occupation is not None else ""


def _naming_words(reading: Reading, text: str, start: int, end: int, firm: str) -> str:
    """The first stretch of a line that is neither a term, nor a call to apply, nor the firm's name."""
    letters = list(text[start:end])
    for name, read in reading.reads().items():
        spans = [span for span in read.spans if span.field == "text"] if name not in _KEPT_IN_TITLE else []
        for span in spans:
            for place in range(max(start, span.start), min(end, span.end)):
                letters[place - start] = "\n"
    line = _HIRING.sub("\n", "".join(letters))
    if firm:
        line = line.replace(firm, " ")
    line = _EMPTY_BRACKETS.sub("\n", line)
    for stretch in _BREAKS.split(line):
        words = _balanced(" ".join(_EDGE.sub("", stretch).split()))
        if not _NO_WORD.match(words) and not _is_place(words, reading):
            return words if len(words) <= LONGEST_TITLE else words[:LONGEST_TITLE].rpartition(" ")[0]
    return ""


def _balanced(words: str) -> str:
    """The words without a bracket that lost its partner."""
    for opening, closing in ("()", "[]", "<>"):
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, " ").replace(closing, " ")
    return " ".join(words.split())


def _is_place(words: str, reading: Reading) -> bool:
    """A place or a name of a turn alone names no job."""
    said = [read.spans for read in (reading.gu, reading.road_or_dong, reading.shift) if read is not None]
    return any(span.words == words for spans in said for span in spans)


def values(drafted: Mapping[str, Drafted]) -> dict[str, Any]:
    """Only the values, for a form or a row."""
    return {field: one.value for field, one in drafted.items()}


def _from(read: Read[Any], value: Any) -> Drafted:
    return Drafted(value, " ".join(span.words for span in read.spans), read.sure, read.doubt)


def _same(value: Any) -> Any:
    return value


def _clock(value: str) -> time:
    hour, minute = value.split(":")
    return time(int(hour) % 24, int(minute))


_FIELDS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "pay_kind": ("pay_kind", _same),
    "pay_min": ("pay_min", _same),
    "pay_max": ("pay_max", _same),
    "days_per_week": ("days_per_week", _same),
    "days": ("work_days", sorted),
    "weekly_hours": ("weekly_hours", _same),
    "start": ("start", _clock),
    "end": ("end", _clock),
    "break_minutes": ("break_minutes", _same),
    "shift": ("shift", bool),
    "career_kind": ("career_kind", _same),
    "career_months_min": ("career_years_min", lambda years: round(years * 12)),
    "education": ("education", _same),
    "openings": ("headcount", _same),
    "licences_required": ("licences", list),
    "licences_preferred": ("licences_preferred", list),
    "closes_on": ("closes_on", _same),
    "starts_on": ("starts_on", _same),
    "until_filled": ("until_filled", _same),
    "contract_months": ("contract_months", _same),
    "trainee_months": ("probation", lambda probation: probation.months),
    "trainee_pay_percent": ("probation", lambda probation: probation.percent),
    "occupation": ("occupation", lambda occupation: occupation.code),
    "gu": ("gu", _same),
    "insurances": ("insurances", list),
    "retirement": ("retirement", _same),
}
