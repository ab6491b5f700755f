"""Links and QR codes for people without an account. A link says where to answer; it proves nothing by itself."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobvisit.office.staff.models import DistrictRow, User


class Link(DistrictRow):
    """One way to one question about one thing, until it is used, expires or is revoked.

    The token is stored hashed, the second fact as a keyed digest bound to the token. Opening a link writes nothing.
    """

    purpose = models.CharField(_("목적"), max_length=60)
    subject_kind = models.CharField(_("대상 종류"), max_length=30)
    subject_id = models.BigIntegerField(_("대상 번호"))
    token_hash = models.CharField(max_length=64, editable=False)
    second_fact_kind = models.CharField(_("확인할 것"), max_length=10, blank=True)
    second_fact = models.CharField(max_length=64, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(_("틀린 횟수"), default=0)
    draft = models.JSONField(default=dict, editable=False)
    """Answers given so far, in codes; emptied when they are sent."""
    reply_key = models.CharField(max_length=64, blank=True, editable=False)
    """Keyed digest of the telephone that may answer by text instead; `replies` are the codes it was offered."""
    replies = models.JSONField(default=dict, editable=False)
    issued_at = models.DateTimeField(_("만든 일시"))
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField(_("만료 일시"))
    used_at = models.DateTimeField(_("쓴 일시"), null=True)
    revoked_at = models.DateTimeField(_("거둔 일시"), null=True)
    receipt = models.CharField(_("접수번호"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("링크")
        verbose_name_plural = _("링크")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "token_hash"], name="link_token_once"),
            models.UniqueConstraint(fields=["district", "receipt"], name="link_receipt_once", condition=~Q(receipt="")),
            models.CheckConstraint(
                condition=Q(second_fact="") | ~Q(second_fact_kind=""), name="link_second_fact_has_kind"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["token_hash"], name="link_by_token"),
            models.Index(fields=["district", "subject_kind", "subject_id"], name="link_by_subject"),
            models.Index(fields=["district", "reply_key"], name="link_by_reply", condition=~Q(reply_key="")),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class Attempt(DistrictRow):
    """Somebody typed a second fact. The address is kept as a keyed digest, for counting only."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="attempts")
    address_key = models.CharField(max_length=64)
    right = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["address_key", "-at"], name="attempt_by_address")]

    def __str__(self) -> str:
        return f"{self.link_id} {self.right}"
