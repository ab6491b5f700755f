"""Field desks (현장 속 취업정보은행): where they stand, when, who sits there, and who came.

A ticket holds a name and a telephone only while somebody may have to be reached (`erasing`); whoever registers has a
file in the room of residents, and the ticket only points there.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jobvisit.base import db
from jobvisit.office.desks.states import NUMBERED, SESSION, TICKET, SessionState, TicketState
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff.models import DistrictRow, Post, User


class Place(DistrictRow):
    """Where a desk can stand: a post of kind `field`, with what a visitor needs to find it."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, models.PROTECT, verbose_name=_("근무지"), related_name="+")
    address = models.CharField(_("주소"), max_length=200, blank=True)
    directions = models.CharField(_("찾아오는 길"), max_length=200, blank=True)
    in_use = models.BooleanField(_("사용 중"), default=True)

    class Meta:
        verbose_name = _("상담소 장소")
        verbose_name_plural = _("상담소 장소")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "post"], name="desk_place_once"),
            models.UniqueConstraint(fields=["district", "public_id"], name="desk_place_public_id"),
        ]

    def __str__(self) -> str:
        return self.post.name


class Closure(DistrictRow):
    """Days on which a place, or with no place every desk of the district, is shut."""

    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="closures")
    first = models.DateField(_("첫날"))
    last = models.DateField(_("마지막 날"))
    reason = models.CharField(_("까닭"), max_length=100)

    class Meta:
        verbose_name = _("휴관")
        verbose_name_plural = _("휴관")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="desk_closure_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"


class Kind(models.TextChoices):
    """What happens at a desk: people one after the other, or many at one event."""

    COUNSEL = "counsel", _("개별 상담")
    GROUP = "group", _("집단 상담·설명회")


class Planned(DistrictRow):
    """What a series and each of its sessions have in common."""

    place = models.ForeignKey(Place, models.PROTECT, verbose_name=_("장소"), related_name="+")
    title = models.CharField(_("이름"), max_length=80)
    kind = models.CharField(_("종류"), max_length=10, choices=Kind, default=Kind.COUNSEL)
    begins = models.TimeField(_("시작 시각"))
    ends = models.TimeField(_("끝 시각"))
    seats = models.PositiveSmallIntegerField(_("동시에 상담하는 자리"), default=1)
    slot_minutes = models.PositiveSmallIntegerField(_("한 사람 상담 시간(분)"), default=30)
    capacity = models.PositiveSmallIntegerField(_("정원"), null=True, blank=True)
    """People who can come, booked and walked in together; empty is as many as come."""
    bookable = models.BooleanField(_("인터넷 예약을 받음"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Series(Planned):
    """A desk that stands by a rule (RFC 5545), from a day on, not on holidays, closures and exceptions."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    rule = models.CharField(_("반복 규칙"), max_length=200)
    valid_from = models.DateField(_("시작일"))
    valid_until = models.DateField(_("종료일"), null=True, blank=True)
    staff = models.ManyToManyField(User, through="SeriesStaff", related_name="+")

    class Meta:
        verbose_name = _("정기 상담소")
        verbose_name_plural = _("정기 상담소")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "public_id"], name="desk_series_public_id"),
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="desk_series_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.title


class SeriesStaff(DistrictRow):
    """Who usually sits at a series."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="seats_of")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "series", "user"], name="desk_series_staff_once")
        ]

    def __str__(self) -> str:
        return f"{self.series_id}:{self.user_id}"


class Exclusion(DistrictRow):
    """One day that a series leaves out (예외), and why."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="exclusions")
    on = models.DateField(_("날짜"))
    reason = models.CharField(_("까닭"), max_length=100)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "series", "on"], name="desk_exclusion_once")
        ]

    def __str__(self) -> str:
        return f"{self.series_id}:{self.on}"


class Session(Planned):
    """A desk on one day. `last_number` is the number of the last ticket; it only counts up, under the row's lock."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="sessions")
    on = models.DateField(_("날짜"))
    state = models.CharField(_("상태"), max_length=10, default=SessionState.PLANNED)
    because = models.CharField(_("열지 않는 까닭"), max_length=200, blank=True)
    by_rule = models.BooleanField(default=False)
    """Cancelled because the rule of its series changed, not by a person's word about this day."""
    opened_at = models.DateTimeField(_("연 때"), null=True, blank=True)
    closed_at = models.DateTimeField(_("닫은 때"), null=True, blank=True)
    handover = models.TextField(_("인계 메모"), blank=True)
    last_number = models.PositiveSmallIntegerField(default=0, editable=False)
    staff = models.ManyToManyField(User, through="SessionStaff", related_name="+")

    class Meta:
        verbose_name = _("상담소")
        verbose_name_plural = _("상담소")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "public_id"], name="desk_session_public_id"),
            models.UniqueConstraint(
                fields=["district", "series", "on"], name="desk_session_once_a_day", condition=Q(series__isnull=False)
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in SessionState]), name="desk_session_state_known"
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="desk_session_ends_after_start"),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(because=""), name="desk_session_says_why"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "cancelled"]) | Q(opened_at__isnull=False),
                name="desk_session_was_opened",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["district", "on"], name="desk_session_by_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.title}"


class SessionStaff(DistrictRow):
    """Who sits at a session; two of them sit as a pair."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="seats_of")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "session", "user"], name="desk_session_staff_once")
        ]

    def __str__(self) -> str:
        return f"{self.session_id}:{self.user_id}"


class Ticket(DistrictRow):
    """One visitor of one session: booked or walked in. The number is given on arrival, one after the other."""

    class Origin(models.TextChoices):
        BOOKED = "booked", _("예약")
        WALK_IN = "walk_in", _("바로 옴")

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, verbose_name=_("상담소"), related_name="tickets")
    number = models.PositiveSmallIntegerField(_("번호"), null=True, blank=True)
    origin = models.CharField(_("온 길"), max_length=10, choices=Origin)
    state = models.CharField(_("상태"), max_length=10)
    slot = models.TimeField(_("예약 시각"), null=True, blank=True)
    name = models.CharField(_("이름"), max_length=80, blank=True)
    phone = models.CharField(_("전화"), max_length=20, blank=True)
    consent_version = models.CharField(_("동의서 판"), max_length=20, blank=True)
    seeker = models.ForeignKey(Seeker, models.PROTECT, null=True, blank=True, related_name="+")
    registered = models.BooleanField(_("여기서 구직 등록함"), default=False)
    made_at = models.DateTimeField(_("받은 때"))
    arrived_at = models.DateTimeField(_("온 때"), null=True, blank=True)
    called_at = models.DateTimeField(_("부른 때"), null=True, blank=True)
    ended_at = models.DateTimeField(_("끝난 때"), null=True, blank=True)
    served_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("상담 번호표")
        verbose_name_plural = _("상담 번호표")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "public_id"], name="desk_ticket_public_id"),
            models.UniqueConstraint(fields=["district", "session", "number"], name="desk_ticket_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in TicketState]), name="desk_ticket_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(NUMBERED)) | Q(number__isnull=False), name="desk_ticket_has_number"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district", "phone", "made_at"], name="desk_ticket_by_phone"),
            models.Index(fields=["district", "seeker"], name="desk_ticket_by_seeker"),
        ]
        ordering: ClassVar = ["number", "slot", "id"]

    def __str__(self) -> str:
        return f"{self.session_id}-{self.number}"


db.guard("desks_session.state", SESSION.guard_sql("desks_session"))
db.guard("desks_ticket.state", TICKET.guard_sql("desks_ticket"))
