"""Who works here and where: districts, posts, zones, users and the days each counsellor is posted."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class District(models.Model):
    """A district office (구청). One deployment serves many; nothing personal crosses its border."""

    code = models.CharField(_("행정구역 코드"), max_length=5, unique=True)
    name = models.CharField(_("이름"), max_length=40)
    name_en = models.CharField(_("영문 이름"), max_length=80)
    centre_name = models.CharField(_("센터 이름"), max_length=80)
    centre_phone = models.CharField(_("센터 전화"), max_length=20, blank=True)
    lat = models.FloatField(_("위도"))
    lon = models.FloatField(_("경도"))

    class Meta:
        verbose_name = _("구")
        verbose_name_plural = _("구")

    def __str__(self) -> str:
        return self.name


class DistrictRow(models.Model):
    """What every personal or workflow table inherits: the district that its rows belong to."""

    district = models.ForeignKey(District, models.PROTECT, verbose_name=_("구"), related_name="+")

    class Meta:
        abstract = True


class Post(DistrictRow):
    """A desk of the centre (근무지): the centre itself, a neighbourhood office, a field desk."""

    class Kind(models.TextChoices):
        CENTRE = "centre", _("센터")
        NEIGHBOURHOOD = "neighbourhood", _("동주민센터")
        FIELD = "field", _("현장 상담소")

    name = models.CharField(_("이름"), max_length=80)
    kind = models.CharField(_("종류"), max_length=20, choices=Kind)
    dong = models.CharField(_("동"), max_length=10, blank=True)
    lat = models.FloatField(_("위도"))
    lon = models.FloatField(_("경도"))

    class Meta:
        verbose_name = _("근무지")
        verbose_name_plural = _("근무지")
        constraints: ClassVar = [models.UniqueConstraint(fields=["district", "name"], name="post_name_once")]

    def __str__(self) -> str:
        return self.name


class Zone(DistrictRow):
    """A part of the district (권역) that one counsellor answers for: a set of 동."""

    name = models.CharField(_("이름"), max_length=40)
    dongs = models.JSONField(_("동 코드"), default=list)
    valid_from = models.DateField(_("시작일"))
    valid_until = models.DateField(_("종료일"), null=True, blank=True)

    class Meta:
        verbose_name = _("권역")
        verbose_name_plural = _("권역")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "name", "valid_from"], name="zone_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a person may do here; `policy` says what each role may."""

    COUNSELLOR = "counsellor", _("상담사")
    DESK = "desk", _("창구 직원")
    MANAGER = "manager", _("팀장")
    PRIVACY_OFFICER = "privacy_officer", _("개인정보 책임자")
    ADMINISTRATOR = "administrator", _("시스템 관리자")


class UserManager(BaseUserManager["User"]):
    """Users come with their district: every request needs it."""

    def get_queryset(self) -> models.QuerySet["User"]:
        return super().get_queryset().select_related("district")


class User(AbstractBaseUser, DistrictRow):
    """One account a person (법: 1인 1계정). The district comes with every request through it."""

    login = models.CharField(_("아이디"), max_length=40, unique=True)
    name = models.CharField(_("이름"), max_length=80)
    role = models.CharField(_("역할"), max_length=20, choices=Role)
    phone = models.CharField(_("전화"), max_length=20, blank=True)
    is_active = models.BooleanField(_("사용 중"), default=True)
    contract_until = models.DateField(_("계약 종료일"), null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("직원")
        verbose_name_plural = _("직원")

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Whether Django's administration pages open: reference tables and accounts, never people's files."""
        return self.role == Role.ADMINISTRATOR

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django's administration pages only; the product's own pages ask `staff.policy`."""
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        """See `has_perm`."""
        return self.is_active and self.is_staff


class Posting(DistrictRow):
    """Which counsellor sits at which post and answers for which zone, from when until when (배치)."""

    user = models.ForeignKey(User, models.PROTECT, verbose_name=_("직원"), related_name="postings")
    post = models.ForeignKey(Post, models.PROTECT, verbose_name=_("근무지"), related_name="postings")
    zone = models.ForeignKey(Zone, models.PROTECT, verbose_name=_("권역"), null=True, blank=True, related_name="+")
    starts_on = models.DateField(_("시작일"))
    ends_on = models.DateField(_("종료일"), null=True, blank=True)

    class Meta:
        verbose_name = _("배치")
        verbose_name_plural = _("배치")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "user", "starts_on"], name="posting_once_a_day"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="posting_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.post}"


class Absence(DistrictRow):
    """Days, or hours of one day, on which somebody is not there (휴가, 교육). Nothing says why."""

    user = models.ForeignKey(User, models.PROTECT, verbose_name=_("직원"), related_name="+")
    starts_on = models.DateField(_("첫날"))
    ends_on = models.DateField(_("마지막 날"))
    begins = models.TimeField(_("시작 시각"), null=True, blank=True)
    ends = models.TimeField(_("끝 시각"), null=True, blank=True)

    class Meta:
        verbose_name = _("부재")
        verbose_name_plural = _("부재")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="absence_ends_after_start"),
            models.CheckConstraint(
                condition=Q(begins__isnull=True, ends__isnull=True)
                | Q(begins__isnull=False, ends__gt=models.F("begins"), ends_on=models.F("starts_on")),
                name="absence_hours_of_one_day",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["district", "starts_on"], name="absence_by_day")]

    def __str__(self) -> str:
        return f"{self.user_id}:{self.starts_on}"


class LoginFailure(models.Model):
    """A log-in that failed. Of no district: nobody is logged in. The account is kept as a keyed hash only, because
    people type passwords into the wrong field."""

    account = models.CharField(max_length=64)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["account", "at"], name="login_failure_account"),
            models.Index(fields=["address", "at"], name="login_failure_address"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%F %T}"
