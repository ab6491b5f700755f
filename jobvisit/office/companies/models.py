"""Employers: a firm, the branches where people work, the people one talks to there.

A firm is known by its business number; a missing number never makes two firms one.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobvisit.base.text import firm_key, initials
from jobvisit.office.staff.models import DistrictRow, User


class Company(DistrictRow):
    """A firm (사업체)."""

    class Status(models.TextChoices):
        OPEN = "open", _("영업 중")
        CLOSED = "closed", _("폐업")
        MERGED = "merged", _("다른 사업체로 합침")

    name = models.CharField(_("업체명"), max_length=120)
    name_key = models.CharField(max_length=120, editable=False)
    name_initials = models.CharField(max_length=120, editable=False)
    business_number = models.CharField(_("사업자등록번호"), max_length=10, blank=True)
    representative = models.CharField(_("대표자"), max_length=80, blank=True)
    industry = models.CharField(_("업종 코드"), max_length=6, blank=True)
    industry_name = models.CharField(_("업종"), max_length=120, blank=True)
    headcount = models.PositiveIntegerField(_("근로자 수"), null=True, blank=True)
    business = models.TextField(_("사업 내용"), blank=True)
    phone = models.CharField(_("대표 전화"), max_length=20, blank=True)
    status = models.CharField(_("상태"), max_length=10, choices=Status, default=Status.OPEN)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    no_letters = models.BooleanField(_("안내문 수신 거부"), default=False)
    added_at = models.DateTimeField(_("등록일시"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("사업체")
        verbose_name_plural = _("사업체")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district", "business_number"],
                condition=~Q(business_number="") & ~Q(status="merged"),
                name="company_number_once",
            ),
            models.CheckConstraint(
                condition=Q(business_number="") | Q(business_number__regex=r"^[0-9]{10}$"), name="company_number_digits"
            ),
            models.CheckConstraint(
                condition=Q(status="merged", merged_into__isnull=False)
                | ~Q(status="merged") & Q(merged_into__isnull=True),
                name="company_merged_names_the_other",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "name_key"], name="company_by_key"),
            models.Index(fields=["district", "name_initials"], name="company_by_initials"),
            models.Index(fields=["district", "-headcount"], name="company_by_size"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search columns true to the name."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Fill the columns that searching reads; bulk writers call it themselves."""
        self.name_key = firm_key(self.name)
        self.name_initials = initials(firm_key(self.name))


class Branch(DistrictRow):
    """A place of work (사업장) of a firm; headquarters is one of them."""

    company = models.ForeignKey(Company, models.PROTECT, verbose_name=_("사업체"), related_name="branches")
    name = models.CharField(_("사업장 이름"), max_length=80)
    is_head = models.BooleanField(_("본사"), default=False)
    address = models.CharField(_("주소"), max_length=200, blank=True)
    dong = models.CharField(_("동"), max_length=10, blank=True)
    lat = models.FloatField(_("위도"), null=True, blank=True)
    lon = models.FloatField(_("경도"), null=True, blank=True)
    phone = models.CharField(_("전화"), max_length=20, blank=True)
    opens = models.TimeField(_("여는 시각"), null=True, blank=True)
    closes = models.TimeField(_("닫는 시각"), null=True, blank=True)
    closed_days = models.JSONField(_("쉬는 요일"), default=list, blank=True)

    class Meta:
        verbose_name = _("사업장")
        verbose_name_plural = _("사업장")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "company", "name"], name="branch_name_once"),
            models.UniqueConstraint(fields=["district", "company"], condition=Q(is_head=True), name="branch_one_head"),
        ]

    def __str__(self) -> str:
        return self.name


class Contact(DistrictRow):
    """A person one talks to at a firm (담당자)."""

    company = models.ForeignKey(Company, models.PROTECT, verbose_name=_("사업체"), related_name="contacts")
    branch = models.ForeignKey(Branch, models.PROTECT, null=True, blank=True, related_name="contacts")
    name = models.CharField(_("이름"), max_length=80)
    title = models.CharField(_("직함"), max_length=60, blank=True)
    phone = models.CharField(_("전화"), max_length=20, blank=True)
    email = models.EmailField(_("전자우편"), blank=True)
    decides = models.BooleanField(_("채용을 결정함"), default=False)
    left_on = models.DateField(_("떠난 날"), null=True, blank=True)

    class Meta:
        verbose_name = _("담당자")
        verbose_name_plural = _("담당자")

    def __str__(self) -> str:
        return self.name


class StagedFile(DistrictRow):
    """A list of firms sent in and looked at, not yet taken in. It goes with the taking in, or after a day."""

    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("일시"))
    file_name = models.CharField(_("파일"), max_length=200)
    content = models.BinaryField()

    class Meta:
        verbose_name = _("올린 파일")
        verbose_name_plural = _("올린 파일")

    def __str__(self) -> str:
        return self.file_name


class ImportRun(DistrictRow):
    """One file of firms taken in: what it said, what was refused and why, and how to take it back."""

    at = models.DateTimeField(_("일시"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    file_name = models.CharField(_("파일"), max_length=200)
    sha256 = models.CharField(max_length=64)
    created = models.PositiveIntegerField(_("새로 등록"), default=0)
    updated = models.PositiveIntegerField(_("고침"), default=0)
    unchanged = models.PositiveIntegerField(_("그대로"), default=0)
    rejected = models.PositiveIntegerField(_("거절"), default=0)
    undone_at = models.DateTimeField(_("되돌린 일시"), null=True, blank=True)

    class Meta:
        verbose_name = _("가져오기")
        verbose_name_plural = _("가져오기")
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return self.file_name


class ImportRow(DistrictRow):
    """One row of an import, as it was written, with what became of it. `before` is what undoing restores."""

    class Outcome(models.TextChoices):
        CREATED = "created", _("새로 등록")
        UPDATED = "updated", _("고침")
        UNCHANGED = "unchanged", _("그대로")
        REJECTED = "rejected", _("거절")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("행"))
    raw = models.JSONField(_("원문"))
    outcome = models.CharField(_("결과"), max_length=10, choices=Outcome)
    reason = models.CharField(_("사유"), max_length=300, blank=True)
    company = models.ForeignKey(Company, models.PROTECT, null=True, related_name="+")
    before = models.JSONField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["district", "run", "number"], name="import_row_once")]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.number}"
