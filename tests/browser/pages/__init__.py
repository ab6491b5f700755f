"""The pages of the staff for the browser's walk: one module a room, each with a list `PAGES` of `Sight`s.

A room is added by a new file beside this one. `test_every_page.py` opens each at three widths and asks axe, the window
and the console; `tests/web/test_access.py` fails for a page that is in no list.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jobvisit.office.staff.models import Role, User


def _as_it_comes(_: Any) -> None:
    """Nothing to do: the page is looked at as it opens."""


@dataclass(frozen=True)
class Sight:
    """One page in one state.

    `reach(someone)` makes the rows it needs, in the district of `someone` (a counsellor), and gives the address.
    `then(page)` brings it into the state that is meant (send a form with errors, open a dialog). `role` is who looks.
    `expect` names words of the console that the state itself provokes (`"422"`).
    """

    name: str
    route: str
    reach: Callable[[User], str]
    role: Role = Role.COUNSELLOR
    then: Callable[[Any], None] = _as_it_comes
    expect: tuple[str, ...] = ()


def rooms() -> list[str]:
    """The modules of this folder."""
    return sorted(one.name for one in pkgutil.iter_modules(__path__))


def of_room(room: str) -> list[Sight]:
    """The sights of one room."""
    found: list[Sight] = importlib.import_module(f"{__name__}.{room}").PAGES
    return found


def sights() -> list[Sight]:
    """The sights of all rooms."""
    return [one for room in rooms() for one in of_room(room)]
