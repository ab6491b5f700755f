"""The engine's index of one district, kept fresh by asking the database what is new.

Before every question the store fetches the rows changed since it last looked (`base.db.changed_xid`), so that a
list read after a commit shows it: there is no queue that could lag and no message that could be lost. Each worker
process has its own copy; a district's 5,000 files take some 2 MB and 0.1 s to read.
"""

from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.db import connection

from jobvisit.base.clock import seoul_day
from jobvisit.engines import matching
from jobvisit.office.matches import translate
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.orders.states import MATCHABLE as OPEN_ORDERS
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.seekers.queries import MATCHABLE as ACTIVE_SEEKERS


@dataclass
class _District:
    people: matching.Index = field(default_factory=lambda: matching.Index.build(matching.People.of([])))
    orders: matching.OrdersIndex = field(default_factory=lambda: matching.OrdersIndex.build(matching.Orders.of([])))
    people_seen: int = 0
    orders_seen: int = 0
    lock: Lock = field(default_factory=Lock)


_districts: dict[int, _District] = {}
_guard = Lock()


def people(district_id: int) -> matching.Index:
    """Everyone of the district who may be shown to an order, as of the last commit. One statement."""
    held = _held(district_id)
    with held.lock:
        columns = (*translate.PERSON_COLUMNS, "state")
        seen, rows = _changed(Seeker, columns, district_id, held.people_seen)
        gone = [row["id"] for row in rows if row["state"] not in ACTIVE_SEEKERS]
        there = [translate.person(row) for row in rows if row["state"] in ACTIVE_SEEKERS]
        if gone and len(held.people):
            held.people.remove(gone)
        if there:
            held.people.put(there)
        held.people_seen = seen
    return held.people


def orders(district_id: int) -> matching.OrdersIndex:
    """Every order of the district that residents may be shown, as of the last commit. One statement."""
    held = _held(district_id)
    names = tuple(f.attname for f in JobOrder._meta.concrete_fields)
    with held.lock:
        seen, rows = _changed(JobOrder, names, district_id, held.orders_seen)
        changed = [JobOrder(**row) for row in rows]
        gone = [row.pk for row in changed if row.state not in OPEN_ORDERS]
        there = [translate.order(row, seoul_day(row.accepted_at)) for row in changed if row.state in OPEN_ORDERS]
        if gone and len(held.orders):
            held.orders.remove(gone)
        if there:
            held.orders.put(there)
        held.orders_seen = seen
    return held.orders


def forget() -> None:
    """Drop every copy; the next question reads the database again."""
    with _guard:
        _districts.clear()


def _held(district_id: int) -> _District:
    with _guard:
        return _districts.setdefault(district_id, _District())


def _changed(model: Any, columns: tuple[str, ...], district_id: int, since: int) -> tuple[int, list[dict[str, Any]]]:
    """Rows stamped at or after transaction `since`, and the transaction from which to ask next time.

    Both come from one snapshot. Rows of transactions still under way are not visible yet and carry a stamp at or
    after the next `since`, so none is ever missed; a few may come twice.
    """
    quote = connection.ops.quote_name
    wanted = ", ".join(f"t.{quote(model._meta.get_field(name).column)}" for name in columns)
    sql = f"""
        SELECT (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint, {wanted}
        FROM (VALUES (1)) AS one LEFT JOIN {quote(model._meta.db_table)} AS t
          ON t.district_id = %s AND t.changed_xid >= %s"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [district_id, since])
        found = cursor.fetchall()
    key = 1 + columns.index("id")
    return found[0][0], [dict(zip(columns, row[1:], strict=True)) for row in found if row[key] is not None]
