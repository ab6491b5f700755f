"""Fixtures of the matching tests."""

import pytest

from jobvisit.engines.matching import kernels


@pytest.fixture(scope="session")
def compiled() -> None:
    """The compiled engine, ready; the first run on a machine waits for the compiler."""
    if not kernels.warm_up():
        pytest.skip("Numba is missing: only the plain engine can be tested")
