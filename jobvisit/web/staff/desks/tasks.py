"""The desk in somebody's day: where they sit today, and what was never closed."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from jobvisit.office.desks import queries
from jobvisit.office.desks.states import SessionState
from jobvisit.office.staff.models import User
from jobvisit.web.shared.formats import short_day
from jobvisit.web.shared.parts import Task
from jobvisit.web.staff.desks import show


def sessions(user: User, on: date) -> list[dict[str, Any]]:
    """The desks at which somebody sits today."""
    return [show.session_row(one, {}) for one in queries.today_of(user, on)]


def unclosed(user: User, on: date) -> list[Task]:
    """Desks of earlier days at which somebody sat and that nobody closed."""
    return [
        Task(
            name=f"{short_day(one.on)} {one.place.post.name}",
            url=reverse("desks:session", args=[one.public_id]),
            note=_("열지 않았으면 ‘열지 않기’로, 열었으면 기록하고 마치세요."),
            badge=_("상담소 열지 않음") if one.state == SessionState.PLANNED else _("상담소 마치기"),
            tone="warning",
        )
        for one in queries.unclosed(user.district_id, on, user)[:10]
    ]
