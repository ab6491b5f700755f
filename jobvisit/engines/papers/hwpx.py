"""Papers as Hangul files (HWPX): a template with `{{name}}` in its boxes, filled with values and nothing else changed.

The templates in `hwpx_templates/` are drawn by `tools/hwpx_templates.py`; an office may restyle one in Hangul and hand
its own to `fill`. A value is text: braces in it are not names, markup in it is not markup. Not yet opened in Hancom's
own program, only in independent readers.
"""

import io
import tempfile
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hwpx import merge_template_rows

from jobvisit.engines.papers.types import AgreementDraft, OrderForm, ReferralLetter, RegistrationCertificate
from jobvisit.engines.papers.typesetting import PaperError, dated

TEMPLATES = Path(__file__).parent / "hwpx_templates"
_SEAL = "\ue000"
"""Stands between two marks of a value while the template is filled, so that no value is taken for a name."""
_UNFIT = frozenset(chr(code) for code in (0xFFFE, 0xFFFF, *range(0xD800, 0xE000))) | {_SEAL}
"""What XML cannot hold, and the seal itself."""
_MARKS = ("{{", "${", "<<")

Formable = OrderForm | ReferralLetter | RegistrationCertificate | AgreementDraft
_NAMES: dict[type, str] = {
    OrderForm: "order_form",
    ReferralLetter: "referral_letter",
    RegistrationCertificate: "registration_certificate",
    AgreementDraft: "agreement",
}


def as_hwpx(paper: Formable) -> bytes:
    """The paper in our own template."""
    values = _flat(dated(paper))
    if isinstance(paper, AgreementDraft):
        values["promises"] = "\n".join(" · ".join(filter(None, _flat(dated(one)).values())) for one in paper.promises)
        values["clauses"] = "\n".join(
            f"제{number}조({heading}) {text}" for number, (heading, text) in enumerate(paper.clauses, 1)
        )
    return fill(TEMPLATES / f"{_NAMES[type(paper)]}.hwpx", values)


def fill(template: Path, values: Mapping[str, str]) -> bytes:
    """`template` with each `{{name}}` replaced by its value; a name without a value is left blank.

    Line breaks in a value become paragraphs of its box. Raises `PaperError` for a file that is no HWPX.
    """
    row = {name: _sealed(value) for name, value in values.items()}
    with tempfile.TemporaryDirectory(prefix="jobvisit-hwpx-") as folder:
        try:
            report = merge_template_rows(template, [row], output_dir=folder)
            made = Path(report["rows"][0]["filename"]).read_bytes()
        except (ValueError, KeyError, zipfile.BadZipFile, OSError) as error:
            raise PaperError(f"{template.name}: {error}") from error
    left = report["rows"][0]["unresolvedPlaceholders"]
    if left:
        raise PaperError(f"{template.name}: {', '.join(left)} was not filled")
    return _unsealed(made)


def _sealed(value: str) -> str:
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = "".join(one for one in text if one == "\n" or (unicodedata.category(one) != "Cc" and one not in _UNFIT))
    for mark in _MARKS:
        # Twice, so that three braces in a row are all parted.
        text = text.replace(mark, mark[0] + _SEAL + mark[1]).replace(mark, mark[0] + _SEAL + mark[1])
    return text


def _unsealed(made: bytes) -> bytes:
    """The same file without seals; the order of its members stays, the type of the file must come first, unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename.endswith((".xml", ".txt")):
                content = content.replace(_SEAL.encode(), b"").replace(b"&#57344;", b"")
            new.writestr(member, content)
    return out.getvalue()


def _flat(values: Mapping[str, Any], before: str = "") -> dict[str, str]:
    """`{"employer": {"name": …}}` gives `employer_name`; lists have no box of their own."""
    found: dict[str, str] = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            found |= _flat(value, f"{before}{name}_")
        elif isinstance(value, str):
            found[before + name] = value
    return found
