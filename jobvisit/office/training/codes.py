"""Coded reasons of the school, in the words of its pages."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Dropped(TextChoices):
    """Why somebody left a class, or their nomination."""

    JOB = "job", _("취업함")
    SCHEDULE = "schedule", _("시간이 맞지 않음")
    PERSONAL = "personal", _("개인 사정")
    UNREACHABLE = "unreachable", _("연락이 되지 않음")
    NO_SHOW = "no_show", _("첫날 오지 않음")
    ABSENT = "absent", _("출석이 모자람")
    NOT_PASSED = "not_passed", _("시험에 붙지 못함")
    CANCELLED = "cancelled", _("반이 열리지 않음")
    MISTAKE = "mistake", _("잘못 추천함")
    OTHER = "other", _("그 밖의 사유")


class Cancelled(TextChoices):
    """Why a class is not held, or not to its end."""

    FEW = "few", _("최소 인원에 못 미침")
    SCHOOL = "school", _("교육 기관 사정")
    BUDGET = "budget", _("예산이 없음")
    NO_DEMAND = "no_demand", _("찾는 구인이 없어짐")
    OTHER = "other", _("그 밖의 사유")


class Presence(TextChoices):
    """One resident on one day of a class."""

    PRESENT = "present", _("출석")
    LATE = "late", _("지각·조퇴")
    EXCUSED = "excused", pgettext_lazy("출석부", "인정 결석")
    ABSENT = "absent", _("결석")


class Consented(TextChoices):
    """How a resident agreed that the school learns name and telephone (개인정보 보호법 제17조)."""

    PAPER = "paper", _("종이 서명")
    TABLET = "tablet", _("태블릿 서명")
    PHONE = "phone", _("전화")
