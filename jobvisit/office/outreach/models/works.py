"""Work that takes longer than a page waits, and its finished pieces."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobvisit.base import db
from jobvisit.office.outreach.states import WORK, WorkState
from jobvisit.office.staff.models import DistrictRow, User


class Work(DistrictRow):
    """Something that takes longer than a page waits: letters, messages, a plan. It outlives tab, worker and restart.

    `result` is what came out (a PDF); what a plan gives goes into the plan's own row.
    """

    class Kind(models.TextChoices):
        LETTERS = "letters", _("안내문 만들기")
        MESSAGES = "messages", _("안내문 보내기")
        PLAN = "plan", _("방문 계획 짜기")

    kind = models.CharField(_("종류"), max_length=10, choices=Kind)
    subject_id = models.BigIntegerField(_("대상 번호"))
    state = models.CharField(_("상태"), max_length=10, default=WorkState.WAITING)
    done = models.PositiveIntegerField(_("한 것"), default=0)
    total = models.PositiveIntegerField(_("모두"), default=0)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("시킨 일시"))
    beat_at = models.DateTimeField(_("마지막 소식"))
    ended_at = models.DateTimeField(_("끝난 일시"), null=True, blank=True)
    stop_asked = models.BooleanField(_("그만두라고 함"), default=False)
    problem = models.CharField(_("문제"), max_length=200, blank=True)
    result = models.BinaryField(null=True, editable=False)

    class Meta:
        verbose_name = _("오래 걸리는 일")
        verbose_name_plural = _("오래 걸리는 일")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in WorkState]), name="work_state_known"),
            models.UniqueConstraint(
                fields=["district", "kind", "subject_id"],
                condition=Q(state__in=["waiting", "running"]),
                name="work_one_at_a_time",
            ),
        ]
        ordering: ClassVar = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject_id}:{self.state}"


class WorkPart(DistrictRow):
    """A finished piece of a work, kept so that a killed worker's successor goes on where it was."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="parts")
    key = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "work", "key"], name="work_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.work_id}:{self.key}"


db.guard("outreach_work.state", WORK.guard_sql("outreach_work"))
