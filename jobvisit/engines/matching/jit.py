"""Numba where it is, nothing where it is not: the kernels' decorator.

Where Numba is missing ``HAVE_NUMBA`` is False and the plain engine answers everything. Compiled code is kept on disk,
in a folder named after the *contents* of all kernel sources: Numba itself only looks at the file a function stands
in, and would go on using code compiled with a constant or a callee that has since changed elsewhere. The folder is
beside the sources, or under ``NUMBA_CACHE_DIR``, or in the user's cache, or nowhere where none can be written.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

F = TypeVar("F", bound=Callable[..., Any])
Int = Any
"""In kernels: a whole number, of whatever width the compiler sees."""

try:
    import numba
    from numba.core import types as nb_types
    from numba.extending import intrinsic

    config: Any = numba.config
    HAVE_NUMBA = True
except ImportError:  # pragma: no cover - exercised by a test in a fresh interpreter
    HAVE_NUMBA = False

OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "boundscheck": False}
"""No ``fastmath``: floating point must round as NumPy does, so that both engines agree to the last point."""


SOURCES: Final = (
    *("asks", "assign", "assignment", "auction", "columns", "edges", "filters", "jit", "kernel_checks"),
    *("kernel_rank", "kernel_score", "kernel_walk", "minimums", "params", "scores", "segment", "simulate", "types"),
    "words",
)
"""Everything that compiled code depends on."""

_decorating = threading.Lock()


def digest() -> str:
    """A short name for the contents of ``SOURCES`` and the version of Numba."""
    here = Path(__file__).parent
    contents = hashlib.sha256(numba.__version__.encode())
    for name in SOURCES:
        contents.update((here / f"{name}.py").read_bytes())
    return contents.hexdigest()[:16]


@cache
def folder() -> str | None:
    """Where compiled code is kept; None where no place can be written."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    home = Path.home() / ".cache" / "jobvisit"
    for base in [Path(chosen)] if chosen else [Path(__file__).parent / "__pycache__", home]:
        try:
            made = base / f"kernels-{digest()}"
            made.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(made, os.W_OK):
            return str(made)
    return None


@contextmanager
def alone(place: str | None) -> Iterator[None]:
    """While one process compiles, others that come for the same code wait, and then read it from disk."""
    if place is None:
        yield
        return
    with (Path(place) / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def jit(function: F) -> F:
    """Compile on first use, release the interpreter lock, keep on disk where that is possible."""
    if not HAVE_NUMBA:
        return function
    place = folder()
    if place is None:
        return numba.njit(**OPTIONS)(function)  # type: ignore[no-any-return,unused-ignore]
    with _decorating:  # the folder is read once, when the function is decorated
        before, config.CACHE_DIR = config.CACHE_DIR, place
        try:
            return numba.njit(cache=True, **OPTIONS)(function)  # type: ignore[no-any-return,unused-ignore]
        except RuntimeError:  # no source file to keep the code beside, as in a zipped application
            return numba.njit(**OPTIONS)(function)  # type: ignore[no-any-return,unused-ignore]
        finally:
            config.CACHE_DIR = before


def _popcount() -> Any:
    @intrinsic  # type: ignore[untyped-decorator,unused-ignore]
    def popcount(context: Any, bits: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.ctpop(args[0])

        return nb_types.uint64(nb_types.uint64), code

    return popcount


popcount: Any = _popcount() if HAVE_NUMBA else int.bit_count
"""How many bits of a 64-bit word are set, in kernels: one machine instruction."""
