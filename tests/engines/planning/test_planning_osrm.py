"""Streets from an OSRM server: used where they can be believed, straight lines elsewhere, and said so.

The last tests really route Andorra: they need ../shared/data/routes/osm and OSRM's programs (osrm-extract,
osrm-contract, osrm-routed; the wheel `osrm-bindings` holds them in osrm/bin) on the PATH or in the folder OSRM_BIN.
"""

import gzip
import json
import os
import random
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from planning_weeks import MONDAY, OFFICE, agreed, firm, problem, shift

from jobvisit.engines.planning import (
    Limit,
    Mode,
    NoticeCode,
    OsrmTable,
    Place,
    Problem,
    Shift,
    Span,
    StraightLine,
    TravelError,
    Visit,
    check,
    offer_slots,
    plan,
    replan,
)
from jobvisit.engines.planning.travel import straight_lines

QUICK = Limit(iterations=20)
ANDORRA = Path(__file__).resolve().parents[4] / "shared" / "data" / "routes" / "osm" / "andorra.osm.gz"
PROGRAMS = ("osrm-extract", "osrm-contract", "osrm-routed")


class Server:
    """Answers as OSRM does: twice the straight line at 36 km/h; ``spoil`` changes the reply."""

    def __init__(self, spoil=lambda reply: None):
        self.asked, self.spoil = [], spoil

    def __call__(self, url):
        parts = urlsplit(url)
        points = [tuple(map(float, one.split(","))) for one in parts.path.rsplit("/", 1)[1].split(";")]
        asked = {key: [int(n) for n in value[0].split(";")] for key, value in parse_qs(parts.query).items()
                 if key != "annotations"}  # fmt: skip
        self.asked.append((parts.path.split("/")[3], len(points)))
        far = 2 * straight_lines([Place(lat, lon) for lon, lat in points])
        far = [[float(far[i, j]) for j in asked["destinations"]] for i in asked["sources"]]
        reply = {"code": "Ok", "distances": far, "durations": [[metres / 10 for metres in row] for row in far]}
        reply |= {key: [{"distance": 3.0} for _ in asked[key]] for key in ("sources", "destinations")}
        self.spoil(reply)
        return json.dumps(reply).encode()


PLACES = [Place(OFFICE.lat + n / 300, OFFICE.lon) for n in range(7)]


def test_streets_are_asked_for_in_blocks_and_parking_is_added():
    server = Server()
    found = OsrmTable(server, most=4).ways(PLACES, Mode.CAR)
    assert server.asked == [("driving", points) for points in [4, 4, 4, 3] * 3 + [3, 3, 3, 2]]
    lines = straight_lines(PLACES)
    assert found.metres[0, 3] == round(2 * lines[0, 3])
    assert found.seconds[0, 3] == round(2 * lines[0, 3] / 10) + 300
    assert (found.metres.diagonal() == 0).all()
    assert (found.seconds.diagonal() == 0).all()
    assert found.replaced == 0


@pytest.mark.parametrize(
    ("spoil", "replaced"),
    [
        (lambda reply: reply["distances"][0].__setitem__(1, None), 1),
        (lambda reply: reply["durations"][0].__setitem__(1, None), 1),
        (lambda reply: reply["sources"][2].update(distance=5_000.0), 6),
        (lambda reply: reply["destinations"].__setitem__(2, None), 6),
        (lambda reply: reply["distances"][0].__setitem__(6, 3.0), 1),
        (lambda reply: reply["durations"][0].__setitem__(6, 1.0), 1),
        (lambda reply: reply["durations"][0].__setitem__(6, -5.0), 1),
    ],
    ids=["no way", "no time", "snapped far off", "not snapped", "shorter than the line", "too fast", "below nothing"],
)
def test_ways_that_cannot_be_believed_are_straight_lines_and_counted(spoil, replaced):
    metres, seconds = StraightLine().tables(PLACES, Mode.FOOT)
    found = OsrmTable(Server(spoil)).ways(PLACES, Mode.FOOT)
    assert found.replaced == replaced
    assert int(((found.metres == metres) & (found.seconds == seconds)).sum()) == replaced + len(PLACES)


def test_buses_go_by_straight_line_and_nobody_is_asked():
    server = Server()
    assert (OsrmTable(server).tables(PLACES, Mode.BUS)[1] == StraightLine().tables(PLACES, Mode.BUS)[1]).all()
    assert server.asked == []


def _refuses(url):
    raise urllib.error.URLError("timed out")


@pytest.mark.parametrize(
    "fetch",
    [
        _refuses,
        lambda url: b"<html>",
        lambda url: b'{"code": "TooBig", "message": "Too many table coordinates"}',
        lambda url: b'{"code": "Ok"}',
        Server(lambda reply: reply["distances"].pop()),
        Server(lambda reply: reply["sources"].pop()),
    ],
    ids=["timeout", "no JSON", "refused", "empty", "a row short", "a point short"],
)
def test_a_server_that_fails_is_replaced_by_straight_lines_in_plan_change_and_offers(fetch):
    with pytest.raises((TravelError, OSError)):
        OsrmTable(fetch).tables(PLACES, Mode.CAR)
    given = problem([shift()], [agreed("A", 10), firm("B", 900)])
    broken = replace(given, travel=OsrmTable(fetch))
    made = plan(broken, limit=QUICK)
    assert made.routes == plan(given, limit=QUICK).routes
    for notices in (made.notices, replan(broken, made, limit=QUICK).plan.notices,
                    offer_slots(broken, made, firm("N", 600)).notices):  # fmt: skip
        assert [notice.code for notice in notices] == [NoticeCode.TRAVEL_FAILED]


def test_a_server_that_falls_silent_half_way_makes_no_plan_of_two_kinds_of_ways():
    server = Server()

    def tires(url):
        if len(server.asked) >= 2:
            raise TimeoutError
        return server(url)

    given = problem([shift()], [firm(f"F{n}", 300 * n) for n in range(1, 9)])
    made = plan(replace(given, travel=OsrmTable(tires, most=4)), limit=QUICK)
    assert [notice.code for notice in made.notices] == [NoticeCode.TRAVEL_FAILED]
    assert check(given, made) == []


def test_a_plan_by_streets_passes_the_checker_and_tells_how_many_ways_were_guessed():
    given = problem([shift()], [agreed("A", 10), firm("B", 900), firm("C", 1500)])
    streets = replace(given, travel=OsrmTable(Server()))
    made = plan(streets, limit=QUICK)
    assert made.notices == ()
    assert check(streets, made) == []
    assert made.metres > plan(given, limit=QUICK).metres
    partly = replace(given, travel=OsrmTable(Server(lambda reply: reply["distances"][0].__setitem__(1, None))))
    (notice,) = plan(partly, limit=QUICK).notices
    assert (notice.code, notice.facts) == (NoticeCode.TRAVEL_PARTLY, ("1/12",))


def _program(name):
    folder = os.environ.get("OSRM_BIN", "")
    return shutil.which(name, path=folder) if folder else shutil.which(name)


@pytest.fixture(scope="module")
def andorra(tmp_path_factory):
    """An OSRM server of Andorra's streets on 127.0.0.1."""
    if not ANDORRA.exists() or not all(_program(name) for name in PROGRAMS):
        pytest.skip("needs ../shared/data/routes/osm and OSRM's programs (OSRM_BIN)")
    folder = tmp_path_factory.mktemp("osrm")
    streets = folder / "andorra.osm"
    streets.write_bytes(gzip.decompress(ANDORRA.read_bytes()))
    extract, contract, routed = (_program(name) for name in PROGRAMS)
    home = Path(extract).parents[1]
    profile = next(p for p in (home / "share/profiles/car.lua", home / "share/osrm/profiles/car.lua") if p.exists())
    for command in ([extract, "-t", "1", "-p", str(profile), str(streets)], [contract, "-t", "1", folder / "andorra"]):
        subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=120)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [routed, "-i", "127.0.0.1", "-p", str(port), "-t", "1", str(folder / "andorra")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield OsrmTable(lambda url: urllib.request.urlopen(url, timeout=10).read(), f"http://127.0.0.1:{port}")
        server.terminate()


def test_andorra_is_routed_and_a_week_there_is_planned(andorra):
    rng = random.Random(1)
    town = Place(42.5075, 1.5218)
    firms = [
        Visit(f"F{n}", Place(town.lat + rng.uniform(-0.005, 0.005), town.lon + rng.uniform(-0.006, 0.006)), 0.3)
        for n in range(60)
    ]
    places = [town, *(visit.place for visit in firms)]
    found = andorra.ways(places, Mode.CAR)
    lines = straight_lines(places)
    ratio = sorted((found.metres / (lines + 1e-9))[lines > 300])
    assert 1.2 < ratio[len(ratio) // 2] < 3.5
    assert found.replaced < 0.2 * len(places) ** 2
    assert (found.metres != found.metres.T).any()  # one-way streets
    days = (Shift("가", MONDAY, Span(34200, 63000), town, town, Mode.CAR),)
    given = Problem(days, tuple(firms), andorra)
    made = plan(given, limit=QUICK)
    assert made.visits >= 7
    assert check(given, made) == []


def test_firms_outside_the_map_are_not_put_on_its_nearest_street(andorra):
    seoul = [OFFICE, Place(OFFICE.lat + 0.01, OFFICE.lon)]
    found = andorra.ways(seoul, Mode.CAR)
    assert found.replaced == 2
    assert found.metres[0, 1] == StraightLine().tables(seoul, Mode.CAR)[0][0, 1]
