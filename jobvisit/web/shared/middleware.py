"""What every answer of the web passes through."""

import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import bad_request, server_error

Next = Callable[[HttpRequest], HttpResponse]
AWAY = (OperationalError, InterfaceError)


class DatabaseAway:
    """While the database restarts, say so (503, Retry-After) instead of breaking (500)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Answer 503 when the connection is gone; anything else is not ours.

        The page is rendered without the request: asking who is logged in would need the database again.
        """
        return _come_back() if _is_away(problem) else None


def broken(request: HttpRequest) -> HttpResponse:
    """The page of an error nobody expected (handler500).

    A middleware that asks who is logged in meets a lost connection before any view does, where no `process_exception`
    hears of it: that is the database restarting as well, and answered like it.
    """
    return _come_back() if _is_away(sys.exc_info()[1]) else server_error(request)


def strange_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page of a request that cannot be (handler400), except where only the session could not be saved: Django
    takes a connection lost at that moment for a session that somebody deleted."""
    return _come_back() if _is_away(exception) else bad_request(request, exception)


def _is_away(problem: BaseException | None) -> bool:
    """Whether a lost connection is this problem, or what led to it."""
    while problem is not None and not isinstance(problem, AWAY):
        problem = problem.__cause__ or problem.__context__
    return problem is not None


def _come_back() -> HttpResponse:
    answer = HttpResponse(render_to_string("503.html"), status=503)
    answer["Retry-After"] = "5"
    return answer


class NoStore:
    """Pages hold personal data: no browser and no proxy keeps a copy (ASVS 14.3)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer.setdefault("Cache-Control", "no-store")
        return answer
