"""The tabs of the manager's matching pages."""

from django.urls import reverse
from django.utils.translation import gettext as _

from jobvisit.office.staff.policy import may
from jobvisit.web.shared.access import StaffRequest
from jobvisit.web.shared.parts import Tab


def tabs(request: StaffRequest, current: str) -> list[Tab]:
    """The pages that the person may open, the present one marked."""
    places = (
        ("rounds", _("알선 배정"), "matches.rounds"),
        ("never", _("소개된 적 없는 사람"), "matches.rounds"),
        ("versions", _("평가 기준"), "matches.versions"),
        ("audit", _("공정성 점검"), "matches.audit"),
    )
    return [
        Tab(label, reverse(f"matches:{name}"), name == current)
        for name, label, verb in places
        if may(request.user, verb)
    ]
