"""Lists of referrals and of placements, on the page and as Excel files. Names are masked in both."""

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobvisit.office.referrals import queries
from jobvisit.office.referrals.models import Placement, Referral
from jobvisit.office.referrals.states import LIVE, STANDING, WITH_EMPLOYER, PlacementState, ReferralState
from jobvisit.web.shared.access import StaffRequest, needs
from jobvisit.web.shared.downloads import Cell, Listing, answer
from jobvisit.web.shared.listing import page_of, sorted_by
from jobvisit.web.shared.partials import page_or_part
from jobvisit.web.shared.parts import Column, Tab
from jobvisit.web.staff.referrals import show

SORTS = {"title": "order__title", "firm": "order__company__name", "proposed": "proposed_at", "moved": "moved_at"}
STATES = {
    "live": tuple(LIVE),
    "waiting": (ReferralState.PROPOSED,),
    "employer": tuple(WITH_EMPLOYER),
    "hired": (ReferralState.HIRED,),
    "all": (),
}
PLACEMENT_SORTS = {"start": "start_on", "firm": "company__name"}
PLACEMENT_STATES = {
    "standing": tuple(STANDING),
    "unproven": (PlacementState.CLAIMED,),
    "ended": (PlacementState.ENDED, PlacementState.ANNULLED),
    "all": (),
}


@require_safe
@needs("referrals.view")
def referral_list(request: StaffRequest) -> HttpResponse:
    """All referrals of the district, what moved last first."""
    page = page_of(request, _listed(request))
    state, mine = request.GET.get("state", "live"), bool(request.GET.get("mine"))
    tabs = [Tab(label, f"?state={key}{'&mine=1' if mine else ''}", key == state) for key, label in _views().items()]
    columns = [
        Column(_("구직자")), Column(_("구인"), "title"), Column(_("사업체"), "firm"), Column(_("상태")),
        Column(_("제안일"), "proposed"), Column(_("마지막 변화"), "moved"), Column(_("담당 상담사")),
    ]  # fmt: skip
    context = {
        "page": page, "rows": [show.list_row(one) for one in page], "tabs": tabs, "columns": columns, "mine": mine,
        "state": state,
    }  # fmt: skip
    return page_or_part(request, "referrals/list.html", "referrals/_rows.html", context)


@needs("referrals.download")
def download(request: StaffRequest) -> HttpResponseBase:
    """The list, as filtered and sorted, as an Excel file (알선대장)."""
    found = _listed(request).select_related("proposed_by", "consent")
    mine = _("내 담당") if request.GET.get("mine") else ""
    state = _views().get(request.GET.get("state", "live"), "")
    listing = Listing(
        title=_("알선 목록"),
        verb="referrals.download",
        cells=[
            Cell(_("알선 번호"), lambda one: one.number, 20),
            Cell(_("구직자"), lambda one: one.seeker.name, 12, mask="name"),
            Cell(_("구인"), lambda one: one.order.title, 34),
            Cell(_("사업체"), lambda one: one.order.company.name, 24),
            Cell(_("상태"), lambda one: show.state(one)[0], 14),
            Cell(_("사유"), lambda one: show.reason(one.state, one.reason), 20),
            Cell(_("제안일"), lambda one: one.proposed_at, 16),
            Cell(_("동의한 때"), lambda one: one.consent.at if one.consent else None, 16),
            Cell(_("마지막 변화"), lambda one: one.moved_at, 16),
            Cell(_("담당 상담사"), lambda one: one.owner.name, 12),
        ],
        rows=found,
        count=found.count(),
        back=reverse("referrals:list"),
        narrowed=", ".join(filter(None, (state, mine, request.GET.get("q", "")))),
        person=lambda one: one.seeker_id,
        full_verb="seekers.download_full",
    )
    return answer(request, listing)


@require_safe
@needs("referrals.view")
def placement_list(request: StaffRequest) -> HttpResponse:
    """All placements of the district with the rung that proves each."""
    page = page_of(request, _placed(request))
    state = request.GET.get("state", "standing")
    tabs = [Tab(label, f"?state={key}", key == state) for key, label in _placement_views().items()]
    columns = [
        Column(_("구직자")), Column(_("사업체"), "firm"), Column(_("근무 시작일"), "start"), Column(_("상태")),
        Column(_("증빙")), Column(_("근속")), Column(_("담당 상담사")),
    ]  # fmt: skip
    context = {"page": page, "rows": [show.placement_row(one) for one in page], "tabs": tabs, "columns": columns}
    return page_or_part(request, "referrals/placements.html", "referrals/_placement_rows.html", context)


@needs("referrals.download")
def placement_download(request: StaffRequest) -> HttpResponseBase:
    """The placements, as filtered, as an Excel file."""
    found = _placed(request)
    listing = Listing(
        title=_("취업 목록"),
        verb="placements.download",
        cells=[
            Cell(_("구직자"), lambda one: one.seeker.name, 12, mask="name"),
            Cell(_("사업체"), lambda one: one.company.name, 24),
            Cell(_("구인"), lambda one: one.order.title, 30),
            Cell(_("근무 시작일"), lambda one: one.start_on, 12),
            Cell(_("상태"), lambda one: show.placement_state(one)[0], 14),
            Cell(_("증빙"), lambda one: show.placement_row(one)["proof"], 14),
            Cell(_("근속"), lambda one: show.placement_row(one)["months"], 10),
            Cell(_("퇴사일"), lambda one: one.ended_on, 12),
            Cell(_("함께 세는 기관"), lambda one: one.also_counted_by, 20),
            Cell(_("담당 상담사"), lambda one: one.referral.owner.name, 12),
        ],
        rows=found,
        count=found.count(),
        back=reverse("referrals:placements"),
        narrowed=_placement_views().get(request.GET.get("state", "standing"), ""),
        person=lambda one: one.seeker_id,
        full_verb="seekers.download_full",
    )
    return answer(request, listing)


def _views() -> dict[str, str]:
    return {
        "live": _("진행 중"), "waiting": _("답 기다림"), "employer": _("사업주에게"), "hired": _("채용"),
        "all": _("전체"),
    }  # fmt: skip


def _placement_views() -> dict[str, str]:
    return {"standing": _("근무·예정"), "unproven": _("확인 필요"), "ended": _("끝남"), "all": _("전체")}


def _listed(request: StaffRequest) -> QuerySet[Referral]:
    wanted = STATES.get(request.GET.get("state", "live"), ())
    mine = request.user if request.GET.get("mine") else None
    found = queries.in_list(request.user, words=request.GET.get("q", ""), states=wanted, owner=mine)
    return sorted_by(request, found, SORTS)


def _placed(request: StaffRequest) -> QuerySet[Placement]:
    wanted = PLACEMENT_STATES.get(request.GET.get("state", "standing"), ())
    return sorted_by(request, queries.placement_list(request.user, states=wanted), PLACEMENT_SORTS)
