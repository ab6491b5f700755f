"""The pages of one order, by the part they play, whatever the source calls them."""

from collections.abc import Iterator, Mapping
from typing import Literal

from .scan import Page

Role = Literal[
    "title",
    "duties",  # free text of any kind
    "note",  # a pasted advert or a counsellor's note: everything in one
    "occupation",
    "occupation_code",
    "headcount",
    "pay",
    "pay_kind",
    "pay_least",
    "pay_most",
    "time",
    "days",
    "weekly_hours",
    "break",
    "shift",
    "place",
    "station",
    "career",
    "education",
    "employment",
    "licence",
    "closes",
    "posted",
    "insurance",
    "retirement",
    "welfare",
    "preferred",
]

PROSE: tuple[Role, ...] = ("note", "duties", "title")
"""Where terms may be told in passing, the fullest first."""

TERMS: frozenset[Role] = frozenset(
    {
        "pay",
        "time",
        "days",
        "weekly_hours",
        "break",
        "shift",
        "career",
        "education",
        "employment",
        "headcount",
        "closes",
    }
)
"""Fields made for one term each: what is left of their words was not understood."""


class Pages:
    """Every page of an order. A role may have several pages, or none."""

    def __init__(self, by_role: Mapping[Role, list[Page]]) -> None:
        self._by_role = {role: [page for page in pages if page.text.strip()] for role, pages in by_role.items()}

    def all(self, *roles: Role) -> Iterator[Page]:
        """The pages of these roles, in their order."""
        for role in roles:
            yield from self._by_role.get(role, ())

    def first(self, role: Role) -> Page | None:
        """The first page of a role, if it says anything."""
        return next(self.all(role), None)

    def texts(self) -> dict[str, str]:
        """The text of every field, as the spans count it."""
        return {page.field: page.text for pages in self._by_role.values() for page in pages}

    def items(self) -> Iterator[tuple[Role, Page]]:
        """Every page with its role."""
        for role, pages in self._by_role.items():
            for page in pages:
                yield role, page
