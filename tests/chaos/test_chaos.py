"""Killed with -9 at random under load, the house loses nothing, doubles nothing and overfills nothing.

Goal of the field: GOV.UK Notify and the like promise delays; nobody publishes kills survived. JOBVISIT_KILLS kills,
JOBVISIT_SEED the seed. The run counts only together with `test_controls.py`: a harness that sees no fault where one
was built in proves nothing.
"""

import json
import os
import time

import pytest

from tests.chaos import chaos_checks as checks
from tests.chaos.chaos_house import House, wait_for
from tests.chaos.chaos_load import Ledger, Work, let_work, stop_work
from tests.chaos.chaos_nemesis import Nemesis
from tests.chaos.conftest import KILLS

pytestmark = pytest.mark.chaos
SEED = int(os.environ.get("JOBVISIT_SEED", "2026"))
CLIENTS = 5
DRAIN = 240.0
"""Seconds in which the outbox must be empty again; a lost job is woken within a minute, a retry within two."""
LOSE = 0.25
"""Share of the gateway's answers that never come."""


def test_nothing_acknowledged_is_lost_doubled_or_overfilled_and_no_text_goes_twice(new_house, capsys):
    house: House = new_house(workers=2)
    sown = json.loads(house.run("-m", "tests.chaos.chaos_field", str(CLIENTS), *[str(40 + 8 * KILLS)] * 2))
    house.open(lose=LOSE, keys=True)
    ledger = Ledger()
    nemesis = Nemesis(house, ledger, SEED)
    begun = time.monotonic()
    everyone = let_work(house, sown, Work(sown, SEED, kinds=("capture", "propose", "hire", "hire")), ledger)
    keys = True
    while nemesis.kills.total() < KILLS:
        nemesis.strike()
        if keys and nemesis.kills.total() >= KILLS // 2:  # from here on by a gateway that does not honour keys
            keys = False
            house.start_gateway(lose=LOSE, keys=keys)
    attacked = time.monotonic() - begun
    house.settle()
    stop_work(everyone)
    drained = drain(house)
    found = checks.count(house.server, house.name, ledger, house.sent_log)
    with capsys.disabled():
        print("\n" + report(nemesis, ledger, found, checks.texts(house.server, house.name), attacked, drained))
    assert ledger.strange == []
    assert ledger.unanswered == 0
    assert nemesis.kills.total() >= KILLS
    assert found.faults == {}
    # Else nothing was put to the test.
    assert min(len(ledger.captures), len(ledger.proposals), len(ledger.hires)) >= KILLS // 3
    assert found.unclear_texts >= KILLS // 4
    assert ledger.unclear.total() >= KILLS // 4


def drain(house: House) -> float:
    """Seconds until the outbox is empty. Dead workers' leases end by moving the clock, while no worker lives."""
    begun = time.monotonic()
    for one in house.worker:
        one.kill()
        one.wait()
    house.run("-m", "tests.chaos.chaos_field", "later")
    house.tend()
    wait_for(lambda: not checks.waiting(house.server, house.name), "the outbox is empty", DRAIN)
    return time.monotonic() - begun


def report(
    nemesis: Nemesis, ledger: Ledger, found: checks.Count, texts: dict[str, int], attacked: float, drained: float
) -> str:
    """The figures of a run, in words."""
    kills = ", ".join(f"{n} {kind}" for kind, n in sorted(nemesis.kills.items()))
    lines = [
        f"{nemesis.kills.total()} kills ({kills}) in {attacked:.0f} s, seed {SEED}; load {os.getloadavg()[0]:.1f}",
        f"acknowledged {len(ledger.captures)} captures, {len(ledger.proposals)} proposals, {len(ledger.hires)} hires; "
        f"told “full” {ledger.told.total()}; sent again {dict(ledger.unclear)}",
        f"texts {texts}; unclear {found.unclear_texts}; outbox empty after {drained:.0f} s",
        f"faults: {found.faults or 'none'}; strange answers: {len(ledger.strange)}",
    ]
    return "\n".join(lines)
