"""Borders of dong from strangers' files: what is believed, what is named, what is refused; and cells from centres."""

import json
from pathlib import Path

import pytest

from jobvisit.office.reference import boundaries, tables
from jobvisit.office.reference.cells import cells

OFFICIAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "geo"
DONGS = tables.dongs()
BANGBAE = next(one for one in DONGS.values() if (one.gu, one.name) == ("서초구", "방배1동"))


def box(dong, *, swap=False, shift=0.0, size=0.004):
    lat, lon = dong.lat + shift, dong.lon
    ring = [[lon - size, lat - size], [lon + size, lat - size], [lon + size, lat + size], [lon - size, lat - size]]
    return [[y, x] for x, y in ring] if swap else ring


def feature(named, ring):
    return {"type": "Feature", "properties": named, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def read(*features, **head):
    return boundaries.read(json.dumps({"type": "FeatureCollection", "features": features, **head}).encode(), DONGS)


@pytest.mark.parametrize(
    "named",
    [
        {"name": "방배1동"},
        {"adm_nm": "서울특별시 서초구 방배1동", "adm_cd2": BANGBAE.code},
        {"ADM_NM": "방배1동", "ADM_CD": "11220610"},
        {"ADM_DR_NM": "방배제1동"},
        {"emd_cd": BANGBAE.code[:8]},
        {"행정동코드": f"{BANGBAE.code}.0"},
    ],
)
def test_a_dong_is_known_by_the_names_and_codes_that_offices_use(named):
    found = read(feature(named, box(BANGBAE)))
    assert list(found.shapes) == [BANGBAE.code]
    assert (found.unmatched, found.refused) == ((), ())


def test_a_code_of_another_office_is_not_believed_against_the_name():
    """1123080 is 개포2동 at the statistics office; with zeros it may be anybody's code at ours."""
    other = next(one for one in DONGS.values() if one.gu == "동대문구")
    found = read(feature({"name": "방배1동", "code": other.code}, box(BANGBAE)))
    assert list(found.shapes) == [BANGBAE.code]


def test_a_name_that_several_gu_share_goes_to_the_dong_that_lies_there():
    twins = [one for one in DONGS.values() if one.name == "신사동"]
    assert len(twins) > 1
    found = read(*[feature({"name": "신사동"}, box(one)) for one in twins])
    assert set(found.shapes) == {one.code for one in twins}


def test_latitude_first_is_read_the_right_way_round_and_said():
    found = read(feature({"name": "방배1동"}, box(BANGBAE, swap=True)))
    assert found.swapped
    lats = [lat for lat, _ in found.shapes[BANGBAE.code][0][0]]
    assert all(abs(lat - BANGBAE.lat) < 0.01 for lat in lats)


def test_what_is_none_of_our_dong_is_named_and_the_rest_is_taken():
    found = read(
        feature({"name": "방배1동"}, box(BANGBAE)),
        feature({"name": "서초동"}, box(BANGBAE)),
        feature({"name": "잠원동"}, box(BANGBAE)),
        feature({"name": "방배1동"}, box(BANGBAE)),
        {"type": "Feature", "properties": {"name": "내곡동"}, "geometry": None},
        feature({"name": "양재1동"}, [[127.0, 37.4], [127.0, 37.4], [127.0, 37.4]]),
        feature({"name": "양재2동"}, [[2.0, 37.4], [127.1, 37.4], [127.0, 37.5]]),
    )
    assert list(found.shapes) == [BANGBAE.code]
    assert found.unmatched == ("서초동",)
    assert dict(found.refused) == {
        "잠원동": "far", "방배1동": "twice", "내곡동": "geometry", "양재1동": "ring", "양재2동": "outside"
    }  # fmt: skip
    assert set(dict(found.refused).values()) <= set(boundaries.FAULTS)


def metres(named, **head):
    ring = [[957000.5, 1943000.2], [957100, 1943000], [957100, 1943100]]
    return {"type": "FeatureCollection", "features": [feature(named, ring)], **head}


@pytest.mark.parametrize(
    ("content", "code", "word"),
    [
        (b"", "text", "GeoJSON"),
        (b"PK\x03\x04\xff\xfe", "text", "Shapefile"),
        (b"[" * 50_000, "text", "nesting"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "text", "NaN"),
        (b"[1]", "type", "list"),
        (b'{"type": "Topology"}', "topology", "TopoJSON"),
        (b'{"type": "FeatureCollection", "features": {}}', "type", "FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": []}', "empty", "없습니다"),
        (json.dumps(metres({"name": "x"})).encode(), "projected", "957000, 1.943e+06"),
        (json.dumps({"crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::5179"}}} | metres({})).encode(),
         "projected", "EPSG:5179"),
        (json.dumps({"type": "FeatureCollection", "features": [
            feature({"name": "x"}, [[2, 48], [2.1, 48], [2, 48.1]])]}).encode(), "outside", "2, 48"),
        (json.dumps({"type": "FeatureCollection", "features": [
            feature({"name": "서초구"}, box(BANGBAE))]}).encode(), "nobody", "서초구"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_why_with_the_value(content, code, word):
    with pytest.raises(boundaries.BadBoundariesError) as refused:
        boundaries.read(content, DONGS)
    assert refused.value.code == code
    assert word in refused.value.ko
    assert refused.value.en.isascii() or code in {"nobody", "text"}


@pytest.mark.parametrize("one", [None, 1, {}, {"properties": 7}, {"geometry": {"type": "Polygon", "coordinates": [1]}},
                                 {"geometry": {"type": "MultiPolygon", "coordinates": [[["a"]]]}},
                                 {"geometry": {"type": "Polygon", "coordinates": [[[True, False]]]}},
                                 {"geometry": {"type": "Polygon", "coordinates": [[[10**400, 1]]]}}])  # fmt: skip
def test_nonsense_in_the_place_of_a_shape_is_refused_by_itself(one):
    found = read(one, feature({"name": "방배1동"}, box(BANGBAE)))
    assert list(found.shapes) == [BANGBAE.code]
    assert len(found.refused) == 1


def test_a_fine_border_is_smoothed_by_no_more_than_it_says():
    from math import cos, sin, tau

    fine = [(37.5 + 0.01 * sin(n * tau / 4000), 127.0 + 0.01 * cos(n * tau / 4000)) for n in range(4000)]
    coarse = boundaries.smooth(fine)
    assert 20 < len(coarse) < 200
    far = max(min(boundaries._away(boundaries.to_metres(*p), boundaries.to_metres(*a), boundaries.to_metres(*b))
                  for a, b in zip(coarse, [*coarse[1:], coarse[0]], strict=True)) for p in fine[::50])  # fmt: skip
    assert far <= boundaries.TOLERANCE + 1.5  # points are whole metres


def test_the_file_of_the_statistics_office_gives_every_dong_of_seocho():
    path = OFFICIAL / "seocho_and_neighbours_dong_2013.geojson"
    if not path.exists():
        pytest.skip("../shared/data is not here")
    found = boundaries.read(path.read_bytes(), DONGS)
    assert (len(found.shapes), found.unmatched, found.refused, found.as_of) == (76, (), (), "2013")
    assert {one.code for one in DONGS.values() if one.gu == "서초구"} <= set(found.shapes)


def test_a_cell_holds_its_own_centre_and_what_lies_nearest_to_it():
    centres = {code: (one.lat, one.lon) for code, one in DONGS.items()}
    own = [one.code for one in DONGS.values() if one.gu == "서초구"]
    drawn = cells(own, centres)
    assert set(drawn) == set(own)
    for code, ring in drawn.items():
        for point in ring:
            mine = boundaries.distance(boundaries.to_metres(*point), boundaries.to_metres(*centres[code]))
            nearest = min(boundaries.distance(boundaries.to_metres(*point), boundaries.to_metres(*one))
                          for one in centres.values())  # fmt: skip
            assert mine <= nearest + 15  # a corner is as near to its neighbours
            assert mine <= 2_520
