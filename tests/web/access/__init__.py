"""The doors of the house for the access tests: one module a room, each with a list `DOORS`.

A room is added by a new file beside this one; nothing else needs to know of it. `test_access.py` fails for a route of
the staff without a door, and for a door without a route.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from jobvisit.office.staff.models import User


def _nothing(_: User) -> list[Any]:
    return []


def _no_words(_: User) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Door:
    """One route and how to reach it.

    `keys(someone)` makes the rows that the address names, in the district of `someone` (a counsellor), and gives the
    address its arguments. A route with keys must be "not found" (404) to people of another district. `post(someone)` is
    sent where GET is not answered. `shared`: the keys name something of no district. `personal`:
    they name something that only its maker opens, so that colleagues of the right role find nothing either (404).
    """

    route: str
    keys: Callable[[User], list[Any]] = _nothing
    post: Callable[[User], dict[str, Any]] = _no_words
    shared: bool = False
    personal: bool = False

    def address(self, someone: User) -> str:
        """The address, its rows made."""
        return reverse(self.route, args=self.keys(someone))

    @property
    def closed(self) -> bool:
        """Whether it leads to something of one district."""
        return self.keys is not _nothing and not self.shared


def doors() -> list[Door]:
    """The doors of every room."""
    found: list[Door] = []
    for module in sorted(one.name for one in pkgutil.iter_modules(__path__)):
        found += importlib.import_module(f"{__name__}.{module}").DOORS
    return found
