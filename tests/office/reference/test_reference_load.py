"""The reference tables in the database: loading, an administrator's rows, and changes of law as rows."""

from datetime import date

import pytest
from django.contrib.admin import site
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from jobvisit.office.reference import actions, models, queries, tables

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


def test_the_database_answers_as_the_packaged_tables_do() -> None:
    actions.load()
    assert queries.wage_floors() == tables.wage_floors()
    assert queries.wage_floor(TODAY) == tables.wage_floor(TODAY)
    assert queries.groups(TODAY) == tuple(sorted(tables.groups(TODAY), key=lambda group: group.code))
    assert queries.holidays(date(2026, 1, 1), date(2026, 12, 31)) == tables.holidays(
        date(2026, 1, 1), date(2026, 12, 31)
    )
    assert queries.occupations(TODAY) == tables.occupations()
    assert queries.dongs(TODAY) == tables.dongs()
    assert queries.neighbours("1165059000", TODAY) == tables.neighbours("1165059000")
    assert set(queries.stations(TODAY)) == set(tables.stations())
    assert set(queries.licences(TODAY)) == set(tables.licences())
    assert queries.licence_aliases(TODAY) == tables.licence_aliases()


def test_loading_twice_writes_nothing() -> None:
    actions.load()
    with CaptureQueriesContext(connection) as asked:
        assert not any(actions.load().values())
    assert not [query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_loading_mends_a_shipped_row_and_takes_away_one_that_is_gone() -> None:
    actions.load()
    models.WageFloor.objects.filter(valid_from=date(2026, 1, 1)).update(hourly=1)
    models.Dong.objects.create(
        code="9999999999", gu="없는구", name="없는동", name_en="", lat=0, lon=0, valid_from=TODAY, source="shipped once"
    )
    written = actions.load()
    assert {name for name, rows in written.items() if rows} == {"wage_floor", "dong"}
    assert queries.wage_floor(TODAY) == tables.wage_floor(TODAY)
    assert not models.Dong.objects.filter(code="9999999999").exists()


def test_loading_leaves_an_administrators_row_alone() -> None:
    actions.load()
    models.WageFloor.objects.filter(valid_from=date(2027, 1, 1)).update(hourly=10_750, by_hand=True)
    models.Holiday.objects.create(
        on=date(2026, 12, 31), area="11650", name_ko="종무식", kind="local", source="구청장 방침", by_hand=True
    )
    assert not any(actions.load().values())
    floor = queries.wage_floor(date(2027, 3, 1))
    assert floor is not None
    assert floor.hourly == 10_750
    assert models.Holiday.objects.filter(kind="local").count() == 1


def test_a_change_of_law_is_a_row() -> None:
    actions.load()
    youth = models.TargetGroup.objects.get(code="youth", valid_from=date(2026, 9, 18))
    youth.pk, youth.valid_from, youth.max_age, youth.by_hand = None, date(2028, 1, 1), 39, True
    youth.save()
    before = {group.code: group.max_age for group in queries.groups(date(2027, 12, 31))}
    after = {group.code: group.max_age for group in queries.groups(date(2028, 1, 1))}
    assert (before["youth"], after["youth"]) == (34, 39)
    assert before.keys() == after.keys()


def test_a_local_closure_is_seen_in_its_own_gu_only() -> None:
    actions.load()
    models.Holiday.objects.create(on=date(2026, 12, 31), area="11650", name_ko="휴관", kind="local", source="방침")
    day = date(2026, 12, 31)
    assert [one.kind for one in queries.holidays(day, day, area="11650")] == ["local"]
    assert queries.holidays(day, day) == queries.holidays(day, day, area="11680") == ()


def test_a_year_without_holidays_entered_is_an_error_not_a_year_of_work() -> None:
    actions.load()
    models.Holiday.objects.create(on=date(2029, 1, 2), area="11650", name_ko="휴관", kind="local", source="방침")
    with pytest.raises(ValueError, match="2029"):
        queries.holidays(date(2028, 12, 1), date(2029, 1, 31), area="11650")


def test_a_local_closure_without_an_area_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Holiday.objects.create(on=TODAY, area="", name_ko="휴관", kind="local", source="방침")


def test_a_row_that_ends_before_it_begins_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        models.WageFloor.objects.create(
            valid_from=date(2030, 1, 1), valid_until=date(2029, 1, 1), hourly=1, confidence="official", source="x"
        )


def test_the_wage_of_a_year_nobody_has_entered_is_unknown() -> None:
    actions.load()
    assert queries.wage_floor(date(2028, 1, 1)) is None
    assert queries.wage_floor(date(2012, 12, 31)) is None


def test_an_alias_is_folded_as_it_is_looked_up() -> None:
    row = models.LicenceAlias.objects.create(
        alias="요양 보호사 (신)", name="요양보호사", basis="spelling", valid_from=TODAY, source="창구"
    )
    assert row.alias == "요양보호사신"


def test_a_row_saved_in_the_administration_is_the_administrators(rf: RequestFactory) -> None:
    actions.load()
    page = site.get_model_admin(models.WageFloor)
    floor = models.WageFloor.objects.get(valid_from=date(2027, 1, 1))
    floor.confidence = "official"
    page.save_model(rf.post("/"), floor, None, change=True)
    assert not any(actions.load().values())
    assert models.WageFloor.objects.get(valid_from=date(2027, 1, 1)).confidence == "official"
