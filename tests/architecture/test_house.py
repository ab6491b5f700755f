"""The house keeps its order: foreign keys point down, rows carry a district, routes are guarded, files are small."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from jobvisit.office.staff.models import DistrictRow

ROOT = Path(__file__).resolve().parents[2]
OFFICE = "jobvisit.office."
STOREYS = (
    ("reports",),
    ("referrals",),
    ("matches",),
    ("orders",),
    ("outreach", "agreements", "training", "desks"),
    ("companies", "seekers", "messaging", "links"),
    ("audit",),
    ("staff", "reference"),
)
HEIGHT = {room: len(STOREYS) - place for place, rooms in enumerate(STOREYS) for room in rooms}
WITHOUT_DISTRICT = {"reference", "contenttypes", "sessions", "auth", "admin"}
OPEN_ROUTES = {"login", "logout", "set_language", "display"}


def house_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith(OFFICE)]


def room_of(model: type[models.Model]) -> str:
    return model.__module__.removeprefix(OFFICE).partition(".")[0]


def test_every_room_has_its_storey():
    rooms = {path.name for path in (ROOT / "jobvisit" / "office").iterdir() if (path / "apps.py").exists()}
    assert rooms == set(HEIGHT)


def test_foreign_keys_point_down_or_stay_in_the_room():
    upward = [
        f"{model.__name__}.{field.name} -> {field.related_model.__name__}"
        for model in house_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField | models.OneToOneField)
        and field.related_model.__module__.startswith(OFFICE)
        and room_of(field.related_model) != room_of(model)
        and HEIGHT[room_of(field.related_model)] >= HEIGHT[room_of(model)]
    ]
    assert not upward


def test_no_room_is_reached_backwards_from_a_room_below():
    doors = [
        f"{model.__name__}.{field.name}"
        for model in house_models()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and field.related_model.__module__.startswith(OFFICE)
        and room_of(field.related_model) != room_of(model)
        and not field.remote_field.hidden
    ]
    assert not doors, "use related_name='+' across rooms"


def test_every_personal_or_workflow_table_carries_its_district():
    bare = [
        model.__name__
        for model in house_models()
        if room_of(model) not in WITHOUT_DISTRICT
        and model.__name__ not in {"District", "LoginFailure"}  # nobody is logged in yet: no district
        and not issubclass(model, DistrictRow)
    ]
    assert not bare


def test_every_unique_constraint_on_them_begins_with_the_district():
    wrong = [
        f"{model.__name__}.{constraint.name}"
        for model in house_models()
        if issubclass(model, DistrictRow)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields[:1] != ("district",)
    ]
    assert not wrong


def routes(patterns: list[object], prefix: str = "") -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for entry in patterns:
        if isinstance(entry, URLResolver):
            if entry.app_name != "admin":
                found += routes(entry.url_patterns, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            found.append((prefix + str(entry.pattern), entry))
    return found


def test_every_route_names_the_verb_that_opens_it_or_is_open_on_purpose():
    loose = [
        address
        for address, entry in routes(get_resolver().url_patterns)
        if not hasattr(entry.callback, "verb")
        and entry.name not in OPEN_ROUTES
        and not address.startswith(("p/", "api/", "gallery/"))
    ]
    assert not loose


def own_files(suffix: str, *folders: str) -> list[Path]:
    skipped = {"migrations", "vendor", "__pycache__", "node_modules"}
    return [
        path
        for folder in folders
        for path in (ROOT / folder).rglob(f"*{suffix}")
        if not skipped & set(path.relative_to(ROOT).parts)
    ]


def test_no_two_test_files_share_a_name():
    """pytest would refuse to gather them together, and only a run of everything would show it."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_no_file_of_the_product_is_longer_than_four_hundred_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in own_files(".py", "jobvisit")
        if (lines := len(path.read_text().splitlines())) > 400
    }
    assert not long


def test_every_module_says_what_it_is_for():
    silent = [
        str(path.relative_to(ROOT))
        for path in own_files(".py", "jobvisit")
        if path.name not in {"__init__.py", "apps.py"} and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert not silent


@pytest.mark.parametrize(
    "word", ["sex", "gender", "birth", "age", "disab", "nation", "marital", "religion", "sensitive"]
)
def test_no_protected_attribute_can_reach_the_index(word):
    from jobvisit.engines.matching.columns import PEOPLE_COLUMNS
    from jobvisit.office.matches.translate import PERSON_COLUMNS

    names = {*PEOPLE_COLUMNS, *PERSON_COLUMNS} - {"wage", "wage_wish"}
    assert not [name for name in names if word in name]
