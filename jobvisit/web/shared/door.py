"""Coming in: the log-in with its lock, both written into the access log (접속기록)."""

import math
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from jobvisit.base import clock
from jobvisit.office.audit import actions as audit
from jobvisit.office.staff import actions
from jobvisit.web.shared.access import came_from, open_to_all


class LoginForm(AuthenticationForm):
    """Account and password. After several failures no further guess is tried for a while, right or wrong."""

    error_messages = {
        "invalid_login": _("아이디 또는 비밀번호가 맞지 않습니다. 대문자와 소문자를 구별합니다."),
        "inactive": _("사용이 중지된 계정입니다. 시스템 관리자에게 문의하세요."),
    }

    def clean(self) -> dict[str, Any]:
        """Whether the two belong together; a closed log-in says when it opens again."""
        login = str(self.cleaned_data.get("username") or "")
        if not login or not self.cleaned_data.get("password"):
            return super().clean()
        assert self.request is not None
        address, now = came_from(self.request), clock.now()
        until = actions.try_login(login=login, address=address, at=now)
        if until is not None:
            minutes = max(1, math.ceil((until - now).total_seconds() / 60))
            text = ngettext(
                "여러 번 잘못 입력해 %(n)d분 동안 잠겼습니다. 비밀번호를 잊었으면 시스템 관리자에게 문의하세요.",
                "여러 번 잘못 입력해 %(n)d분 동안 잠겼습니다. 비밀번호를 잊었으면 시스템 관리자에게 문의하세요.",
                minutes,
            )
            raise ValidationError(text % {"n": minutes}, code="closed")
        data = super().clean()
        actions.login_succeeded(login=login, address=address)
        return data


class Login(LoginView):
    """The log-in page."""

    redirect_authenticated_user = True
    authentication_form = LoginForm

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let the person in and write down who came, when and from where."""
        answer = super().form_valid(form)
        user = form.get_user()
        audit.note(by=user, at=clock.now(), verb="staff.login", subject=user, came_from=came_from(self.request))
        return answer

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Say what is wrong: 429 while the log-in is closed, 422 otherwise."""
        answer = super().form_invalid(form)
        answer.status_code = 429 if form.has_error("__all__", "closed") else 422
        return answer


@login_not_required
@open_to_all
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The token that forms of this browser must carry now: a page left open takes it after a log-in elsewhere.

    Only pages of this site can read the answer (same-origin policy); it says nothing about anybody.
    """
    return JsonResponse({"csrf": get_token(request)})


@login_not_required
@open_to_all
def one_door(request: HttpRequest) -> HttpResponse:
    """Django's administration pages have a log-in of their own, without the lock: it leads to ours."""
    query = urlencode({"next": request.GET.get("next", reverse("admin:index"))})
    return HttpResponseRedirect(f"{reverse('login')}?{query}")
