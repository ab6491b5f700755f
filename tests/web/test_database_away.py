"""While the database restarts, whatever part of a request meets it first answers "come back": 503, Retry-After."""

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import staff

pytestmark = pytest.mark.django_db
AWAY = [OperationalError("server closed the connection unexpectedly"), InterfaceError("the connection is closed")]


def lost(problem):
    def fail(*_args, **_more):
        raise problem

    return fail


def comes_back(answer: HttpResponse) -> bool:
    page = answer.content.decode()
    return answer.status_code == 503 and answer["Retry-After"] == "5" and "Traceback" not in page


@pytest.fixture
def client():
    client = Client(raise_request_exception=False)
    client.force_login(staff.counsellor())
    return client


@pytest.mark.parametrize("problem", AWAY, ids=["broken", "closed"])
@pytest.mark.parametrize(
    "where",
    [
        "django.contrib.sessions.backends.db.SessionStore.load",  # a middleware, before any view
        "jobvisit.office.messaging.queries.visible_to",  # the view itself
    ],
)
def test_a_connection_lost_anywhere_is_a_503(client, monkeypatch, where, problem):
    monkeypatch.setattr(where, lost(problem))
    assert comes_back(client.get(reverse("messaging:list")))


def test_a_connection_lost_while_the_session_is_saved_is_no_bad_request(client, monkeypatch):
    session = client.session
    session["x"] = 1
    monkeypatch.setattr("django.contrib.sessions.backends.base.SessionBase.is_empty", lambda _: False)
    monkeypatch.setattr("django.contrib.sessions.middleware.settings.SESSION_SAVE_EVERY_REQUEST", True)
    monkeypatch.setattr("django.db.models.Model.save", lost(AWAY[0]))
    assert comes_back(client.get(reverse("messaging:list")))


def test_other_errors_are_still_errors(client, monkeypatch):
    monkeypatch.setattr("jobvisit.office.messaging.queries.visible_to", lost(RuntimeError("ours")))
    answer = client.get(reverse("messaging:list"))
    assert answer.status_code == 500
    assert "ours" not in answer.content.decode()
