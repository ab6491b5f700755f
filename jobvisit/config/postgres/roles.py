"""Who may do what inside the database: an administrator, an owner that changes tables, and an app that fills them."""

from typing import Any

from psycopg import Connection, sql

ADMIN = "postgres"  # makes databases; only this launcher connects as it
OWNER = "jobvisit_owner"  # runs migrations
APP = "jobvisit_app"  # the web server, workers and commands: row-level security binds it, and it cannot TRUNCATE
LESSER = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION"


def ensure(connection: Connection[tuple[Any, ...]]) -> None:
    """Make the two lesser roles, or bring them back to what they may do."""
    for role in (OWNER, APP):
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        verb = sql.SQL("ALTER ROLE" if known else "CREATE ROLE")
        connection.execute(sql.SQL("{} {} {}").format(verb, sql.Identifier(role), sql.SQL(LESSER)))


def create_database(connection: Connection[tuple[Any, ...]], name: str, template: str | None) -> None:
    """Create a database of the owner's; nobody but our roles may connect to it."""
    database = sql.Identifier(name)
    source = sql.SQL(" TEMPLATE {}").format(sql.Identifier(template)) if template else sql.SQL("")
    connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}{}").format(database, sql.Identifier(OWNER), source))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    connection.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(database, sql.Identifier(APP)))


def grant_tables(connection: Connection[tuple[Any, ...]]) -> None:
    """Let the app read and write what the owner makes in this database from now on, but not empty it."""
    for kind, rights in (("TABLES", "SELECT, INSERT, UPDATE, DELETE"), ("SEQUENCES", "USAGE, SELECT")):
        connection.execute(
            sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT {} ON {} TO {}").format(
                sql.Identifier(OWNER), sql.SQL(rights), sql.SQL(kind), sql.Identifier(APP)
            )
        )
