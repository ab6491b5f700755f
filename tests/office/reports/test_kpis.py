"""Every figure equals an independent recount over exported rows, on two hundred random districts in one database."""

from datetime import date
from random import Random

import pytest
from django.db import connection

from jobvisit.flows import coverage
from jobvisit.office.reports import facts
from jobvisit.office.reports.kpis import KPIS, Book, Month
from jobvisit.office.reports.kpis.document import book_of, document, figures_of
from jobvisit.office.staff.models import User
from tests.office.reports import random_districts
from tests.office.reports.recount import Recount, exported

pytestmark = pytest.mark.django_db
DISTRICTS = 200
TODAY = date(2027, 1, 15)


def test_every_figure_and_break_down_equals_a_recount_on_200_random_districts():
    made = random_districts.fill(DISTRICTS)
    with connection.cursor() as cursor:
        rows = exported(cursor)
    rng = Random(7)
    seen = dict.fromkeys(KPIS, 0)
    for district in made:
        month = rng.choice((Month(2026, 10), Month(2026, 10), Month(2026, 9), Month(2026, 11)))
        found = facts.of_month(district.pk, month, TODAY)
        book = Book(found)
        told = Recount(rows[district.pk], month.year, month.number)
        expected = told.figures()
        assert set(expected) == set(KPIS)
        for code, make in KPIS.items():
            figure = make(book)
            assert (figure.top, figure.bottom) == expected[code], (district.code, month, code)
            assert (figure.value is None) == (not figure.known) == (expected[code][1] == 0)
            seen[code] += bool(figure.top)
        hires = KPIS["hires"](book)
        for dimension in ("zone", "home", "counsellor", "channel", "rung", "agency"):
            parts = {value: hires.part(dimension, value).top for value in hires.values(dimension)}
            assert parts == told.hires_by(dimension), (district.code, dimension)
        hired = KPIS["hired"](book)
        assert {g: hired.part("group", g).top for g in hired.values("group")} == told.people_by_group()
        for months in (3, 6, 12):
            unknown: list[int] = []
            told.retention(months, unknown)
            assert list(book[f"unsure_{months}"].rows) == sorted(unknown)
        frozen = figures_of(book_of(document(found)))
        assert {code: one.value for code, one in frozen.items()} == {c: make(book).value for c, make in KPIS.items()}
    assert min(seen.values()) >= 5, f"some figure was nearly always nought, so this test shows little: {seen}"


def test_the_share_of_the_list_agrees_with_the_board_stage_by_stage():
    for district in random_districts.fill(12, first_seed=500):
        by = User.objects.filter(district=district).first()
        board = coverage.board_for(by=by)
        book = Book(facts.of_month(district.pk, Month(2027, 1), TODAY))
        if board is None:
            assert KPIS["one_firm_one_resident"](book).value is None
            continue
        counts = tuple(book[f"firms_{stage}"].total for stage in coverage.STAGES)
        assert (book["list_firms"].total, counts) == (board.total.firms, board.total.counts)
