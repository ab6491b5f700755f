"""Page or part: a view renders one context, htmx receives the part, everyone else the page.

The rule that a patched page equals the reloaded page holds because the page includes the very same part.
"""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from jobvisit.web.shared.access import StaffRequest
from jobvisit.web.shared.middleware import Next


def wants_part(request: StaffRequest) -> bool:
    """Whether htmx asked for a piece of the page. History, boosted links and whole-body swaps need the page."""
    htmx = request.htmx
    whole = htmx.boosted or htmx.history_restore_request or request.headers.get("HX-Request-Type") == "full"
    return bool(htmx) and not whole


def page_or_part(
    request: StaffRequest, page: str, part: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render `part` for htmx and `page` otherwise; a part carries the waiting messages to the page's toasts along."""
    if not wants_part(request):
        answer = render(request, page, context, status=status)
    else:
        answer = HttpResponse(
            render_to_string(part, context, request) + render_to_string("components/_toasts_along.html", {}, request),
            status=status,
        )
    patch_vary_headers(answer, ["HX-Request"])
    return answer


class LoginForParts:
    """When the session has ended, a part's request must not swap the login page into a corner of this one.

    The redirect to the login page becomes an `HX-Redirect`, which htmx follows as a whole page; where something was
    sent, it becomes a 401, the page stays as it was typed and asks for a log-in in another window.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        login = resolve_url(settings.LOGIN_URL)
        if request.headers.get("HX-Request") and answer.status_code == 302 and answer["Location"].startswith(login):
            if request.method not in {"GET", "HEAD"}:  # something was typed: the page stays, and says what to do
                return HttpResponse(status=401)
            back = request.headers.get("HX-Current-URL", "").removeprefix(f"{request.scheme}://{request.get_host()}")
            ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, {request.get_host()})
            answer = HttpResponse(status=204)
            answer["HX-Redirect"] = f"{login}?{urlencode({'next': back})}" if ours else login
        return answer
