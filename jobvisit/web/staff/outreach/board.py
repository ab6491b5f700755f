"""The coverage board: a fixed list of firms by zone and stage, down to the firm, with Excel and print."""

from collections.abc import Callable
from datetime import date

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.flows import coverage
from jobvisit.office.outreach import queries, targets
from jobvisit.web.shared import formats, toasts
from jobvisit.web.shared.access import StaffRequest, needs
from jobvisit.web.shared.downloads import Cell, Listing, answer
from jobvisit.web.shared.parts import Column

STAGES = {
    "noticed": gettext_lazy("안내문"),
    "reached": gettext_lazy("연락"),
    "visited": gettext_lazy("방문"),
    "ordered": gettext_lazy("구인"),
    "hired": gettext_lazy("채용"),
}


@require_safe
@needs("outreach.view")
def board(request: StaffRequest) -> HttpResponse:
    """How far we are with the firms of the list; one zone and stage down to its firms."""
    found = coverage.board_for(by=request.user)
    if found is None:
        return render(request, "outreach/no_board.html", {"firms": queries.large_firms(request.user).count()})
    zones = [_line(row) for row in found.zones]
    shown = _narrowed(request, found)
    context = {
        "board": found,
        "stages": STAGES.values(),
        "columns": [
            Column(_("권역")),
            Column(_("대상"), end=True),
            *(Column(str(n), end=True) for n in STAGES.values()),
        ],
        "zones": zones,
        "total": _line(found.total),
        "firms": shown[:60],
        "more": max(len(shown) - 60, 0),
        "narrowed": _words(request),
        "firm_columns": [Column(_("업체명")), Column(_("권역")), Column(_("지금까지")), Column(_("구인"), end=True)],
        "words": STAGES,
    }
    return render(request, "outreach/board.html", context)


@needs("outreach.view")
def download(request: StaffRequest) -> HttpResponseBase:
    """Every firm of the list with its stages, as a workbook."""
    found = coverage.board_for(by=request.user)
    rows = _narrowed(request, found) if found else []
    listing = Listing(
        title=_("1사 1구민 현황"), verb="outreach.download", cells=firm_cells(), rows=rows, count=len(rows),
        back=reverse("outreach:board"), narrowed=_words(request),
    )  # fmt: skip
    return answer(request, listing)


@require_POST
@needs("outreach.assign")
def fix(request: StaffRequest) -> HttpResponse:
    """Fix today's firms of 50 and more staff as the list that the board counts over."""
    now = clock.now()
    today: date = clock.seoul_day(now)
    name = _("50명 이상 사업체 %(day)s") % {"day": formats.day(today, get_language() or "ko")}
    if not queries.targets(request.user).filter(name=name).exists():
        firms = list(queries.large_firms(request.user))
        targets.make_target(
            name=name, purpose=_("1사 1구민"), companies=firms, starts_on=today, is_board=True, by=request.user, at=now
        )
        toasts.say(request, _("기준 명단을 정했습니다: %(n)d곳") % {"n": len(firms)})
    return redirect("outreach:board")


def firm_cells() -> list[Cell]:
    """A firm and its stages as the columns of a workbook."""
    return [
        Cell(_("업체명"), lambda row: row.company.name, 28),
        Cell(_("권역"), lambda row: row.zone.name if row.zone else ""),
        Cell(_("근로자 수"), lambda row: row.company.headcount),
        *(Cell(str(word), _mark(key), 8) for key, word in STAGES.items()),
        Cell(_("구인 건수"), lambda row: row.orders),
        Cell(_("채용 인원"), lambda row: row.hired),
    ]


def _mark(stage: str) -> Callable[[coverage.FirmRow], str]:
    return lambda row: "○" if stage in row.stages else ""


def _line(row: coverage.ZoneRow) -> dict[str, object]:
    """One zone: each stage as a number and its share of the zone's firms."""
    shares = [
        (key, n, round(100 * n / row.firms) if row.firms else 0) for key, n in zip(STAGES, row.counts, strict=True)
    ]
    return {"zone": row.zone, "firms": row.firms, "shares": shares}


def _narrowed(request: StaffRequest, board: coverage.Board) -> list[coverage.FirmRow]:
    """The firms of a zone that passed a stage, or (`-visited`) did not: the gaps."""
    zone, stage = request.GET.get("zone", ""), request.GET.get("stage", "")
    rows = [row for row in board.rows if not zone or str(row.zone.pk if row.zone else 0) == zone]
    if stage.lstrip("-") in STAGES:
        rows = [row for row in rows if (stage.lstrip("-") in row.stages) != stage.startswith("-")]
    return sorted(rows, key=lambda row: (len(row.stages), row.company.name))


def _words(request: StaffRequest) -> str:
    """How the list of firms is narrowed, in words."""
    stage = request.GET.get("stage", "")
    word = STAGES.get(stage.lstrip("-"))
    if word is None:
        return ""
    return _("%(stage)s 아직") % {"stage": word} if stage.startswith("-") else str(word)
