"""What was shown to whom and why, who overruled it, what became of it; and what lists are made by."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from jobvisit.base import db
from jobvisit.office.agreements.models import Line
from jobvisit.office.matches.states import ROUND, RoundState
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.seekers.models import Seeker
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
    round = models.ForeignKey("Round", models.PROTECT, null=True, verbose_name=_("배정 가격"), related_name="+")
    prices = ArrayField(models.IntegerField(), verbose_name=_("백만분율 가격"), default=list)
    measure = models.ForeignKey("Measure", models.PROTECT, null=True, related_name="+")
    measure_price = models.IntegerField(_("우선 소개로 줄어든 기대(백만분율)"), default=0)
    first = models.PositiveSmallIntegerField(_("협약 시간 안이라 앞에 놓인 사람 수"), default=0)

    class Meta:
        verbose_name = _("추천 명단")
        verbose_name_plural = _("추천 명단")
        indexes: ClassVar = [models.Index(fields=["district", "order", "-at"], name="shown_latest")]
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"list {self.pk}"


class Override(DistrictRow):
    """A counsellor overrules a list for one resident, with the reason. The latest one an order and resident holds."""

    class Kind(models.TextChoices):
        PLACED = "placed", _("자리를 정함")
        REMOVED = "removed", _("명단에서 뺌")
        LIFTED = "lifted", _("되돌림")

    class Why(models.TextChoices):
        WISH = "wish", _("상담에서 들은 희망")
        EMPLOYER = "employer", _("사업체가 말한 사정")
        SKILL = "skill", _("파일에 없는 기술·경험")
        TRIED = "tried", _("이미 소개했음")
        TIMING = "timing", _("지금은 시작할 수 없음")
        MISTAKE = "mistake", _("파일이나 구인표의 잘못")
        OTHER = "other", _("그 밖의 사유")

    order = models.ForeignKey(JobOrder, models.PROTECT, related_name="+")
    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="+")
    shown = models.ForeignKey(ShownList, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("일시"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(_("무엇을"), max_length=8, choices=Kind)
    place = models.PositiveSmallIntegerField(_("몇째로"), null=True, blank=True)
    why = models.CharField(_("사유"), max_length=10, choices=Why)
    note = models.CharField(_("설명"), max_length=200, blank=True)
    terms = ArrayField(models.IntegerField(), verbose_name=_("항목별 점수"))
    unknown = models.SmallIntegerField(_("확인할 것"), default=0)
    model_version = models.CharField(_("평가 기준 판"), max_length=40)

    class Meta:
        verbose_name = _("명단 고침")
        verbose_name_plural = _("명단 고침")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["district", "order", "seeker", "-id"], name="override_latest")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind="placed", place__gte=1) | (~models.Q(kind="placed") & models.Q(place=None)),
                name="override_place_where_placed",
            ),
            models.CheckConstraint(
                condition=~models.Q(why="other") | ~models.Q(note=""), name="override_other_is_explained"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.seeker_id} on {self.order_id}"


class Result(DistrictRow):
    """What became of one resident and one order. The latest row holds: a hire taken back is a new row."""

    class What(models.TextChoices):
        ASKED = "asked", _("물어봄")
        DECLINED = "declined", _("구직자가 사양함")
        ACCEPTED = "accepted", _("구직자가 받아들임")
        INTERVIEWED = "interviewed", _("면접함")
        REFUSED = "refused", _("사업체가 거절함")
        HIRED = "hired", _("채용됨")
        LEFT = "left", _("그만둠")
        RETAINED = "retained", _("계속 일함")
        UNDONE = "undone", _("잘못 적음")

    order = models.ForeignKey(JobOrder, models.PROTECT, related_name="+")
    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="+")
    what = models.CharField(_("결과"), max_length=12, choices=What)
    at = models.DateTimeField(_("일시"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("소개 결과")
        verbose_name_plural = _("소개 결과")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["district", "order", "seeker", "-id"], name="result_latest")]

    def __str__(self) -> str:
        return f"{self.what} {self.seeker_id} at {self.order_id}"


class Measure(DistrictRow):
    """A lawful measure under which a group counts more at one order, or its end (weight 0). The latest row holds.

    With `until` it is the window of an agreement's `line`: until then, and not at that moment, the group stands first,
    in the order of its own scores. Windows and lasting measures do not replace each other.
    """

    order = models.ForeignKey(JobOrder, models.PROTECT, related_name="+")
    basis = models.CharField(_("법적 근거"), max_length=120)
    group = models.CharField(_("대상 집단"), max_length=40)
    weight = models.DecimalField(_("가중"), max_digits=3, decimal_places=2)
    at = models.DateTimeField(_("일시"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(_("설명"), max_length=200)
    until = models.DateTimeField(_("언제까지"), null=True)
    line = models.ForeignKey(Line, models.PROTECT, null=True, verbose_name=_("협약 조항"), related_name="+")

    class Meta:
        verbose_name = _("우선 소개 근거")
        verbose_name_plural = _("우선 소개 근거")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["district", "order", "-id"], name="measure_latest")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(weight__gte=0, weight__lte=2) & ~models.Q(basis="") & ~models.Q(reason=""),
                name="measure_is_lawful_and_explained",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True, line__isnull=True)
                | models.Q(until__isnull=False, line__isnull=False),
                name="measure_window_is_a_lines",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} at {self.order_id}"


class Round(DistrictRow):
    """A proposal of referrals for the whole district, with its inputs, its proof and the prices it found.

    `found` holds the arrays of `rounds.Found`, packed by `record.pack_arrays`.
    """

    at = models.DateTimeField(_("만든 일시"))
    by = models.ForeignKey(User, models.PROTECT, verbose_name=_("만든 사람"), related_name="+")
    state = models.CharField(_("상태"), max_length=10, choices=[(s.value, s.value) for s in RoundState])
    decided_at = models.DateTimeField(_("정한 일시"), null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    prices_until = models.DateField(_("가격을 쓰는 마지막 날"), null=True)
    model_version = models.CharField(_("평가 기준 판"), max_length=40)
    inputs = models.JSONField(_("입력"))
    summary = models.JSONField(_("요약"))
    found = models.BinaryField(_("배정"))

    class Meta:
        verbose_name = _("알선 배정안")
        verbose_name_plural = _("알선 배정안")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["district", "state", "-id"], name="round_by_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["district"], condition=models.Q(state="accepted"), name="round_accepted_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in RoundState]), name="round_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"round {self.pk}"


class ModelVersion(DistrictRow):
    """A version of the parameters, as `engines.matching.learning.Model` writes itself. Never changed."""

    version = models.CharField(_("판"), max_length=40)
    model = models.JSONField(_("매개변수"))
    at = models.DateTimeField(_("만든 일시"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("평가 기준 판")
        verbose_name_plural = _("평가 기준 판")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["district", "version"], name="model_version_once")]

    def __str__(self) -> str:
        return self.version


class VersionStep(DistrictRow):
    """A version going live by a person's hand, or an earlier one coming back. The latest step says what is live."""

    version = models.ForeignKey(ModelVersion, models.PROTECT, related_name="steps")
    at = models.DateTimeField(_("일시"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(_("사유"), max_length=200, blank=True)
    back = models.BooleanField(_("되돌림"), default=False)
    judged = models.JSONField(_("비교"), default=dict)

    class Meta:
        verbose_name = _("판 바꿈")
        verbose_name_plural = _("판 바꿈")
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["district", "-id"], name="version_step_latest")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.at:%Y-%m-%d}"


for _table in ("shownlist", "override", "result", "measure", "modelversion", "versionstep"):
    db.guard(f"matches_{_table}", db.append_only(f"matches_{_table}"))
db.guard("matches_round.state", ROUND.guard_sql("matches_round"))
