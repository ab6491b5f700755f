"""Coming desks, places and series; a place with its closures and calendar."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.office.desks import actions, queries
from jobvisit.office.desks.models import Closure, Place
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.listing import page_of
from jobvisit.web.shared.partials import page_or_part
from jobvisit.web.shared.parts import Column, Tab
from jobvisit.web.staff.desks import show
from jobvisit.web.staff.desks.forms import ClosureForm, PlaceForm, rule_words

YEAR = timedelta(days=365)


@require_safe
@needs("desks.view")
def home(request: StaffRequest) -> HttpResponse:
    """Sessions to come, or those of the past; the day's own is one tap away."""
    today = clock.seoul_day(clock.now())
    past = request.GET.get("when") == "past"
    page = page_of(request, queries.past(request.user, today) if past else queries.coming(request.user, today))
    people = queries.people(page)
    series = list(queries.series(request.user, today))
    for one in series:
        one.words = rule_words(one.rule)  # type: ignore[attr-defined]
    columns = [
        Column(_("날짜")), Column(_("시간")), Column(_("장소")), Column(_("앉을 사람")), Column(_("상태")),
        Column(_("상담")) if past else Column(_("예약")),
    ]  # fmt: skip
    context = {
        "page": page,
        "rows": [show.session_row(one, people) for one in page],
        "columns": columns,
        "past": past,
        "tabs": [Tab(_("다가오는 날"), "?when=coming", not past), Tab(_("지난 날"), "?when=past", past)],
        "series": series,
        "places": list(queries.places(request.user)),
        "unclosed": list(queries.unclosed(request.user.district_id, today)[:10]),
        "today": today,
        "may_plan": may(request.user, "desks.plan"),
    }
    return page_or_part(request, "desks/home.html", "desks/_sessions.html", context)


@needs("desks.plan")
def new_place(request: StaffRequest) -> HttpResponse:
    """Make a post a place where desks stand."""
    posts = {str(one.pk): one for one in queries.posts_without_place(request.user)}
    form = PlaceForm(request.POST or None, posts=posts.values())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        place = actions.set_up(
            post=posts[data["post"]], address=data["address"], directions=data["directions"], by=request.user,
            at=clock.now(),
        )  # fmt: skip
        toasts.say(request, _("장소를 만들었습니다. 이제 정기 상담소를 계획하세요."))
        return redirect("desks:place", key=place.public_id)
    context = {"form": form, "posts": posts}
    return render(request, "desks/place_new.html", context, status=422 if form.is_bound else 200)


@needs("desks.plan")
def place(request: StaffRequest, key: Any) -> HttpResponse:
    """A place: how it is found, when it is shut, its calendar and its booking page."""
    one = _place(request, key)
    initial = {"address": one.address, "directions": one.directions, "in_use": one.in_use}
    form = PlaceForm(request.POST or None, posts=(), place=one, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.describe(place=one, **form.cleaned_data, by=request.user, at=clock.now())
        toasts.say(request, _("고쳤습니다."))
        return redirect("desks:place", key=key)
    return _place_page(request, one, form=form, status=422 if form.is_bound else 200)


@require_POST
@needs("desks.plan")
def shut(request: StaffRequest, key: Any) -> HttpResponse:
    """Note days on which the place is shut; planned sessions that now lie in them are named, not cancelled."""
    one = _place(request, key)
    form = ClosureForm(request.POST)
    if not form.is_valid():
        return _place_page(request, one, closure_form=form, status=422)
    data = form.cleaned_data
    where = None if data.pop("everywhere") else one
    _closure, inside = actions.shut(place=where, **data, by=request.user, at=clock.now())
    toasts.say(request, _("휴관을 적었습니다."))
    if n := len(inside):
        said = ngettext(
            "이 기간에 이미 잡힌 상담소가 %(n)d번 있습니다. 하나씩 열지 않기로 정하세요.",
            "이 기간에 이미 잡힌 상담소가 %(n)d번 있습니다. 하나씩 열지 않기로 정하세요.",
            n,
        )
        toasts.say(request, said % {"n": n}, level=30)
    return redirect("desks:place", key=key)


@require_POST
@needs("desks.plan")
def open_again(request: StaffRequest, key: Any, pk: int) -> HttpResponse:
    """Take a closure back."""
    one = _place(request, key)
    try:
        closure = queries.closure(one, pk)
    except Closure.DoesNotExist:
        return redirect("desks:place", key=key)  # a second tap: it is gone already
    actions.open_again(closure=closure, by=request.user, at=clock.now())
    toasts.say(request, _("휴관을 지웠습니다. 그 날의 상담소는 다음 밤에 다시 생깁니다."))
    return redirect("desks:place", key=key)


def _place_page(
    request: StaffRequest, one: Place, *, form: PlaceForm | None = None, closure_form: ClosureForm | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    today = clock.seoul_day(clock.now())
    initial = {"address": one.address, "directions": one.directions, "in_use": one.in_use}
    base = settings.PUBLIC_URL.rstrip("/")
    context = {
        "place": one,
        "form": form or PlaceForm(posts=(), place=one, initial=initial),
        "closure_form": closure_form or ClosureForm(prefix=None),
        "closures": list(queries.closures(one, today, today + YEAR)),
        "calendar": base + reverse("public:place_calendar", args=[one.public_id]),
        "booking": base + reverse("public:coming", args=[one.district.code]),
    }
    return render(request, "desks/place.html", context, status=status)


def _place(request: StaffRequest, key: Any) -> Place:
    return or_404(queries.place, request.user, key)
