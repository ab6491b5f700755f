"""What the documents say is true: paths exist, dependencies have their line, diagrams are those of the code."""

import re
from pathlib import Path

import pytest

from tools import states

ROOT = Path(__file__).resolve().parents[2]
DOCS = [ROOT / "README.md", ROOT / "README.ko.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("doc", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_and_picture_leads_somewhere(doc):
    text = doc.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)|src=\"([^\"]+)\"", text)
    lost = [
        link
        for pair in links
        for link in pair
        if link and "://" not in link and not (doc.parent / link).resolve().exists()
    ]
    assert not lost


def test_every_path_of_the_map_exists():
    text = (ROOT / "docs" / "map.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:jobvisit|tests|docs|flows|bench)/[\w./-]+)`", text))
    lost = [path for path in named if not (ROOT / path).exists() and not (ROOT / "jobvisit" / path).exists()]
    assert not lost


def test_every_room_with_tables_has_its_row_in_the_map():
    text = (ROOT / "docs" / "map.md").read_text(encoding="utf-8")
    office = ROOT / "jobvisit" / "office"
    rooms = {path.relative_to(office).parts[0] for path in [*office.glob("*/models.py"), *office.glob("*/models/")]}
    assert not [room for room in rooms if f"jobvisit/office/{room}" not in text]


def test_every_setting_is_documented():
    text = (ROOT / "docs" / "howto" / "settings.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([A-Z_]+)`", text)) | {f"JOBVISIT{name}" for name in re.findall(r"`(_[A-Z_]+)`", text)}
    code = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "jobvisit").rglob("*.py"))
    read = set(re.findall(r'"((?:JOBVISIT|DATABASE)_[A-Z_]+|PORT)"', code))
    assert not sorted(read - told)


def test_every_dependency_has_its_line_in_the_decisions():
    decisions = " ".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "decisions").glob("*.md")
    ).lower()
    wanted = {
        re.split(r"[\[<>=]", line.strip())[0].lower()
        for name in ("run.in", "dev.in")
        for line in (ROOT / "requirements" / name).read_text().splitlines()
        if line.strip() and not line.startswith(("#", "-"))
    }
    spoken = {name: name.removeprefix("types-").removeprefix("pytest-") for name in wanted}
    assert not sorted(name for name, said in spoken.items() if said not in decisions and name not in decisions)


def test_the_state_diagrams_are_those_of_the_code():
    assert states.PAGE.read_text(encoding="utf-8") == states.drawn(), "draw again: python tools/states.py"
