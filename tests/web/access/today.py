"""The first page after the log-in."""

from tests.web.access import Door

DOORS = [Door("today")]
