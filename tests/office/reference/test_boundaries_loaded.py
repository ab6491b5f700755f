"""Official borders in the database: loaded twice the same, shown with source and date, taken away again."""

import json

import pytest

from jobvisit.base import clock
from jobvisit.cli.main import main
from jobvisit.office.reference import actions, queries, tables
from jobvisit.office.reference.models import Boundary
from tests.factories import staff

pytestmark = pytest.mark.django_db
OWN = [one for one in tables.dongs().values() if one.gu == "서초구"]
SHAPE = [[[(37.48, 126.99), (37.48, 127.0), (37.49, 127.0)]]]


def test_the_same_file_a_second_time_changes_nothing():
    now = clock.now()
    shapes = {OWN[0].code: SHAPE, OWN[1].code: SHAPE}
    assert actions.load_boundaries(shapes=shapes, source="통계청", as_of="2013", at=now) == 2
    assert actions.load_boundaries(shapes=shapes, source="통계청", as_of="2013", at=clock.now()) == 0
    assert set(Boundary.objects.values_list("loaded_at", flat=True)) == {now}
    assert actions.load_boundaries(shapes={OWN[0].code: SHAPE}, source="통계청", as_of="2026", at=now) == 1


def test_a_gu_is_drawn_from_centres_and_officially_where_borders_are_known():
    assert {one.source for one in queries.land("서초구")} == {""}
    actions.load_boundaries(shapes={OWN[0].code: SHAPE}, source="통계청", as_of="2013", at=clock.now())
    known = {one.dong.code: one for one in queries.land("서초구")}
    assert len(known) == len(OWN)
    assert (known[OWN[0].code].source, known[OWN[0].code].as_of) == ("통계청", "2013")
    assert known[OWN[1].code].source == ""
    assert actions.forget_boundaries() == 1


def test_the_map_says_where_its_borders_come_from(client):
    someone = staff.counsellor()
    client.force_login(someone)
    actions.load_boundaries(shapes={OWN[0].code: SHAPE}, source="통계청", as_of="", at=clock.now())
    rows = client.get("/outreach/land/").json()["dongs"]
    assert [row["name"] for row in rows if not row["drawn"]] == [OWN[0].name]
    assert rows[0]["shape"] == [[[list(point) for point in SHAPE[0][0]]]]


@pytest.mark.parametrize("words", [["boundaries"], ["boundaries", "x.geojson", "--forget"], ["boundaries", "/no/file"]])
def test_a_wrong_call_says_so_before_any_database_is_asked(words, capsys):
    assert main(["reference", *words]) == 2
    assert " · " in capsys.readouterr().err


def test_the_command_loads_and_names_what_it_could_not(tmp_path, monkeypatch, capsys):
    from contextlib import nullcontext

    monkeypatch.setattr("jobvisit.config.local.database", nullcontext)
    staff.counsellor()
    ring = [[OWN[0].lon, OWN[0].lat], [OWN[0].lon + 0.01, OWN[0].lat], [OWN[0].lon, OWN[0].lat + 0.01]]
    rows = [
        {"type": "Feature", "properties": {"name": name, "base_year": "2013"},
         "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for name in (OWN[0].name, "없는동")
    ]  # fmt: skip
    file = tmp_path / "동.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": rows}))
    assert main(["reference", "boundaries", str(file), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["matched"], said["changed"], said["unmatched"], said["as_of"]) == (1, 1, ["없는동"], "2013")
    assert len(said["missing"]) == len(OWN) - 1
    assert main(["reference", "boundaries", str(file)]) == 1
    assert "없는동" in capsys.readouterr().out
    assert main(["reference", "boundaries", "--forget"]) == 0
    assert not Boundary.objects.exists()
