"""Attendance on a phone, certificates of a class in one go, certificates shown at the desk."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jobvisit.base import clock
from jobvisit.base.states import IllegalTransitionError
from jobvisit.base.text import mask_name
from jobvisit.flows import training as flow
from jobvisit.office.staff.policy import may
from jobvisit.office.training import actions, queries
from jobvisit.office.training.codes import Presence
from jobvisit.office.training.models import Cohort
from jobvisit.office.training.problems import CannotError
from jobvisit.office.training.states import SEATED, CohortState, EnrolmentState
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.parts import Column
from jobvisit.web.staff.training import reach, seats, show
from jobvisit.web.staff.training.forms import CertificateForm, CertifyForm, WhyForm


@needs("training.attend")
def attendance(request: StaffRequest, pk: int) -> HttpResponse:
    """One day of a class, everyone with four buttons; the day is chosen in the address."""
    cohort = _begun(request, pk)
    today = clock.seoul_day(clock.now())
    days = [day for day in queries.class_days(cohort) if day <= today]
    on = _day(request.GET.get("on", ""), days)
    here = [one for one in queries.enrolments(cohort) if one.state in SEATED]
    problem, status = "", 200
    if request.method == "POST" and on is not None:
        said = {
            one.pk: Presence(value)
            for one in here
            if (value := request.POST.get(f"at_{one.pk}", "")) in Presence.values
        }
        if not said:
            problem, status = _("출석을 하나 이상 고르세요."), 422
        else:
            n = actions.mark(cohort=cohort, on=on, presences=said, by=request.user, at=clock.now())
            toasts.say(request, _("%(n)s명의 출석을 적었습니다.") % {"n": n})
            return redirect(f"{request.path}?on={on.isoformat()}")
    written = queries.attendance(cohort, on) if on else {}
    sums, entered = queries.attended(cohort), queries.days_written(cohort)
    context = {
        "cohort": cohort,
        "tabs": show.tabs(cohort, "attendance"),
        "on": on,
        "days": [(day, day in entered, day == on) for day in _shown(days, entered, on)],
        "missing": [day for day in days if day not in entered],
        "people": [
            {
                "one": one, "name": mask_name(one.seeker.name), "said": written.get(one.pk, ""),
                "sums": sums.get(one.pk, {}),
            }
            for one in here
        ],
        "choices": Presence.choices,
        "problem": problem,
        "may_mark": cohort.state == CohortState.RUNNING or may(request.user, "training.edit"),
    }  # fmt: skip
    return render(request, "training/attendance.html", context, status=status)


@needs("training.certify")
def certificates(request: StaffRequest, pk: int) -> HttpResponse:
    """The certificates of a class: a day beside each name; empty is not yet. All that are right are kept or none."""
    cohort = _begun(request, pk)
    there = queries.certificates_of(cohort)
    waiting = [one for one in queries.enrolments(cohort) if one.state == EnrolmentState.ATTENDING]
    posted = request.POST if request.method == "POST" else None
    forms = {one.pk: _optional(CertifyForm(posted, prefix=f"at_{one.pk}")) for one in waiting}
    right = [form.is_valid() for form in forms.values()]  # every one, so that each shows its own error
    if posted is not None and all(right):
        dated = [(one, forms[one.pk].cleaned_data["issued_on"]) for one in waiting]
        done, opened = 0, 0
        with transaction.atomic():
            for one, on in dated:
                if on is None:
                    continue
                try:
                    opened += flow.certify(enrolment=one, issued_on=on, version=None, by=request.user, at=clock.now())
                    done += 1
                except CannotError as error:
                    show.put(forms[one.pk], error)
                except IllegalTransitionError:
                    forms[one.pk].add_error("issued_on", show.OUT_OF_DATE)
            wrong = any(form.errors for form in forms.values())
            transaction.set_rollback(wrong)
        if not wrong and done:
            said = _("%(n)s명의 자격증을 적었습니다. 모두 합쳐 구인 %(orders)s건이 더 열렸습니다.")
            toasts.say(request, said % {"n": done, "orders": opened})
            return redirect("training:certificates", pk=pk)
        if not done and not wrong:
            next(iter(forms.values())).add_error("issued_on", _("발급일을 하나 이상 적으세요.")) if forms else None
    context = {
        "cohort": cohort,
        "tabs": show.tabs(cohort, "certificates"),
        "licence": show.licence_name(cohort.course.licence),
        "waiting": [(one, mask_name(one.seeker.name), forms[one.pk]) for one in waiting],
        "held": [
            (one, mask_name(one.seeker.name), there[one.pk]) for one in queries.enrolments(cohort) if one.pk in there
        ],
        "columns": [Column(_("이름")), Column(_("발급일"))],
    }
    return render(request, "training/certificates.html", context, status=422 if posted is not None else 200)


@needs("training.certify")
def enter_certificate(request: StaffRequest, key: UUID) -> HttpResponse:
    """A certificate shown at the desk; those shown before, each of which can be taken back with a reason."""
    seeker = reach.seeker(request, key)
    posted = request.POST if request.method == "POST" else None
    form = CertificateForm(posted)
    if posted is not None and form.is_valid():
        data = form.cleaned_data
        try:
            more = flow.enter_certificate(
                seeker=seeker, licence=data["licence"], issued_on=data["issued_on"], by=request.user, at=clock.now()
            )
        except CannotError as error:
            show.put(form, error)
        else:
            toasts.say(request, seats.said_of_orders(more))
            return redirect("seekers:detail", key=key)
    context = {
        "form": form,
        "seeker": seeker,
        "name": mask_name(seeker.name),
        "held": [
            (one, show.licence_name(one.licence), WhyForm(prefix=f"c{one.pk}"))
            for one in queries.certificates(request.user, seeker)
        ],
    }
    return render(request, "training/certificate.html", context, status=422 if posted is not None else 200)


@require_POST
@needs("training.certify")
def take_back(request: StaffRequest, pk: int) -> HttpResponse:
    """A certificate was entered by mistake."""
    found = or_404(queries.certificate, request.user, pk)
    form = WhyForm(request.POST, prefix=f"c{pk}")
    if form.is_valid():
        flow.take_back(certificate=found, reason=form.cleaned_data["why"], by=request.user, at=clock.now())
        toasts.say(request, _("자격증을 거두어들였습니다. 파일과 명단에서도 빠졌습니다."))
    else:
        toasts.say(request, _("거두어들이는 까닭을 적으세요."), level=40)
    return redirect(reverse("training:enter_certificate", args=[found.seeker.public_id]))


def _begun(request: StaffRequest, pk: int) -> Cohort:
    """A class that runs or has run; others have no such page."""
    cohort = reach.cohort(request, pk)
    if cohort.state not in {CohortState.RUNNING, CohortState.FINISHED}:
        raise Http404
    return cohort


def _day(text: str, days: list[date]) -> date | None:
    """The day the address asks for, else the last class day so far."""
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        asked = None
    return asked if asked in days else days[-1] if days else None


def _shown(days: list[date], entered: set[date], on: date | None) -> list[date]:
    """The last days, and the first of those that nobody has written yet."""
    missing = [day for day in days if day not in entered]
    return sorted({*days[-4:], *missing[:4], *([on] if on else [])})


def _optional(form: Any) -> Any:
    form.fields["issued_on"].required = False
    return form
