"""What lets a person without an account stay in: a signed cookie for half an hour, for one link on one device.

It is given for the second fact. No row, no session: whoever has it could answer the question again anyway.
"""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Final

from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt

if TYPE_CHECKING:
    from jobvisit.office.links.models import Link

HALF_AN_HOUR: Final = 1800
_SALT: Final = "jobvisit.web.public.passes"


class _WithoutReferrer(CsrfViewMiddleware):
    """These pages forbid the Referer, and browsers then send `Origin: null` with a form. The token still counts."""

    def _origin_verified(self, request: HttpRequest) -> bool:
        return request.META["HTTP_ORIGIN"] == "null" or bool(super()._origin_verified(request))  # type: ignore[misc]


_protected = decorator_from_middleware(_WithoutReferrer)


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for people without an account: no referrer, no copy, no search engine; forms carry their token."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer["Referrer-Policy"] = "no-referrer"
        answer["Cache-Control"] = "no-store"
        answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    opened: Callable[..., HttpResponse] = csrf_exempt(login_not_required(_protected(guarded)))  # type: ignore[assignment]
    return opened


def give(answer: HttpResponse, link: "Link", *, secure: bool) -> HttpResponse:
    """Let this device in."""
    answer.set_signed_cookie(
        _name(link),
        link.token_hash[:24],
        salt=_SALT,
        max_age=HALF_AN_HOUR,
        path="/p/",
        httponly=True,
        samesite="Lax",
        secure=secure,
    )
    return answer


def has(request: HttpRequest, link: "Link") -> bool:
    """Whether this device gave the second fact within the last half hour."""
    try:
        value = request.get_signed_cookie(_name(link), salt=_SALT, max_age=HALF_AN_HOUR)
    except (KeyError, BadSignature):
        return False
    return bool(value == link.token_hash[:24])


def _name(link: "Link") -> str:
    return f"answer_{link.pk}"
