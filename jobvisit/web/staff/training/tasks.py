"""What is due about classes, as lines of the counsellor's day."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from jobvisit.office.training.models import Cohort
from jobvisit.office.training.queries import DueCohort
from jobvisit.web.shared import formats
from jobvisit.web.shared.parts import Task, Tone
from jobvisit.web.staff.training import show


def of_day(due: Iterable[DueCohort], promised: Iterable[Cohort]) -> list[Task]:
    """The most pressing first, as they come; then graduates whom employers promised to see."""
    lines = [_task(one) for one in due]
    lines += [
        Task(
            name=one.course.name,
            url=reverse("training:cohort", args=[one.pk]) + "#pledges",
            note=_("수료생을 면접 약속한 사업체에 소개하기"),
            badge=_("면접 약속"),
            tone="warning",
        )
        for one in promised
    ]
    return lines


def _task(one: DueCohort) -> Task:
    words: dict[str, tuple[str, str, Tone]] = {
        "few": (_("추천 %(n)s명, 최소 %(minimum)s명"), _("인원이 모자람"), "danger"),
        "select": (_("추천 %(n)s명"), _("선발하기"), "warning"),
        "start": (_("선발 %(n)s명"), _("교육 시작"), "warning"),
        "attendance": ("", _("출석 적기"), "warning"),
        "finish": (_("자격증을 기다리는 사람 %(n)s명"), _("교육 마침"), "info"),
        "review": (_("수료 %(n)s개월"), _("수료 뒤 점검"), "info"),
    }
    note, badge, tone = words[one.what]
    when = formats.short_day(one.on, show.lang())
    if one.what == "attendance":
        url = reverse("training:attendance", args=[one.cohort.pk])
    elif one.what == "review":
        url = reverse("training:after", args=[one.cohort.pk, one.figures["n"]])
    else:
        url = reverse("training:cohort", args=[one.cohort.pk])
    return Task(
        name=one.cohort.course.name,
        url=url,
        note=" · ".join(filter(None, (when, note % one.figures if note else ""))),
        badge=badge,
        tone=tone,
    )
