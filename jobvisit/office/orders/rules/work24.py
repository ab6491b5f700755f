"""What an element of 고용24 tells beyond what the reader reads, as `seoul` does for a row of Seoul's portal."""

from collections.abc import Mapping

from .seoul import INSURANCES, RETIREMENTS, Outside

_BOXES = {
    "employer_name": ("company", "corpnm"),
    "occupation": ("jobsnm", "jobscd"),
    "headcount": ("collectpsncnt",),
    "pay": ("sal", "minsal"),
    "weekly_hours": ("weekhours", "workdayworkhrcont"),
    "address": ("workregion", "region", "basicaddr"),
}
_WORDS = frozenset(
    "title wantedtitle jobcont etchopecont sal workdayworkhrcont holidaytpnm career entertpnm pfcond etcpfcond"
    " certificate submitdoc selmthd rcptmthd etcwelfare".split()
)
"""Elements in the employer's own words, in lower case."""

_NAMES = (
    _WORDS | {name for names in _BOXES.values() for name in names} | {"wantedauthno", "saltpnm", "closedt", "regdt"}
)
TELLING = 3
"""Known names from which a record counts as one of 고용24: `title` and `career` alone may be anything."""


def is_work24(record: Mapping[str, str]) -> bool:
    """Whether a record bears element names of 고용24."""
    return sum(name.strip().lower() in _NAMES for name in record if name) >= TELLING


def outside_the_element(element: Mapping[str, str]) -> Outside:
    """What `from_reading` needs beside the reading."""
    said = {name.strip().lower(): value for name, value in element.items()}
    insured = frozenset(kind for word, kind in INSURANCES.items() if word in said.get("fourins", ""))
    return Outside(
        texts={name: value for name, value in element.items() if value and name.strip().lower() in _WORDS},
        not_asked=frozenset(term for term, names in _BOXES.items() if not any(name in said for name in names)),
        employer_name=said.get("company") or said.get("corpnm") or None,
        insurances=insured or None,
        retirement=next((kind for word, kind in RETIREMENTS.items() if word in said.get("retirepay", "")), None),
    )
