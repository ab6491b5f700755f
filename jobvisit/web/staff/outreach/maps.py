"""What the maps draw: the dong of the district with their borders, and what their source is."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobvisit.office.reference import queries as reference
from jobvisit.office.reference.queries import Land
from jobvisit.web.shared.access import StaffRequest, needs
from jobvisit.web.staff.places import dong_name


@require_safe
@needs("outreach.view")
def land(request: StaffRequest) -> HttpResponse:
    """The dong of the district as shapes: nothing personal, so the telephone may keep it for an hour."""
    rows = [
        {
            "code": one.dong.code,
            "name": dong_name(one.dong.code),
            "at": [one.dong.lat, one.dong.lon],
            "shape": one.shape,
            "drawn": not one.source,
        }
        for one in reference.land(request.user.district.name)
    ]
    answer = JsonResponse({"dongs": rows})
    patch_cache_control(answer, private=True, max_age=3600)
    return answer


def map_context(request: StaffRequest, lands: Sequence[Land] | None = None) -> dict[str, Any]:
    """What the piece `outreach/_map.html` needs beside the list that it draws."""
    found = lands if lands is not None else reference.land(request.user.district.name)
    return {"map_source": _source(found), "tiles": settings.TILES, "tiles_by": settings.TILES_BY}


def _source(found: Sequence[Land]) -> str:
    """Where the borders come from, in a sentence; that they are drawn by us where nobody gave any."""
    if not found:
        return ""
    official = {(one.source, one.as_of) for one in found if one.source}
    said = [
        _("동 경계: %(source)s (%(day)s 기준)") % {"source": source, "day": day or _("기준일 모름")}
        for source, day in sorted(official)
    ]
    drawn = [dong_name(one.dong.code) for one in found if not one.source]
    if drawn and official:
        said.append(_("중심에서 어림한 동: %(names)s") % {"names": ", ".join(drawn)})
    elif drawn:
        said.append(_("동 경계는 동의 중심에서 어림한 것으로, 실제 경계가 아닙니다."))
    return " · ".join(said)
