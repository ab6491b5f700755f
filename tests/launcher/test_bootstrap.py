"""The first step on a fresh machine, tried with the Pythons that such machines have."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with what the first step needs, and no environment yet."""
    (tmp_path / "tools").mkdir()
    for name in ("tools/bootstrap", "tools/bootstrap.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    return tmp_path


def python(folder: Path, version: str, *, venv: bool) -> Path:
    """A program that answers the first step's questions as a Python of this version would."""
    major, minor = version.split(".")
    program = folder / f"python{version}"
    program.write_text(
        f"""#!/bin/sh
case "$2" in
    *version_info\\ \\<*) [ {major} -eq 3 ] && [ {minor} -ge 11 ] ;;
    *ensurepip*) {str(venv).lower()} ;;
    *print*) echo {version} ;;
    *) echo "called with $*" ;;
esac
"""
    )
    program.chmod(0o755)
    return program


def bootstrap(checkout: Path, which: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "tools/bootstrap", "run"],
        cwd=checkout,
        env={**os.environ, "PYTHON": str(which)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_old_python_is_named_and_refused(checkout: Path) -> None:
    told = bootstrap(checkout, python(checkout, "3.9", venv=True))
    assert told.returncode == 1
    assert "Python 3.11 or newer is needed. Found:" in told.stderr
    assert "3.9" in told.stderr


def test_no_python_at_all_is_said(checkout: Path) -> None:
    told = bootstrap(checkout, checkout / "nowhere")
    assert told.returncode == 1
    assert "Found: none" in told.stderr


def test_a_python_without_venv_names_the_missing_package(checkout: Path) -> None:
    told = bootstrap(checkout, python(checkout, "3.12", venv=False))
    assert told.returncode == 1
    assert "apt install python3.12-venv" in told.stderr


def test_a_fit_python_is_used(checkout: Path) -> None:
    told = bootstrap(checkout, python(checkout, "3.13", venv=True))
    assert told.returncode == 0
    assert "called with tools/bootstrap.py run" in told.stdout


def test_an_environment_that_cannot_be_made_is_said(checkout: Path) -> None:
    (checkout / ".venv").write_text("in the way")
    told = subprocess.run(["sh", "tools/bootstrap", "run"], cwd=checkout, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "the environment cannot be built" in told.stderr
