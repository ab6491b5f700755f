"""Papers: values in, bytes out. PDF/UA by Typst, HWPX by filling a template, XLSX, QR codes.

One door. No Django, no clock, no network: a paper holds what its dataclass (`types`) holds, and the same values give
the same bytes. Model, limits and figures: `docs/engines/papers.md`.
"""

from jobvisit.engines.papers.hwpx import as_hwpx, fill
from jobvisit.engines.papers.mailing import CancelledError, Folder, letters
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
from jobvisit.engines.papers.workbook import Cell, Column, Sheet, sheet_name, workbook

__all__ = [
    "CancelledError",
    "Cell",
    "Column",
    "Folder",
    "PaperError",
    "Sheet",
    "agreement_draft",
    "as_hwpx",
    "fill",
    "letters",
    "order_form",
    "qr",
    "referral_letter",
    "referral_list",
    "registration_certificate",
    "report",
    "result_form",
    "sheet_name",
    "workbook",
]
