"""The event log: who did what to what, when and why, and whose data was seen. Rows are only ever added."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jobvisit.base import db
from jobvisit.office.staff.models import DistrictRow, User


class Event(DistrictRow):
    """One deed. `subject` is the thing done to; `person` the resident whose data it concerns, if any.

    Holds keys and codes, never a name, a number or a text about a person: erasing someone must not need it.
    """

    at = models.DateTimeField(_("일시"))
    actor = models.ForeignKey(User, models.PROTECT, null=True, verbose_name=_("직원"), related_name="+")
    verb = models.CharField(_("행위"), max_length=60)
    subject_kind = models.CharField(_("대상 종류"), max_length=30)
    subject_id = models.BigIntegerField(_("대상 번호"))
    person_id = models.BigIntegerField(_("정보주체 번호"), null=True)
    reason = models.CharField(_("사유"), max_length=400, blank=True)
    details = models.JSONField(_("내용"), default=dict)
    came_from = models.GenericIPAddressField(_("접속지"), null=True)

    class Meta:
        verbose_name = _("기록")
        verbose_name_plural = _("기록")
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["district", "subject_kind", "subject_id", "-at"], name="event_timeline"),
            models.Index(fields=["district", "person_id", "-at"], name="event_person"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind}:{self.subject_id}"


db.guard("audit_event", db.append_only("audit_event"))
