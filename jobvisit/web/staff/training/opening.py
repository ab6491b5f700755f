"""Opening a class, from a proposal or from nothing; changing it, and its course."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jobvisit.base import clock
from jobvisit.base.db import OutOfDateError
from jobvisit.flows import training as flow
from jobvisit.flows import training_offers
from jobvisit.office.training import actions, queries
from jobvisit.office.training.models import Cohort, Course
from jobvisit.office.training.problems import CannotError
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.conflict import Difference, differences
from jobvisit.web.staff.training import reach, show
from jobvisit.web.staff.training.forms import CohortForm, CourseForm

USUAL = {"orders": 4, "waited": 2, "time": 2, "talk": 2}
"""The weights that a new class begins with, for a person to change."""


class _ChooseForm(forms.Form):
    """A course that is there already, or a new one."""

    course = forms.ChoiceField(label=_("과정"), required=False)

    def __init__(self, *args: Any, courses: list[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["course"]
        assert isinstance(field, forms.ChoiceField)
        named = [(str(one.pk), f"{one.name} · {one.school} ({one.licence})") for one in courses]
        field.choices = [("", _("새 과정을 아래에 적기")), *named]


@needs("training.edit")
def open_class(request: StaffRequest) -> HttpResponse:
    """A class with its course: a new one, or one that is there. From a proposal it comes filled in."""
    now = clock.now()
    today, given = clock.seoul_day(now), _from_offer(request)
    known = list(queries.courses(request.user))
    same = next((one for one in known if given and one.licence == given["licence"]), None)
    posted = request.POST if request.method == "POST" else None
    choose = _ChooseForm(posted, courses=known, initial={"course": str(same.pk) if same else ""})
    course_form = CourseForm(posted, prefix="course", initial=_course_initial(given), use_required_attribute=False)
    cohort_form = CohortForm(
        posted, instance=Cohort(criteria=USUAL), today=today, area=request.user.district.code,
        initial=_cohort_initial(today, given),
    )  # fmt: skip
    if posted is not None:
        new = choose.is_valid() and not choose.cleaned_data["course"]
        if cohort_form.is_valid() & (not new or course_form.is_valid()) and choose.is_valid():
            try:
                made = _opened(request, choose, course_form, cohort_form, given)
            except CannotError as error:
                show.put(course_form if error.code == "same_course" else cohort_form, error)
            else:
                toasts.say(request, _("반을 만들었습니다. 기준을 확인하고 추천을 받기 시작하세요."))
                return redirect("training:cohort", pk=made.pk)
        if not new:
            course_form = CourseForm(prefix="course", initial=_course_initial(given), use_required_attribute=False)
    context = {
        "choose": choose, "course_form": course_form, "form": cohort_form, "given": given,
        "form_key": request.POST.get("form_key") or str(uuid4()),
    }  # fmt: skip
    return render(request, "training/open.html", context, status=422 if posted is not None else 200)


@needs("training.edit")
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a class; someone else's change since is shown, never overwritten."""
    cohort = reach.cohort(request, pk)
    today, area = clock.seoul_day(clock.now()), cohort.district.code
    posted = request.POST if request.method == "POST" else None
    form = CohortForm(posted, instance=cohort, today=today, area=area)
    conflict: list[Difference] = []
    if posted is not None and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in CohortForm.Meta.fields}
        if not form.fixed:
            changes["criteria"] = form.stated()
        try:
            flow.change_cohort(
                cohort=cohort, changes=changes, version=reach.version(request), by=request.user, at=clock.now()
            )
        except OutOfDateError:
            cohort = reach.cohort(request, pk)
            conflict = differences(form, CohortForm(instance=cohort, today=today, area=area))
        except CannotError as error:
            show.put(form, error)
        else:
            toasts.say(request, _("고쳤습니다."))
            return redirect("training:cohort", pk=pk)
    status = 409 if conflict else 422 if posted is not None else 200
    context = {"form": form, "cohort": cohort, "conflict": conflict}
    return render(request, "training/edit.html", context, status=status)


@needs("training.edit")
def course(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a course."""
    found = or_404(queries.course, request.user, pk)
    posted = request.POST if request.method == "POST" else None
    form = CourseForm(posted, instance=found)
    conflict: list[Difference] = []
    if posted is not None and form.is_valid():
        try:
            actions.change_course(
                course=found, changes=form.cleaned_data, version=reach.version(request) or 0, by=request.user,
                at=clock.now(),
            )  # fmt: skip
        except OutOfDateError:
            found = queries.course(request.user, pk)
            conflict = differences(form, CourseForm(instance=found))
        except CannotError as error:
            show.put(form, error)
        else:
            toasts.say(request, _("고쳤습니다."))
            return redirect("training:home")
    status = 409 if conflict else 422 if posted is not None else 200
    return render(request, "training/course.html", {"form": form, "course": found, "conflict": conflict}, status=status)


def _opened(
    request: StaffRequest, choose: Any, course_form: CourseForm, form: CohortForm, given: dict[str, Any] | None
) -> Cohort:
    """Save the course, if it is new, and the class, with the proposal that it grew out of."""
    now, chosen = clock.now(), choose.cleaned_data["course"]
    key = request.POST.get("form_key", "")[:36]
    before = queries.by_form(request.user, key)
    if before is not None:
        return before
    if chosen:
        taught = queries.course(request.user, int(chosen))
    else:
        taught = actions.add_course(fields=course_form.cleaned_data, by=request.user, at=now)
    fields = {name: form.cleaned_data[name] for name in CohortForm.Meta.fields}
    fields |= {"form_key": key, "criteria": form.stated()}
    if given and given["licence"] == taught.licence:
        offer = training_offers.offer_for(by=request.user, at=now, **given)
        fields["born_from"] = offer.kept(clock.seoul_day(now)) if offer else None
    return actions.open_cohort(course=taught, fields=fields, by=request.user, at=now)


def _from_offer(request: StaffRequest) -> dict[str, Any] | None:
    """The proposal that the address names."""
    said = {name: request.GET.get(name, "") for name in ("minutes", "seats")}
    licence = request.GET.get("licence", "")
    if not licence or not all(value.isdecimal() and 0 < int(value) <= 500 for value in said.values()):
        return None
    return {"licence": licence, "minutes": int(said["minutes"]), "seats": int(said["seats"])}


def _course_initial(given: dict[str, Any] | None) -> dict[str, Any]:
    if not given:
        return {}
    return {"licence": given["licence"], "name": _("%(licence)s 취득반") % {"licence": given["licence"]}}


def _cohort_initial(today: Any, given: dict[str, Any] | None) -> dict[str, Any]:
    """Nominations for three weeks, then eight weeks of class on weekday mornings."""
    first = today + timedelta(days=28 - today.weekday())
    seats = given["seats"] if given else training_offers.SEATS
    return {
        "nominate_until": first - timedelta(days=7), "starts_on": first, "ends_on": first + timedelta(days=53),
        "days": [0, 1, 2, 3, 4], "begins": "09:30", "ends": "13:30", "seats": seats, "minimum": max(1, seats // 2),
        "minutes": given["minutes"] if given else training_offers.MINUTES,
    }  # fmt: skip
