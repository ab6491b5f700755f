"""What the launcher promises of a running server."""

import os
import stat

import psycopg
import pytest

from jobvisit.config.postgres import ADMIN, APP, OWNER, Cluster, cluster
from jobvisit.config.trouble import Trouble

CHOICE = os.environ.get("JOBVISIT_POSTGRES") or None


def ask(server: Cluster, query: str, role: str = ADMIN, database: str = "postgres") -> object:
    with server.connect(role, database) as connection:
        row = connection.execute(query).fetchone()
    return row and row[0]


def do(server: Cluster, statement: str, role: str = ADMIN, database: str = "postgres") -> None:
    with server.connect(role, database) as connection:
        connection.execute(statement)


def test_a_second_start_keeps_the_data_and_a_stop_leaves_nothing_behind(new_cluster: Cluster) -> None:
    with new_cluster:
        pid = int((new_cluster.place.data / "postmaster.pid").read_text().split()[0])
        assert new_cluster.create_database("shop")
        do(new_cluster, "CREATE TABLE t AS SELECT 7 AS seven", OWNER, "shop")
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert list(new_cluster.place.run.iterdir()) == []
    with new_cluster:
        assert not new_cluster.create_database("shop")
        assert ask(new_cluster, "SELECT seven FROM t", APP, "shop") == 7


def test_nobody_reaches_the_server_over_the_network_or_another_accounts_socket(server: Cluster) -> None:
    assert ask(server, "SHOW listen_addresses") == ""
    for private in (server.place.run, server.place.data):
        assert stat.S_IMODE(private.stat().st_mode) == 0o700


def test_committed_means_on_disk_and_pages_carry_checksums(server: Cluster) -> None:
    for setting in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
        assert ask(server, f"SHOW {setting}") == "on"


def test_a_server_that_was_made_forgetful_is_refused(new_cluster: Cluster) -> None:
    with new_cluster:
        do(new_cluster, "ALTER ROLE postgres SET synchronous_commit = off")
    durable = cluster(new_cluster.asked, choice=CHOICE)
    with pytest.raises(Trouble, match="synchronous_commit"):
        durable.start()
    assert not durable.answers()


def test_only_a_throw_away_cluster_does_not_wait_for_the_disk(new_cluster: Cluster) -> None:
    with new_cluster:
        assert ask(new_cluster, "SHOW fsync") == "off"
        with pytest.raises(Trouble, match="fsync"):
            cluster(new_cluster.asked, choice=CHOICE).start()
        assert new_cluster.answers()


def test_the_app_role_fills_tables_but_cannot_empty_or_change_them(shop: Cluster) -> None:
    with shop.connect(OWNER, "shop") as owner:
        owner.execute("CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY, name text)")
    with shop.connect(APP, "shop") as app:
        app.execute("INSERT INTO t (name) VALUES ('가')")
        app.execute("UPDATE t SET name = '나'")
        app.execute("DELETE FROM t")
        for forbidden in ("TRUNCATE t", "DROP TABLE t", "ALTER TABLE t ADD a int", "CREATE TABLE u (a int)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(forbidden)


def test_row_level_security_binds_the_app_role(shop: Cluster) -> None:
    with shop.connect(OWNER, "shop") as owner:
        owner.execute("CREATE TABLE t AS SELECT generate_series(1, 9) AS n")
        owner.execute("ALTER TABLE t ENABLE ROW LEVEL SECURITY")
        owner.execute("CREATE POLICY first_two ON t USING (n <= 2)")
    assert ask(shop, "SELECT count(*) FROM t", APP, "shop") == 2
    for role in (APP, OWNER):
        powers = "rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication"
        assert ask(shop, f"SELECT {powers} FROM pg_roles WHERE rolname = '{role}'") is False


def test_a_clone_of_a_template_has_its_rows_and_the_same_rights(server: Cluster) -> None:
    server.create_database("template")
    do(server, "CREATE TABLE t AS SELECT 1 AS n", OWNER, "template")
    server.create_database("clone", template="template")
    do(server, "CREATE TABLE later (n int)", OWNER, "clone")
    assert ask(server, "SELECT n FROM t", APP, "clone") == 1
    assert ask(server, "SELECT count(*) FROM later", APP, "clone") == 0
    server.drop_database("clone")
    server.drop_database("clone")


def test_hangul_sorts_in_dictionary_order_and_has_trigrams(shop: Cluster) -> None:
    do(shop, "CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gist", OWNER, "shop")
    words = "SELECT string_agg(w, ' ' ORDER BY w) FROM unnest(ARRAY['하', '나', '까', '가', '다', 'a']) w"
    assert ask(shop, words, APP, "shop") == "a 가 까 나 다 하"
    assert ask(shop, "SELECT similarity('서초구 방배동', '방배동') > 0.4", APP, "shop") is True


def test_the_servers_log_holds_nobodys_name(shop: Cluster) -> None:
    with shop.connect(APP, "shop") as app:
        app.execute("CREATE TEMPORARY TABLE t (name text UNIQUE)")
        app.execute("INSERT INTO t VALUES ('홍길동')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            app.execute("INSERT INTO t VALUES (%s)", ["홍길동"])
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            app.execute("SELECT 'x'::int /* 홍길동 */")
    log = shop.place.log.read_text()
    assert "duplicate key" in log
    assert "홍길동" not in log


def test_the_last_of_two_users_stops_the_server(new_cluster: Cluster) -> None:
    other = cluster(new_cluster.asked, choice=CHOICE, durable=False)
    new_cluster.start()
    other.start()
    new_cluster.stop()
    assert other.answers()
    other.stop()
    assert not other.answers()


def test_data_in_use_cannot_be_removed(new_cluster: Cluster) -> None:
    with new_cluster:
        with pytest.raises(Trouble, match="Still in use"):
            cluster(new_cluster.asked, choice=CHOICE).remove()
        assert new_cluster.answers()
    new_cluster.remove()
    assert not new_cluster.asked.exists()
