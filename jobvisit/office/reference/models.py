"""The reference tables in the database: what comes with the product, and the rows an administrator adds.

A change of law is a row with a later `valid_from`: it takes the place of the earlier row of the same thing from that
day on, and the earlier one still answers for the days before. No table holds anything personal or of one district.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sourced(models.Model):
    """A fact and where it comes from. `by_hand` rows are an administrator's: a later release leaves them alone."""

    source = models.TextField(_("출처"))
    by_hand = models.BooleanField(_("직접 입력"), default=False, editable=False)

    class Meta:
        abstract = True


class Dated(Sourced):
    """A fact that holds from one day to another, both included; without an end it holds until it is replaced."""

    valid_from = models.DateField(_("시행일"))
    valid_until = models.DateField(_("종료일"), null=True, blank=True)

    class Meta:
        abstract = True


def _once(name: str, *fields: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=fields, name=name)


def _ends_after_start(name: str) -> models.CheckConstraint:
    ends_later = models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from"))
    return models.CheckConstraint(condition=ends_later, name=name)


class Occupation(Dated):
    """A branch of the occupation tree (한국고용직업분류, 취업알선직업분류)."""

    code = models.CharField(_("직종 코드"), max_length=6)
    parent = models.CharField(_("상위 코드"), max_length=6, blank=True)
    name_ko = models.CharField(_("이름"), max_length=120)
    name_en = models.CharField(_("영문 이름"), max_length=200)

    class Meta:
        verbose_name = _("직종")
        verbose_name_plural = _("직종")
        ordering: ClassVar = ["code", "-valid_from"]
        constraints: ClassVar = [
            _once("occupation_once", "code", "valid_from"),
            _ends_after_start("occupation_ends_later"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name_ko}"


class Dong(Dated):
    """An administrative dong (행정동), a point inside it, and the codes of its neighbours."""

    code = models.CharField(_("행정동 코드"), max_length=10)
    gu = models.CharField(_("구"), max_length=20)
    name = models.CharField(_("이름"), max_length=40)
    name_en = models.CharField(_("영문 이름"), max_length=80)
    lat = models.FloatField(_("위도"))
    lon = models.FloatField(_("경도"))
    neighbours = models.JSONField(_("이웃 동 코드"), default=list, blank=True)

    class Meta:
        verbose_name = _("동")
        verbose_name_plural = _("동")
        ordering: ClassVar = ["code", "-valid_from"]
        constraints: ClassVar = [_once("dong_once", "code", "valid_from"), _ends_after_start("dong_ends_later")]

    def __str__(self) -> str:
        return f"{self.gu} {self.name}"


class Boundary(models.Model):
    """The official border of a dong as an administrator loaded it. `shape` is as in `boundaries`; `as_of` a year, a
    month or a day, as far as it is known."""

    code = models.CharField(_("행정동 코드"), max_length=10, unique=True)
    shape = models.JSONField(_("경계"))
    source = models.CharField(_("출처"), max_length=200)
    as_of = models.CharField(_("기준일"), max_length=10, blank=True)
    loaded_at = models.DateTimeField(_("가져온 일시"))

    class Meta:
        verbose_name = _("동 경계")
        verbose_name_plural = _("동 경계")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.code


class Station(Dated):
    """A metro station on one line; `areas` are its 시군구, the first being where it stands."""

    name = models.CharField(_("역 이름"), max_length=40)
    also = models.CharField(_("부역명"), max_length=40, blank=True)
    line = models.CharField(_("노선"), max_length=40)
    areas = models.JSONField(_("시군구"), default=list, blank=True)
    lat = models.FloatField(_("위도"))
    lon = models.FloatField(_("경도"))

    class Meta:
        verbose_name = _("지하철역")
        verbose_name_plural = _("지하철역")
        ordering: ClassVar = ["name", "line", "-valid_from"]
        constraints: ClassVar = [
            _once("station_once", "name", "line", "valid_from"),
            _ends_after_start("station_ends_later"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.line})"


class Holiday(Sourced):
    """A day on which offices are closed: everywhere, or in the gu whose code `area` names (local closure, 휴관)."""

    class Kind(models.TextChoices):
        PUBLIC = "public", _("공휴일")
        SUBSTITUTE = "substitute", _("대체공휴일")
        ELECTION = "election", _("선거일")
        TEMPORARY = "temporary", _("임시공휴일")
        LOCAL = "local", _("지역 휴무")

    on = models.DateField(_("날짜"))
    area = models.CharField(_("행정구역 코드"), max_length=5, blank=True, help_text=_("전국이면 비워 둡니다."))
    name_ko = models.CharField(_("이름"), max_length=80)
    name_en = models.CharField(_("영문 이름"), max_length=120, blank=True)
    kind = models.CharField(_("종류"), max_length=10, choices=Kind)

    class Meta:
        verbose_name = _("휴일")
        verbose_name_plural = _("휴일")
        ordering: ClassVar = ["on", "area"]
        constraints: ClassVar = [
            _once("holiday_once", "on", "area"),
            models.CheckConstraint(
                condition=models.Q(kind="local") & ~models.Q(area="") | ~models.Q(kind="local") & models.Q(area=""),
                name="holiday_local_names_its_area",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.name_ko}"


class WageFloor(Dated):
    """A minimum wage (최저임금), won an hour."""

    class Confidence(models.TextChoices):
        OFFICIAL = "official", _("고시 확인")
        TWO_SOURCES = "two_sources", _("두 출처 일치")
        SECONDARY = "secondary", _("2차 자료, 고시 확인 필요")

    hourly = models.PositiveIntegerField(_("시간급(원)"))
    confidence = models.CharField(_("확인 정도"), max_length=12, choices=Confidence)

    class Meta:
        verbose_name = _("최저임금")
        verbose_name_plural = _("최저임금")
        ordering: ClassVar = ["-valid_from"]
        constraints: ClassVar = [_once("wage_floor_once", "valid_from"), _ends_after_start("wage_floor_ends_later")]

    def __str__(self) -> str:
        return f"{self.valid_from} {self.hourly:,}"


class TargetGroup(Dated):
    """Who belongs to a group whose employment the law supports. Never an input to a ranking."""

    code = models.SlugField(_("코드"), max_length=40)
    name_ko = models.CharField(_("이름"), max_length=80)
    name_en = models.CharField(_("영문 이름"), max_length=120)
    definition_ko = models.TextField(_("정의"))
    definition_en = models.TextField(_("영문 정의"), blank=True)
    law = models.TextField(_("근거 법령"))
    proof_ko = models.TextField(_("확인 방법"))
    by_birth_date = models.BooleanField(_("나이만으로 판단"), default=False)
    min_age = models.PositiveSmallIntegerField(_("최소 나이"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("최대 나이"), null=True, blank=True)
    sensitive = models.BooleanField(_("민감정보"), default=False)
    confidence = models.CharField(_("확인 정도"), max_length=12)

    class Meta:
        verbose_name = _("취업지원 대상")
        verbose_name_plural = _("취업지원 대상")
        ordering: ClassVar = ["code", "-valid_from"]
        constraints: ClassVar = [
            _once("target_group_once", "code", "valid_from"),
            _ends_after_start("target_group_ends_later"),
        ]

    def __str__(self) -> str:
        return self.name_ko


class Licence(Dated):
    """A licence, qualification or test at one grade (자격·면허)."""

    name = models.CharField(_("이름"), max_length=80)
    family = models.CharField(_("종목"), max_length=80)
    grade = models.CharField(_("등급"), max_length=40, blank=True)
    kind = models.CharField(_("종류"), max_length=20)
    issuer = models.CharField(_("시행기관"), max_length=80)
    name_en = models.CharField(_("영문 이름"), max_length=160)
    partial = models.BooleanField(_("등급 미상"), default=False)

    class Meta:
        verbose_name = _("자격·면허")
        verbose_name_plural = _("자격·면허")
        ordering: ClassVar = ["name", "-valid_from"]
        constraints: ClassVar = [_once("licence_once", "name", "valid_from"), _ends_after_start("licence_ends_later")]

    def __str__(self) -> str:
        return self.name


class LicenceAlias(Dated):
    """Another way to write a licence; `alias` is in capitals without blanks and marks."""

    alias = models.CharField(_("다른 표기"), max_length=80)
    name = models.CharField(_("자격·면허"), max_length=80)
    basis = models.CharField(_("구분"), max_length=12)

    class Meta:
        verbose_name = _("자격 표기")
        verbose_name_plural = _("자격 표기")
        ordering: ClassVar = ["alias", "-valid_from"]
        constraints: ClassVar = [
            _once("licence_alias_once", "alias", "valid_from"),
            _ends_after_start("licence_alias_ends_later"),
        ]

    def __str__(self) -> str:
        return f"{self.alias} → {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the alias folded, as it is looked up."""
        self.alias = "".join(letter for letter in self.alias.upper() if letter.isalnum() or letter == "+")
        super().save(*args, **kwargs)
