"""How a person wants the pages shown: ordinary, or in high contrast. Kept in a cookie, no account needed."""

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from jobvisit.web.shared.access import open_to_all

COOKIE: Final = "display"
CONTRAST: Final = "high-contrast"
_A_YEAR: Final = 365 * 24 * 3600


def mode(request: HttpRequest | None) -> str:
    """The chosen mode: `high-contrast`, or empty for the ordinary one."""
    return CONTRAST if request is not None and request.COOKIES.get(COOKIE) == CONTRAST else ""


@login_not_required
@open_to_all
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the mode and go back to where the person was."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    if request.POST.get("mode") == CONTRAST:
        answer.set_cookie(COOKIE, CONTRAST, max_age=_A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    else:
        answer.delete_cookie(COOKIE)
    return answer
