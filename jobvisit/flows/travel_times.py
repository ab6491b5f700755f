"""What the team's own check-ins teach about its ways, for the plans to come."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from jobvisit.engines import planning
from jobvisit.office.outreach import queries

SEEN: Final = timedelta(days=180)
"""Older ways say little about today's roads and people."""


def learnt(district_id: int, at: datetime) -> planning.Learnt:
    """Factors on the travel times of `planning.StraightLine`, from the visits of half a year."""
    stays = []
    for counsellor, lat, lon, arrived, left in queries.check_ins(district_id, at - SEEN):
        came, gone = timezone.localtime(arrived), timezone.localtime(left)
        if came.date() == gone.date():
            place = planning.Place(lat, lon)
            stays.append(planning.Stay(str(counsellor), came.date(), place, _seconds(came), _seconds(gone)))
    return planning.learn(*planning.trips(stays, planning.StraightLine()))


def as_json(found: planning.Learnt) -> dict[str, Any]:
    """The part ``travel`` of a problem of `planning.files`."""
    paces = found.applied(planning.StraightLine()).paces
    return {
        "paces": {
            str(mode): {"kmh": round(paces[mode].kmh, 3), "fixed_minutes": round(paces[mode].fixed / 60, 3)}
            for mode in found.modes
        }
    }


def told(found: planning.Learnt) -> dict[str, Any]:
    """What a page says of it: the factor (as a percentage of the plain estimate) and the ways it rests on."""
    ways = sum(found.ways.values())
    if not ways:
        return {}
    percent = sum(found.modes[mode] * n for mode, n in found.ways.items()) / ways * 100
    return {"percent": round(percent), "ways": ways, "left_out": found.left_out}


def _seconds(moment: datetime) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second
