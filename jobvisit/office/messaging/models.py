"""The outbox, and what decides whether, when and from which number something is sent.

A message is written in the transaction of the deed that causes it; a worker sends it afterwards (`sending`). Its text
is closed with the field key and bound to its row: it holds names and the tokens of links.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jobvisit.base import db
from jobvisit.office.messaging import counting
from jobvisit.office.messaging.states import MESSAGE, MessageState
from jobvisit.office.staff.models import DistrictRow, User


class Channel(models.TextChoices):
    """By which way a message goes; each is a folder of `channels`."""

    SMS = "sms", _("문자")
    EMAIL = "email", _("전자우편")
    LETTER = "letter", _("우편")
    WEBHOOK = "webhook", _("시스템 연계")


class Scope(models.TextChoices):
    """What for a person is written to; each can be refused by itself (수신 거부)."""

    SERVICE = "service", _("신청한 일에 관한 안내")
    FOLLOW_UP = "follow_up", _("취업 뒤 사후관리")
    PROMOTION = "promotion", _("홍보")
    NOTICE = "notice", _("안내문(사업체)")


class Message(DistrictRow):
    """One message to one person about one thing. `key` says what for: the same key is never sent twice."""

    key = models.CharField(max_length=160)
    reference = models.UUIDField(default=uuid.uuid4, editable=False)
    """Our name for it at the gateway: the key it should honour, and what we ask by."""
    purpose = models.CharField(_("목적"), max_length=60)
    template = models.CharField(_("서식"), max_length=60)
    campaign = models.CharField(_("묶음"), max_length=60, blank=True)
    channel = models.CharField(_("방법"), max_length=10, choices=Channel, blank=True)

    recipient_kind = models.CharField(_("받는 이 종류"), max_length=20)
    recipient_id = models.BigIntegerField(_("받는 이 번호"), null=True)
    recipient_name = models.CharField(_("받는 이"), max_length=80, blank=True)
    address = models.CharField(_("받는 곳"), max_length=300, blank=True)
    address_key = models.CharField(max_length=64, blank=True, editable=False)
    """Keyed digest of the address, by which caps and refusals find it."""
    language = models.CharField(max_length=5, default="ko")
    subject_kind = models.CharField(_("대상 종류"), max_length=30, blank=True)
    subject_id = models.BigIntegerField(_("대상 번호"), null=True)

    title = models.CharField(_("제목"), max_length=200, blank=True)
    closed_text = models.BinaryField(_("글"), editable=False)
    kind = models.CharField(_("문자 종류"), max_length=3, blank=True)
    size = models.PositiveIntegerField(_("바이트"), null=True)
    replaced = models.CharField(_("바꾼 글자"), max_length=60, blank=True)

    state = models.CharField(_("상태"), max_length=16, choices=[(s.value, s.value) for s in MessageState])
    reason = models.CharField(_("사유"), max_length=30, blank=True)
    gateway_code = models.CharField(_("중계사 답"), max_length=80, blank=True)
    gateway_id = models.CharField(_("중계사 번호"), max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField(_("시도"), default=0)
    counted = models.BooleanField(default=False, editable=False)

    queued_at = models.DateTimeField(_("적은 일시"))
    queued_by = models.ForeignKey(User, models.PROTECT, null=True, verbose_name=_("적은 이"), related_name="+")
    send_after = models.DateTimeField(_("보낼 일시"))
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, verbose_name=_("승인한 이"), related_name="+")
    approved_at = models.DateTimeField(_("승인 일시"), null=True)
    leased_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("보낸 일시"), null=True)
    ended_at = models.DateTimeField(_("끝난 일시"), null=True)
    asked_at = models.DateTimeField(_("물어본 일시"), null=True)
    again_of = models.ForeignKey("self", models.PROTECT, null=True, verbose_name=_("다시 쓴 것"), related_name="+")

    class Meta:
        verbose_name = _("발송")
        verbose_name_plural = _("발송")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "key"], name="message_key_once"),
            models.UniqueConstraint(fields=["district", "reference"], name="message_reference_once"),
            models.UniqueConstraint(
                fields=["district", "again_of"], name="message_anew_once", condition=Q(again_of__isnull=False)
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("queued_by")), name="message_second_person"
            ),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in MessageState]), name="message_state_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["send_after"], name="message_due", condition=Q(state="queued")),
            models.Index(fields=["leased_until"], name="message_leased", condition=Q(state="sending")),
            models.Index(fields=["district", "state", "-queued_at"], name="message_by_state"),
            models.Index(fields=["district", "subject_kind", "subject_id"], name="message_by_subject"),
            models.Index(fields=["district", "recipient_kind", "recipient_id"], name="message_by_recipient"),
            models.Index(fields=["district", "gateway_id"], name="message_by_gateway_id"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class Paper(DistrictRow):
    """A PDF that goes along with a message, closed with the field key."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="papers")
    name = models.CharField(_("파일 이름"), max_length=120)
    closed = models.BinaryField(editable=False)

    class Meta:
        verbose_name = _("동봉 문서")
        verbose_name_plural = _("동봉 문서")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "message", "name"], name="paper_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Inbound(DistrictRow):
    """A text that came in (수신 문자). The same one reported twice is one row; its words are closed."""

    gateway_id = models.CharField(max_length=80)
    address_key = models.CharField(max_length=64)
    closed_text = models.BinaryField(editable=False)
    at = models.DateTimeField(_("받은 일시"))
    outcome = models.CharField(_("어떻게 되었나"), max_length=20)
    answered_key = models.CharField(max_length=160, blank=True)
    """Key of the message that it answers, where that is certain."""
    handled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    handled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("받은 문자")
        verbose_name_plural = _("받은 문자")
        constraints: ClassVar = [models.UniqueConstraint(fields=["district", "gateway_id"], name="inbound_once")]
        indexes: ClassVar = [models.Index(fields=["district", "outcome", "-at"], name="inbound_open")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.pk}"


class ContactChoice(DistrictRow):
    """Somebody agreed to be written to at an address, or refused it. The latest counts; rows are only added."""

    address_key = models.CharField(max_length=64)
    recipient_kind = models.CharField(max_length=20, blank=True)
    recipient_id = models.BigIntegerField(null=True)
    scope = models.CharField(_("범위"), max_length=12, choices=Scope)
    allowed = models.BooleanField(_("동의"))
    source = models.CharField(_("어떻게"), max_length=30)
    at = models.DateTimeField(_("일시"))
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("수신 동의·거부")
        verbose_name_plural = _("수신 동의·거부")
        indexes: ClassVar = [models.Index(fields=["district", "address_key", "scope", "-at"], name="choice_latest")]

    def __str__(self) -> str:
        return f"{self.scope} {'+' if self.allowed else '-'}"


class SenderNumber(DistrictRow):
    """A number registered to send texts from (발신번호 사전등록, 전기통신사업법 제84조의2). Others are refused."""

    number = models.CharField(_("발신번호"), max_length=12)
    label = models.CharField(_("쓰는 곳"), max_length=60)
    valid_from = models.DateField(_("등록일"))
    valid_until = models.DateField(_("종료일"), null=True, blank=True)

    class Meta:
        verbose_name = _("발신번호")
        verbose_name_plural = _("발신번호")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "number", "valid_from"], name="sender_number_once")
        ]

    def __str__(self) -> str:
        return self.number


class Limits(DistrictRow):
    """From a day on: a district's quiet hours and caps. Without a row the lawful hours and our defaults apply."""

    valid_from = models.DateField(_("시작일"))
    quiet_starts = models.TimeField(_("조용한 시간 시작"))
    quiet_ends = models.TimeField(_("조용한 시간 끝"))
    quiet_weekdays = models.JSONField(_("보내지 않는 요일"), default=list)
    person_per_day = models.PositiveIntegerField(_("한 사람에게 하루"))
    campaign = models.PositiveIntegerField(_("한 묶음"))
    district_per_day = models.PositiveIntegerField(_("구 전체 하루"))
    approval_above = models.PositiveIntegerField(_("이보다 많으면 승인"))

    class Meta:
        verbose_name = _("발송 한도")
        verbose_name_plural = _("발송 한도")
        constraints: ClassVar = [models.UniqueConstraint(fields=["district", "valid_from"], name="limits_once_a_day")]

    def __str__(self) -> str:
        return f"{self.valid_from}"


class Campaign(DistrictRow):
    """A batch of messages for one purpose (묶음). Its first message needs none: defaults apply where no row is."""

    code = models.CharField(_("코드"), max_length=60)
    name = models.CharField(_("이름"), max_length=120)
    dry_run = models.BooleanField(_("연습"), default=False)
    expected = models.PositiveIntegerField(_("예상 건수"), null=True, blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("발송 묶음")
        verbose_name_plural = _("발송 묶음")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "code"], name="campaign_once"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("opened_by")), name="campaign_second_person"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Tally(DistrictRow):
    """How much was accepted for sending: to one address or in a district on a day, in a campaign ever."""

    scope = models.CharField(max_length=10)
    name = models.CharField(max_length=64)
    day = models.DateField()
    counted = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "scope", "name", "day"], name="tally_once")
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.counted}"


db.guard("messaging_message.state", MESSAGE.guard_sql("messaging_message"))
db.guard("messaging_message.tally", counting.guard_sql())
db.guard("messaging_contactchoice.append_only", db.append_only("messaging_contactchoice"))
