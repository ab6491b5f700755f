"""Who may open a page, and the user that comes with a request."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from ipaddress import ip_address
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django_htmx.middleware import HtmxDetails

from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User


class StaffRequest(HttpRequest):
    """A request of somebody logged in, as the middleware hands it on. For types only; never instantiated."""

    user: User
    htmx: HtmxDetails


View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Row = TypeVar("Row")


def needs(verb: str) -> Callable[[View], View]:
    """Open the view to those who may do `verb` (`staff.policy`); everyone else is told so (403).

    A test walks every route and fails for a view that names no verb.
    """
    if verb not in policy.MAY:
        raise KeyError(verb)

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not policy.may(request.user, verb):
                raise PermissionDenied(verb)
            return view(request, *args, **kwargs)

        guarded.verb = verb  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return guard


def open_to_all(view: View) -> View:
    """Mark a view that everyone logged in may open."""
    view.verb = ""  # type: ignore[attr-defined]
    return view


def or_404(read: Callable[..., Row], *keys: Any) -> Row:
    """The row that `read(*keys)` finds; a page that is not there (404) where it finds none for this user."""
    try:
        return read(*keys)
    except ObjectDoesNotExist:
        raise Http404 from None


def came_from(request: HttpRequest) -> str | None:
    """The address a request came from, for the access log and the lock of the log-in.

    Behind `JOBVISIT_PROXIES` servers of ours it is the one that the outermost of them heard; whatever stands to the
    left of it was written by the browser and is not believed. None where there is no address to be had.
    """
    if settings.PROXIES:
        heard = request.headers.get("X-Forwarded-For", "").split(",")[-settings.PROXIES :]
        with suppress(ValueError):
            if len(heard) == settings.PROXIES:
                return str(ip_address(heard[0].strip()))
    return request.META.get("REMOTE_ADDR") or None
