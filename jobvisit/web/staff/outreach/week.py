"""The manager's planning board: a week by counsellor and day, visits moved by dragging, or by a form of two choices."""

from datetime import date, timedelta
from typing import Any

from django.contrib.messages import WARNING
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.base.db import OutOfDateError
from jobvisit.flows import visit_week as flow
from jobvisit.office.outreach import queries, visiting
from jobvisit.office.outreach.states import VisitState
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import formats, toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.parts import Column
from jobvisit.web.staff.outreach import show
from jobvisit.web.staff.outreach.forms import working_people
from jobvisit.web.staff.outreach.views import day_of

WHY_NOT = {
    "past": gettext_lazy("지난 날로는 옮길 수 없습니다."),
    "promised": gettext_lazy("사업체와 약속한 날입니다. 먼저 전화해 다시 약속한 뒤 ‘다시 약속함’을 고르고 옮기세요."),
    "companion": gettext_lazy("함께 가는 사람이 담당이 될 수는 없습니다."),
}
MOVABLE = {VisitState.PROPOSED, VisitState.CONFIRMED}


@require_safe
@needs("outreach.view")
def week(request: StaffRequest) -> HttpResponse:
    """Who visits whom on which day of a week, how full the days are, and where somebody will not be there."""
    today = clock.seoul_day(clock.now())
    asked = day_of(request.GET.get("from", ""), today)
    board = flow.week(asked - timedelta(days=asked.weekday()), by=request.user)
    language = get_language() or "ko"
    people = working_people(request.user)
    movable = may(request.user, "outreach.assign")
    context = {
        "board": board,
        "columns": [Column(_("상담사")), *(Column(_head(day, board, language)) for day in board.days)],
        "rows": [(user, [_cell(cell, today, movable) for cell in cells]) for user, cells in board.rows],
        "days": [(day.isoformat(), formats.short_day(day, language)) for day in board.days if day >= today],
        "people": [(key, one.name) for key, one in people.items()],
        "before": board.monday - timedelta(days=7),
        "after": board.monday + timedelta(days=7),
        "wrong": sum(cell.wrong for _user, cells in board.rows for cell in cells),
        "full": sum(cell.full for _user, cells in board.rows for cell in cells),
    }
    return render(request, "outreach/week.html", context)


@require_POST
@needs("outreach.assign")
def move(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a visit another day or counsellor; what cannot be is said, and nothing is changed."""
    visit = or_404(queries.visit, request.user, pk)
    on = day_of(request.POST.get("on", ""), visit.on)
    counsellor = working_people(request.user).get(request.POST.get("counsellor", ""), visit.counsellor)
    version = request.POST.get("version", "")
    try:
        visiting.move_visit(
            visit=visit, on=on, counsellor=counsellor, version=int(version) if version.isdigit() else 0,
            agreed=request.POST.get("agreed") == "yes", by=request.user, at=clock.now(),
        )  # fmt: skip
    except visiting.BadMoveError as error:
        toasts.say(request, str(WHY_NOT[error.code]), level=WARNING)
    except visiting.SlotTakenError:
        toasts.say(request, _("그 사람은 그 시각에 다른 방문 약속이 있습니다."), level=WARNING)
    except OutOfDateError:
        toasts.say(request, _("그 사이에 이 방문이 바뀌었습니다. 지금 모습을 보고 다시 옮기세요."), level=WARNING)
    else:
        words = {"firm": visit.case.company.name, "day": formats.short_day(on, get_language() or "ko")}
        toasts.say(request, _("%(firm)s: %(day)s %(who)s(으)로 옮겼습니다.") % {**words, "who": counsellor.name})
    return redirect(f"{reverse('outreach:week')}?from={visit.on.isoformat()}")


def _head(day: date, board: flow.Week, language: str) -> str:
    return f"{formats.short_day(day, language)} {_('휴일')}" if day in board.off else formats.short_day(day, language)


def _cell(cell: flow.Cell, today: date, movable: bool) -> dict[str, Any]:
    count = len(cell.visits)
    said = ngettext("%(n)d곳", "%(n)d곳", count) % {"n": count} if count else ""
    if count:
        said += " · " + _("%(h)s시간 %(m)s분") % {"h": cell.minutes // 60, "m": f"{cell.minutes % 60:02d}"}
    return {
        "cell": cell,
        "load": said,
        "visits": [
            {
                "one": one,
                "word": str(show.VISITS[VisitState(one.state)][0]),
                "tone": show.VISITS[VisitState(one.state)][1],
                "movable": movable and VisitState(one.state) in MOVABLE and cell.day >= today,
                "promised": one.state == VisitState.CONFIRMED,
            }
            for one in cell.visits
        ],
    }
