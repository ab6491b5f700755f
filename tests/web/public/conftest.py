"""A question behind the links, and nobody remembered from the test before."""

import pytest

from jobvisit.flows import replies
from jobvisit.web.public.misses import MISSES
from tests.factories.questions import Asked


@pytest.fixture
def asked():
    question = Asked()
    kept = dict(replies._QUESTIONS)
    replies.register(question)
    MISSES.clear()
    yield question
    replies._QUESTIONS.clear()
    replies._QUESTIONS.update(kept)
    MISSES.clear()
