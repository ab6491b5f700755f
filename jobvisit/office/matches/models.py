"""What was shown to whom and why: every list that a counsellor saw, and the record of those passed over."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from jobvisit.base import db
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.staff.models import DistrictRow, User


class ShownList(DistrictRow):
    """One shortlist as it stood on the screen, with the record that the law asks for (직업안정법 시행규칙 §5④).

    Parallel arrays, one place a resident: who was listed, with which score and what was to be confirmed. `passed` holds
    everyone who applied earlier than somebody listed and stands lower or not at all, with the coded reason, as packed
    by `record.pack`: 5,000 residents in some 20 kB, written in a millisecond.
    """

    order = models.ForeignKey(JobOrder, models.PROTECT, verbose_name=_("구인"), related_name="+")
    at = models.DateTimeField(_("일시"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    model_version = models.CharField(_("평가 기준 판"), max_length=40)
    seekers = ArrayField(models.BigIntegerField(), verbose_name=_("추천된 구직자"))
    scores = ArrayField(models.FloatField(), verbose_name=_("점수"))
    terms = models.JSONField(_("항목별 점수"))
    unknown = ArrayField(models.SmallIntegerField(), verbose_name=_("확인할 것"))
    silent = models.SmallIntegerField(_("구인표가 말하지 않은 것"), default=0)
    eligible = models.PositiveIntegerField(_("조건에 맞는 사람"))
    to_confirm = models.PositiveIntegerField(_("확인이 필요한 사람"))
    excluded = models.JSONField(_("제외 사유별 인원"))
    passed = models.BinaryField(_("먼저 신청했으나 뒤에 놓인 사람과 그 사유"))
    passed_count = models.PositiveIntegerField(_("그 인원"))

    class Meta:
        verbose_name = _("추천 명단")
        verbose_name_plural = _("추천 명단")
        indexes: ClassVar = [models.Index(fields=["district", "order", "-at"], name="shown_latest")]
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"list {self.pk}"


db.guard("matches_shownlist", db.append_only("matches_shownlist"))
