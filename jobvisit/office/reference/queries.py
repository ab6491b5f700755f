"""The reference tables as the database holds them, in the shapes of `tables`.

Where an administrator has added a later row, it answers from its day on. One statement a call.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from jobvisit.office.reference import models, tables
from jobvisit.office.reference.boundaries import Shape
from jobvisit.office.reference.cells import cells
from jobvisit.office.reference.tables import Dong, Holiday, Licence, Occupation, Station, TargetGroup, WageFloor

Row = TypeVar("Row", bound=models.Dated)


def _in_force(rows: "QuerySet[Row]", on: date, *key: str) -> "QuerySet[Row]":
    """One row a key: of those in force on the day `on`, the one that began last."""
    held = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), valid_from__lte=on)
    return held.order_by(*key, "-valid_from").distinct(*key)


def _shaped(shape: type[Any], rows: Iterable[Any], **changes: Any) -> tuple[Any, ...]:
    """The rows as the frozen class `shape`, field by field; JSON lists become tuples."""
    names = [name for name in shape.__dataclass_fields__ if name not in changes]
    return tuple(
        shape(**{name: _plain(getattr(row, name)) for name in names}, **{k: v(row) for k, v in changes.items()})
        for row in rows
    )


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def wage_floors() -> tuple[WageFloor, ...]:
    """Every minimum wage known, oldest first."""
    return _shaped(WageFloor, models.WageFloor.objects.order_by("valid_from"))


def wage_floor(on: date) -> WageFloor | None:
    """The minimum wage in force on the day `on`; None where it is not known."""
    held = models.WageFloor.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), valid_from__lte=on)
    return next(iter(_shaped(WageFloor, held.order_by("-valid_from")[:1])), None)


def holidays(first: date, last: date, *, area: str = "") -> tuple[Holiday, ...]:
    """Holidays from `first` to `last`, both included, and the local closures of the gu with the code `area`.

    Raises ValueError where a year of the range has no holidays entered: silence would mean closed doors.
    """
    years = range(first.year, last.year + 1)
    rows = models.Holiday.objects.filter(Q(area="") | Q(area=area), on__gte=date(first.year, 1, 1))
    known = list(rows.filter(on__lt=date(last.year + 1, 1, 1)).order_by("on", "area"))
    missing = set(years) - {row.on.year for row in known if row.kind != models.Holiday.Kind.LOCAL}
    if missing:
        raise ValueError(f"no holidays are entered for {', '.join(map(str, sorted(missing)))}")
    return _shaped(Holiday, (row for row in known if first <= row.on <= last))


def days_off(first: date, last: date) -> frozenset[date]:
    """Public holidays from `first` to `last` as far as they are entered; past the end of the table there are none, so
    that a deadline or a call is never lost for want of a table."""
    rows = models.Holiday.objects.filter(area="", on__range=(first, last))
    return frozenset(rows.values_list("on", flat=True))


def groups(on: date) -> tuple[TargetGroup, ...]:
    """The definitions of target groups in force on the day `on`."""
    return _shaped(TargetGroup, _in_force(models.TargetGroup.objects.all(), on, "code"))


def occupations(on: date) -> dict[str, Occupation]:
    """The occupation tree on the day `on`, by code."""
    return {one.code: one for one in _shaped(Occupation, _in_force(models.Occupation.objects.all(), on, "code"))}


def dongs(on: date) -> dict[str, Dong]:
    """The dong on the day `on`, by code."""
    return {one.code: one for one in _shaped(Dong, _in_force(models.Dong.objects.all(), on, "code"))}


def neighbours(code: str, on: date) -> tuple[str, ...]:
    """Codes of the dong around `code` on the day `on`. Raises KeyError for an unknown code."""
    row = _in_force(models.Dong.objects.filter(code=code), on, "code").first()
    if row is None:
        raise KeyError(code)
    return tuple(row.neighbours)


def stations(on: date) -> tuple[Station, ...]:
    """The metro stations on the day `on`."""
    return _shaped(Station, _in_force(models.Station.objects.all(), on, "name", "line"))


def licences(on: date) -> tuple[Licence, ...]:
    """The licences known on the day `on`, by name."""
    return _shaped(Licence, _in_force(models.Licence.objects.all(), on, "name"))


def licence_aliases(on: date) -> dict[str, str]:
    """Other writings of licences and the names they stand for, on the day `on`."""
    return dict(_in_force(models.LicenceAlias.objects.all(), on, "alias").values_list("alias", "name"))


@dataclass(frozen=True)
class Land:
    """A dong to be drawn. Without `source` its shape is only what lies nearer to its centre than to any other."""

    dong: Dong
    shape: Shape
    source: str = ""
    as_of: str = ""


def land(gu: str) -> list[Land]:
    """The dong of a gu with their borders: official ones where they are loaded, else drawn from the centres."""
    known = tables.dongs()
    own = [dong for dong in known.values() if dong.gu == gu]
    official = {row.code: row for row in models.Boundary.objects.filter(code__in=[dong.code for dong in own])}
    bare = [dong.code for dong in own if dong.code not in official]
    drawn = cells(bare, {code: (dong.lat, dong.lon) for code, dong in known.items()})
    return [
        Land(dong, row.shape, row.source, row.as_of)
        if (row := official.get(dong.code))
        else Land(dong, [[drawn[dong.code]]])
        for dong in own
    ]
