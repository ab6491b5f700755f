"""What every room asks of the database.

**Guards** are rules about truth that live in the database. Rooms register them; `migrate` installs them after every
run. They are derived from today's code, so they are created or replaced rather than written into migrations, and a
state added to a table is guarded by the next `migrate` without anyone remembering it.
"""

from collections.abc import Callable


class OutOfDateError(Exception):
    """Somebody else saved the row since it was read; nothing was overwritten."""


_GUARDS: dict[str, str] = {}


def guard(name: str, sql: str) -> None:
    """Add one idempotent piece of SQL. A name registered twice with other SQL is a mistake of ours."""
    if _GUARDS.get(name, sql) != sql:
        raise ValueError(f"guard {name} registered twice")
    _GUARDS[name] = sql


def install_guards(execute: Callable[[str], object]) -> None:
    """Run every guard, in the order of its name."""
    for name in sorted(_GUARDS):
        execute(_GUARDS[name])


def append_only(table: str) -> str:
    """SQL that lets rows in and never lets them be changed or removed, except by the owner's erasure run.

    An erasure (파기) sets `jobvisit.erasing` for its transaction; the application role cannot TRUNCATE.
    """
    return f"""
CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('jobvisit.erasing', true) = 'yes' THEN RETURN COALESCE(NEW, OLD); END IF;
  RAISE EXCEPTION '%: rows are only ever added', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION append_only();
"""


def changed_xid(table: str) -> str:
    """SQL that stamps every changed row with its transaction, so that a reader can fetch what is new to it.

    A reader remembers `pg_snapshot_xmin(pg_current_snapshot())` and next time asks for rows stamped at or after
    it: nothing is missed however transactions overlap, which a timestamp or a sequence cannot promise.
    """
    return f"""
CREATE OR REPLACE FUNCTION stamp_changed_xid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.changed_xid := (pg_current_xact_id()::text)::bigint; RETURN NEW; END $$;
CREATE OR REPLACE TRIGGER stamp_changed_xid BEFORE INSERT OR UPDATE ON {table}
  FOR EACH ROW EXECUTE FUNCTION stamp_changed_xid();
"""
