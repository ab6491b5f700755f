"""Batches: every list as the single question gives it, however and wherever the blocks are run."""

import numpy as np
import pytest
from matching_markets import fits, order

from jobvisit.engines.matching import Index, Orders, generate, in_processes, in_threads, kept, match_all
from jobvisit.engines.matching.kept import NOBODY
from jobvisit.engines.matching.rank import rank_row
from jobvisit.engines.matching.shards import shards


@pytest.fixture(scope="module")
def market():
    return Index.build(generate.people(1_500, 6)), generate.orders(300, 6)


def equal(a, b) -> bool:
    return all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


def test_every_list_is_the_one_that_rank_gives(market, compiled):
    index, orders = market
    lists = match_all(index, orders, 10, size=70)
    assert sorted(lists.order_ids) == sorted(orders.ids)
    for j in range(len(orders)):
        ranking = rank_row(index, orders.take([j]), 10)
        assert lists.of(int(orders.ids[j])) == list(zip(ranking.ids.tolist(), ranking.scores.tolist(), strict=True))


def test_without_the_compiler_the_lists_are_the_same(market, compiled, monkeypatch):
    index, orders = market
    some = orders.take(slice(0, 40))
    lists = match_all(index, some, 10)
    monkeypatch.setattr("jobvisit.engines.matching.kernels._compiled", [])
    assert equal(lists, match_all(index, some, 10))


def test_a_tail_and_those_gone_are_in_the_batch_as_they_are_in_the_list(compiled):
    index, orders = Index.build(generate.people(600, 7)), generate.orders(60, 7)
    index.put(generate.people(40, 8, first_id=590))
    index.remove(range(1, 50))
    lists = match_all(index, orders, 5)
    for j in range(len(orders)):
        assert [i for i, _ in lists.of(int(orders.ids[j]))] == rank_row(index, orders.take([j]), 5).ids.tolist()


def test_no_orders_and_nobody_are_batches_too(compiled, tmp_path):
    assert len(match_all(Index.build(generate.people(5)), generate.orders(0)).order_ids) == 0
    lists = match_all(Index.build(generate.people(0)), generate.orders(3), 4)
    assert (lists.ids == NOBODY).all()
    assert len(match_all(Index.build(generate.people(5)), generate.orders(0), folder=tmp_path).order_ids) == 0


def test_progress_is_told_until_all_is_done(market, compiled):
    told = []
    match_all(*market, 3, size=100, progress=lambda done, of: told.append((done, of)))
    assert sorted(told) == [(100, 300), (200, 300), (300, 300)]


def test_an_interrupted_batch_goes_on_where_it_stopped(market, compiled, tmp_path):
    index, orders = market
    worked = []

    def stopping(opened, work, blocks):
        for n, done in enumerate(in_threads(1)(opened, work, blocks)):
            worked.append(done[0])
            yield done
            if n == 1:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        match_all(index, orders, 5, folder=tmp_path, map_blocks=stopping, size=50)
    with pytest.raises(ValueError, match="not finished"):
        kept.read(tmp_path)

    def counting(opened, work, blocks):
        for done in in_threads(1)(opened, work, blocks):
            worked.append(done[0])
            yield done

    lists = match_all(index, orders, 5, folder=tmp_path, map_blocks=counting, size=50)
    assert sorted(worked) == [(first, first + 50) for first in range(0, 300, 50)]
    assert equal(lists, match_all(index, orders, 5))
    assert equal(kept.read(tmp_path), lists)


def test_a_folder_of_other_work_is_begun_anew(market, compiled, tmp_path):
    index, orders = market
    match_all(index, orders, 5, folder=tmp_path)
    changed = Index.build(index.rows())
    changed.put([fits(77)])
    lists = match_all(changed, orders, 5, folder=tmp_path)
    assert equal(lists, match_all(changed, orders, 5))


def test_processes_that_share_one_snapshot_give_the_same_lists(market, compiled, tmp_path):
    index, orders = market
    there = match_all(index, orders, 5, folder=tmp_path, map_blocks=in_processes(2), size=100)
    assert equal(there, match_all(index, orders, 5))


def test_processes_without_a_folder_are_refused(market):
    with pytest.raises(ValueError, match="folder"):
        match_all(*market, 5, map_blocks=in_processes(2))


@pytest.mark.parametrize("n", [1, 3, 50])
def test_shards_with_their_halo_give_the_lists_of_the_whole(compiled, n):
    people = generate.people(1_200, 9)
    orders = generate.orders(80, 9).joined(
        Orders.of([order(id=9_001, x=-(2**31)), order(id=9_002, x=3_000, stretch=9_000)])
    )
    whole = match_all(Index.build(people), orders, 5)
    parts = [
        match_all(Index.build(people.take(shard.people)), orders.take(shard.orders), 5)
        for shard in shards(people, orders, n)
    ]
    joined = {int(o): part.ids[i].tolist() for part in parts for i, o in enumerate(part.order_ids)}
    assert joined == {int(o): whole.ids[i].tolist() for i, o in enumerate(whole.order_ids)}


def test_an_order_that_was_not_asked_has_no_list(market, compiled):
    with pytest.raises(KeyError):
        match_all(*market, 3).of(-5)
