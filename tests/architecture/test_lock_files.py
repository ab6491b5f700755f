"""Pins are hashes, never addresses: where packages come from is each machine's own setting."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PINS = sorted((ROOT / "requirements").glob("*.txt"))
# Put together here, so that this file does not name them either.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
        ("rubygems", "org"),
    )
]


def named_registries(text: str) -> list[str]:
    return [host for host in REGISTRIES if host in text]


def our_files() -> list[Path]:
    """Every file that is or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_no_file_of_ours_names_a_package_registry() -> None:
    named = {
        str(path.relative_to(ROOT)): hosts
        for path in our_files()
        if (hosts := named_registries(path.read_bytes().decode("utf-8", "ignore")))
    }
    assert named == {}


def test_the_search_for_registries_finds_one() -> None:
    assert named_registries(f"--index-url https://{REGISTRIES[0]}/simple") == [REGISTRIES[0]]


@pytest.mark.parametrize("pins", PINS, ids=lambda path: path.name)
def test_pinned_requirements_hold_no_address_and_a_hash_for_each(pins: Path) -> None:
    text = pins.read_text()
    assert "://" not in text
    assert "--index" not in text
    for name in re.findall(r"(?m)^([^\s#-][^ \n]*==\S+)", text):
        after = text.partition(f"\n{name}")[2] if not text.startswith(name) else text
        assert "--hash=sha256:" in after.partition("\n    #")[0], name


def test_whoever_has_the_tools_can_also_run() -> None:
    """`make run` takes an environment made for the checks as it is, so the pins must agree."""
    run, dev = (set(re.findall(r"(?m)^[^\s#].*==.*?(?= \\)", (ROOT / f"requirements/{name}.txt").read_text()))
                for name in ("run", "dev"))  # fmt: skip
    assert run
    assert run - dev == set()


def test_javascript_locks_name_no_address() -> None:
    for package in (path for path in our_files() if path.name == "package.json"):
        settings = (package.parent / ".npmrc").read_text()
        assert "omit-lockfile-registry-resolved=true" in settings.split()
        lock = package.parent / "package-lock.json"
        assert not lock.exists() or '"resolved"' not in lock.read_text()
