"""Points of the map as whole metres, so that distances in a district need no trigonometry."""

import math

# The flat frame is centred on Seoul; within 60 km its distances are right to about 0.3 %.
_LAT0, _LON0 = 37.5, 127.0
_METRES_PER_DEGREE = 111_195.0


def to_metres(lat: float, lon: float) -> tuple[int, int]:
    """Latitude and longitude (degrees) as (x east, y north) metres from 37.5° N 127.0° E."""
    x = (lon - _LON0) * _METRES_PER_DEGREE * math.cos(math.radians(_LAT0))
    y = (lat - _LAT0) * _METRES_PER_DEGREE
    return round(x), round(y)


def distance(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Straight line in metres."""
    return math.hypot(one[0] - other[0], one[1] - other[1])
