"""The papers of one case: each takes its dataclass and gives the PDF."""

from typing import Any

from jobvisit.engines.papers.qr import qr
from jobvisit.engines.papers.types import (
    AgreementDraft,
    Link,
    OrderForm,
    ReferralLetter,
    ReferralList,
    RegistrationCertificate,
    Report,
    ResultForm,
)
from jobvisit.engines.papers.typesetting import plain, typeset


def referral_letter(values: ReferralLetter) -> bytes:
    """취업알선장: one page that the resident takes along."""
    return typeset("referral_letter", with_code(values))


def referral_list(values: ReferralList) -> bytes:
    """알선자 명단: who is being sent to this order."""
    return typeset("referral_list", plain(values))


def result_form(values: ResultForm) -> bytes:
    """채용결과 통보서: the names with boxes to tick, and a QR code that does the same."""
    return typeset("result_form", with_code(values))


def order_form(values: OrderForm) -> bytes:
    """구인신청서(구인표): one page unless the duties fill more."""
    return typeset("order_form", plain(values))


def registration_certificate(values: RegistrationCertificate) -> bytes:
    """구직등록 확인증."""
    return typeset("registration_certificate", plain(values))


def agreement_draft(values: AgreementDraft) -> bytes:
    """협약서 초안, marked as a draft on every page."""
    return typeset("agreement", plain(values))


def report(values: Report) -> bytes:
    """Figures of a period: sentence, chart, table. Raises `PaperError` for a picture that is no SVG or has no alt."""
    return typeset("report", plain(values))


def with_code(values: Any) -> dict[str, Any]:
    """Values whose `link`, where there is one, carries its QR code."""
    link: Link | None = values.link
    filled: dict[str, Any] = plain(values)
    return filled | ({"link": plain(link) | {"svg": qr(link.url)}} if link else {})
