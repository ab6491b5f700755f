"""The page that asks, before a paper leaves, which file and why; and the answer that carries it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django import forms
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from jobvisit.flows.papers import Paper
from jobvisit.office.audit import papers
from jobvisit.web.shared.access import StaffRequest

BAD = {
    "empty": _("빈 파일입니다."),
    "too_big": _("10MB까지 올릴 수 있습니다."),
    "unknown_kind": _("PDF, PNG, JPEG 파일만 올릴 수 있습니다. 이 파일은 그 가운데 어느 것도 아닙니다."),
    "broken": _("파일이 깨졌거나 다른 것이 덧붙어 있습니다. 다시 스캔하거나 찍어 주세요."),
}
"""What is wrong with an upload, by `office.audit.papers.BadPaperError.code`."""


class PaperForm(forms.Form):
    """Which file, and why it is made."""

    form = forms.ChoiceField(
        label=_("파일"),
        choices=[("pdf", _("PDF (인쇄용)")), ("hwpx", _("한글 파일 (HWPX, 고쳐 쓰기)"))],
        initial="pdf",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("받는 까닭"),
        min_length=2,
        max_length=200,
        help_text=_("누가 언제 왜 받았는지 기록됩니다."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ReferralForm(PaperForm):
    """Which of the three papers of a referral; all are PDF."""

    form = None  # type: ignore[assignment]
    kind = forms.ChoiceField(
        label=_("문서"),
        choices=[
            ("letter", _("취업알선장 (구직자에게)")),
            ("list", _("알선자 명단 (구인자에게)")),
            ("result", _("채용결과 통보서 (구인자에게)")),
        ],
        initial="letter",
        widget=forms.RadioSelect,
    )
    field_order = ("kind", "reason")


class CertificateForm(PaperForm):
    """The same for a certificate, which says what it is for."""

    purpose = forms.CharField(
        label=_("용도"), max_length=60, help_text=_("확인증에 적힙니다. 예: 지방자치단체 제출용"), required=False
    )
    field_order = ("purpose", "form", "reason")


def answer(
    request: StaffRequest, form: PaperForm, *, make: Callable[..., Paper], title: Any, note: str, back: str
) -> HttpResponse:
    """Ask for what `form` asks, or hand out the file that `make(**answers)` gives. Without a reason it asks again."""
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "title": title, "note": note, "back": back}
        return render(request, "components/paper.html", context, status=422 if form.is_bound else 200)
    return made(make(**form.cleaned_data))


def made(paper: Paper) -> HttpResponse:
    """A paper of ours as a file to save; the browser keeps no copy."""
    sent = HttpResponse(paper.content, content_type=paper.content_type)
    sent["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(paper.name)}"
    sent["Cache-Control"] = "no-store"
    return sent


def read(form: forms.Form, field: str) -> bytes:
    """The bytes of an upload, or an error beside its field where they may not be kept; none where none came."""
    upload = form.cleaned_data.get(field)
    if upload is None:
        return b""
    try:
        if (upload.size or 0) > papers.LARGEST:
            raise papers.BadPaperError("too_big")
        content = upload.read()
        papers.kind_of(content)
    except papers.BadPaperError as problem:
        form.add_error(field, BAD[problem.code])
        return b""
    return bytes(content)


def uploaded(content: bytes, *, kind: str, name: str) -> FileResponse:
    """A paper that somebody uploaded, as a file to save: the browser never shows it itself and keeps no copy."""
    sent = FileResponse(iter([content]), as_attachment=True, filename=f"{name}.{kind}", content_type=papers.KINDS[kind])
    sent["Cache-Control"] = "no-store"
    sent["Content-Length"] = str(len(content))
    return sent
