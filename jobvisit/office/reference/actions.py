"""Writing the reference tables: `load` brings what the product ships; an administrator's rows are never touched."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from jobvisit.office.reference import models, tables
from jobvisit.office.reference.boundaries import Shape

BATCH = 2000


@transaction.atomic
def load() -> dict[str, int]:
    """Make the shipped rows of the database equal to the packaged tables; safe to run at every start.

    Writes only what differs and takes away shipped rows that the tables no longer have. Gives, for each model, how
    many rows were written or taken away: nothing but zeros the second time.
    """
    return {
        "occupation": _bring(models.Occupation, _occupations(), "code", "valid_from"),
        "dong": _bring(models.Dong, _dongs(), "code", "valid_from"),
        "station": _bring(models.Station, _dated("stations", tables.stations()), "name", "line", "valid_from"),
        "holiday": _bring(models.Holiday, _holidays(), "on", "area"),
        "wage_floor": _bring(models.WageFloor, _wage_floors(), "valid_from"),
        "target_group": _bring(models.TargetGroup, _groups(), "code", "valid_from"),
        "licence": _bring(models.Licence, _dated("licences", tables.licences()), "name", "valid_from"),
        "licence_alias": _bring(models.LicenceAlias, _aliases(), "alias", "valid_from"),
    }


@transaction.atomic
def load_boundaries(*, shapes: Mapping[str, Shape], source: str, as_of: str, at: datetime) -> int:
    """Keep official borders of dong; those of other dong stay as they are. How many were new or different."""
    held = {row.code: row for row in models.Boundary.objects.filter(code__in=list(shapes))}
    plain = {code: [[[list(point) for point in ring] for ring in part] for part in one] for code, one in shapes.items()}
    changed = [
        models.Boundary(code=code, shape=shape, source=source, as_of=as_of, loaded_at=at)
        for code, shape in plain.items()
        if code not in held or (held[code].shape, held[code].source, held[code].as_of) != (shape, source, as_of)
    ]
    models.Boundary.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["code"],
        update_fields=["shape", "source", "as_of", "loaded_at"], batch_size=BATCH,
    )  # fmt: skip
    return len(changed)


def forget_boundaries() -> int:
    """Take all official borders away: maps draw from the centres again. How many there were."""
    return models.Boundary.objects.all().delete()[0]


def _bring(model: type[Any], rows: Iterable[dict[str, Any]], *key: str) -> int:
    """Write the rows that are new or differ, take away shipped ones that are gone; how many that were."""
    wanted = {tuple(row[name] for name in key): row for row in rows}
    held = {tuple(getattr(row, name) for name in key): row for row in model.objects.all()}
    fields = list(next(iter(wanted.values())))
    changed = [
        model(**row)
        for at, row in wanted.items()
        if at not in held or (not held[at].by_hand and _differs(held[at], row, fields))
    ]
    gone = [row.pk for at, row in held.items() if not row.by_hand and at not in wanted]
    others = [name for name in fields if name not in key]
    model.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=list(key), update_fields=others, batch_size=BATCH
    )
    model.objects.filter(pk__in=gone).delete()
    return len(changed) + len(gone)


def _differs(held: Model, row: dict[str, Any], fields: Sequence[str]) -> bool:
    return any(getattr(held, name) != row[name] for name in fields)


def _dated(name: str, things: Iterable[Any]) -> Iterable[dict[str, Any]]:
    """Rows of things that hold from the day their table names."""
    head = tables.table(name)
    for thing in things:
        row = {field: list(value) if isinstance(value, tuple) else value for field, value in asdict(thing).items()}
        yield {**row, "valid_from": head.valid_from, "valid_until": None, "source": head.about["source"]}


def _occupations() -> Iterable[dict[str, Any]]:
    return _dated("occupations", tables.occupations().values())


def _dongs() -> Iterable[dict[str, Any]]:
    for row in _dated("dongs", tables.dongs().values()):
        yield {**row, "neighbours": list(tables.neighbours(row["code"]))}


def _holidays() -> Iterable[dict[str, Any]]:
    source = tables.table("holidays").about["source"]
    return ({**asdict(holiday), "area": "", "source": source} for holiday in tables.all_holidays())


def _wage_floors() -> Iterable[dict[str, Any]]:
    return (asdict(floor) for floor in tables.wage_floors())


def _groups() -> Iterable[dict[str, Any]]:
    source = tables.table("target_groups").about["source"]
    return ({**asdict(group), "source": source} for group in tables.all_groups())


def _aliases() -> Iterable[dict[str, Any]]:
    head = tables.table("licence_aliases")
    for row in head.rows:
        yield {**row, "valid_from": head.valid_from, "valid_until": None, "source": head.about["source"]}
