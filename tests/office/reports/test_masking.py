"""Fewer than five people are not shown outside the centre, and cannot be worked out from what is."""

from itertools import product
from random import Random

from jobvisit.office.reports.kpis import KPIS, Book, Count, Entry
from jobvisit.office.reports.kpis.masking import LEAST, cover, masked


def possible(table: dict[str, int], hidden: frozenset[str]) -> dict[str, set[int]]:
    """What an outsider who knows the rule can take each hidden cell for: every way to make up the missing sum.

    Noughts are published unless everything is withheld, so a hidden cell is at least one then.
    """
    cells = sorted(hidden)
    least = 0 if hidden == frozenset(table) else 1
    missing = sum(table.values()) - sum(n for value, n in table.items() if value not in hidden)
    found: dict[str, set[int]] = {cell: set() for cell in cells}
    for head in product(range(least, missing + 1), repeat=len(cells) - 1):
        last = missing - sum(head)
        if last >= least:
            for cell, n in zip(cells, (*head, last), strict=True):
                found[cell].add(n)
    return found


def test_no_masked_cell_can_be_worked_out_from_the_total():
    rng = Random(5)
    masked_once = 0
    for _ in range(1500):
        table = {str(n): rng.choice((0, 0, 1, 2, 3, 4, 5, 6, 9)) for n in range(rng.randint(1, 4))}
        if sum(table.values()) < LEAST:
            continue  # then the total itself is masked
        hidden = masked([table])
        shown = {value: n for value, n in table.items() if value not in hidden}
        assert not [n for n in shown.values() if 0 < n < LEAST]
        for cell, numbers in (possible(table, hidden) if hidden else {}).items():
            masked_once += 1
            assert {1, 2, 3, 4, 5} <= numbers, (table, hidden, cell)
    assert masked_once > 500


def test_tables_about_the_same_people_are_masked_alike():
    hires, persons = {"a": 12, "b": 5, "c": 9}, {"a": 11, "b": 4, "c": 9}
    assert masked([hires, persons]) == frozenset("bc")
    assert masked([hires]) == frozenset()


def test_a_break_down_that_cannot_be_protected_is_withheld_with_its_noughts():
    assert masked([{"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 0}]) == frozenset("abcdef")


def _count(code: str, of: list[tuple[int, str]], family: str) -> Count:
    rows = tuple(Entry(n, person, 1, person, (("group", mark), ("zone", mark))) for n, (person, mark) in enumerate(of))
    return Count(code, "placement", rows, ("zone", "group"), family)


def test_a_rate_is_masked_where_either_of_its_counts_is():
    sent = [(n, "a") for n in range(20)] + [(n, "b") for n in range(20, 40)] + [(n, "c") for n in range(40, 60)]
    hired = [(n, "a") for n in range(3)] + [(n, "b") for n in range(20, 30)] + [(n, "c") for n in range(40, 52)]
    book = Book(
        frozen={
            "referrals": _count("referrals", sent, "referral"),
            "hires_by_referral": _count("hires_by_referral", hired, "hire"),
        }
    )
    rate = KPIS["placement_rate_referrals"](book)
    found = cover([rate])
    assert not found.hides(rate)
    assert [found.hides(rate, "zone", zone) for zone in "abc"] == [True, True, False]


def test_a_group_whose_complement_is_small_is_masked_too():
    of = [(n, "a") for n in range(28)] + [(n, "b") for n in range(28, 31)]
    book = Book(frozen={"hires": _count("hires", of, "hire")})
    figure = KPIS["hires"](book)
    found = cover([figure])
    assert found.hides(figure, "group", "a")
    assert found.hides(figure, "group", "b")


def test_a_month_of_four_hires_is_masked_as_a_whole_and_openings_never_are():
    few = Book(
        frozen={
            "hires": _count("hires", [(n, "a") for n in range(4)], "hire"),
            "openings": Count("openings", "order", (Entry(1, 1, 2),)),
        }
    )
    hires, openings = KPIS["hires"](few), KPIS["openings"](few)
    found = cover([hires, openings])
    assert found.hides(hires)
    assert found.hides(hires, "zone", "a")
    assert not found.hides(openings)
