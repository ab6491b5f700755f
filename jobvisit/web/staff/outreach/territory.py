"""Zones and posts: how even the zones are, new borders by proposal or hand, who is posted where and who is away."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jobvisit.base import clock
from jobvisit.flows import territory as flow
from jobvisit.office.staff import queries as staff
from jobvisit.office.staff.models import User
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs
from jobvisit.web.shared.fields import offer
from jobvisit.web.shared.parts import Column
from jobvisit.web.staff.outreach.forms import DATE, TIME, working_people
from jobvisit.web.staff.outreach.maps import map_context


class PostForm(forms.Form):
    """Who sits where and answers for which zone, from when."""

    user = forms.ChoiceField(label=gettext_lazy("직원"))
    post = forms.ChoiceField(label=gettext_lazy("근무지"))
    zone = forms.ChoiceField(label=gettext_lazy("권역"), required=False)
    starts_on = forms.DateField(label=gettext_lazy("첫날"), widget=DATE)
    ends_on = forms.DateField(label=gettext_lazy("마지막 날"), required=False, widget=DATE)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = working_people(user)
        self.posts = {str(one.pk): one for one in staff.posts(user)}
        self.zones = {str(one.pk): one for one in staff.zones(user)}
        offer(self, "user", [(key, one.name) for key, one in self.people.items()])
        offer(self, "post", [(key, one.name) for key, one in self.posts.items()])
        offer(self, "zone", [("", _("권역 없이")), *((key, one.name) for key, one in self.zones.items())])

    def clean(self) -> dict[str, Any]:
        """The end is not before the beginning."""
        return _in_order(self, super().clean() or {})

    def values(self) -> dict[str, Any]:
        """As the flow takes them."""
        data = self.cleaned_data
        who, where = self.people[data["user"]], self.posts[data["post"]]
        return {**data, "user": who, "post": where, "zone": self.zones.get(data["zone"])}


class AwayForm(forms.Form):
    """Days, or hours of one day."""

    user = forms.ChoiceField(label=gettext_lazy("직원"))
    starts_on = forms.DateField(label=gettext_lazy("첫날"), widget=DATE)
    ends_on = forms.DateField(label=gettext_lazy("마지막 날"), widget=DATE)
    begins = forms.TimeField(label=gettext_lazy("시작 시각"), required=False, widget=TIME)
    ends = forms.TimeField(
        label=gettext_lazy("끝 시각"), required=False, widget=TIME, help_text=gettext_lazy("하루 가운데 일부만일 때")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = working_people(user)
        offer(self, "user", [(key, one.name) for key, one in self.people.items()])

    def clean(self) -> dict[str, Any]:
        """Hours belong to one day and run forwards."""
        data = _in_order(self, super().clean() or {})
        begins, ends = data.get("begins"), data.get("ends")
        if bool(begins) != bool(ends):
            self.add_error("ends", _("시작과 끝 시각을 모두 적거나 모두 비우세요."))
        elif begins and ends and (ends <= begins or data.get("starts_on") != data.get("ends_on")):
            self.add_error("ends", _("시각은 하루 안에서 앞뒤가 맞아야 합니다."))
        return data

    def values(self) -> dict[str, Any]:
        """As the flow takes them."""
        return {**self.cleaned_data, "user": self.people[self.cleaned_data["user"]]}


@needs("outreach.assign")
def zones(request: StaffRequest) -> HttpResponse:
    """Today's zones, a proposal (`?propose=1`), borders drawn by hand (POST), and adopting them from a day on."""
    now = clock.now()
    today = clock.seoul_day(now)
    land = flow.lie_of_the_land(by=request.user, on=today)
    error, drawn, start = "", None, today + timedelta(days=7)
    try:
        if request.method == "POST":
            zone_of = {ward.code: request.POST.get(ward.code, "") for ward in land.wards}
            drawn = flow.drawn_by_hand(by=request.user, on=today, land=land, zone_of=zone_of)
            if request.POST.get("what") == "adopt":
                start = date.fromisoformat(request.POST.get("from", ""))
                if start <= today:
                    raise ValueError("not to come")
                flow.adopt(zone_of=zone_of, on=start, by=request.user, at=now)
                toasts.say(request, _("새 권역을 정했습니다. 그날부터 배치도 함께 바뀝니다."))
                return redirect("outreach:zones")
        elif request.GET.get("propose"):
            drawn = flow.propose(by=request.user, on=today, land=land)
    except ValueError:
        error = _(
            "동마다 권역 하나, 권역마다 동 하나 이상, 내일 이후의 날이어야 합니다. 이미 정한 새 권역이 있으면 둡니다."
        )
    shown = drawn or land.today
    context = {
        "land": land, "drawn": drawn, "error": error, "start": start, "coming": staff.coming_zones(request.user, today),
        "lines": _lines(land, shown), "line_columns": [
            Column(_("권역")), Column(_("상담사")), Column(_("사업체"), end=True), Column(_("50명 이상"), end=True),
            Column(_("연락 중"), end=True), Column(_("몫"), end=True),
        ],
        "wards": _wards(land, shown), "changed": _changed(land, drawn),
        "spread": round(100 * shown.spread) if shown else 0, **map_context(request),
        "ward_columns": [Column(_("동")), Column(_("50명 이상"), end=True), Column(_("지금")), Column(_("권역"))],
    }  # fmt: skip
    return render(request, "outreach/zones.html", context, status=422 if error else 200)


@needs("outreach.assign")
def team(request: StaffRequest) -> HttpResponse:
    """Who is posted where, who is away; POST posts somebody."""
    form = PostForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        flow.post(by=request.user, at=clock.now(), **form.values())
        toasts.say(request, _("배치를 적었습니다. 쓰는 방문 계획이 있으면 다시 짜세요."))
        return redirect("outreach:team")
    return _team(request, form, AwayForm(user=request.user))


@require_POST
@needs("outreach.assign")
def away(request: StaffRequest) -> HttpResponse:
    """Somebody is away, or after all not (`back`)."""
    if key := request.POST.get("back", ""):
        if key.isdigit() and flow.back(key=int(key), by=request.user, at=clock.now()):
            toasts.say(request, _("부재를 지웠습니다."))
        return redirect("outreach:team")
    form = AwayForm(request.POST, user=request.user)
    if form.is_valid():
        flow.away(by=request.user, at=clock.now(), **form.values())
        toasts.say(request, _("부재를 적었습니다. 쓰는 방문 계획이 있으면 다시 짜세요."))
        return redirect("outreach:team")
    return _team(request, PostForm(user=request.user), form)


def _team(request: StaffRequest, form: PostForm, away_form: AwayForm) -> HttpResponse:
    today = clock.seoul_day(clock.now())
    land = flow.lie_of_the_land(by=request.user, on=today)
    context = {
        "form": form, "away_form": away_form, "land": land,
        "postings": staff.postings(request.user, today, today + timedelta(days=90)),
        "absences": staff.absences(request.user, today, today + timedelta(days=90)),
        "columns": [Column(_("직원")), Column(_("근무지")), Column(_("권역")), Column(_("기간"))],
    }  # fmt: skip
    status = 422 if form.is_bound or away_form.is_bound else 200
    return render(request, "outreach/team.html", context, status=status)


def _lines(land: flow.Territory, drawn: flow.Drawn | None) -> list[dict[str, Any]]:
    total = sum(drawn.loads.values()) if drawn else 0
    found = []
    for zone in land.zones:
        inside = [w for w in land.wards if drawn and drawn.zone_of.get(w.code) == zone.name]
        share = round(100 * drawn.loads.get(zone.name, 0) / total) if drawn and total else 0
        found.append({
            "name": zone.name, "people": ", ".join(land.posted[zone.name]), "firms": sum(w.firms for w in inside),
            "large": sum(w.large for w in inside), "cases": sum(w.cases for w in inside), "share": share,
        })  # fmt: skip
    return found


def _wards(land: flow.Territory, drawn: flow.Drawn | None) -> list[dict[str, Any]]:
    """Dong with the zone they are in, or would be."""
    return [{"ward": ward, "zone": drawn.zone_of.get(ward.code, "") if drawn else ward.today} for ward in land.wards]


def _changed(land: flow.Territory, drawn: flow.Drawn | None) -> int:
    return sum(drawn.zone_of.get(w.code) != w.today for w in land.wards) if drawn else 0


def _in_order(form: forms.Form, data: dict[str, Any]) -> dict[str, Any]:
    first, last = data.get("starts_on"), data.get("ends_on")
    if first and last and last < first:
        form.add_error("ends_on", _("끝 날이 첫날보다 앞섭니다."))
    return data
