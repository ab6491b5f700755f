"""The list of residents, on the page and as an Excel file. Names are masked in both."""

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jobvisit.base import phone
from jobvisit.office.seekers import queries
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.seekers.states import SeekerState
from jobvisit.web.shared.access import StaffRequest, needs
from jobvisit.web.shared.downloads import Cell, Listing, answer
from jobvisit.web.shared.listing import page_of, sorted_by
from jobvisit.web.shared.partials import page_or_part
from jobvisit.web.shared.parts import Column, Tab
from jobvisit.web.shared.searching import private_words
from jobvisit.web.staff.places import dong_name
from jobvisit.web.staff.seekers import show

SORTS = {"applied": "applied_at", "active": "active_on", "valid": "valid_until"}
_OPEN = (SeekerState.REGISTERED, SeekerState.ACTIVE, SeekerState.PAUSED)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("seekers.view")
def seeker_list(request: StaffRequest) -> HttpResponse:
    """Files of the district, names masked. The words searched for are posted: a name never stands in an address."""
    words = private_words(request)
    page = page_of(request, _listed(request, words))
    state = request.GET.get("state", "open")
    tabs = [Tab(label, f"?state={key}", key == state) for key, label in _views().items()]
    columns = [
        Column(_("이름")), Column(_("희망 직종")), Column(_("사는 동")), Column(_("상태")),
        Column(_("신청일"), "applied"), Column(_("마지막 활동"), "active"), Column(_("유효기간"), "valid"),
    ]  # fmt: skip
    context = {
        "page": page,
        "rows": [show.list_row(one) for one in page],
        "tabs": tabs,
        "columns": columns,
        "words": words,
    }
    return page_or_part(request, "seekers/list.html", "seekers/_rows.html", context)


@needs("seekers.download")
def download(request: StaffRequest) -> HttpResponseBase:
    """The list, as filtered and sorted, as an Excel file. The words searched for may be a name: the file's second
    sheet says only that there were some."""
    words = private_words(request, path=reverse("seekers:list"))
    found = _listed(request, words)
    state = _views().get(request.GET.get("state", "open"), _("전체"))
    listing = Listing(
        title=_("구직자 목록"),
        verb="seekers.download",
        cells=_cells(),
        rows=found.select_related("owner"),
        count=found.count(),
        back=reverse("seekers:list"),
        narrowed=", ".join(filter(None, (state, _("찾은 말 있음") if words else ""))),
        person=lambda seeker: seeker.pk,
        full_verb="seekers.download_full",
    )
    return answer(request, listing)


def _views() -> dict[str, str]:
    return {"open": _("구직 중"), "mine": _("내 담당"), "all": _("전체")}


def _listed(request: StaffRequest, words: str) -> QuerySet[Seeker]:
    """The files that the address and the posted words ask for, in the address's order."""
    state = request.GET.get("state", "open")
    mine = request.user if state == "mine" else None
    states = () if state == "all" else tuple(one.value for one in _OPEN)
    found = queries.in_list(request.user, words=words, states=states, owner=mine)
    return sorted_by(request, found, SORTS)


def _cells() -> list[Cell]:
    return [
        Cell(_("이름"), lambda seeker: seeker.name, 12, mask="name"),
        Cell(_("전화"), lambda seeker: phone.pretty(seeker.phone), 16, mask="phone"),
        Cell(_("희망 직종"), show.wishes, 26),
        Cell(_("희망 시급(원)"), lambda seeker: seeker.wage_wish, 12),
        Cell(_("사는 동"), lambda seeker: dong_name(seeker.dong), 12),
        Cell(_("자격·면허"), lambda seeker: seeker.licences, 24),
        Cell(_("상태"), lambda seeker: show.state(seeker)[0], 10),
        Cell(_("신청일"), lambda seeker: seeker.applied_at, 16),
        Cell(_("마지막 활동"), lambda seeker: seeker.active_on, 12),
        Cell(_("유효기간"), lambda seeker: seeker.valid_until, 12),
        Cell(_("담당 상담사"), lambda seeker: seeker.owner.name, 12),
    ]
