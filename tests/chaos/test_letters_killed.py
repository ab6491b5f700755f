"""714 letters, their worker killed with -9 again and again: none twice, none lost, each with its one address."""

import json
import os
import random
import re
import shutil
import subprocess
import time
from collections import Counter
from typing import Any

import pytest

from jobvisit.config.postgres import ADMIN
from tests.chaos.chaos_house import House, kill_tree, wait_for
from tests.chaos.conftest import KILLS

pytestmark = pytest.mark.chaos
LETTERS = 714
SEED = int(os.environ.get("JOBVISIT_SEED", "2026"))
MOST = 8
"""Kills of one run: there are six batches of addresses and six of pages to be killed in."""
DELAYS = (0.0, 0.35)
"""Seconds between a sign of progress and the kill: somewhere in the batch that follows."""


def one_number(house: House, statement: str) -> int:
    with house.server.connect(ADMIN, house.name) as connection:
        return int(connection.execute(statement).fetchone()[0])


def links(house: House) -> int:
    return one_number(house, "SELECT count(*) FROM links_link")


def parts(house: House) -> list[int]:
    with house.server.connect(ADMIN, house.name) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM outreach_workpart ORDER BY id").fetchall()]


def done(house: House) -> bool:
    return bool(one_number(house, "SELECT count(*) FROM outreach_work WHERE state = 'done'"))


def print_under_fire(house: House, kills: int) -> tuple[dict[str, Any], int, int]:
    """Let a worker print, kill it after each sign of progress; the work as it ended, kills, finished parts kept."""
    sown = json.loads(house.run("-m", "tests.chaos.chaos_letters", "sow", str(LETTERS)))
    rng, killed, kept, seen = random.Random(SEED), 0, 0, 0
    house.open(lose=0, keys=True)
    while not done(house):
        before = parts(house)

        def moved() -> bool:
            return done(house) or links(house) + 1000 * len(parts(house)) > seen  # noqa: B023 - asked at once

        wait_for(moved, "the letters go on")
        if killed == kills or done(house):
            wait_for(lambda: done(house), "the letters are done")
            break
        assert set(before) <= set(parts(house)) or done(house), "a finished part was lost"
        kept = max(kept, len(before))
        seen = links(house) + 1000 * len(parts(house))
        for worker in house.worker:
            time.sleep(rng.uniform(*DELAYS))
            kill_tree(worker.pid)
            worker.wait()
        killed += 1
        house.tend()
        house.run("-m", "tests.chaos.chaos_letters", "rouse")
    return json.loads(house.run("-m", "tests.chaos.chaos_letters", "read", str(sown["work"]))), killed, kept


def test_a_killed_worker_prints_no_letter_twice_and_loses_none(new_house, capsys):
    if not shutil.which("pdftotext"):
        pytest.skip("poppler (pdftotext) is not installed")
    house: House = new_house()
    ended, killed, kept = print_under_fire(house, min(max(KILLS // 4, 3), MOST))
    text = subprocess.run(["pdftotext", "-raw", ended["pdf"], "-"], capture_output=True, check=True, text=True).stdout
    pages = [re.sub(r"\s", "", page) for page in text.split("\f") if page.strip()]
    printed = Counter(
        number for number, address in ended["addresses"].items() for page in pages
        if address.partition("://")[2] in page
    )  # fmt: skip
    with capsys.disabled():
        print(f"\n{killed} workers killed while {LETTERS} letters were printed; {kept} finished batches taken over")
    assert ended["state"] == "done"
    assert killed >= 3
    assert kept >= 1, "no kill fell between two batches: nothing was resumed"
    assert len(pages) == LETTERS
    assert set(printed) == set(ended["addresses"])
    assert set(printed.values()) == {1}
    assert len(set(ended["addresses"].values())) == LETTERS
    assert links(house) == LETTERS
    assert parts(house) == []


def test_control_a_worker_that_forgets_which_letters_have_an_address_gives_some_two(new_house, capsys):
    house: House = new_house(fault="forgets_letters")
    _, killed, _ = print_under_fire(house, 3)
    given = links(house)
    with capsys.disabled():
        print(f"\nwithout the memory of addresses: {given} for {LETTERS} letters after {killed} kills")
    assert given > LETTERS
