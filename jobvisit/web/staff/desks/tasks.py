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


def of_day(user: User, on: date) -> tuple[list[dict[str, Any]], list[Task]]:
    """The desks at which somebody sits today, and a task for each of earlier days that they never closed."""
    found = queries.on_mind(user, on)
    return [show.session_row(one, {}) for one in found if one.on == on], _tasks([one for one in found if one.on < on])


def _tasks(found: list[Any]) -> list[Task]:
    return [
        Task(
            name=f"{short_day(one.on)} {one.place.post.name}",
            url=reverse("desks:session", args=[one.public_id]),
            note=_("열지 않았으면 ‘열지 않기’로, 열었으면 기록하고 마치세요."),
            badge=_("상담소 열지 않음") if one.state == SessionState.PLANNED else _("상담소 마치기"),
            tone="warning",
        )
        for one in found[:10]
    ]
