"""What employers said of their orders, and how their silence was dealt with."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jobvisit.base import db
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.referrals import codes
from jobvisit.office.staff.models import DistrictRow, User


class OrderWord(DistrictRow):
    """An employer's word about an order: it ends the silence, and with it every reminder."""

    order = models.ForeignKey(JobOrder, models.PROTECT, verbose_name=_("구인"), related_name="+")
    what = models.CharField(_("답"), max_length=16, choices=codes.Heard)
    source = models.CharField(_("들은 곳"), max_length=16, choices=codes.Source)
    at = models.DateTimeField(_("일시"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("사업주의 답")
        verbose_name_plural = _("사업주의 답")
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["district", "order", "-at"], name="order_word_latest")]

    def __str__(self) -> str:
        return self.what


class SilenceStep(DistrictRow):
    """What was done about an employer's silence since the word of `since`: asked, paused, closed. Once each."""

    order = models.ForeignKey(JobOrder, models.PROTECT, verbose_name=_("구인"), related_name="+")
    step = models.CharField(_("한 일"), max_length=8, choices=codes.Silence)
    since = models.DateTimeField(_("마지막 답"))
    at = models.DateTimeField(_("일시"))

    class Meta:
        verbose_name = _("무응답 처리")
        verbose_name_plural = _("무응답 처리")
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "order", "step", "since"], name="silence_step_once"),
        ]

    def __str__(self) -> str:
        return self.step


class Closing(DistrictRow):
    """How an order that closed was filled; a later answer is a new row, and the latest counts."""

    order = models.ForeignKey(JobOrder, models.PROTECT, verbose_name=_("구인"), related_name="+")
    how = models.CharField(_("어떻게 찼는가"), max_length=16, choices=codes.HowFilled)
    source = models.CharField(_("들은 곳"), max_length=16, choices=codes.Source)
    at = models.DateTimeField(_("일시"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("구인 마감")
        verbose_name_plural = _("구인 마감")
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["district", "order", "-at"], name="closing_latest")]

    def __str__(self) -> str:
        return self.how


db.guard("referrals_orderword", db.append_only("referrals_orderword"))
db.guard("referrals_silencestep", db.append_only("referrals_silencestep"))
db.guard("referrals_closing", db.append_only("referrals_closing"))
