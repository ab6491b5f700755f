"""The server itself: make its data, launch it, stop it, and say plainly why it would not start."""

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from psycopg import Connection

from jobvisit.config.postgres.account import Account, our_name, surroundings
from jobvisit.config.postgres.binaries import Binaries
from jobvisit.config.postgres.place import Place
from jobvisit.config.postgres.roles import ADMIN, APP, OWNER
from jobvisit.config.trouble import Trouble

Process = subprocess.Popen[bytes]

# Peer: the kernel tells the server which account is at the other end of the socket, so there is no password to
# keep or lose, and it works for root (whose server runs as another account) as for anyone.
HBA = "local all all peer map=jobvisit\nlocal replication {admin} peer map=jobvisit\n"

ALWAYS = {
    "listen_addresses": "",  # no network
    "port": "5432",
    "unix_socket_permissions": "0700",
    "cluster_name": "jobvisit",
    "log_timezone": "UTC",
    "logging_collector": "off",
    # A log must not hold personal data: no statement, no parameter, no "Key (name)=(…) already exists".
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
THROW_AWAY = {
    **dict.fromkeys(DURABLE, "off"),
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}

# After a kill -9 the dead server stays a while in the process table, and its helpers hold its memory.
STALE = ('lock file "postmaster.pid" already exists', "pre-existing shared memory block")
STALE_FOR = 20.0  # seconds; 2 to 3 were seen
RECOVERY_FOR = 600.0  # seconds that a server may replay its log before it answers


def make_data(binaries: Binaries, where: Place, account: Account, *, durable: bool) -> None:
    """Make a new, empty data folder. Nothing is left behind if it fails."""
    draft = where.data.with_name("data.making")
    shutil.rmtree(draft, ignore_errors=not draft.exists())
    draft.mkdir(mode=0o700)
    account.give(draft)
    # C.UTF-8 sorts Hangul in 가나다 order and knows its letters; the built-in one does not change with the system.
    words = ["-D", str(draft), "-U", ADMIN, "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums"]
    words += ["--auth-local=peer", "--auth-host=reject", "--no-instructions"]
    if binaries.major >= 17:
        words.append("--locale-provider=builtin")
    if not durable:
        words.append("--no-sync")
    done = account.run([binaries / "initdb", *words])
    if done.returncode != 0:
        shutil.rmtree(draft, ignore_errors=True)
        raise explain(done.stdout, where)
    draft.rename(where.data)


def launch(
    binaries: Binaries, where: Place, account: Account, *, durable: bool, answers: Callable[[], bool]
) -> Process | None:
    """Start the server and wait until it answers. Tries again while a killed server still blocks the data.

    Returns our child process, or None if the server turned out to be running after all.
    """
    _write_access(where, account)
    stale_until = time.monotonic() + STALE_FOR
    while True:
        process, log_from = _spawn(binaries, where, account, durable=durable)
        if wait_until_ready(process, answers):
            return process
        told = _log_since(where, log_from)
        if not any(sign in told for sign in STALE) or time.monotonic() > stale_until:
            raise explain(told, where)
        if answers():
            return None
        forget_stranger(where)
        time.sleep(0.2)


def stop(binaries: Binaries, where: Place, account: Account) -> None:
    """Stop the server cleanly, or at once if it will not. A server already dead is fine."""
    forget_stranger(where)
    for mode in ("fast", "immediate"):
        done = account.run([binaries / "pg_ctl", "stop", "-D", where.data, "-m", mode, "-w", "-t", "30"])
        if done.returncode == 0 or not (where.data / "postmaster.pid").exists():
            return


def assert_durable(connection: Connection[tuple[Any, ...]]) -> None:
    """Refuse a server that could lose committed data."""
    rows = connection.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(DURABLE)]).fetchall()
    lax = sorted(name for name, setting in rows if setting != "on")
    if lax or len(rows) != len(DURABLE):
        raise Trouble(
            f"이 데이터베이스는 정전 때 자료를 잃을 수 있게 설정되어 있습니다: {', '.join(lax)}",
            f"This database is set so that it may lose data in a power cut: {', '.join(lax)}",
        )


def check_room(where: Place, needed: int) -> None:
    """Refuse to begin on a disk that is about to be full."""
    free = shutil.disk_usage(where.home).free
    if free < needed:
        raise _disk_full(where.home, f"{free // 1_000_000} MB < {needed // 1_000_000} MB")


def check_version(binaries: Binaries, where: Place) -> None:
    """Refuse to open data with another major version than the one that made them."""
    made_by = where.data_major()
    if made_by and made_by != binaries.major:
        raise Trouble(
            f"자료는 PostgreSQL {made_by}(으)로 만들어졌는데 지금 것은 {binaries.version}입니다: {binaries.folder}."
            f" JOBVISIT_POSTGRES로 {made_by}을(를) 지정하거나, 자료를 버려도 되면 make reset을 실행하세요.",
            f"The data were made by PostgreSQL {made_by}, but this is {binaries.version}: {binaries.folder}."
            f" Set JOBVISIT_POSTGRES to a PostgreSQL {made_by}, or run make reset if the data may go.",
        )


def explain(told: str, where: Place) -> Trouble:
    """The reason why the server would not start, from what it or the system said."""
    if "No space left on device" in told or "Disk quota exceeded" in told:
        return _disk_full(where.home, "")
    tail = "\n".join(told.strip().splitlines()[-6:])
    if "ermission denied" in told or "not permitted" in told:
        return Trouble(
            f"데이터베이스 폴더에 대한 권한이 없습니다: {where.home}\n{tail}",
            f"No permission for the database folder: {where.home}",
        )
    return Trouble(
        f"데이터베이스를 켤 수 없습니다. 기록: {where.log}\n{tail}",
        f"The database would not start. Its log: {where.log}",
    )


def _disk_full(folder: Path, figures: str) -> Trouble:
    return Trouble(
        f"디스크가 가득 찼습니다: {folder} {figures}".rstrip() + ". 자리를 만든 뒤 다시 실행하세요.",
        f"The disk is full: {folder} {figures}".rstrip() + ". Make room and run again.",
    )


def _write_access(where: Place, account: Account) -> None:
    """Say who may connect, as any of our three roles: this account, and those that could read the data anyway."""
    names = {name.replace('"', '""') for name in (our_name(), account.name, "root")}
    lines = [f'jobvisit "{name}" {role}\n' for name in sorted(names) for role in (ADMIN, OWNER, APP)]
    for path, text in ((where.hba, HBA.format(admin=ADMIN)), (where.ident, "".join(lines))):
        path.write_text(text)
        path.chmod(0o644)


def _spawn(binaries: Binaries, where: Place, account: Account, *, durable: bool) -> tuple[Process, int]:
    """Begin a server process in a session of its own, so that a Ctrl-C meant for us does not stop it first."""
    if where.log.exists() and where.log.stat().st_size > 1_000_000:
        where.log.replace(where.log.with_suffix(".log.1"))
    folder = str(where.run).replace('"', '""')
    settings = ALWAYS | (DURABLE if durable else THROW_AWAY)
    settings |= {"unix_socket_directories": f'"{folder}"', "hba_file": str(where.hba), "ident_file": str(where.ident)}
    words = [f"{name}={value}" for name, value in settings.items()]
    command = [str(binaries / "postgres"), "-D", str(where.data)]
    for word in words:
        command += ["-c", word]
    with where.log.open("ab") as log:
        log_from = log.tell()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=surroundings(),
            start_new_session=True,
            **account.popen,
        )
        return process, log_from


def wait_until_ready(process: Process, answers: Callable[[], bool]) -> bool:
    """True once the server answers, False if it ended. A server that replays its log may take long."""
    deadline = time.monotonic() + RECOVERY_FOR
    while time.monotonic() < deadline:
        if process.poll() is not None:
            return False
        if answers():
            return True
        time.sleep(0.02)
    process.terminate()
    process.wait(30)
    return False


def _log_since(where: Place, start: int) -> str:
    with where.log.open("rb") as log:
        log.seek(start)
        return log.read(100_000).decode("utf-8", "replace")


def forget_stranger(where: Place) -> None:
    """Remove `postmaster.pid` if its process number now belongs to another program, as after a restart of the machine.

    PostgreSQL cannot tell: it would refuse to start for ever, or stop the stranger. Only where /proc can tell.
    """
    pid_file = where.data / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().split()[0])
        program = Path(f"/proc/{pid}/comm").read_text().strip()
    except (OSError, ValueError, IndexError):
        return
    if not program.startswith(("postgres", "postmaster")):
        pid_file.unlink(missing_ok=True)
