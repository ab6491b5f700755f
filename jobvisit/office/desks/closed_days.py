"""Days off work for desk series, from the dated table; years beyond it are computed and say so. No Django."""

from dataclasses import dataclass
from datetime import date

from holidays import country_holidays

from jobvisit.office.reference import tables

RECKONED = range(2000, 2051)
"""Years beside the table that are computed; further ahead the law will have changed too often to reckon."""


@dataclass(frozen=True)
class DaysOff:
    """Days on which no desk stands, with their names, and the years for which neither table nor reckoning exists."""

    names: dict[date, str]
    unknown_years: frozenset[int]


def days_off(first: date, last: date) -> DaysOff:
    """Holidays of the years from `first` to `last`: our table where it has the year, else reckoned and marked so."""
    entered: dict[int, dict[date, str]] = {}
    for one in tables.all_holidays():
        entered.setdefault(one.on.year, {})[one.on] = f"공휴일: {one.name_ko} · holiday: {one.name_en}"
    names: dict[date, str] = {}
    unknown = set()
    for year in range(first.year, last.year + 1):
        if year in entered:
            names |= entered[year]
        elif year in RECKONED:
            names |= _reckoned(year)
        else:
            unknown.add(year)
    return DaysOff(names, frozenset(unknown))


def _reckoned(year: int) -> dict[date, str]:
    marked = f"{year}년 공휴일 표가 없어 계산한 날 · reckoned, no table for {year}"
    days = country_holidays("KR", years=year, language="ko")
    return {day: f"공휴일: {name} ({marked})" for day, name in days.items()}
