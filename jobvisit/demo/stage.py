"""What the chapters of the demo share."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

GU = "서초구"


@dataclass
class World:
    """The district as far as it has been played. A chapter adds what later ones need."""

    rng: Random
    now: datetime
    """Eight in the morning of the day of seeding, Seoul time."""
    district: Any = None
    users: dict[str, Any] = field(default_factory=dict)
    """Accounts by log-in: counsellor1 … counsellor5, desk, manager, privacy, admin."""
    posts: list[Any] = field(default_factory=list)
    """The centre, three neighbourhood offices, the library's field desk."""
    zones: list[Any] = field(default_factory=list)
    firms: list[Any] = field(default_factory=list)
    """`city.Firm`s, in the order of `companies`; the first is the shop of the story."""
    companies: list[Any] = field(default_factory=list)
    seekers: list[Any] = field(default_factory=list)
    """Residents' files; the first is the heroine's."""
    orders: list[Any] = field(default_factory=list)

    @property
    def counsellors(self) -> list[Any]:
        """The five counsellors."""
        return [self.users[f"counsellor{number}"] for number in range(1, 6)]

    @property
    def manager(self) -> Any:
        """The manager."""
        return self.users["manager"]
