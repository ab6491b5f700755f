"""The draft of an agreement (협약서 초안) as PDF or Hangul file: its promises, and the articles that every draft begins
with. Its issue is logged in the same transaction.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from jobvisit.base import bizno, phone
from jobvisit.base.clock import seoul_day
from jobvisit.engines import papers
from jobvisit.engines.papers.types import AgreementDraft, Employer, Promise
from jobvisit.flows.papers import CONTENT_TYPES, Format, Paper, office
from jobvisit.office.agreements import queries
from jobvisit.office.audit import actions as audit
from jobvisit.office.reference import tables
from jobvisit.office.staff import policy

if TYPE_CHECKING:
    from jobvisit.office.agreements.models import Agreement, Line
    from jobvisit.office.staff.models import User

PURPOSE: Final = "구민의 일자리를 늘리고 사업장에 맞는 사람을 소개하기 위하여 서로 돕는다."
CLAUSES: Final = (
    (
        "구인의 접수",
        "‘을’은 위 직무에 사람이 필요하면 ‘갑’에게 먼저 구인을 신청하고, ‘갑’은 그날 맞는 구민을 찾는다.",
    ),
    (
        "우선 소개",
        "‘갑’은 법이 정한 집단만, 정한 시간 동안, 까닭을 밝혀 먼저 소개한다. 다른 구민을 명단에서 빼지 않는다.",
    ),
    ("현장의 결정", "채용은 위에 적은 사람이 현장에서 정한다. 그 사람이 바뀌면 ‘을’은 7일 안에 알린다."),
    ("결과의 통보", "‘을’은 알선받은 사람의 채용 여부를 14일 안에 알린다(직업안정법 시행령 제8조)."),
    ("이행의 점검", "두 쪽은 약속과 채용 실적을 함께 점검하고, 지키기 어려우면 까닭과 함께 조항을 고친다."),
)
"""The office changes them in the Hangul file."""


@transaction.atomic
def draft(
    *, agreement: Agreement, form: Format, reason: str, by: User, at: datetime, came_from: str | None = None
) -> Paper:
    """협약서 초안 of an agreement (as `agreements.queries.whole` brings it)."""
    policy.require(by, "agreements.view")
    audit.note(
        by=by, at=at, verb="agreements.paper", subject=agreement, reason=reason, details={"form": form},
        came_from=came_from,
    )  # fmt: skip
    values = draft_values(agreement, on=seoul_day(at))
    made = papers.agreement_draft(values) if form == "pdf" else papers.as_hwpx(values)
    return Paper(made, f"협약서초안_{agreement.number}.{form}", CONTENT_TYPES[form])


def draft_values(agreement: Agreement, *, on: date) -> AgreementDraft:
    """What stands in the draft. Several parties stand together, with the record of the first that has one."""
    parties = list(agreement.parties.all())
    firm = next((one.company for one in parties if one.company), None)
    heads = ", ".join(filter(None, (one.representative for one in parties)))
    together = Employer(
        name=", ".join(one.name for one in parties),
        representative=heads,
        business_number=bizno.pretty(firm.business_number) if firm else "",
        phone=phone.pretty(firm.phone) if firm else "",
    )
    return AgreementDraft(
        title=agreement.title,
        office=office(agreement.owner),
        party=together,
        purpose=agreement.purpose or PURPOSE,
        promises=tuple(_promise(line, on) for line in agreement.lines.all() if line.into_id is None),
        clauses=CLAUSES,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        signed_on=agreement.signed_on,
    )


def _promise(line: Line, on: date) -> Promise:
    terms = queries.terms_at(line, on)
    if terms is None:
        return Promise(line.jobs, "")
    group = next((one.name_ko for one in tables.groups(terms.from_on) if one.code == terms.group), terms.group)
    hours, minutes = divmod(terms.window_minutes, 60)
    window = " ".join(filter(None, (f"{hours}시간" if hours else "", f"{minutes}분" if minutes else "")))
    first = f"{group} (접수 뒤 {window} 먼저)" if window else group
    decides = f"{terms.decides.name} {terms.decides.title}".strip() if terms.decides else ""
    due = terms.due_on
    return Promise(
        line.jobs, f"{terms.promised}명", first, terms.basis, f"{due.year}. {due.month}. {due.day}.", decides
    )
