"""What tests of journeys share."""

from collections.abc import Iterator

import pytest

from jobvisit.office.matches import store


@pytest.fixture(autouse=True)
def no_index_from_another_test() -> Iterator[None]:
    """The index of a district outlives a rolled-back test; forget it."""
    store.forget()
    yield
    store.forget()
