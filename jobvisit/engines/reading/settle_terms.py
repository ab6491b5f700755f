"""Dates, place, occupation, people and conditions: each from its own field first, then from the text."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TypeVar

from .conditions import find_benefits, find_employment, find_insurances, find_probation, find_retirement
from .dates import find_dates, read_day
from .licences import find_licences
from .pages import PROSE, Pages
from .places import PlaceFacts, find_in_address, find_in_prose, find_station, gu_of
from .scan import Page
from .terms import (
    CareerFacts,
    find_career,
    find_education,
    find_headcount,
    read_career_field,
    read_education_field,
    read_headcount_field,
)
from .types import Doubt, Education, Note, Occupation, Read, Reading, Span, Vocabulary

T = TypeVar("T")


def settle_dates(reading: Reading, pages: Pages, on: date) -> Reading:
    """Posting, closing and starting day. Days without a year are counted from the posting day, if it is known."""
    posted_page = pages.first("posted")
    posted = read_day(posted_page.text, posted_page.field, on) if posted_page else None
    today = posted.value if posted else on
    closing = [find_dates(page, today, closing=True) for page in pages.all("closes")]
    prose = [find_dates(page, today) for page in pages.all(*PROSE)]
    notes = [Note("date_unclear", span) for facts in closing + prose for span in facts.unclear]
    filled = _first(facts.until_filled for facts in closing)
    closes = _first(facts.closes for facts in closing)
    page = pages.first("closes")
    if page and not closes and not filled and re.search(r"[0-9]", page.folded):
        notes.append(Note("date_unclear", page.span(0, len(page.text))))
    if page is None:
        closes = _first(facts.closes for facts in prose)
        filled = _first(facts.until_filled for facts in prose)
    return replace(
        reading,
        posted_on=posted,
        closes_on=closes,
        until_filled=filled,
        starts_on=_first(facts.starts for facts in prose),
        notes=(*reading.notes, *notes),
    )


def settle_place(reading: Reading, pages: Pages, vocabulary: Vocabulary) -> Reading:
    """구, 동 or road, and station: the address field, then the station field, then what the text tells."""
    address = _first_place(find_in_address(page, vocabulary) for page in pages.all("place"))
    known_gu = address.gu.value if address.gu else None
    prose = [find_in_prose(page, vocabulary, known_gu) for page in pages.all("note", "title", "duties")]
    road = address.road_or_dong or _first(facts.road_or_dong for facts in prose)
    station = _first(find_station(page, vocabulary) for page in pages.all("station")) or address.station
    station = station or _first(facts.station for facts in prose)
    gu = address.gu
    if gu is None and not pages.first("place"):
        gu = _first(
            facts.gu if facts.gu and facts.gu.spans[0].field == "text" else _passing(facts.gu) for facts in prose
        )
        gu = gu or (gu_of(road, vocabulary) if road else None) or (gu_of(station, vocabulary) if station else None)
    return replace(reading, gu=gu, road_or_dong=road, station=station)


def _passing(gu: Read[str] | None) -> Read[str] | None:
    """A 구 that a title names in passing need not be where the work is."""
    return replace(gu, sure=False, doubt="inferred") if gu else None


def settle_occupation(reading: Reading, pages: Pages, vocabulary: Vocabulary) -> Reading:
    """The occupation: by its code, by its name in the field, or as far as the title tells (never sure)."""
    for page in pages.all("occupation_code", "occupation"):
        code = re.search(r"(?<![0-9])[0-9]{6}(?![0-9])", page.folded)
        words = code.group() if code else page.text.strip()
        found = vocabulary.occupation(words)
        page.take(0, len(page.text))
        span = page.span(0, len(page.text))
        if found and (found.sure or found.name == words):
            return replace(reading, occupation=Read(found, (span,)))
        if found and not code and _TOKEN_OF_JOB.search(words):  # the nearest code, under the name that stands there
            return replace(reading, occupation=Read(found._replace(name=words), (span,), False, "inferred"))
        if not code:
            return replace(reading, occupation=Read(Occupation("", words, False), (span,), False, "unknown_name"))
    for page in pages.all("note", "title"):
        told = _occupation_in(page, vocabulary)
        if told:
            return replace(reading, occupation=told)
    return reading


_TOKEN_OF_JOB = re.compile(r"[가-힣A-Za-z]{2}")
_TITLE_NOISE = re.compile(
    r"\[[^\]\n]{0,40}\]|\([^)\n]{0,40}\)|(?:신규|급구|긴급|직원|사원|선생님|담당자|인원|경력직?|신입)?\s?(?:을|를|님|님을)?\s?"
    r"(?:모집|채용|구인|구함|구합니다|모십니다|찾습니다|모셔요)[^\n]{0,8}$"
)
_TOKEN = re.compile(r"[가-힣A-Za-z0-9·]+")
MAX_JOB_WORDS = 3
MAX_TITLE_WORDS = 8


def _occupation_in(page: Page, vocabulary: Vocabulary) -> Read[Occupation] | None:
    """The occupation named in the first line: words the vocabulary is sure of, else what all of them are nearest to."""
    tokens = _title_words(page)
    for length in range(min(MAX_JOB_WORDS, len(tokens)), 0, -1):
        for first in range(len(tokens) - length + 1):
            run = tokens[first : first + length]
            if any(page.folded[a.end() : b.start()].strip() for a, b in pairwise(run)):
                continue
            found = vocabulary.occupation(" ".join(token.group() for token in run))
            if found and found.sure:
                return _occupation_read(page, run, found)
    words = " ".join(token.group() for token in tokens)
    nearest = vocabulary.occupation(words) if words else None
    return _occupation_read(page, tokens, nearest) if nearest else None


def _title_words(page: Page) -> list[re.Match[str]]:
    """The words of the first line that may name a job: nobody's yet, not in brackets, without 모집 and its like."""
    line = page.folded.lstrip("\n").split("\n", 1)[0]
    noise = [match.span() for match in _TITLE_NOISE.finditer(line)]
    offset = len(page.folded) - len(page.folded.lstrip("\n"))
    tokens = list(_TOKEN.finditer(page.folded, offset, offset + len(line)))[:MAX_TITLE_WORDS]
    return [
        token
        for token in tokens
        if page.is_free(*token.span()) and not any(a <= token.start() - offset < b for a, b in noise)
    ]


def _occupation_read(page: Page, run: list[re.Match[str]], found: Occupation) -> Read[Occupation]:
    start, end = run[0].start(), run[-1].end()
    if found.sure:
        page.take(start, end)
    sure = found.sure and page.field == "text"
    return Read(found, (page.span(start, end),), sure, "" if sure else "inferred")


def settle_people(reading: Reading, pages: Pages, vocabulary: Vocabulary) -> Reading:
    """Career, education, openings and licences."""
    notes = list(reading.notes)
    career = _career(pages, notes)
    education = _education(pages, notes)
    headcount, open_seats = _headcount(pages)
    notes += [Note("headcount_open", open_seats)] if open_seats and not headcount else []
    licences = [find_licences(page, vocabulary, field=True) for page in pages.all("licence")]
    licences += [find_licences(page, vocabulary) for page in pages.all("preferred", *PROSE)]
    required = _union(facts.required for facts in licences)
    preferred = _union(facts.preferred for facts in licences)
    unknown = tuple(span for facts in licences for span in facts.unknown)
    return replace(
        reading,
        career_kind=career.kind,
        career_years_min=career.years,
        education=education,
        headcount=headcount,
        licences=required,
        licences_preferred=_without(preferred, required),
        notes=tuple(notes),
        unread=(*reading.unread, *unknown),
    )


def settle_conditions(reading: Reading, pages: Pages) -> Reading:
    """Employment, trial months, benefits, insurance and retirement pay."""
    fields = [find_employment(page, field=True) for page in pages.all("employment")]
    texts = [find_employment(page, field=False) for page in pages.all(*PROSE)]
    facts = fields if any(one.kind for one in fields) else fields + texts
    return replace(
        reading,
        employment=_first(one.kind for one in facts),
        part_time=_first(one.part_time for one in facts),
        contract_months=_first(one.months for one in fields + texts),
        probation=_first(find_probation(page) for page in pages.all(*PROSE)),
        benefits=_union(find_benefits(page) for page in pages.all("welfare", *PROSE)),
        insurances=_first(find_insurances(page) for page in pages.all("insurance", *PROSE)),
        retirement=_first(find_retirement(page, field=True) for page in pages.all("retirement"))
        or _first(find_retirement(page, field=False) for page in pages.all(*PROSE)),
    )


def _career(pages: Pages, notes: list[Note]) -> CareerFacts:
    """The field says the kind; a text that demands something else casts doubt and may add the years."""
    in_field = [read_career_field(page) for page in pages.all("career")]
    in_text = [find_career(page) for page in pages.all("note", "title", "duties")]
    stated = next((facts for facts in in_field if facts.kind), None)
    told = [facts for facts in in_text if facts.kind]
    if stated is None or stated.kind is None:
        kind = _first(facts.kind for facts in told)
        differs = kind is not None and any(facts.kind and facts.kind.value != kind.value for facts in told)
        years = _first(facts.years for facts in told)
        return CareerFacts(_doubted(kind) if kind and differs else kind, years)
    years = stated.years or _first(facts.years for facts in told)
    contrary = next(
        (facts.kind for facts in told if facts.kind and _contradict(stated.kind.value, facts.kind.value)), None
    )
    if contrary:
        notes.append(Note("career_disagrees", contrary.spans[0]))
        return CareerFacts(_doubted(stated.kind), _doubted(years) if years else None)
    return CareerFacts(stated.kind, years)


def _contradict(stated: str, told: str) -> bool:
    """A field of 신입 and a text "신입 가능" say the same; 무관 and "경력자 필수" do not."""
    return stated != told and "experienced" in (stated, told)


def _education(pages: Pages, notes: list[Note]) -> Read[Education] | None:
    stated = _first(read_education_field(page) for page in pages.all("education"))
    told = _first(find_education(page) for page in pages.all(*PROSE))
    if stated and told and stated.value != told.value:
        notes.append(Note("education_disagrees", told.spans[0]))
        return _doubted(stated)
    return stated or told


def _headcount(pages: Pages) -> tuple[Read[int] | None, Span | None]:
    facts = [read_headcount_field(page) for page in pages.all("headcount")]
    facts += [find_headcount(page, loose=True) for page in pages.all("note", "title")]
    facts += [find_headcount(page, loose=False) for page in pages.all("duties")]
    return _first(one.headcount for one in facts), next((one.open for one in facts if one.open), None)


def _first_place(places: Iterable[PlaceFacts]) -> PlaceFacts:
    return next((facts for facts in places if facts.gu or facts.road_or_dong), PlaceFacts())


def _first(reads: Iterable[Read[T] | None]) -> Read[T] | None:
    """The first term read, a sure one before a doubtful one. Every page is read, so that its words count as read."""
    found = [read for read in reads if read]
    return next((read for read in found if read.sure), found[0] if found else None)


def _union(reads: Iterable[Read[tuple[T, ...]] | None]) -> Read[tuple[T, ...]] | None:
    """All items of all pages together."""
    found = [read for read in reads if read]
    if not found:
        return None
    items = tuple(dict.fromkeys(item for read in found for item in read.value))
    spans = tuple(span for read in found for span in read.spans)
    doubt: Doubt = next((read.doubt for read in found if read.doubt), "")
    return Read(items, spans, all(read.sure for read in found), doubt)


def _without(
    preferred: Read[tuple[str, ...]] | None, required: Read[tuple[str, ...]] | None
) -> Read[tuple[str, ...]] | None:
    """What is preferred beyond what is demanded."""
    if preferred is None or required is None:
        return preferred
    rest = tuple(name for name in preferred.value if name not in required.value)
    return replace(preferred, value=rest) if rest else None


def _doubted(read: Read[T]) -> Read[T]:
    return replace(read, sure=False, doubt=read.doubt or "sources_disagree")
