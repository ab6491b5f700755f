"""How much is sent to one person, in one campaign, in one day of a district: limits on cost and on pestering."""

from dataclasses import dataclass
from enum import StrEnum


class Cap(StrEnum):
    """Which limit is reached."""

    PERSON = "person_per_day"
    CAMPAIGN = "campaign"
    DAY = "district_per_day"


@dataclass(frozen=True)
class Caps:
    """A district's limits, in messages. Above `approval_above` in a campaign somebody else must agree."""

    person_per_day: int = 4
    campaign: int = 2000
    district_per_day: int = 5000
    approval_above: int = 50


@dataclass(frozen=True)
class Counts:
    """What was accepted for sending already: to this address today, in this campaign, in the district today."""

    person_today: int = 0
    campaign: int = 0
    district_today: int = 0


def first_reached(caps: Caps, counts: Counts, *, in_campaign: bool) -> Cap | None:
    """The limit that one more message would pass, or None."""
    if counts.person_today >= caps.person_per_day:
        return Cap.PERSON
    if in_campaign and counts.campaign >= caps.campaign:
        return Cap.CAMPAIGN
    if counts.district_today >= caps.district_per_day:
        return Cap.DAY
    return None
