"""Every machine of every room, every pair of states: what the table does not hold is refused twice.

Generated: a machine that a room adds is found by itself, as is its table by the guard that carries its name.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from jobvisit.base import db
from jobvisit.base.states import IllegalTransitionError, Machine
from tools import states

pytestmark = pytest.mark.django_db
MACHINES = {machine.name: machine for machine in states.machines()}


def guarded() -> dict[str, tuple[str, str]]:
    """Name of a machine → (table, column) that its guard watches, as the guards themselves say."""
    found = {}
    for sql in db._GUARDS.values():
        named = re.search(r"RAISE EXCEPTION '([\w ]+): cannot begin as %', NEW\.(\w+)", sql)
        if named:
            table = re.search(r"ON (\w+)\s+FOR EACH ROW", sql)
            assert table
            found[named[1]] = (table[1], named[2])
    return found


@pytest.fixture
def bare_table() -> Iterator[Any]:
    """A cursor for a table with nothing but a state, watched by the very trigger function of the product."""
    with connection.cursor() as cursor:
        yield cursor


def test_every_machine_has_its_guard_in_the_database():
    assert set(guarded()) == set(MACHINES)


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_what_the_table_does_not_hold_is_refused_in_python_and_by_the_database(name, bare_table):
    machine, (table, column) = MACHINES[name], guarded()[name]
    bare_table.execute(f"CREATE TEMP TABLE bare (id serial, {column} text NOT NULL)")
    function = f"guard_{table}_{column}()"
    every = machine.all()
    for state in every:
        bare_table.execute(f"INSERT INTO bare ({column}) VALUES (%s)", [state])
    bare_table.execute(
        f"CREATE TRIGGER g BEFORE INSERT OR UPDATE OF {column} ON bare FOR EACH ROW EXECUTE FUNCTION {function}"
    )
    for old in every:
        for new in every:
            legal = (old, new) in machine.pairs() or old == new
            assert in_python(machine, old, new) == legal, (old, new)
            assert in_database(bare_table, column, old, new) == legal, (old, new)
    for state in every:
        assert born(bare_table, column, state) == (state in machine.born), state


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_the_trigger_watches_the_real_table(name):
    table, column = guarded()[name]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgenabled FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE tgrelid = %s::regclass AND proname = %s",
            [table, f"guard_{table}_{column}"],
        )
        assert cursor.fetchall() == [("O",)]


def in_python(machine: Machine[Any], old: Any, new: Any) -> bool:
    if old == new:
        return True
    try:
        machine.check(old, new)
    except IllegalTransitionError:
        return False
    return True


def in_database(cursor: Any, column: str, old: Any, new: Any) -> bool:
    try:
        with transaction.atomic():
            cursor.execute(f"UPDATE bare SET {column} = %s WHERE {column} = %s", [new, old])
            assert cursor.rowcount == 1
            raise _TakeBackError
    except IntegrityError:
        return False
    except _TakeBackError:
        return True


def born(cursor: Any, column: str, state: Any) -> bool:
    try:
        with transaction.atomic():
            cursor.execute(f"INSERT INTO bare ({column}) VALUES (%s)", [state])
            raise _TakeBackError
    except IntegrityError:
        return False
    except _TakeBackError:
        return True


class _TakeBackError(Exception):
    """Undo the trial."""
