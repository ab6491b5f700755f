"""Closed months: the figures as they were frozen, and every later revision with its reason. Rows are only added."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobvisit.base import db
from jobvisit.office.staff.models import DistrictRow, User


class ClosedMonth(DistrictRow):
    """A month's figures and the rows they rest on, frozen: revision 0 by closing it, each further one with its reason.

    `document` is the canonical text of `kpis.document`; the database itself checks that `sha256` is its digest, that
    revisions follow one another without a gap, and that each names the digest of the one before.
    """

    month = models.DateField(_("달"))
    revision = models.PositiveSmallIntegerField(_("판"), default=0)
    at = models.DateTimeField(_("마감 일시"))
    by = models.ForeignKey(User, models.PROTECT, verbose_name=_("마감한 사람"), related_name="+")
    reason = models.CharField(_("수정 사유"), max_length=400, blank=True)
    document = models.TextField(_("확정된 수치"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    previous = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("마감한 달")
        verbose_name_plural = _("마감한 달")
        ordering: ClassVar = ["-month", "-revision"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "month", "revision"], name="closed_month_revision_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="closed_month_first_day"),
            models.CheckConstraint(
                condition=Q(revision=0, reason="") | Q(revision__gt=0) & ~Q(reason=""), name="closed_month_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} r{self.revision}"


db.guard("reports_closedmonth", db.append_only("reports_closedmonth"))
db.guard(
    "reports_closedmonth.chain",
    """
CREATE OR REPLACE FUNCTION guard_closed_month() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before record;
BEGIN
  IF NEW.sha256 <> encode(sha256(convert_to(NEW.document, 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'closed month: the digest is not that of the document' USING ERRCODE = 'check_violation';
  END IF;
  SELECT max(revision) AS last INTO before FROM reports_closedmonth
    WHERE district_id = NEW.district_id AND month = NEW.month;
  IF NEW.revision <> COALESCE(before.last + 1, 0) THEN
    RAISE EXCEPTION 'closed month: revision % does not follow %', NEW.revision, before.last
      USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.previous <> COALESCE((SELECT sha256 FROM reports_closedmonth WHERE district_id = NEW.district_id
      AND month = NEW.month AND revision = NEW.revision - 1), '') THEN
    RAISE EXCEPTION 'closed month: it does not name the one before' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_chain BEFORE INSERT ON reports_closedmonth
  FOR EACH ROW EXECUTE FUNCTION guard_closed_month();
""",
)
