"""The audit of the lists: exposure of groups against eligibility, and the flip tests."""

from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobvisit.base import clock
from jobvisit.flows import matching
from jobvisit.office.reference import tables
from jobvisit.web.shared.access import StaffRequest, needs
from jobvisit.web.shared.parts import Column
from jobvisit.web.staff.matches.tabs import tabs

if TYPE_CHECKING:
    from jobvisit.engines.matching.audit import GroupExposure


@require_safe
@needs("matches.audit")
def page(request: StaffRequest) -> HttpResponse:
    """As of now."""
    now = clock.now()
    exposure, flips = matching.audit(by=request.user, at=now)
    korean = (get_language() or "ko").startswith("ko")
    names = {one.code: one.name_ko if korean else one.name_en for one in tables.groups(clock.seoul_day(now))}
    context = {
        "tabs": tabs(request, "audit"),
        "exposure": exposure,
        "groups": [_group(names.get(one.group, one.group), one) for one in exposure.groups],
        "flips": [(_ATTRIBUTES[one.attribute](), _value(one.value), one) for one in flips],
        "leaks": sum(one.changed for one in flips),
        "columns": [
            Column(_("대상 집단")), Column(_("명단에 없던/자격 있는"), end=True),
            Column(_("노출(실제/기대)"), end=True), Column(_("비율"), end=True),
            Column(_("판단")),
        ],
        "flip_columns": [
            Column(_("바꾼 것")), Column(_("바꾼 값")), Column(_("견준 답"), end=True),
            Column(_("달라진 답"), end=True),
        ],
    }  # fmt: skip
    return render(request, "matches/audit.html", context)


def _group(name: str, one: "GroupExposure") -> dict[str, Any]:
    """A group's line; an interval that a single list gives is none."""
    known = one.ratio is not None and isfinite(one.ratio.low)
    return {"name": name, "group": one, "known": known}


def _value(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%Y. %-m. %-d.}"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or _("없음")
    return {
        "female": _("여성"), "male": _("남성"), "yes": _("있음"), "no": _("없음"),
        "abroad": _("국외"), "here": _("국내"), "single_parent": _("한부모"), "none": _("해당 없음"),
    }.get(str(value), str(value))  # fmt: skip


_ATTRIBUTES = {
    "birth_date": lambda: _("생년월일"),
    "name": lambda: _("이름"),
    "sex": lambda: _("성별"),
    "disability": lambda: _("장애"),
    "origin": lambda: _("출신"),
    "family": lambda: _("가족 상황"),
    "target_groups": lambda: _("대상 집단"),
}
