"""What the figures ask of a manager, as lines of the day."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from jobvisit.flows import reports
from jobvisit.flows.report_charts import month_name
from jobvisit.office.staff.models import User
from jobvisit.web.shared.parts import Task
from jobvisit.web.staff.reports import show


def of_day(by: User, on: date, at: datetime) -> list[Task]:
    """Closing last month, and results of the district that nobody knows."""
    due = reports.to_do(by=by, on=on, at=at)
    tasks = []
    if due.close:
        name = _("%(month)s 마감하기") % {"month": month_name(due.close)}
        note = _("수치와 그 근거가 굳습니다")
        tasks.append(Task(name=name, url=show.address(due.close), note=note, badge=_("실적"), tone="warning"))
    if due.unknown:
        name = _("결과를 모르는 알선 %(n)s건") % {"n": f"{due.unknown:,}"}
        note = _("담당 상담사마다 오늘 할 일에 있습니다")
        tasks.append(Task(name=name, url=reverse("referrals:list"), note=note, badge=_("실적"), tone="info"))
    return tasks
