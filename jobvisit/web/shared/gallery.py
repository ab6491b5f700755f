"""The component gallery: every component on screens as they are meant, with invented people and firms.

It is where the look is judged: the browser tests photograph it at three widths and let axe walk over it. Shown while
developing, in the demo, and to administrators.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobvisit.base.clock import now
from jobvisit.base.text import initials
from jobvisit.web.shared import gallery_data as data
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, open_to_all
from jobvisit.web.shared.partials import page_or_part
from jobvisit.web.shared.parts import Option, Tab

View = Callable[[StaffRequest], HttpResponse]


class OrderForm(forms.Form):
    """A short order, with one field of each kind."""

    firm_name = forms.CharField(
        label=gettext_lazy("사업체"), help_text=gettext_lazy("이름, 초성, 사업자등록번호로 찾습니다.")
    )
    firm = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=gettext_lazy("모집 직종"))
    headcount = forms.IntegerField(label=gettext_lazy("모집 인원"), min_value=1)
    pay_kind = forms.ChoiceField(
        label=gettext_lazy("임금 형태"),
        choices=[("hour", gettext_lazy("시급")), ("month", gettext_lazy("월급")), ("year", gettext_lazy("연봉"))],
    )
    pay = forms.CharField(
        label=gettext_lazy("임금"), widget=forms.TextInput(attrs={"inputmode": "numeric", "data-format": "won"})
    )
    days = forms.MultipleChoiceField(
        label=gettext_lazy("근무 요일"), choices=data.DAYS, widget=forms.CheckboxSelectMultiple
    )
    shift = forms.ChoiceField(label=gettext_lazy("근무 형태"), choices=data.SHIFTS, widget=forms.RadioSelect)
    phone = forms.CharField(
        label=gettext_lazy("담당자 전화"),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "data-format": "phone"}),
    )
    duties = forms.CharField(label=gettext_lazy("하는 일"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    meals = forms.BooleanField(label=gettext_lazy("식사 제공"), required=False)


def open_here(view: View) -> View:
    """Let the gallery be seen only where it does no harm."""

    @wraps(view)
    def guarded(request: StaffRequest) -> HttpResponse:
        if settings.DEBUG or settings.DEMO or getattr(request.user, "is_staff", False):
            return view(request)
        raise Http404

    return open_to_all(guarded)


@open_here
def page(request: StaffRequest) -> HttpResponse:
    """One scene of the gallery; `?scene=` names it."""
    scenes = {"pieces": _("조각"), "order": _("구인 접수"), "list": _("목록"), "detail": _("상세"), "today": _("오늘")}
    scene = request.GET.get("scene", "pieces")
    if scene not in scenes:
        raise Http404
    tabs = [Tab(label, f"{reverse('gallery')}?scene={name}", name == scene) for name, label in scenes.items()]
    if "toast" in request.GET:
        toasts.say(request, _("구인표를 저장했습니다."), undo=reverse("gallery"))
    context: dict[str, Any] = {"gallery_tabs": tabs, **_scene(request, scene)}
    if request.headers.get("HX-Request"):
        return page_or_part(request, f"gallery/{scene}.html", "gallery/_rows.html", context)
    return render(request, f"gallery/{scene}.html", context)


def _scene(request: StaffRequest, scene: str) -> dict[str, Any]:
    if scene == "order":
        form = OrderForm(data.ORDER)
        return {
            "form": form,
            "evidence": data.evidence(),
            "findings": data.findings(),
            "candidates": data.candidates(),
            "left_out": data.left_out(),
        }
    if scene == "list":
        return {"columns": data.columns(), "page": Paginator(data.orders(), 8).get_page(request.GET.get("page"))}
    if scene == "detail":
        return {
            "facts": data.facts(),
            "events": data.events(),
            "tabs": data.tabs(),
            "candidates": data.candidates()[:2],
        }
    if scene == "today":
        return {"visits": data.visits(), "steps": data.steps(), "when": now() + timedelta(hours=3)}
    broken = OrderForm({**data.ORDER, "title": "", "pay": "많이", "phone": ""})
    broken.add_error("pay", _("‘많이’를 금액으로 읽을 수 없습니다. 숫자로 적어 주세요."))
    return {"broken": broken, "findings": data.findings(), "when": now()}


@open_here
def part(request: StaffRequest) -> HttpResponse:
    """A live part: the count and findings that follow the typing."""
    context = {"count": 23 + len(request.POST.get("title", "")) % 7, "findings": data.findings()[:2]}
    return render(request, "gallery/_live.html", context)


@open_here
def suggest(request: StaffRequest) -> HttpResponse:
    """Firms by name, 초성 or number."""
    words = request.GET.get("q", "").replace(" ", "")
    found = [
        firm for firm in data.FIRMS if words and words in f"{firm[1]}{initials(firm[1])}{firm[0]}".replace(" ", "")
    ]
    options = [Option(number, name, place) for number, name, place in found]
    return render(request, "components/_suggest_options.html", {"options": options})


@open_here
def draft(request: StaffRequest) -> HttpResponse:
    """Where the gallery's form autosaves: nothing is kept."""
    return JsonResponse({"saved_at": f"{localtime(now()):%H:%M}"})
