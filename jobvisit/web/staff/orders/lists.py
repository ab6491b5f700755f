"""The list of orders, on the page and as an Excel file."""

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobvisit.office.orders import queries
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.orders.states import OrderState
from jobvisit.office.reference import tables
from jobvisit.web.shared import formats
from jobvisit.web.shared.access import StaffRequest, needs
from jobvisit.web.shared.downloads import Cell, Listing, answer
from jobvisit.web.shared.listing import page_of, sorted_by
from jobvisit.web.shared.partials import page_or_part
from jobvisit.web.shared.parts import Column, Tab
from jobvisit.web.staff.orders import show

SORTS = {"title": "title", "firm": "company__name", "accepted": "accepted_at", "closes": "closes_on"}
STATES = {"open": ("open", "checked", "confirmed_by_employer"), "draft": ("draft",), "all": ()}


@require_safe
@needs("orders.view")
def order_list(request: StaffRequest) -> HttpResponse:
    """All orders of the district, the newest first."""
    page = page_of(request, _listed(request))
    state, mine = request.GET.get("state", "open"), bool(request.GET.get("mine"))
    tabs = [
        Tab(label, f"?state={key}{'&mine=1' if mine else ''}", key == state)
        for key, label in (("open", _("진행 중")), ("draft", _("보완 필요")), ("all", _("전체")))
    ]
    columns = [
        Column(_("제목"), "title"), Column(_("사업체"), "firm"), Column(_("임금")), Column(_("시간")),
        Column(_("채용/모집"), end=True), Column(_("상태")), Column(_("접수일"), "accepted"),
        Column(_("마감"), "closes"),
    ]  # fmt: skip
    context = {"page": page, "rows": [show.list_row(one) for one in page], "tabs": tabs, "columns": columns}
    return page_or_part(request, "orders/list.html", "orders/_rows.html", context)


@needs("orders.download")
def download(request: StaffRequest) -> HttpResponseBase:
    """The list, as filtered and sorted, as an Excel file."""
    found = _listed(request)
    state = {"draft": _("보완 필요"), "all": _("전체")}.get(request.GET.get("state", "open"), _("진행 중"))
    mine = _("내 담당") if request.GET.get("mine") else ""
    listing = Listing(
        title=_("구인 목록"),
        verb="orders.download",
        cells=_cells(),
        rows=found,
        count=found.count(),
        back=reverse("orders:list"),
        narrowed=", ".join(filter(None, (state, mine, request.GET.get("q", "")))),
    )
    return answer(request, listing)


def _listed(request: StaffRequest) -> QuerySet[JobOrder]:
    """The orders that the address asks for, in its order."""
    wanted = STATES.get(request.GET.get("state", "open"), ())
    mine = request.user if request.GET.get("mine") else None
    found = queries.in_list(request.user, words=request.GET.get("q", ""), states=wanted, owner=mine)
    return sorted_by(request, found, SORTS)


def _cells() -> list[Cell]:
    lang = (get_language() or "ko").partition("-")[0]

    def occupation(order: JobOrder) -> str:
        found = tables.occupations().get(order.occupation)
        return "" if found is None else found.name_ko if lang == "ko" else found.name_en

    return [
        Cell(_("구인 번호"), lambda order: order.number, 18),
        Cell(_("제목"), lambda order: order.title, 34),
        Cell(_("사업체"), lambda order: order.company.name, 24),
        Cell(_("직종"), occupation, 20),
        Cell(_("모집 인원"), lambda order: order.openings, 9),
        Cell(_("채용 인원"), lambda order: order.filled, 9),
        Cell(_("임금"), lambda order: formats.pay(order.pay_kind, order.pay_min, order.pay_max, lang), 20),
        Cell(_("시간당(원)"), lambda order: order.hourly_min, 11),
        Cell(_("시간"), show.hours, 20),
        Cell(_("근무지"), show.place, 28),
        Cell(_("상태"), lambda order: show.state_name(OrderState(order.state)), 11),
        Cell(_("접수일"), lambda order: order.accepted_at, 16),
        Cell(_("마감"), lambda order: order.closes_on, 12),
        Cell(_("담당 상담사"), lambda order: order.owner.name, 12),
    ]
