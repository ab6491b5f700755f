"""What is served beside the pages: third-party files, the sprite, our style and behaviours."""

import gzip
import hashlib
import importlib.util
import json
import re
import shutil
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "jobvisit" / "web" / "static"
LISTS = [
    STATIC / "vendor" / "VENDORED.json",
    ROOT / "jobvisit" / "engines" / "papers" / "fonts" / "VENDORED.json",
    ROOT / "tests" / "browser" / "vendor" / "VENDORED.json",
]
OURS = sorted([*(STATIC / "css").glob("*.css"), *(STATIC / "js").glob("*.js")])


def sprite_tool():
    spec = importlib.util.spec_from_file_location("sprite", ROOT / "tools" / "sprite.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("listed", LISTS, ids=["shipped", "for print", "for tests"])
def test_every_third_party_file_is_listed_and_unchanged(listed):
    lines = {line["file"]: line for line in json.loads(listed.read_text())}
    present = {
        p.relative_to(listed.parent).as_posix(): p for p in listed.parent.rglob("*") if p.is_file() and p != listed
    }
    assert set(lines) == set(present)
    changed = [
        name for name, p in present.items() if hashlib.sha256(p.read_bytes()).hexdigest() != lines[name]["sha256"]
    ]
    assert changed == []


@pytest.mark.parametrize("listed", LISTS, ids=["shipped", "for print", "for tests"])
def test_every_third_party_package_brings_its_licence(listed):
    lines = json.loads(listed.read_text())
    packages = {line["package"] for line in lines}
    with_text = {line["package"] for line in lines if line["file"].endswith("LICENSE.txt")}
    assert packages == with_text
    assert all(line["version"] and line["licence"] for line in lines)


def test_no_third_party_file_points_at_a_source_map():
    """The hashed manifest would look for the map and stop the start."""
    pointing = [
        p.name for p in STATIC.rglob("*") if p.suffix in {".js", ".css"} and "sourceMappingURL" in p.read_text()
    ]
    assert pointing == []


def test_every_address_in_a_style_leads_to_a_file_of_ours():
    missing = []
    for style in STATIC.rglob("*.css"):
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", style.read_text()):
            if not address.startswith("#") and not (style.parent / address.split("?")[0]).is_file():
                missing.append(f"{style.name}: {address}")
    assert missing == []


def test_the_sprite_is_drawn_from_the_icons_as_they_are():
    tool = sprite_tool()
    assert tool.SPRITE.read_text() == tool.sprite()


def test_style_speaks_only_of_tokens_that_krds_defines_and_colours_are_named_in_tokens_alone():
    tokens = (STATIC / "vendor" / "krds" / "krds_tokens.css").read_text()
    defined = set(re.findall(r"(--[\w-]+):", tokens))
    ours = {p: p.read_text() for p in OURS if p.suffix == ".css"}
    for text in ours.values():
        defined |= set(re.findall(r"(--[\w-]+):", text))
    unknown = {(p.name, name) for p, text in ours.items() for name in re.findall(r"var\((--[\w-]+)", text)} - {
        (p.name, name) for p in ours for name in defined
    }
    assert unknown == set()
    outside = {
        p.name
        for p, t in ours.items()
        if p.name != "tokens.css" and re.search(r"#[0-9a-f]{3,8}\b|rgba?\(|--krds-color", t)
    }
    assert outside == set()


def test_every_rule_of_ours_stands_in_a_layer():
    loose = [p.name for p in OURS if p.suffix == ".css" and not re.search(r"@layer [a-z]+ \{", p.read_text())]
    assert loose == []


def test_our_behaviours_stay_small_and_speak_no_language():
    """What every page loads, and what a single page (map, signature, board) adds."""
    scripts = [p for p in OURS if p.suffix == ".js"]
    root = (ROOT / "jobvisit" / "web" / "templates" / "root.html").read_text()
    sizes = {p.name: len(gzip.compress(p.read_bytes())) for p in scripts}
    everywhere = {name for name in sizes if f"js/{name}'" in root}
    assert sum(sizes[name] for name in everywhere) < 8_000
    assert {name: size for name, size in sizes.items() if name not in everywhere and size > 2_000} == {}
    assert sum(sizes.values()) < 14_000
    korean = [p.name for p in scripts if re.search(r"[가-힣]", re.sub(r"//.*", "", p.read_text()).replace("초성", ""))]
    assert korean == []


def test_our_behaviours_keep_nothing_on_the_device_and_evaluate_no_text():
    banned = re.compile(r"localStorage|sessionStorage|indexedDB|\beval\(|new Function|document\.write|https?://")
    found = {p.name: banned.findall(p.read_text()) for p in OURS if p.suffix == ".js"}
    assert {name: words for name, words in found.items() if words} == {}


def test_no_file_of_ours_is_longer_than_four_hundred_lines():
    long = {p.name: lines for p in OURS if (lines := p.read_text().count("\n")) > 400}
    assert long == {}


def test_the_hashed_manifest_can_be_made_from_our_files(tmp_path):
    """What `collectstatic` does at the start of a server: one address that leads nowhere would stop it."""
    shutil.copytree(STATIC, tmp_path / "static")
    storage = ManifestStaticFilesStorage(location=tmp_path / "static")
    names = {p.relative_to(storage.location).as_posix() for p in Path(storage.location).rglob("*") if p.is_file()}
    failed = [
        (name, done)
        for name, _, done in storage.post_process({n: (storage, n) for n in names})
        if isinstance(done, Exception)
    ]
    assert failed == []
    assert re.fullmatch(r"css/tokens\.[0-9a-f]{12}\.css", storage.stored_name("css/tokens.css"))
