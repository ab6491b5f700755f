"""Residents looking for work (구직자): what they want, what they can, what they agreed to.

Sensitive facts (disability, income class …) live in a table of their own, encrypted and separately permitted.
Birth date, never the resident number (korea.md §8).
"""

import uuid
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from jobvisit.base import db
from jobvisit.base.text import initials
from jobvisit.office.seekers.states import SEEKER, SeekerState
from jobvisit.office.staff.models import DistrictRow, Post, User


class Seeker(DistrictRow):
    """One resident's file. Wishes and abilities that are not stated stay empty: unknown is not "no"."""

    class Education(models.IntegerChoices):
        NONE = 0, _("무학·초졸 이하")
        MIDDLE = 1, _("중졸")
        HIGH = 2, _("고졸")
        COLLEGE2 = 3, _("대졸(2~3년)")
        BACHELOR = 4, _("대졸(4년)")
        MASTER = 5, _("대학원 이상")

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField(_("이름"), max_length=80)
    name_initials = models.CharField(max_length=80, editable=False)
    birth_date = models.DateField(_("생년월일"))
    phone = models.CharField(_("전화"), max_length=20)
    email = models.EmailField(_("전자우편"), blank=True)
    address = models.CharField(_("주소"), max_length=200, blank=True)
    dong = models.CharField(_("동"), max_length=10, blank=True)
    lat = models.FloatField(_("위도"), null=True, blank=True)
    lon = models.FloatField(_("경도"), null=True, blank=True)

    state = models.CharField(_("상태"), max_length=12, choices=[(s.value, s.value) for s in SeekerState])
    applied_at = models.DateTimeField(_("구직 신청일시"))
    valid_until = models.DateField(_("유효기간"))
    active_on = models.DateField(_("마지막 활동일"))
    owner = models.ForeignKey(User, models.PROTECT, verbose_name=_("담당 상담사"), related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, verbose_name=_("등록한 곳"), related_name="+")
    identity_seen_on = models.DateField(_("신분증을 본 날"), null=True, blank=True, editable=False)
    """That somebody looked at an identity card (영 제6조①), and when; nothing of the card is kept."""

    wishes = ArrayField(models.CharField(max_length=6), verbose_name=_("희망 직종"), size=3, default=list)
    wish_words = models.CharField(_("희망 직종(말한 그대로)"), max_length=200, blank=True)
    wage_wish = models.PositiveIntegerField(_("희망 시급"), null=True, blank=True)
    monthly_wish = models.PositiveIntegerField(_("희망 월급"), null=True, blank=True)
    days = ArrayField(models.SmallIntegerField(), verbose_name=_("가능한 요일"), size=7, default=list, blank=True)
    earliest = models.TimeField(_("가장 이른 시작"), null=True, blank=True)
    latest = models.TimeField(_("가장 늦은 끝"), null=True, blank=True)
    hours_min = models.PositiveSmallIntegerField(_("주 최소 시간"), null=True, blank=True)
    hours_max = models.PositiveSmallIntegerField(_("주 최대 시간"), null=True, blank=True)
    shifts_ok = models.BooleanField(_("교대 근무 가능"), null=True, blank=True)
    wants = ArrayField(models.CharField(max_length=16), verbose_name=_("바라는 조건"), default=list, blank=True)
    reach_m = models.PositiveIntegerField(_("다닐 수 있는 거리(m)"), null=True, blank=True)

    education = models.PositiveSmallIntegerField(_("학력"), choices=Education, null=True, blank=True)
    career_months = models.PositiveSmallIntegerField(_("희망 직종 경력(개월)"), null=True, blank=True)
    career_words = models.TextField(_("경력"), blank=True)
    licences = ArrayField(models.CharField(max_length=80), verbose_name=_("자격·면허"), default=list, blank=True)
    licences_asked = models.BooleanField(_("자격·면허를 물었음"), default=False)
    skills = models.CharField(_("할 줄 아는 일"), max_length=400, blank=True)

    changed_xid = models.BigIntegerField(editable=False, default=0, db_index=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("구직자")
        verbose_name_plural = _("구직자")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "public_id"], name="seeker_public_id"),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in SeekerState]), name="seeker_state_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "state", "-applied_at"], name="seeker_by_state"),
            models.Index(fields=["district", "name_initials"], name="seeker_by_initials"),
            models.Index(fields=["district", "owner", "state"], name="seeker_by_owner"),
            GinIndex(fields=["wishes"], name="seeker_by_wish"),
        ]

    def __str__(self) -> str:
        return f"seeker {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search column true to the name."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Fill the column that searching reads; bulk writers call it themselves."""
        self.name_initials = initials(self.name)


class ConsentScope(models.TextChoices):
    """What a resident agrees to, one by one (korea.md §8). Provision to an employer is asked at each referral."""

    COLLECTION = "collection", _("개인정보 수집·이용 (필수)")
    SENSITIVE = "sensitive", _("장애·건강 정보 (선택)")
    SHARING = "sharing", _("고용24·서울시 시스템과 공유")
    FOLLOW_UP = "follow_up", _("취업 뒤 12개월 사후관리 연락")
    PROMOTION = "promotion", _("홍보 문자 (선택)")


class Channel(models.TextChoices):
    """How a consent was given or taken back."""

    PAPER = "paper", _("종이 서명")
    TABLET = "tablet", _("태블릿 서명")
    PHONE = "phone", _("전화")
    LINK = "link", _("링크")


class Signature(DistrictRow):
    """What was drawn on the glass under the consents of one sitting: a picture, closed with the field key.

    It proves an answer and opens for few, with a reason that is logged; no list, paper or export shows it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="signatures")
    closed = models.BinaryField(_("암호문"))
    at = models.DateTimeField(_("일시"))
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("서명")
        verbose_name_plural = _("서명")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "public_id"], name="signature_public_id"),
        ]

    def __str__(self) -> str:
        return f"signature {self.pk}"


class Consent(DistrictRow):
    """One answer to one consent text, on one day, by one channel. A withdrawal is a new row, not a change."""

    seeker = models.ForeignKey(Seeker, models.PROTECT, verbose_name=_("구직자"), related_name="consents")
    scope = models.CharField(_("범위"), max_length=20, choices=ConsentScope)
    given = models.BooleanField(_("동의"))
    text_version = models.CharField(_("동의서 판"), max_length=20)
    channel = models.CharField(_("방법"), max_length=10, choices=Channel)
    at = models.DateTimeField(_("일시"))
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signature = models.ForeignKey(Signature, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("동의")
        verbose_name_plural = _("동의")
        indexes: ClassVar = [models.Index(fields=["district", "seeker", "scope", "-at"], name="consent_latest")]
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.scope} {self.seeker_id}"


class SensitiveFact(DistrictRow):
    """A fact that only some may read, closed with the field key and bound to its row (법 제23조)."""

    class Kind(models.TextChoices):
        DISABILITY = "disability", _("장애")
        HEALTH = "health", _("건강")
        INCOME = "income", _("소득 구간")
        FAMILY = "family", _("가족 상황")
        ORIGIN = "origin", _("이주 배경")

    seeker = models.ForeignKey(Seeker, models.PROTECT, verbose_name=_("구직자"), related_name="sensitive")
    kind = models.CharField(_("종류"), max_length=12, choices=Kind)
    closed = models.BinaryField(_("암호문"))
    updated_at = models.DateTimeField(_("고친 일시"))

    class Meta:
        verbose_name = _("민감정보")
        verbose_name_plural = _("민감정보")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "seeker", "kind"], name="sensitive_fact_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.seeker_id}"


class GroupClaim(DistrictRow):
    """A resident belongs to a target group that a lawful measure names (취업취약계층 …), on a stated proof."""

    seeker = models.ForeignKey(Seeker, models.PROTECT, verbose_name=_("구직자"), related_name="group_claims")
    group = models.CharField(_("집단"), max_length=40)
    proof = models.CharField(_("확인 방법"), max_length=80, blank=True)
    valid_from = models.DateField(_("시작일"))
    valid_until = models.DateField(_("종료일"), null=True, blank=True)

    class Meta:
        verbose_name = _("대상 집단")
        verbose_name_plural = _("대상 집단")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "seeker", "group", "valid_from"], name="group_claim_once"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.seeker_id}"


class Note(DistrictRow):
    """A counselling note (상담 기록)."""

    seeker = models.ForeignKey(Seeker, models.PROTECT, verbose_name=_("구직자"), related_name="notes")
    at = models.DateTimeField(_("일시"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField(_("내용"))

    class Meta:
        verbose_name = _("상담 기록")
        verbose_name_plural = _("상담 기록")
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"note {self.pk}"


db.guard("seekers_seeker.state", SEEKER.guard_sql("seekers_seeker"))
db.guard("seekers_seeker.xid", db.changed_xid("seekers_seeker"))
db.guard("seekers_consent", db.append_only("seekers_consent"))
db.guard("seekers_signature", db.append_only("seekers_signature"))
