"""The wall of agreements: each as one bar, promised and delivered; and the same as an Excel file."""

from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobvisit.base import clock
from jobvisit.flows import agreements as flow
from jobvisit.flows.agreements import Bar, LineRow
from jobvisit.office.agreements import queries
from jobvisit.office.agreements.states import Rung
from jobvisit.office.companies import queries as companies
from jobvisit.office.staff.policy import may
from jobvisit.web.shared.access import StaffRequest, needs
from jobvisit.web.shared.downloads import Cell, Listing, answer
from jobvisit.web.shared.listing import cut
from jobvisit.web.shared.partials import page_or_part
from jobvisit.web.shared.parts import Option, Tab
from jobvisit.web.staff.agreements import show, words
from jobvisit.web.staff.matches.phrases import group_name

PER_PAGE = 24


@require_safe
@needs("agreements.view")
def wall(request: StaffRequest) -> HttpResponse:
    """Every agreement as one bar, those that fail first."""
    today = clock.seoul_day(clock.now())
    chosen, mine = _chosen(request), bool(request.GET.get("mine"))
    found = sorted(_listed(request), key=lambda one: (not one.failing, not one.warnings, one.agreement.pk))
    page = cut(request, found, PER_PAGE)
    words = {"running": _("이행 중"), "writing": _("협의 중"), "over": _("끝남"), "all": _("전체")}
    tabs = [
        Tab(word, f"?state={key}", key == chosen and not mine and not request.GET.get("failing"))
        for key, word in words.items()
    ]
    own = Tab(_("내 담당"), f"?state={chosen}&mine=1", mine)
    failing = Tab(_("뒤처짐"), "?state=running&failing=1", bool(request.GET.get("failing")))
    context = {
        "page": page,
        "rows": [show.wall(one, today) for one in page],
        "tabs": [tabs[0], failing, own, *tabs[1:]],
        "may_edit": may(request.user, "agreements.edit"),
        "sum": {
            "promised": sum(one.promised for one in found),
            "hired": sum(one.hired for one in found),
            "failing": sum(one.failing for one in found),
        },
        "rungs": show.legend(),
    }
    return page_or_part(request, "agreements/list.html", "agreements/_wall.html", context)


@needs("agreements.download")
def download(request: StaffRequest) -> HttpResponseBase:
    """One row a line, as filtered, as an Excel file."""
    found = _listed(request)
    rows = [(bar, row) for bar in found for row in bar.lines]
    narrowed = [request.GET.get("q", ""), _("뒤처짐") if request.GET.get("failing") else ""]
    listing = Listing(
        title=_("협약 이행 현황"), verb="agreements.download", cells=_cells(), rows=rows, count=len(rows),
        back=reverse("agreements:list"), narrowed=", ".join(filter(None, narrowed)),
    )  # fmt: skip
    return answer(request, listing)


@require_safe
@needs("agreements.view")
def firms(request: StaffRequest) -> HttpResponse:
    """Firms for typed words."""
    words = request.GET.get("q", "")
    found = companies.found_by(request.user, words)[:8] if words.strip() else ()
    options = [Option(value=str(one.pk), label=one.name, note=one.industry_name) for one in found]
    return render(request, "components/_suggest_options.html", {"options": options})


def _chosen(request: StaffRequest) -> str:
    wanted = request.GET.get("state", "running")
    return wanted if wanted in queries.GROUPS else "running"


def _listed(request: StaffRequest) -> list[Bar]:
    """The agreements that the address asks for, with their meters."""
    mine = request.user if request.GET.get("mine") else None
    found = queries.in_list(
        request.user, words=request.GET.get("q", ""), states=queries.GROUPS[_chosen(request)], owner=mine
    )
    bars = flow.bars(found, district_id=request.user.district_id, on=clock.seoul_day(clock.now()))
    return [one for one in bars if one.failing] if request.GET.get("failing") else bars


def _cells() -> list[Cell]:
    today = clock.seoul_day(clock.now())

    def rungs() -> Iterator[Cell]:
        for rung in Rung:
            yield Cell(str(words.RUNGS[rung]), lambda one, key=rung: one[1].meter.rungs[key], 11)  # type: ignore[misc]

    def group(one: tuple[Bar, LineRow]) -> str:
        terms = one[1].terms
        return group_name(terms.group, today) if terms and terms.group else ""

    return [
        Cell(_("협약 번호"), lambda one: one[0].agreement.number, 14),
        Cell(_("협약 이름"), lambda one: one[0].agreement.title, 30),
        Cell(_("상태"), lambda one: show.state_badge(one[0].agreement)[0], 11),
        Cell(_("상대"), lambda one: [show.party_name(party) for party in one[0].agreement.parties.all()], 30),
        Cell(_("조항 번호"), lambda one: one[1].line.number, 9),
        Cell(_("직무"), lambda one: one[1].line.jobs, 24),
        Cell(_("조항 상태"), lambda one: str(words.COMMITMENTS[one[1].meter.commitment][0]), 11),
        Cell(_("약속 인원"), lambda one: one[1].meter.promised, 9),
        Cell(_("기한"), lambda one: one[1].terms.due_on if one[1].terms else None, 12),
        Cell(_("먼저 소개할 집단"), group, 18),
        Cell(_("구인 건수"), lambda one: one[1].meter.orders, 9),
        Cell(_("구인 인원"), lambda one: one[1].meter.ordered, 9),
        Cell(_("알선 인원"), lambda one: one[1].meter.referred, 9),
        Cell(_("채용 인원"), lambda one: one[1].meter.hired, 9),
        *rungs(),
        Cell(_("기한 뒤 채용"), lambda one: one[1].meter.late, 11),
        Cell(_("그만둔 사람"), lambda one: one[1].meter.ended, 11),
        Cell(_("뒤처진 인원"), lambda one: one[1].meter.behind, 11),
        Cell(_("담당"), lambda one: one[0].agreement.owner.name, 12),
    ]
