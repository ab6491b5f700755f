"""Each wall taken out in turn: the same harness must then see the damage, or its zeros mean nothing.

A control repeats its attack until the fault shows, at most ROUNDS times, and fails if it never does.
"""

import json
import os
import time
from collections.abc import Iterator

import pytest

from jobvisit.config.postgres import ADMIN
from tests.chaos import chaos_checks as checks
from tests.chaos.chaos_house import House, wait_for
from tests.chaos.chaos_load import Ledger, Work, let_work, stop_work
from tests.chaos.chaos_nemesis import Nemesis

pytestmark = pytest.mark.chaos
ROUNDS = 6
SEED = int(os.environ.get("JOBVISIT_SEED", "2026"))


def sow(house: House, clients: int, proposals: int, hires: int) -> dict:
    return json.loads(house.run("-m", "tests.chaos.chaos_field", str(clients), str(proposals), str(hires)))


@pytest.fixture
def slow_writer(server) -> Iterator[None]:
    """What is not flushed at commit waits ten seconds, not a fifth of one: the fault shows in the first round."""
    with server.connect(ADMIN, "postgres") as connection:
        connection.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
        connection.execute("ALTER SYSTEM SET wal_writer_flush_after = '1GB'")
        connection.execute("SELECT pg_reload_conf()")
    yield
    server.start()
    with server.connect(ADMIN, "postgres") as connection:
        connection.execute("ALTER SYSTEM RESET wal_writer_delay")
        connection.execute("ALTER SYSTEM RESET wal_writer_flush_after")
        connection.execute("SELECT pg_reload_conf()")


def test_control_with_asynchronous_commit_acknowledged_captures_are_lost(new_house, slow_writer, capsys):
    house = new_house()
    with house.server.connect(ADMIN, "postgres") as connection:
        connection.execute(f"ALTER DATABASE {house.name} SET synchronous_commit = off")
    sown = sow(house, 3, 10, 0)
    house.open(lose=0, keys=True, workers=False)
    ledger = Ledger()
    nemesis = Nemesis(house, ledger, SEED)
    everyone = let_work(house, sown, Work(sown, SEED, kinds=("capture",)), ledger)
    lost = 0
    for _ in range(ROUNDS):
        time.sleep(2)
        nemesis.strike(("database",))
        house.settle()
        lost = checks.lost_captures(house.server, house.name, ledger)
        if lost:
            break
    stop_work(everyone)
    say(capsys, f"asynchronous commit: {lost} of {len(ledger.captures)} captures lost, {nemesis.kills.total()} kills")
    assert lost > 0


@pytest.mark.parametrize("keys", [False, True], ids=["keys ignored", "keys honoured"])
def test_control_a_worker_that_sends_again_doubles_texts_where_the_gateway_ignores_keys(new_house, capsys, keys):
    house = new_house(fault="worker_resends")
    sown = sow(house, 3, 40, 0)
    house.open(lose=0.5, keys=keys)
    ledger = Ledger()
    everyone = let_work(house, sown, Work(sown, SEED, kinds=("propose",)), ledger)
    wait_for(lambda: len(ledger.proposals) >= 30, "thirty residents are asked")
    stop_work(everyone)

    def shown() -> bool:
        sent = checks.times_sent(house.sent_log)
        doubled = any(n > 1 for n in sent.values())
        return doubled if not keys else tried_again(house) >= 5

    wait_for(shown, "a text was tried again")
    sent = checks.times_sent(house.sent_log)
    doubled = sum(n > 1 for n in sent.values())
    word = "honoured" if keys else "ignored"
    say(
        capsys,
        f"keys {word}, worker sends again: {doubled} of {len(sent)} texts sent twice, {tried_again(house)} tried",
    )
    assert (doubled == 0) if keys else (doubled > 0)


def test_control_without_row_lock_and_constraint_openings_are_overfilled(new_house, capsys):
    house = new_house(fault="no_lock", web_workers=4)
    house.as_owner("ALTER TABLE orders_joborder DROP CONSTRAINT order_not_overfilled")
    sown = sow(house, 4, 4, 48)
    house.open(lose=0, keys=True, workers=False)
    ledger = Ledger()
    work = Work(sown, SEED, kinds=("hire",))
    everyone = let_work(house, sown, work, ledger)
    wait_for(lambda: work.used_up or checks.overfilled(house.server, house.name) > 0, "everyone was hired")
    stop_work(everyone)
    found = checks.overfilled(house.server, house.name)
    say(capsys, f"no lock, no constraint: {found} orders overfilled, {len(ledger.hires)} hires acknowledged")
    assert found > 0


def test_control_without_a_key_a_second_try_is_a_second_order(new_house, capsys):
    house = new_house()
    sown = sow(house, 4, 10, 0)
    house.open(lose=0, keys=True, workers=False)
    ledger = Ledger()
    nemesis = Nemesis(house, ledger, SEED)
    work = Work(sown, SEED, kinds=("capture",))
    everyone = let_work(house, sown, work, ledger, with_key=False)
    found = 0
    for _ in range(ROUNDS * 6):
        nemesis.strike(("page process", "page server"))
        found = checks.double_captures(house.server, house.name)
        if found:
            break
    stop_work(everyone)
    found = checks.double_captures(house.server, house.name)
    say(capsys, f"no key: {found} of {len(ledger.captures)} captures doubled, {nemesis.kills.total()} kills")
    assert found > 0


def tried_again(house: House) -> int:
    """Texts that the worker handed over more than once."""
    with house.server.connect(ADMIN, house.name) as connection:
        row = connection.execute("SELECT count(*) FROM messaging_message WHERE attempts > 1").fetchone()
    return int(row[0]) if row else 0


def say(capsys, words: str) -> None:
    with capsys.disabled():
        print(f"\n{words}")
