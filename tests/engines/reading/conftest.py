"""What the tests of the reader share: today, a small vocabulary of their own, and that of the office."""

from datetime import date

import pytest
from reading_words import SMALL, TODAY

from jobvisit.engines.reading import Vocabulary
from jobvisit.office.reference.vocabulary import vocabulary as office_vocabulary


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def small() -> Vocabulary:
    return SMALL


@pytest.fixture(scope="session")
def office() -> Vocabulary:
    return office_vocabulary()
