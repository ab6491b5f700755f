"""Job orders (구인표): what a firm asks for, what it offers, and what the checks said about it."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jobvisit.base import db
from jobvisit.office.agreements.models import Line
from jobvisit.office.companies.models import Branch, Company, Contact
from jobvisit.office.orders.states import ORDER, OrderState
from jobvisit.office.staff.models import DistrictRow, User


class PayKind(models.TextChoices):
    """The unit in which pay is stated."""

    HOUR = "hour", _("시급")
    DAY = "day", _("일급")
    WEEK = "week", _("주급")
    MONTH = "month", _("월급")
    YEAR = "year", _("연봉")
    NEGOTIABLE = "negotiable", _("면접 후 결정")


class Employment(models.TextChoices):
    """The kind of contract (고용형태)."""

    PERMANENT = "permanent", _("상용직")
    PERMANENT_PART_TIME = "permanent_part_time", _("상용직(시간제)")
    FIXED_TERM = "fixed_term", _("계약직")
    FIXED_TERM_PART_TIME = "fixed_term_part_time", _("계약직(시간제)")
    DAILY = "daily", _("일용직")
    DISPATCH = "dispatch", _("파견")


class CareerKind(models.TextChoices):
    """Experience asked for (경력)."""

    NONE_REQUIRED = "none_required", _("무관")
    ENTRY = "entry", _("신입")
    EXPERIENCED = "experienced", _("경력")


class Education(models.TextChoices):
    """Schooling asked for (학력)."""

    ANY = "any", _("무관")
    HIGH = "high", _("고졸 이상")
    COLLEGE2 = "college2", _("대졸(2~3년) 이상")
    BACHELOR = "bachelor", _("대졸(4년) 이상")
    MASTER = "master", _("석사 이상")


class JobOrder(DistrictRow):
    """One job order. What the employer did not say stays empty and is asked, never assumed."""

    class Source(models.TextChoices):
        VISIT = "visit", _("방문")
        PHONE = "phone", _("전화")
        COUNTER = "counter", _("창구")
        LINK = "link", _("링크")
        SEOUL = "seoul", _("서울 일자리포털")
        WORK24 = "work24", _("고용24")

    number = models.CharField(_("구인 번호"), max_length=30)
    form_key = models.CharField(max_length=36, blank=True, editable=False)
    """Made with the empty form: pressing its button twice, or trying again after a lost answer, is the same order."""
    company = models.ForeignKey(Company, models.PROTECT, verbose_name=_("사업체"), related_name="+")
    branch = models.ForeignKey(Branch, models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(User, models.PROTECT, verbose_name=_("담당 상담사"), related_name="+")
    source = models.CharField(_("접수 경로"), max_length=10, choices=Source)
    state = models.CharField(_("상태"), max_length=24, choices=[(s.value, s.value) for s in OrderState])
    refusal_ground = models.CharField(_("수리 거부 사유"), max_length=30, blank=True)

    title = models.CharField(_("제목"), max_length=200)
    occupation = models.CharField(_("모집 직종"), max_length=6, blank=True)
    duties = models.TextField(_("직무 내용"), blank=True)
    openings = models.PositiveSmallIntegerField(_("모집 인원"), null=True, blank=True)
    filled = models.PositiveSmallIntegerField(_("채용 인원"), default=0)

    pay_kind = models.CharField(_("임금 형태"), max_length=10, choices=PayKind, blank=True)
    pay_min = models.PositiveIntegerField(_("임금(최저)"), null=True, blank=True)
    pay_max = models.PositiveIntegerField(_("임금(최고)"), null=True, blank=True)
    hourly_min = models.PositiveIntegerField(_("시급으로 환산(최저)"), null=True, editable=False)
    hourly_max = models.PositiveIntegerField(_("시급으로 환산(최고)"), null=True, editable=False)
    days = ArrayField(models.SmallIntegerField(), verbose_name=_("근무 요일"), size=7, default=list, blank=True)
    days_per_week = models.DecimalField(_("주 근무일수"), max_digits=2, decimal_places=1, null=True, blank=True)
    weekly_hours = models.DecimalField(_("주 소정근로시간"), max_digits=4, decimal_places=1, null=True, blank=True)
    start = models.TimeField(_("시작 시각"), null=True, blank=True)
    end = models.TimeField(_("끝 시각"), null=True, blank=True)
    break_minutes = models.PositiveSmallIntegerField(_("휴게 시간(분)"), null=True, blank=True)
    shift = models.BooleanField(_("교대 근무"), null=True, blank=True)

    employment = models.CharField(_("고용 형태"), max_length=24, choices=Employment, blank=True)
    contract_months = models.PositiveSmallIntegerField(_("계약 개월 수"), null=True, blank=True)
    trainee_months = models.PositiveSmallIntegerField(_("수습 개월 수"), null=True, blank=True)
    trainee_pay_percent = models.PositiveSmallIntegerField(_("수습 임금(%)"), null=True, blank=True)
    career_kind = models.CharField(_("경력"), max_length=14, choices=CareerKind, blank=True)
    career_months_min = models.PositiveSmallIntegerField(_("최소 경력(개월)"), null=True, blank=True)
    education = models.CharField(_("학력"), max_length=10, choices=Education, blank=True)
    licences_required = ArrayField(
        models.CharField(max_length=80), verbose_name=_("필수 자격"), default=list, blank=True
    )
    licences_preferred = ArrayField(
        models.CharField(max_length=80), verbose_name=_("우대 자격"), default=list, blank=True
    )
    insurances = ArrayField(models.CharField(max_length=12), verbose_name=_("사회보험"), null=True, blank=True)
    retirement = models.CharField(_("퇴직급여"), max_length=10, blank=True)
    offers = ArrayField(models.CharField(max_length=16), verbose_name=_("제공하는 것"), default=list, blank=True)
    benefits = models.CharField(_("복리후생"), max_length=300, blank=True)

    gu = models.CharField(_("시·군·구"), max_length=20, blank=True)
    dong = models.CharField(_("동"), max_length=20, blank=True)
    address = models.CharField(_("근무지 주소"), max_length=200, blank=True)
    lat = models.FloatField(_("위도"), null=True, blank=True)
    lon = models.FloatField(_("경도"), null=True, blank=True)

    accepted_at = models.DateTimeField(_("접수일시"))
    starts_on = models.DateField(_("근무 시작일"), null=True, blank=True)
    closes_on = models.DateField(_("마감일"))
    until_filled = models.BooleanField(_("채용 시까지"), default=False)
    measure = models.CharField(_("우선 소개의 법적 근거"), max_length=60, blank=True)
    line = models.ForeignKey(
        Line, models.PROTECT, null=True, editable=False, verbose_name=_("협약 조항"), related_name="+"
    )
    line_by_hand = models.BooleanField(default=False, editable=False)
    """A person said which line it is (or that it is none); nothing recognises it any more."""
    findings = models.JSONField(_("점검 결과"), default=list)
    source_text = models.TextField(_("받은 원문"), blank=True)
    imported = models.JSONField(_("가져온 원문"), null=True, editable=False)

    changed_xid = models.BigIntegerField(editable=False, default=0, db_index=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("구인")
        verbose_name_plural = _("구인")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "number"], name="order_number_once"),
            models.UniqueConstraint(
                fields=["district", "form_key"], condition=~Q(form_key=""), name="order_form_key_once"
            ),
            models.CheckConstraint(
                condition=Q(openings__isnull=True) | Q(filled__lte=F("openings")), name="order_not_overfilled"
            ),
            models.CheckConstraint(
                condition=Q(pay_min__isnull=True) | Q(pay_max__isnull=True) | Q(pay_max__gte=F("pay_min")),
                name="order_pay_range",
            ),
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(refusal_ground="") | ~Q(state="refused"),
                name="order_refusal_has_ground",
            ),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in OrderState]), name="order_state_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "state", "-accepted_at"], name="order_by_state"),
            models.Index(fields=["district", "owner", "state"], name="order_by_owner"),
            models.Index(fields=["district", "closes_on"], name="order_by_close"),
            GinIndex(fields=["licences_required"], name="order_by_licence"),
        ]

    def __str__(self) -> str:
        return self.number

    def validate_constraints(self, exclude: Any = None) -> None:
        """Left to the database when the row is saved: the form has said the same to the person already."""


class OrderDraft(DistrictRow):
    """What a counsellor has typed and not yet saved: one a person and form, so that nothing typed is lost."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["district", "user", "key"], name="draft_once")]

    def __str__(self) -> str:
        return self.key


db.guard("orders_joborder.state", ORDER.guard_sql("orders_joborder"))
db.guard("orders_joborder.xid", db.changed_xid("orders_joborder"))
