"""After three and six months: what became of each seat, beside residents without one."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from jobvisit.base import clock
from jobvisit.base.text import mask_name
from jobvisit.flows import training_outcomes as flow
from jobvisit.office.staff.policy import may
from jobvisit.office.training import actions, queries
from jobvisit.office.training.models import Cohort
from jobvisit.office.training.problems import CannotError
from jobvisit.office.training.states import CohortState
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs
from jobvisit.web.shared.downloads import Cell, Listing, answer
from jobvisit.web.shared.parts import Column, Tab
from jobvisit.web.staff.referrals.show import PROOFS
from jobvisit.web.staff.training import reach, show
from jobvisit.web.staff.training.forms import ReviewForm


@needs("training.view")
def after(request: StaffRequest, pk: int, months: int) -> HttpResponse:
    """What is known of the seats so many months after the class; a person looks it through and keeps it."""
    cohort = _finished(request, pk, months)
    found = flow.outcome(cohort=cohort, months=months)
    today = clock.seoul_day(clock.now())
    form = ReviewForm(request.POST if request.method == "POST" else None)
    kept = next((one for one in queries.reviews(cohort) if one.months == months), None)
    due = found.until <= today
    if request.method == "POST" and form.is_valid() and may(request.user, "training.edit"):
        try:
            actions.review(
                cohort=cohort, months=months, figures=found.figures(), note=form.cleaned_data["note"], by=request.user,
                at=clock.now(),
            )  # fmt: skip
        except CannotError as error:
            show.put(form, error)
        else:
            toasts.say(request, _("%(n)s개월 점검을 기록했습니다.") % {"n": months})
            return redirect("training:after", pk=pk, months=months)
    context = {
        "cohort": cohort,
        "tabs": show.tabs(cohort, "after"),
        "months": months,
        "month_tabs": [
            Tab(_("%(n)s개월 뒤") % {"n": n}, reverse("training:after", args=[pk, n]), n == months)
            for n in queries.LOOK_THROUGH
        ],
        "found": found,
        "due": due,
        "groups": [_group(name, group, inside=True) for name, group in _groups(found)],
        "group_columns": _columns(),
        "seats": [_seat(one) for one in found.seats],
        "seat_columns": [
            Column(_("이름")), Column(_("상태")), Column(_("알선"), end=True), Column(_("취업")),
            Column(_("확인된 만큼")), Column(_("기간 끝에")),
        ],
        "kept": kept,
        "form": form,
        "may_keep": may(request.user, "training.edit") and due and kept is None,
    }  # fmt: skip
    return render(request, "training/after.html", context, status=422 if form.errors else 200)


@needs("training.download")
def download(request: StaffRequest, pk: int, months: int) -> HttpResponseBase:
    """The comparison as Excel: it leaves the centre, so cells of one to four people are not shown."""
    cohort = _finished(request, pk, months)
    found = flow.outcome(cohort=cohort, months=months)
    rows = [_group(name, group, inside=False) for name, group in _groups(found)]
    cells = [
        Cell(_("누구"), lambda row: row["name"], 34),
        Cell(_("사람"), lambda row: row["people"], 12),
        Cell(_("취업"), lambda row: row["hired"], 12),
        Cell(_("기간 끝에 계속"), lambda row: row["stayed"], 14),
    ]
    listing = Listing(
        title=_("수료 %(n)s개월 뒤") % {"n": months},
        verb="training.download",
        cells=cells,
        rows=rows,
        count=len(rows),
        back=reverse("training:after", args=[pk, months]),
        narrowed=f"{cohort.course.name} · {show.span(cohort)}",
    )
    return answer(request, listing)


def _finished(request: StaffRequest, pk: int, months: int) -> Cohort:
    cohort = reach.cohort(request, pk)
    if cohort.state != CohortState.FINISHED or months not in queries.LOOK_THROUGH:
        raise Http404
    return cohort


def _groups(found: flow.Outcome) -> list[tuple[str, flow.Group]]:
    return [
        (_("자리를 얻은 사람"), found.seated),
        (_("신청했으나 자리를 얻지 못한 사람"), found.applied),
        (_("신청한 적 없는 비슷한 주민"), found.similar),
    ]


def _columns() -> list[Column]:
    return [
        Column(_("누구")), Column(_("사람"), end=True), Column(_("취업"), end=True),
        Column(_("기간 끝에 계속"), end=True), Column(_("취업이 확인된 만큼")),
    ]  # fmt: skip


def _group(name: str, group: flow.Group, *, inside: bool) -> dict[str, Any]:
    shown = {key: _("5명 미만") if n is None else n for key, n in group.shown(inside=inside).items()}
    proofs = ", ".join(f"{PROOFS[proof]} {n}" for proof, n in sorted(group.proofs.items()))
    share = f"{100 * group.hired / group.people:.0f}%" if inside and group.people else ""
    return {"name": name, **shown, "proofs": proofs, "share": share}


def _seat(one: flow.Seat) -> dict[str, Any]:
    word, tone = show.seat_state(one.enrolment)
    job = one.hired.order.title if one.hired else ""
    return {
        "seat": one, "name": mask_name(one.enrolment.seeker.name), "state": word, "tone": tone, "job": job,
        "proof": str(PROOFS[one.proof]) if one.proof else "", "why": show.reason(one.enrolment),
    }  # fmt: skip
