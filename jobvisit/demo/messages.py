"""The demo's outbox: a registered number to send from, and the limits of the district."""

from datetime import time, timedelta

from jobvisit.base.clock import seoul_day
from jobvisit.demo.stage import World
from jobvisit.office.messaging import actions

SENDER = "0221558888"


def play(world: World) -> None:
    """Register the centre's number. Texts go to the demo's own gateway, whose page shows the telephones."""
    since = seoul_day(world.now)
    manager = world.manager
    actions.register_sender(
        number=SENDER, label="서초 취업정보은행", valid_from=since, valid_until=None, by=manager, at=world.now
    )
    actions.set_limits(
        valid_from=since,
        quiet_starts=time(21),
        quiet_ends=time(8),
        person_per_day=4,
        campaign=2000,
        district_per_day=5000,
        approval_above=50,
        by=manager,
        at=world.now - timedelta(minutes=1),
    )
