"""Papers: values in, bytes out. PDF/UA by Typst, HWPX by filling a template, XLSX, QR codes.

One door. No Django, no clock, no network: a paper holds what its dataclass (`types`) holds, and the same values give
the same bytes. Model, limits and figures: `docs/engines/papers.md`.
"""

from jobvisit.engines.papers.letters import CancelledError, Folder, letters
from jobvisit.engines.papers.qr import qr
from jobvisit.engines.papers.sheets import (
    agreement_draft,
    order_form,
    referral_letter,
    referral_list,
    registration_certificate,
    report,
    result_form,
)
from jobvisit.engines.papers.typesetting import PaperError

__all__ = [
    "CancelledError",
    "Folder",
    "PaperError",
    "agreement_draft",
    "letters",
    "order_form",
    "qr",
    "referral_letter",
    "referral_list",
    "registration_certificate",
    "report",
    "result_form",
]
