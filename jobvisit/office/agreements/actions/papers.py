"""Signed papers: kept as they are, whatever their names say."""

from datetime import datetime

from django.db import transaction

from jobvisit.office.agreements.actions import rows
from jobvisit.office.agreements.models import Agreement, SignedPaper
from jobvisit.office.audit import actions as audit
from jobvisit.office.audit import papers
from jobvisit.office.staff import policy
from jobvisit.office.staff.models import User


@transaction.atomic
def attach(*, agreement: Agreement, content: bytes, by: User, at: datetime) -> SignedPaper:
    """Keep a signed paper. The same paper twice stays one.

    Raises `papers.BadPaperError` for what is no PDF, PNG or JPEG, is empty or too big.
    """
    policy.require(by, "agreements.edit")
    kind, digest = papers.kind_of(content), papers.digest(content)
    current = rows.lock(agreement, by)
    before = SignedPaper.objects.filter(agreement=current, sha256=digest).first()
    if before is not None:
        return before
    made = SignedPaper.objects.create(
        district_id=current.district_id, agreement=current, kind=kind, size=len(content), sha256=digest, at=at, by=by
    )
    papers.keep(made.stored_as, content)
    audit.note(by=by, at=at, verb="agreements.attach", subject=current, details={"paper": made.pk})
    return made
