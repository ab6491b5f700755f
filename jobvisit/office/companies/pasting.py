"""Firms named in a pasted list: a business number or a name a line, with whatever else the sheet had beside it."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from jobvisit.base import bizno
from jobvisit.base.text import firm_key, normal
from jobvisit.office.companies.models import Company
from jobvisit.office.staff.models import User

MOST_LINES: Final = 5000
_NUMBER: Final = re.compile(r"(?<!\d)\d{3}[- ]?\d{2}[- ]?\d{5}(?!\d)")


@dataclass(frozen=True)
class Named:
    """What a pasted list names. `left` are lines and a code: unknown, several, closed, number, twice, too_many."""

    firms: list[Company]
    left: list[tuple[str, str]]


def find(text: str, *, user: User) -> Named:
    """The firms of the user's district that lines name: by number, else by name without its legal form.

    A firm that was merged stands for the one it became. Nothing is guessed: a name that two firms bear is left, and so
    is one that is closed. Two statements however long the list.
    """
    lines = [raw.strip() for raw in text.splitlines() if normal(raw)]
    asked = [_read(line) for line in lines[:MOST_LINES]]
    numbers = {number for number, _ in asked if number}
    names = {firm_key(name) for _, name in asked if name}
    own = Company.objects.filter(district_id=user.district_id).select_related("merged_into")
    by_number, by_name = _by(own.filter(business_number__in=numbers)), _by(own.filter(name_key__in=names))
    found: dict[int, Company] = {}
    left: list[tuple[str, str]] = []
    for line, (number, name) in zip(lines, asked, strict=False):
        firm, why = _choose(number, name, by_number, by_name)
        if firm is None:
            left.append((line[:200], why))
        elif firm.pk in found:
            left.append((line[:200], "twice"))
        else:
            found[firm.pk] = firm
    left += [(line[:200], "too_many") for line in lines[MOST_LINES:]]
    return Named(list(found.values()), left)


def _read(line: str) -> tuple[str, str]:
    """Business number and name of a line; either may be empty. The name is the first cell with letters in it."""
    found = _NUMBER.search(line)
    number = bizno.digits(found[0]) if found else ""
    rest = line.replace(found[0], "\t") if found else line
    cells = [normal(cell).strip(" .,;:-") for cell in re.split(r"\t|,|;", rest)]
    named = [re.sub(r"^\d+[.)]\s*", "", cell) for cell in cells]
    return number, next((cell for cell in named if re.search(r"[^\W\d_]", cell)), "")


def _by(firms: Iterable[Company]) -> dict[str, list[Company]]:
    known: dict[str, list[Company]] = defaultdict(list)
    for firm in firms:
        for key in {firm.business_number, firm.name_key} - {""}:
            known[key].append(firm)
    return known


def _choose(
    number: str, name: str, by_number: dict[str, list[Company]], by_name: dict[str, list[Company]]
) -> tuple[Company | None, str]:
    alike = by_number.get(number, []) if number else []
    if not alike and name:
        alike = by_name.get(firm_key(name), [])
        if number:  # a name whose firm has another number is another firm
            alike = [one for one in alike if not one.business_number]
    became = {one.pk: one for one in (firm.merged_into or firm for firm in alike)}
    running = [one for one in became.values() if one.status == Company.Status.OPEN]
    if len(running) == 1:
        return running[0], ""
    if running:
        return None, "several"
    if became:
        return None, "closed"
    return None, "unknown" if not number or bizno.is_valid(number) else "number"
