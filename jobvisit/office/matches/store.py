"""The engine's index of one district, kept fresh by asking the database what is new.

Before every question the store fetches the rows changed since it last looked (`base.db.changed_xid`), so that a
list read after a commit shows it: there is no queue that could lag and no message that could be lost. The same
statement tells which version of the model is live and which round's prices hold. Each worker process has its own
copy; a district's 5,000 files take some 2 MB and 0.1 s to read. Of a large district a snapshot on disk is mapped by
all workers (`shelf`), and each asks only for what changed since it was written.
"""

from dataclasses import dataclass, field
from datetime import date
from threading import Lock, Thread
from typing import Any, NamedTuple

import numpy as np
from django.db import connection

from jobvisit.engines import matching
from jobvisit.office.matches import record, shelf, translate
from jobvisit.office.matches.models import ModelVersion, Round
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.orders.states import MATCHABLE as OPEN_ORDERS
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.seekers.queries import MATCHABLE as ACTIVE_SEEKERS

BATCH = 50_000
"""Rows read at a time when an index is filled."""
_PEOPLE = (*translate.PERSON_COLUMNS, "state")
_ORDERS = tuple(
    f.attname for f in JobOrder._meta.concrete_fields if f.attname not in {"findings", "source_text", "imported"}
)
_BY_MODEL = {Seeker: _PEOPLE, JobOrder: _ORDERS}


@dataclass(frozen=True)
class People:
    """Who may be shown to orders, and what they are expected to get elsewhere in the round in force."""

    index: matching.Index
    prices: matching.Prices | None
    round: int | None


@dataclass(frozen=True)
class Openings:
    """The orders residents may be shown, and how contested they are in the round in force."""

    index: matching.OrdersIndex
    prices: matching.Prices | None
    round: int | None


class _Stamps(NamedTuple):
    """What stands beside the rows: the step that made a version live, and the round whose prices hold."""

    step: int | None
    round: int | None


@dataclass
class _District:
    params: matching.Params = field(default_factory=matching.Params)
    people: matching.Index | None = None
    orders: matching.OrdersIndex | None = None
    people_seen: int = 0
    orders_seen: int = 0
    asked_on: date | None = None
    stamps: _Stamps = field(default_factory=lambda: _Stamps(None, None))
    prices: tuple[matching.Prices, matching.Prices] | None = None
    lock: Lock = field(default_factory=Lock)
    merging: bool = False


_districts: dict[int, _District] = {}
_guard = Lock()


def people(district_id: int, today: date) -> People:
    """Everyone of the district who may be shown to an order, as of the last commit. One statement."""
    held = _held(district_id)
    with held.lock:
        stamps = None
        if held.people is None:
            _open(held, district_id, today)
        if held.people is None:
            stamps = _fill(held, district_id, today)
        if stamps is None:
            seen, stamps, rows = _changed(Seeker, district_id, held.people_seen, today)
            _follow(held, stamps, district_id)
            assert held.people is not None
            _put_people(held.people, rows)
            held.people_seen = seen
        assert held.people is not None
        if held.people.wants_merge and not held.merging:
            held.merging = True
            Thread(target=_merge, args=(held, district_id), daemon=True).start()
        return People(held.people, held.prices and held.prices[0], stamps.round)


def orders(district_id: int, today: date) -> Openings:
    """Every order of the district that residents may be shown, asked today, as of the last commit. One statement."""
    held = _held(district_id)
    with held.lock:
        seen, stamps, rows = _changed(JobOrder, district_id, held.orders_seen, today)
        _follow(held, stamps, district_id)
        if held.orders is None or held.asked_on != today:
            held.orders, held.asked_on = _asked_on(held, today), today
        changed = [JobOrder(**row) for row in rows]
        gone = [row.pk for row in changed if row.state not in OPEN_ORDERS]
        there = [translate.order(row, today) for row in changed if row.state in OPEN_ORDERS]
        if gone and len(held.orders):
            held.orders.remove(gone)
        if there:
            held.orders.put(there)
        held.orders_seen = seen
        return Openings(held.orders, held.prices and held.prices[1], stamps.round)


def forget() -> None:
    """Drop every copy; the next question reads the database again."""
    with _guard:
        _districts.clear()


def _held(district_id: int) -> _District:
    with _guard:
        return _districts.setdefault(district_id, _District())


def _open(held: _District, district_id: int, today: date) -> None:
    """Begin with the district's snapshot where there is one that may be read."""
    if shelf.exists(district_id):
        _follow(held, _stamps(district_id, today), district_id)
        found = shelf.load(district_id, held.params)
        if found is not None:
            held.people, held.people_seen = found


def _fill(held: _District, district_id: int, today: date) -> _Stamps | None:
    """Read everyone. Of a large district one process does, and leaves a snapshot for the others, who get None."""
    seen, stamps, rows = _changed(Seeker, district_id, 0, today)
    _follow(held, stamps, district_id)
    if len(rows) < BATCH:
        held.people, held.people_seen = _index_of([_table(rows)], held.params), seen
        return stamps
    with shelf.alone(district_id):
        _open(held, district_id, today)
        if held.people is not None:
            return None
        tables = [_table(rows)]
        while len(rows) == BATCH:
            _, _, rows = _changed(Seeker, district_id, 0, today, after=rows[-1]["id"])
            tables.append(_table(rows))
        held.people, held.people_seen = _index_of(tables, held.params), seen
        shelf.keep(district_id, held.people, seen)
    return stamps


def _table(rows: list[dict[str, Any]]) -> matching.People:
    return matching.People.of([translate.person(row) for row in rows if row["state"] in ACTIVE_SEEKERS])


def _index_of(tables: list[matching.People], params: matching.Params) -> matching.Index:
    everyone = tables[0]
    for table in tables[1:]:
        everyone = everyone.joined(table)
    return matching.Index.build(everyone, params)


def _put_people(index: matching.Index, rows: list[dict[str, Any]]) -> None:
    gone = [row["id"] for row in rows if row["state"] not in ACTIVE_SEEKERS]
    there = [translate.person(row) for row in rows if row["state"] in ACTIVE_SEEKERS]
    if gone and len(index):
        index.remove(gone)
    if there:
        index.put(there)


def _asked_on(held: _District, today: date) -> matching.OrdersIndex:
    """The orders as asked on another day: freshness is counted from it."""
    if held.orders is None:
        return matching.OrdersIndex.build(matching.Orders.of([]), held.params)
    columns = held.orders.rows().columns()
    columns["asked_on"] = np.full(len(held.orders), translate.day_number(today), columns["asked_on"].dtype)
    return matching.OrdersIndex.build(matching.Orders(**columns), held.params)


def _merge(held: _District, district_id: int) -> None:
    """Lay a large index out anew while lists are read, and keep the snapshot near."""
    try:
        index, seen = held.people, held.people_seen
        assert index is not None
        index.merge()
        shelf.keep(district_id, index, seen)
    finally:
        held.merging = False
        connection.close()


def _follow(held: _District, stamps: _Stamps, district_id: int) -> None:
    """Take over a version that went live, and the prices of a round that was accepted or ended."""
    if stamps.step != held.stamps.step:
        held.params = _live_params(district_id, stamps.step)
        if held.people is not None:
            held.people = matching.Index.build(held.people.rows(), held.params)
        if held.orders is not None:
            held.orders = matching.OrdersIndex.build(held.orders.rows(), held.params)
    if stamps.round != held.stamps.round:
        held.prices = _prices(district_id, stamps.round) if stamps.round else None
    held.stamps = stamps


def _live_params(district_id: int, step: int | None) -> matching.Params:
    if step is None:
        return matching.Params()
    version = ModelVersion.objects.get(district_id=district_id, steps__pk=step)
    return translate.params(version.model)


def _prices(district_id: int, round_id: int) -> tuple[matching.Prices, matching.Prices]:
    found = record.unpack_arrays(bytes(Round.objects.get(district_id=district_id, pk=round_id).found))
    return (
        matching.Prices(found["people_ids"], found["people_gain"]),
        matching.Prices(found["order_ids"], found["order_price"]),
    )


_STAMPS = """
    (SELECT max(id) FROM matches_versionstep WHERE district_id = %s),
    (SELECT max(id) FROM matches_round WHERE district_id = %s AND state = 'accepted' AND prices_until >= %s)"""


def _stamps(district_id: int, today: date) -> _Stamps:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_STAMPS}", [district_id, district_id, today])
        return _Stamps(*cursor.fetchone())


def _changed(
    model: Any, district_id: int, since: int, today: date, *, after: int = 0
) -> tuple[int, _Stamps, list[dict[str, Any]]]:
    """Rows stamped at or after transaction `since`, the stamps, and the transaction from which to ask next time.

    All come from one snapshot. Rows of transactions still under way are not visible yet and carry a stamp at or
    after the next `since`, so none is ever missed; a few may come twice. With `since` 0 at most `BATCH` rows of
    residents come at a time, in the order of their ids, beginning `after` one.
    """
    quote = connection.ops.quote_name
    columns, table = _BY_MODEL[model], quote(model._meta.db_table)
    wanted = ", ".join(f"t.{quote(model._meta.get_field(name).column)}" for name in columns)
    rows = f"{table} AS t ON t.district_id = %s AND t.changed_xid >= %s"
    asked = [district_id, since]
    if model is Seeker and since == 0:
        rows = f"(SELECT * FROM {table} WHERE district_id = %s AND id > %s ORDER BY id LIMIT {BATCH}) AS t ON true"
        asked = [district_id, after]
    sql = f"""
        SELECT (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint, {_STAMPS}, {wanted}
        FROM (VALUES (1)) AS one LEFT JOIN {rows}"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [district_id, district_id, today, *asked])
        found = cursor.fetchall()
    key = 3 + columns.index("id")
    kept = [dict(zip(columns, row[3:], strict=True)) for row in found if row[key] is not None]
    return found[0][0], _Stamps(*found[0][1:3]), kept
