"""Logs without personal data.

A database error repeats the values of the row ("DETAIL: Failing row contains (…)"), and so would the traceback that
Django writes. Addresses are safe (names never stand in one); statements are never logged.
"""

import logging
import re
from typing import Final

_LEFT_OUT: Final = "DETAIL:  (left out: it may hold personal data)"
# The detail may hold line breaks typed by a person; it ends where libpq or the traceback goes on.
_DETAIL: Final = re.compile(
    r"(?:DETAIL|CONTEXT):.*?(?=\n(?:HINT|QUERY|STATEMENT|LOCATION):|\n\n(?:The above|During handling|Traceback)|\Z)",
    re.DOTALL,
)


class Discreet(logging.Formatter):
    """A formatter that leaves out what a database says about a row's values."""

    def format(self, record: logging.LogRecord) -> str:
        """The line and its traceback, every DETAIL and CONTEXT replaced."""
        return _DETAIL.sub(_LEFT_OUT, super().format(record))
