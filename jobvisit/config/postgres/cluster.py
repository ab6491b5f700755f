"""One PostgreSQL server with its data: made, started, shared by several processes of ours, stopped by the last."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from jobvisit.config.postgres import binaries, place, roles, server
from jobvisit.config.postgres.account import server_account
from jobvisit.config.postgres.roles import ADMIN, APP, OWNER
from jobvisit.config.trouble import Trouble

__all__ = ["ADMIN", "APP", "OWNER", "Cluster", "cluster"]

ROOM_NEEDED = 200 * 1024 * 1024  # bytes: a new cluster takes 40 MB, its write-ahead log grows to 80


def cluster(home: Path, *, choice: str | None = None, durable: bool = True) -> "Cluster":
    """The cluster that lives in `home`, not yet started.

    `choice` is the setting JOBVISIT_POSTGRES: a folder of programs, "system", "wheel", or None.
    `durable=False` is for throw-away test data: a crash of the machine may lose everything.
    """
    return Cluster(home, choice=choice, durable=durable)


class Cluster:
    """A server and its data. Starting what runs already joins it; stopping leaves it to those who still use it."""

    def __init__(self, home: Path, *, choice: str | None, durable: bool) -> None:
        self.asked = home.absolute()
        self.choice = choice
        self.durable = durable
        self.binaries: binaries.Binaries | None = None
        self._process: server.Process | None = None
        self._share: IO[str] | None = None

    @property
    def place(self) -> place.Place:
        return place.known(self.asked)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, _kind: type[BaseException] | None, _: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> Self:
        """Start the server, or join it if it runs; make the data first if there are none. Raises `Trouble`."""
        with self._in_plain_words(), self._alone():
            if self._process and not server.wait_until_ready(self._process, self.answers):
                self._process = None  # killed; waiting took it out of the process table, where it blocks a new one
            if not self.answers():
                self._start_anew()
            try:
                self._make_usable()
            except BaseException:
                if self._process:
                    self._halt()
                raise
            self._join()
        return self

    def stop(self) -> None:
        """Leave; if nobody else of ours uses the server, stop it cleanly. Never raises for a server already dead."""
        if self._share is None:
            return
        with self._alone():
            last = _try_lock(self._share)
            self._share.close()
            self._share = None
            if last:
                self._halt()
            elif self._process:
                self._process.returncode = 0  # it outlives us on purpose; else Python warns of a lost child
        self._process = None

    def answers(self) -> bool:
        """Whether the server of this data folder takes connections now."""
        if not (self.place.run / place.SOCKET).exists():
            return False
        try:
            with self.connect(ADMIN, "postgres") as connection:
                row = connection.execute("SHOW data_directory").fetchone()
        except psycopg.OperationalError as refusal:
            if "authentication failed" in str(refusal):  # another account's server: waiting will not help
                raise place.not_ours(self.place.data) from None
            return False
        return row is not None and Path(row[0]) == self.place.data

    def running(self) -> bool:
        """Whether the server we started or joined is still there. Cheap enough to ask twice a second."""
        return self._process.poll() is None if self._process else self.answers()

    def dsn(self, role: str, database: str) -> str:
        """The address of `database` for `role`, as libpq and `DATABASE_URL` take it. Needs no running server."""
        return f"postgresql://{role}@/{quote(database, safe='')}?host={quote(str(self.place.run), safe='')}&port=5432"

    def connect(self, role: str, database: str) -> psycopg.Connection[tuple[Any, ...]]:
        """A connection that commits each statement."""
        return psycopg.connect(self.dsn(role, database), autocommit=True, connect_timeout=10)

    def create_database(self, name: str, template: str | None = None) -> bool:
        """Create a database that the owner role owns and the app role may use. False if it was there already."""
        with self._in_plain_words():
            with self.connect(ADMIN, "postgres") as connection:
                if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                    return False
                roles.create_database(connection, name, template)
            if template is None:
                with self.connect(ADMIN, name) as connection:
                    roles.grant_tables(connection)
        return True

    def drop_database(self, name: str) -> None:
        """Drop a database, ending the connections to it. Nothing happens if there is none."""
        with self.connect(ADMIN, "postgres") as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def remove(self) -> None:
        """Stop the server and delete its data. Raises `Trouble` while another process of ours uses it."""
        if not self.asked.exists():
            return
        with self._alone():
            share = self._share or (self.asked / "users.lock").open("a")
            self._share = None
            with share:
                if not _try_lock(share):
                    raise Trouble(
                        "아직 사용 중입니다. 먼저 실행 중인 make run을 멈추세요 (Ctrl-C).",
                        "Still in use. Stop the running make run first (Ctrl-C).",
                    )
                if self.place.data.exists():
                    self._halt()
                self.place.remove()

    def _start_anew(self) -> None:
        account = server_account(self.place.data_owner())
        where = place.settle(self.asked, account)
        server.check_room(where, ROOM_NEEDED)
        self.binaries = binaries.find(self.choice, account, where.shelf, where.data_major())
        server.check_version(self.binaries, where)
        if not where.data.exists():
            server.make_data(self.binaries, where, account, durable=self.durable)
        self._process = server.launch(self.binaries, where, account, durable=self.durable, answers=self.answers)

    def _make_usable(self) -> None:
        with self.connect(ADMIN, "postgres") as connection:
            roles.ensure(connection)
            if self.durable:
                server.assert_durable(connection)

    def _halt(self) -> None:
        """Stop the server, whoever uses it."""
        server.stop(self._binaries(), self.place, server_account(self.place.data_owner()))
        if self._process:
            self._process.wait(10)
            self._process = None

    def _binaries(self) -> binaries.Binaries:
        """The programs for existing data: those we started with, else any that fit."""
        if self.binaries is None:
            where = self.place
            account = server_account(where.data_owner())
            self.binaries = binaries.find(self.choice, account, where.shelf, where.data_major())
        return self.binaries

    @contextmanager
    def _in_plain_words(self) -> Iterator[None]:
        try:
            yield
        except (OSError, psycopg.OperationalError) as problem:
            raise server.explain(str(problem), self.place) from problem

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes of ours from starting or stopping this cluster meanwhile."""
        self.asked.mkdir(parents=True, exist_ok=True)
        with (self.asked / "start.lock").open("a") as lock:
            deadline = time.monotonic() + 120
            while not _try_lock(lock):
                if time.monotonic() > deadline:
                    raise Trouble(
                        f"다른 프로세스가 2분 넘게 데이터베이스를 켜거나 끄는 중입니다: {self.asked}",
                        f"Another process has been starting or stopping this database for two minutes: {self.asked}",
                    )
                time.sleep(0.05)
            yield

    def _join(self) -> None:
        """Be counted among the users of this server until `stop`, or until this process dies."""
        if self._share is None:
            self._share = (self.asked / "users.lock").open("a")
            fcntl.flock(self._share, fcntl.LOCK_SH)


def _try_lock(file: IO[str]) -> bool:
    """Take a lock for ourselves alone, if nobody else holds one. The system frees it when a process dies."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
