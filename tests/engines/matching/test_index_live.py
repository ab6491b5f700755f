"""The index: always current, the same whatever the order of input, never seen half changed."""

import threading
from dataclasses import replace

import numpy as np
import pytest
from matching_markets import CLEANER, COOK, fits, index_of, order

from jobvisit.engines.matching import DuplicateIdError, Index, OrdersIndex, People, Prices, generate, index, rank
from jobvisit.engines.matching.rank import rank_row


def same_people(a: People, b: People) -> bool:
    """Equal as sets of rows."""
    one, other = a.take(np.argsort(a.ids)), b.take(np.argsort(b.ids))
    return all(np.array_equal(column, other.columns()[name]) for name, column in one.columns().items())


def test_a_new_resident_is_in_the_next_list(compiled):
    live = index_of(fits(1))
    live.put([fits(2, x=0, y=0)])
    assert rank(live, order()).ids.tolist() == [2, 1]
    assert 2 in live
    assert len(live) == 2


def test_a_changed_resident_stands_once_and_as_changed(compiled):
    live = index_of(fits(1), fits(2))
    live.put([fits(2, wage=90_000)])
    ranking = rank(live, order())
    assert ranking.ids.tolist() == [1]
    assert ranking.counts.total == len(live) == 2


def test_someone_removed_is_in_no_list_and_in_no_count(compiled):
    live = index_of(fits(1), fits(2), fits(3, wishes=(COOK, CLEANER)))
    live.remove([3, 1, 99])
    ranking = rank(live, order())
    assert (ranking.ids.tolist(), ranking.counts.total, 3 in live) == ([2], 1, False)
    everyone = rank(live, replace(order(), occupation=-1))
    assert everyone.counts.total == 1


def test_removing_twice_and_bringing_back_is_no_trouble(compiled):
    live = index_of(fits(1), fits(2))
    for _ in range(3):
        live.remove([1])
        live.remove([1])
        live.put([fits(1)])
    assert rank(live, order()).ids.tolist() == [1, 2]
    assert len(live) == 2


def test_after_any_changes_the_lists_are_those_of_an_index_built_anew(compiled):
    people, asked = generate.people(3_000, 8), generate.orders(40, 8)
    live = Index.build(people)
    live.remove(range(1, 400, 3))
    live.put(generate.people(700, 9, first_id=200))
    live.remove(range(250, 300))
    live.put(generate.people(5, 10, first_id=4_000))
    built = Index.build(live.rows())
    prices = Prices(live.rows().ids[::2], np.full(len(live.rows().ids[::2]), 40_000))
    for j in range(len(asked)):
        row = asked.take([j])
        assert rank_row(live, row, 30).same_as(rank_row(built, row, 30))
        assert rank_row(live, row, 30, prices).same_as(rank_row(built, row, 30, prices, "plain"))


def test_a_merged_index_has_the_bytes_of_one_built_anew():
    live = Index.build(generate.people(500, 1))
    live.put(generate.people(50, 2, first_id=480))
    live.remove([3, 490])
    live.merge()
    assert len(live.parts) == 1
    built = Index.build(live.rows())
    for name, array in live.parts[0].segment.arrays().items():
        assert np.array_equal(array, built.parts[0].segment.arrays()[name]), name


def test_the_order_of_input_never_matters():
    people = generate.people(800, 5)
    shuffled = people.take(np.random.default_rng(0).permutation(len(people)))
    one, other = Index.build(people), Index.build(shuffled)
    for name, array in one.parts[0].segment.arrays().items():
        assert np.array_equal(array, other.parts[0].segment.arrays()[name]), name


def test_a_grown_tail_is_merged_by_the_change_that_makes_it_due(monkeypatch):
    monkeypatch.setattr(index, "TAIL_MOST", 10)
    live = Index.build(generate.people(50, 1))
    live.put(generate.people(8, 2, first_id=100))
    assert len(live.parts) == 2
    live.put(generate.people(8, 3, first_id=200))
    assert len(live.parts) == 1
    assert len(live) == 66


def test_a_large_index_waits_for_merge_to_be_called(monkeypatch):
    monkeypatch.setattr(index, "TAIL_MOST", 10)
    monkeypatch.setattr(index, "MERGE_AT_ONCE", 20)
    live = Index.build(generate.people(50, 1))
    live.put(generate.people(30, 2, first_id=100))
    assert live.wants_merge
    assert len(live.parts) == 2
    live.merge()
    assert not live.wants_merge


def test_what_changes_during_a_merge_is_not_lost(monkeypatch):
    live = Index.build(generate.people(200, 1))
    live.put(generate.people(20, 2, first_id=500))
    built = index.Part.of

    def slow(people, params):
        if len(people) > 200:  # the merge: everything else happens meanwhile
            live.remove([5, 505])
            live.put([fits(7), fits(510), fits(900)])
            monkeypatch.setattr(index.Part, "of", built)
        return built(people, params)

    monkeypatch.setattr(index.Part, "of", slow)
    live.merge()
    expected = Index.build(generate.people(200, 1))
    expected.put(generate.people(20, 2, first_id=500))
    expected.remove([5, 505])
    expected.put([fits(7), fits(510), fits(900)])
    assert same_people(live.rows(), expected.rows())
    assert len(live) == len(expected)


def test_only_removals_during_a_merge_are_not_lost_either(monkeypatch):
    live = Index.build(generate.people(100, 1))
    live.put(generate.people(20, 2, first_id=500))
    built = index.Part.of

    def slow(people, params):
        if len(people) > 100:
            live.remove([5, 505])
        return built(people, params)

    monkeypatch.setattr(index.Part, "of", slow)
    live.merge()
    assert (len(live), 5 in live, 505 in live) == (118, False, False)


def test_a_reader_never_sees_someone_twice_or_not_at_all_while_they_change(compiled):
    """A change that were made in two steps would show 1 or 3 residents between them; a control shows that it would."""
    live = index_of(fits(1), fits(2))
    asked, stop, seen = order(), threading.Event(), set()

    def read() -> None:
        while not stop.is_set():
            ranking = rank(live, asked)
            seen.add((tuple(sorted(ranking.ids.tolist())), ranking.counts.total))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for i in range(150):
        live.put([fits(2, wage=10_000 + i)])
    stop.set()
    for reader in readers:
        reader.join()
    assert seen == {((1, 2), 2)}
    live.remove([2])  # the control: half of the change is visible to anyone
    assert rank(live, asked).ids.tolist() == [1]


def test_an_id_twice_is_refused_with_its_name():
    with pytest.raises(DuplicateIdError) as caught:
        index_of(fits(1), fits(7), fits(7))
    assert caught.value.ids == [7]
    with pytest.raises(DuplicateIdError):
        index_of().put([fits(3), fits(3)])


def test_one_resident_can_be_had_back_as_they_are():
    live = index_of(fits(1), fits(2))
    live.put([fits(2, wage=12_345)])
    assert live.person(2).wage.tolist() == [12_345]
    live.remove([2])
    with pytest.raises(KeyError):
        live.person(2)


def test_orders_are_put_and_removed_at_once():
    from jobvisit.engines.matching import Orders, rank_orders

    jobs = OrdersIndex.build(Orders.of([order(id=1), order(id=2)]))
    jobs.put([order(id=2, wage_min=9_000, wage_max=9_000), order(id=3)])
    assert rank_orders(jobs, fits()).ids.tolist() == [1, 3]
    jobs.remove([1])
    assert (rank_orders(jobs, fits()).ids.tolist(), len(jobs), 1 in jobs) == ([3], 2, False)


def test_prices_outside_what_a_probability_can_be_are_refused():
    for ids, millionths in (([1], [-1]), ([1], [1_000_001]), ([1, 2], [5])):
        with pytest.raises(ValueError, match="prices"):
            Prices(ids, millionths)
