"""Snapshots: what was saved comes back; anything else is refused and built anew, never read."""

import json
import os
import zlib

import numpy as np
import pytest
from matching_markets import fits, index_of, order

from jobvisit.engines.matching import Index, Params, Prices, generate, rank, snapshot
from jobvisit.engines.matching.rank import rank_row
from jobvisit.engines.matching.snapshot import MAGIC, SnapshotError


@pytest.fixture
def saved(tmp_path):
    index = Index.build(generate.people(400, 2))
    snapshot.save(index, tmp_path / "index", mark="change 17")
    return index, tmp_path / "index"


@pytest.mark.parametrize("engine", ["plain", "compiled"])
def test_an_index_read_from_disk_gives_the_lists_of_the_one_saved(saved, engine, compiled):
    index, path = saved
    again, mark = snapshot.load(path)
    assert mark == "change 17"
    asked = generate.orders(20, 2)
    prices = Prices(np.arange(1, 200), np.full(199, 5_000))
    for j in range(len(asked)):
        for price in (None, prices):
            there = rank_row(again, asked.take([j]), 10, price, engine)
            assert there.same_as(rank_row(index, asked.take([j]), 10, price, engine))


def test_an_index_read_from_disk_can_be_changed(saved, compiled):
    _, path = saved
    again, _ = snapshot.load(path)
    again.put([fits(9_000)])
    again.remove([1])
    assert 9_000 in rank(again, order(), 400).ids
    assert (1 in again, len(again)) == (False, 400)


def test_what_has_left_the_index_is_not_in_its_snapshot(tmp_path):
    index = index_of(fits(1), fits(2))
    index.remove([1])
    index.put([fits(3)])
    snapshot.save(index, tmp_path / "index")
    again, _ = snapshot.load(tmp_path / "index")
    assert sorted(again.rows().ids.tolist()) == [2, 3]


def test_an_empty_index_can_be_saved_too(tmp_path, compiled):
    snapshot.save(index_of(), tmp_path / "index")
    again, _ = snapshot.load(tmp_path / "index")
    assert len(rank(again, order())) == 0


def test_the_arrays_are_mapped_and_cannot_be_written(saved):
    _, path = saved
    again, _ = snapshot.load(path)
    with pytest.raises(ValueError, match="read-only"):
        again.parts[0].segment.people.wage[0] = 1


def test_a_flipped_byte_anywhere_that_matters_is_noticed(saved):
    _, path = saved
    whole = path.read_bytes()
    header = int(whole[len(MAGIC) : len(MAGIC) + 12])
    data = json.loads(whole[len(MAGIC) + 20 : len(MAGIC) + 20 + header])
    start = -(-(len(MAGIC) + 20 + header) // 4096) * 4096
    places = [0, 5, len(MAGIC) + 3, len(MAGIC) + 15, len(MAGIC) + 25, len(MAGIC) + 20 + header - 1]
    for dtype, shape, at, _ in data["arrays"].values():
        size = int(np.prod(shape)) * np.dtype(dtype).itemsize
        places += [start + at, start + at + size // 2, start + at + size - 1] if size else []
    for place in places:
        broken = bytearray(whole)
        broken[place] ^= 0x10
        path.write_bytes(broken)
        with pytest.raises(SnapshotError):
            snapshot.load(path)


@pytest.mark.parametrize("keep", [0, 3, 30, 2_000, 5_000, -4096, -1])
def test_a_file_cut_short_is_refused(saved, keep):
    _, path = saved
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(SnapshotError):
        snapshot.load(path)


def test_a_file_with_something_added_is_refused(saved):
    _, path = saved
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(SnapshotError):
        snapshot.load(path)


def test_a_foreign_file_is_refused(tmp_path):
    for content in (b"", b"PK\x03\x04" + bytes(9_000), MAGIC, MAGIC + b"9" * 12 + b"0" * 8 + bytes(100)):
        (tmp_path / "index").write_bytes(content)
        with pytest.raises(SnapshotError):
            snapshot.load(tmp_path / "index")


def test_a_snapshot_of_other_parameters_is_refused(saved):
    _, path = saved
    with pytest.raises(SnapshotError, match="other parameters"):
        snapshot.load(path, Params(version="another"))


def test_a_snapshot_of_another_layout_is_refused(saved, monkeypatch):
    _, path = saved
    monkeypatch.setattr(snapshot, "FORMAT", snapshot.FORMAT + 1)
    with pytest.raises(SnapshotError, match="another version"):
        snapshot.load(path)


def forged(path, change):
    """The file with its header changed and every checksum made to fit again: what chance could not do."""
    whole = path.read_bytes()
    length = int(whole[len(MAGIC) : len(MAGIC) + 12])
    header = json.loads(whole[len(MAGIC) + 20 : len(MAGIC) + 20 + length])
    start = -(-(len(MAGIC) + 20 + length) // 4096) * 4096
    change(header)
    text = json.dumps(header).encode()
    head = MAGIC + b"%012d" % len(text) + b"%08x" % zlib.crc32(text) + text
    path.write_bytes(head + bytes(-len(head) % 4096) + whole[start:])


@pytest.mark.parametrize(
    "change",
    [
        lambda h: h["arrays"]["people.wage"].__setitem__(0, ">i4"),
        lambda h: h["arrays"]["postings.near"].__setitem__(0, ">i4"),
        lambda h: h["arrays"]["people.wage"].__setitem__(0, "<f4"),
        lambda h: h["arrays"].pop("people.wage"),
        lambda h: h["arrays"].update(more=h["arrays"]["people.wage"]),
        lambda h: h["layout"]["columns"]["wage"].__setitem__(0, ">i4"),
        lambda h: h["layout"].pop("block"),
    ],
)
def test_a_snapshot_of_another_byte_order_or_make_is_refused_though_every_checksum_fits(saved, change):
    _, path = saved
    forged(path, lambda header: None)
    assert len(snapshot.load(path)[0]) == len(saved[0])
    forged(path, change)
    with pytest.raises(SnapshotError):
        snapshot.load(path)


def test_an_index_that_cannot_be_saved_is_built_all_the_same(tmp_path):
    place = tmp_path / "a folder that is not there" / "index"
    index, _, reason = snapshot.load_or_build(place, lambda: generate.people(3, 1))
    assert (len(index), "not saved" in reason) == (3, True)


def test_a_refused_snapshot_is_built_anew_and_then_read(tmp_path):
    path = tmp_path / "index"
    path.write_bytes(b"rubbish")
    calls = []

    def people():
        calls.append(1)
        return generate.people(30, 1)

    index, mark, refused = snapshot.load_or_build(path, people, mark="a")
    assert (len(index), mark, refused, len(calls)) == (30, "a", "not a snapshot of a matching index", 1)
    index, mark, refused = snapshot.load_or_build(path, people, mark="b")
    assert (len(index), mark, refused, len(calls)) == (30, "a", "", 1)


def test_a_missing_snapshot_is_built(tmp_path):
    index, _, refused = snapshot.load_or_build(tmp_path / "index", lambda: generate.people(3, 1))
    assert len(index) == 3
    assert refused


def test_saving_leaves_the_old_one_in_place_until_the_new_one_is_whole(saved, monkeypatch):
    index, path = saved
    before = path.read_bytes()

    def full(_file):
        raise OSError(28, "no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        snapshot.save(index, path, mark="new")
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["index"]


def test_a_reader_keeps_what_it_opened_when_the_file_is_replaced(saved):
    index, path = saved
    opened, _ = snapshot.load(path)
    snapshot.save(index_of(fits(1)), path)
    assert len(opened) == len(index)
    assert opened.rows().ids.sum() == index.rows().ids.sum()
