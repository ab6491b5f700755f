"""How a long work is shown: its state in words, whether to ask again, whether its worker has gone silent."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy

from jobvisit.base import clock
from jobvisit.office.outreach import queries
from jobvisit.office.outreach.states import WorkState
from jobvisit.web.shared.access import StaffRequest

WORKS: dict[WorkState, tuple[Any, str]] = {
    WorkState.WAITING: (gettext_lazy("차례를 기다립니다"), "info"),
    WorkState.RUNNING: (gettext_lazy("하는 중"), "info"),
    WorkState.DONE: (gettext_lazy("다 되었습니다"), "success"),
    WorkState.CANCELLED: (gettext_lazy("그만두었습니다"), "neutral"),
    WorkState.FAILED: (gettext_lazy("하지 못했습니다"), "danger"),
}
SILENT = timedelta(seconds=90)


def work_context(request: StaffRequest, kind: str, subject_id: int) -> dict[str, Any]:
    """The latest work about something, as the parts show it."""
    work = queries.latest_work(request.user, kind, subject_id)
    if work is None:
        return {"work": None, "work_live": False}
    state = WorkState(work.state)
    word, tone = WORKS[state]
    live = state in {WorkState.WAITING, WorkState.RUNNING}
    late = live and clock.now() - work.beat_at > SILENT
    return {"work": work, "work_word": word, "work_tone": tone, "work_live": live, "work_late": late}
