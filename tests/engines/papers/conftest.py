"""An independent reader of what we print: poppler's programs, and zbar through pyzbar."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def poppler() -> Callable[..., str]:
    """Run one of poppler's programs. In CI its absence fails; elsewhere the test is skipped, visibly."""
    if not (shutil.which("pdftotext") and shutil.which("pdftoppm") and shutil.which("pdfinfo")):
        message = "no poppler here: install poppler-utils"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)

    def run(*words: str | Path) -> str:
        return subprocess.run(
            list(map(str, words)), capture_output=True, text=True, errors="replace", check=True
        ).stdout

    return run


@pytest.fixture
def text_of(poppler, tmp_path) -> Callable[[bytes], str]:
    """The text of a PDF, blanks and line breaks taken out: a box breaks lines where it likes."""

    def read(pdf: bytes) -> str:
        path = tmp_path / "read.pdf"
        path.write_bytes(pdf)
        return bare(poppler("pdftotext", "-raw", path, "-"))

    return read


@pytest.fixture
def facts_of(poppler, tmp_path) -> Callable[[bytes], dict[str, str]]:
    """What pdfinfo says of a PDF: `Pages`, `Tagged`, `Title` …"""

    def read(pdf: bytes) -> dict[str, str]:
        path = tmp_path / "facts.pdf"
        path.write_bytes(pdf)
        pairs = (line.partition(":") for line in poppler("pdfinfo", path).splitlines())
        return {name: value.strip() for name, _, value in pairs}

    return read


def bare(text: str) -> str:
    """Without blanks and line breaks."""
    return re.sub(r"\s+", "", text)
