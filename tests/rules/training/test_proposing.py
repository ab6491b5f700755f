"""A proposal's figures, beside a search through every possible class."""

from itertools import combinations
from random import Random

from jobvisit.office.training.rules import Row, proposals


def test_two_seats_go_to_two_who_can_be_placed_at_the_same_time_not_to_two_for_one_place():
    rows = [Row(1, 10, 7), Row(1, 11, 7), Row(2, 10, 7), Row(2, 11, 7), Row(3, 12, 7)]
    (one,) = proposals(rows, seats=3, places={10: 1, 11: 0, 12: 1}, applied={1: 1, 2: 2, 3: 3})
    assert (one.pool, one.orders, one.chosen, one.placeable, one.gains) == (3, (10, 11, 12), (1, 3, 2), 2, (10, 11, 12))


def test_rows_that_come_twice_count_once_and_who_applied_first_comes_first():
    rows = [Row(2, 10, 7), Row(2, 10, 7), Row(1, 10, 7)]
    (one,) = proposals(rows, seats=1, places={10: 5}, applied={1: 9, 2: 3}, short={10})
    assert (one.pool, one.chosen, one.placeable, one.short, one.per_seat) == (2, (2,), 1, 1, 1.0)


def test_no_rows_no_proposals():
    assert proposals([], seats=20, places={}, applied={}) == []


def test_the_choice_equals_the_best_of_all_possible_choices():
    """Every set of residents tried: the most placed at once, then the most orders, in 200 small markets."""
    for seed in range(200):
        rng = Random(seed)
        people, jobs = range(rng.randint(1, 6)), range(100, 100 + rng.randint(1, 4))
        rows = [Row(who, job, 1) for who in people for job in jobs if rng.random() < 0.4]
        places = {job: rng.randint(0, 2) for job in jobs}
        seats = rng.randint(1, 5)
        opens = {who: [job for one, job, _ in rows if one == who] for who in {row.seeker for row in rows}}
        if not opens:
            continue
        (found,) = proposals(rows, seats=seats, places=places, applied={who: -who for who in people})
        best = max(
            (size, sum(len(opens[who]) for who in some))
            for size in range(seats + 1)
            for some in combinations(sorted(opens), size)
            if fits(some, opens, places)
        )
        placed = found.chosen[: found.placeable]
        assert (found.placeable, sum(len(opens[who]) for who in placed)) == best, seed
        assert len(found.chosen) == min(seats, len(opens))
        assert fits(placed, opens, places)


def fits(some, opens, places):
    """Whether all of these can have a place at the same time, tried one after the other."""
    if not some:
        return True
    first, *rest = some
    return any(places[job] and fits(rest, opens, {**places, job: places[job] - 1}) for job in opens[first])


def test_the_ranking_goes_by_what_a_seat_buys():
    few = [Row(1, 10, 5), Row(2, 10, 5), Row(3, 10, 5)]
    many = [Row(4, 11, 6), Row(5, 12, 6)]
    places, applied = {10: 1, 11: 1, 12: 1}, dict.fromkeys(range(1, 6), 0)
    assert [one.licence for one in proposals(few + many, seats=20, places=places, applied=applied)] == [6, 5]
