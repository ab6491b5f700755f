"""The recorded order of a selection, on the page and on paper; the people of a class as Excel."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jobvisit.base import clock, phone
from jobvisit.base.text import mask_name
from jobvisit.flows import training_papers
from jobvisit.flows.papers import Paper
from jobvisit.office.training import queries
from jobvisit.office.training.models import Cohort, Enrolment, SelectionLine
from jobvisit.web.shared import formats, papers
from jobvisit.web.shared.access import StaffRequest, came_from, needs
from jobvisit.web.shared.downloads import Cell, Listing, answer
from jobvisit.web.shared.parts import Column
from jobvisit.web.staff.training import reach, show


class _PaperForm(papers.PaperForm):
    """Why the order is printed; there is one kind of file."""

    form = None  # type: ignore[assignment]


@require_safe
@needs("training.view")
def selection(request: StaffRequest, pk: int) -> HttpResponse:
    """The order in which seats were given, with facts and points as they were then."""
    cohort = _selected(request, pk)
    weights = [(code, str(show.CRITERIA[code][0]), weight) for code, weight in cohort.criteria.items()]
    columns = [
        Column(_("순위"), end=True), Column(_("이름")),
        *(Column(f"{name} ×{weight}", end=True) for _code, name, weight in weights),
        Column(_("점수"), end=True), Column(_("신청")), Column(_("지금")),
    ]  # fmt: skip
    context = {
        "cohort": cohort,
        "tabs": show.tabs(cohort, "selection"),
        "columns": columns,
        "rows": [_row(line, [code for code, _name, _weight in weights]) for line in queries.selection(cohort)],
        "criteria": show.criteria(cohort.criteria),
    }
    return render(request, "training/selection.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("training.view")
def selection_paper(request: StaffRequest, pk: int) -> HttpResponse:
    """The same as PDF, asked for with a reason."""
    cohort = _selected(request, pk)

    def make(**answers: Any) -> Paper:
        return training_papers.selection(
            cohort=cohort, by=request.user, at=clock.now(), came_from=came_from(request), **answers
        )

    return papers.answer(
        request,
        _PaperForm(request.POST if request.method == "POST" else None),
        make=make,
        title=_("선발 순위표 받기"),
        note=cohort.course.name,
        back=reverse("training:selection", args=[pk]),
    )


@needs("training.download")
def download(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The people of a class, for the school: masked unless the role may have them in full, logged person by person."""
    cohort = reach.cohort(request, pk)
    found = queries.enrolments(cohort)
    sums = queries.attended(cohort)
    held = queries.certificates_of(cohort)

    def days(one: Enrolment, *kinds: str) -> int:
        return sum(sums.get(one.pk, {}).get(kind, 0) for kind in kinds)

    def issued(one: Enrolment) -> object:
        return held[one.pk].issued_on if one.pk in held else None

    cells = [
        Cell(_("순위"), lambda one: one.place, 8),
        Cell(_("이름"), lambda one: one.seeker.name, 12, mask="name"),
        Cell(_("전화"), lambda one: phone.pretty(one.seeker.phone), 16, mask="phone"),
        Cell(_("상태"), lambda one: show.seat_state(one)[0], 12),
        Cell(_("신청"), lambda one: one.nominated_at, 16),
        Cell(_("출석일"), lambda one: days(one, "present", "late"), 8),
        Cell(_("결석일"), lambda one: days(one, "absent"), 8),
        Cell(_("자격증 발급일"), issued, 12),
        Cell(_("사유"), show.reason, 24),
    ]
    listing = Listing(
        title=_("수강생 명단"),
        verb="training.download",
        cells=cells,
        rows=found,
        count=found.count(),
        back=reverse("training:cohort", args=[pk]),
        narrowed=f"{cohort.course.name} · {show.span(cohort)}",
        person=lambda one: one.seeker_id,
        full_verb="training.download_full",
    )
    return answer(request, listing)


def _selected(request: StaffRequest, pk: int) -> Cohort:
    cohort = reach.cohort(request, pk)
    if cohort.selected_at is None:
        raise Http404
    return cohort


def _row(line: SelectionLine, codes: list[str]) -> dict[str, Any]:
    facts = []
    for code in codes:
        points = line.points.get(code)
        known = line.facts.get(code)
        facts.append(
            ("–" if points is None else str(points), _("모름") if points is not None and known is None else "")
        )
    return {
        "line": line,
        "name": mask_name(line.enrolment.seeker.name),
        "cells": facts,
        "applied": formats.moment(localtime(line.applied_at), show.lang()),
        "now": show.seat_state(line.enrolment),
        "barred": str(show.BARRED[line.barred]) if line.barred else "",
        "seat": reverse("training:seat", args=[line.enrolment_id]),
    }
