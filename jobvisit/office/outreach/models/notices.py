"""Rounds of letters to firms, and each letter."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobvisit.base import db
from jobvisit.office.companies.models import Company
from jobvisit.office.outreach.states import NOTICE, NoticeState
from jobvisit.office.staff.models import DistrictRow, User, Zone


class Campaign(DistrictRow):
    """A round of letters to firms (안내문 발송): chosen once, drafted, sent, answered or expired.

    `chosen` holds the choice as it was made, `fixed_on` the day on which its firms were counted.
    """

    class Channel(models.TextChoices):
        LETTER = "letter", _("우편")
        EMAIL = "email", _("전자우편")
        SMS = "sms", _("문자")

    name = models.CharField(_("이름"), max_length=80)
    channel = models.CharField(_("보내는 길"), max_length=8, choices=Channel, default=Channel.LETTER)
    title = models.CharField(_("제목"), max_length=80, blank=True)
    body = models.TextField(_("본문"), blank=True)
    chosen = models.JSONField(_("고른 조건"), default=dict)
    fixed_on = models.DateField(_("명단을 정한 날"))
    expires_on = models.DateField(_("답을 기다리는 날"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("만든 일시"))
    cancelled_at = models.DateTimeField(_("중단 일시"), null=True, blank=True)

    class Meta:
        verbose_name = _("안내문 발송")
        verbose_name_plural = _("안내문 발송")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "name"], name="campaign_name_once"),
            models.CheckConstraint(condition=Q(expires_on__gt=models.F("fixed_on")), name="campaign_waits"),
        ]
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return self.name


class Notice(DistrictRow):
    """One letter of a campaign to one firm."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="notices")
    company = models.ForeignKey(Company, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("번호"))
    state = models.CharField(_("상태"), max_length=10, default=NoticeState.DRAFTED)
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(_("보낸 일시"), null=True, blank=True)
    settled_at = models.DateTimeField(_("답 또는 만료 일시"), null=True, blank=True)
    answer = models.CharField(_("답"), max_length=14, blank=True)
    closed_token = models.BinaryField(null=True, editable=False)
    """The letter's address to answer at, sealed, so that a letter printed again is the same letter."""

    class Meta:
        verbose_name = _("안내문")
        verbose_name_plural = _("안내문")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "campaign", "company"], name="notice_once"),
            models.UniqueConstraint(fields=["district", "campaign", "number"], name="notice_number_once"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in NoticeState]), name="notice_state_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "company"], name="notice_of_company"),
            models.Index(fields=["district", "campaign", "state"], name="notice_by_state"),
        ]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.campaign_id}:{self.number}"


db.guard("outreach_notice.state", NOTICE.guard_sql("outreach_notice"))
