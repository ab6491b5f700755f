"""Compiled loops where Numba is present; `HAVE_NUMBA` says whether it is.

The marked functions are ordinary Python over NumPy arrays: without Numba they give the same answers, far too slowly,
so the planner then leaves them alone and uses PyVRP or the greedy planner.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

try:
    import numba

    HAVE_NUMBA = True
except ImportError:  # pragma: no cover - exercised by a test in a fresh interpreter
    HAVE_NUMBA = False


def jit(function: F) -> F:
    """Compile on first use; keep the machine code beside the source, or in the user's cache, or nowhere."""
    return _compile(function, {})


def jit_inline(function: F) -> F:
    """As `jit`, melted into its callers: handing over twenty arrays costs more than a small function's work."""
    return _compile(function, {"forceinline": True})


def _compile(function: F, more: dict[str, Any]) -> F:
    if not HAVE_NUMBA:
        return function
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy", **more}
    try:
        compiled: F = numba.njit(cache=True, **options)(function)
    except RuntimeError:  # no folder for the cache can be written
        compiled = numba.njit(**options)(function)
    return compiled
