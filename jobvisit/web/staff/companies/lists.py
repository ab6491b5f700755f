"""Lists of firms from Excel: send in, look, take in, take back."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.engines.sheets import BadFileError, Limits
from jobvisit.flows import firm_lists
from jobvisit.office.companies import imports
from jobvisit.office.companies.models import ImportRow, ImportRun, StagedFile
from jobvisit.office.companies.rules import NoHeaderError
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.downloads import Cell, Listing, answer
from jobvisit.web.shared.parts import Column

MOST_SHOWN = 200


class ListForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=gettext_lazy("엑셀 또는 CSV 파일"),
        help_text=gettext_lazy(
            "위쪽 줄에 열 이름(업체명, 사업자등록번호, 주소, 근로자수 …)이 있어야 합니다. 30MB까지."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        error_messages={"empty": gettext_lazy("빈 파일입니다."), "required": gettext_lazy("파일을 고르세요.")},
    )

    def clean_file(self) -> Any:
        """Not larger than what is read at all."""
        file = self.cleaned_data["file"]
        if file.size > Limits().file_bytes:
            size = f"{file.size / 1_000_000:.0f}MB"
            raise forms.ValidationError(
                _("파일이 너무 큽니다(%(size)s). 30MB 아래로 나누어 올리세요."), params={"size": size}
            )
        return file


@needs("companies.import")
def imports_page(request: StaffRequest) -> HttpResponse:
    """The imports so far, and sending a file in."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = ListForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            name = str(file.name)
            staged = imports.stage(file_name=name, content=file.read(), by=request.user, at=clock.now())
            try:
                firm_lists.rehearse(staged=staged, by=request.user, at=clock.now())
            except (BadFileError, NoHeaderError) as problem:
                imports.drop(staged=staged)
                form.add_error("file", _said(problem))
            else:
                return redirect("companies:staged", pk=staged.pk)
    context = {
        "form": form,
        "runs": imports.runs(request.user),
        "columns": [
            Column(_("파일")), Column(_("일시")), Column(_("누가")), Column(_("새로"), end=True),
            Column(_("고침"), end=True), Column(_("그대로"), end=True), Column(_("거절"), end=True),
        ],
    }  # fmt: skip
    return render(request, "companies/imports.html", context, status=422 if form.errors else 200)


@require_safe
@needs("companies.import")
def staged(request: StaffRequest, pk: int) -> HttpResponse:
    """What taking the file in would do, row by row. Nothing is stored yet."""
    file = _staged(request, pk)
    try:
        seen = firm_lists.rehearse(staged=file, by=request.user, at=clock.now())
    except (BadFileError, NoHeaderError):
        raise Http404 from None  # it was readable when it came in; now it is not ours to guess why
    names = {row.number: row for row in seen.rows}
    refused = [line for line in seen.lines if line.outcome == ImportRow.Outcome.REJECTED]
    good = [(line, names[line.number]) for line in seen.lines if line.outcome != ImportRow.Outcome.REJECTED]
    context = {
        "file": file,
        "seen": seen,
        "refused": [(line, " · ".join(filter(None, line.raw))) for line in refused[:MOST_SHOWN]],
        "more_refused": max(0, len(refused) - MOST_SHOWN),
        "good": good[:10],
        "refused_columns": [Column(_("행")), Column(_("까닭")), Column(_("적힌 내용"))],
        "good_columns": [
            Column(_("행")), Column(_("업체명")), Column(_("사업자번호")), Column(_("근로자"), end=True),
            Column(_("전화")), Column(_("주소")), Column(_("결과")),
        ],
    }  # fmt: skip
    return render(request, "companies/import_staged.html", context)


@require_POST
@needs("companies.import")
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Take the file in, or drop it."""
    file = _staged(request, pk)
    if "drop" in request.POST:
        imports.drop(staged=file)
        toasts.say(request, _("올린 파일을 지웠습니다. 바뀐 것은 없습니다."))
        return redirect("companies:imports")
    run = firm_lists.take_in(staged=file, by=request.user, at=clock.now())
    toasts.say(
        request,
        _("새로 %(new)d곳을 등록하고 %(changed)d곳을 고쳤습니다.") % {"new": run.created, "changed": run.updated},
        undo=reverse("companies:undo_import", args=[run.pk]),
    )
    return redirect("companies:import", pk=run.pk)


@require_safe
@needs("companies.import")
def import_page(request: StaffRequest, pk: int) -> HttpResponse:
    """One import: what became of its rows, the refused ones with their reasons."""
    run = _run(request, pk)
    refused = imports.rows_of(run, ImportRow.Outcome.REJECTED)
    context = {
        "run": run,
        "refused": [(line, " · ".join(filter(None, line.raw))) for line in refused[:MOST_SHOWN]],
        "more_refused": max(0, run.rejected - MOST_SHOWN),
        "refused_columns": [Column(_("행")), Column(_("까닭")), Column(_("적힌 내용"))],
    }
    return render(request, "companies/import.html", context)


@needs("companies.import")
def refused_rows(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The refused rows as they were written, each with its reason, to be mended and sent in again."""
    run = _run(request, pk)
    rows: QuerySet[ImportRow] = imports.rows_of(run, ImportRow.Outcome.REJECTED)
    width = max((len(row.raw) for row in rows), default=0)
    cells = [Cell(_("행"), lambda row: row.number, 7), Cell(_("까닭"), lambda row: row.reason, 40)]
    cells += [Cell("", lambda row, at=at: row.raw[at] if at < len(row.raw) else "", 18) for at in range(width)]  # type: ignore[misc]
    listing = Listing(
        title=_("거절된 행"),
        verb="companies.download",
        cells=cells,
        rows=rows,
        count=run.rejected,
        back=reverse("companies:import", args=[pk]),
        narrowed=run.file_name,
    )
    return answer(request, listing)


@require_POST
@needs("companies.import")
def undo_import(request: StaffRequest, pk: int) -> HttpResponse:
    """Take an import back; firms that were touched since stay, and it says so."""
    run = _run(request, pk)
    try:
        undone = imports.undo(run=run, by=request.user, at=clock.now())
    except imports.AlreadyUndoneError:
        toasts.say(request, _("이미 되돌린 가져오기입니다."), level=30)
        return redirect("companies:import", pk=pk)
    said = _("새로 등록한 %(removed)d곳을 지우고 %(restored)d곳을 되돌렸습니다.")
    said %= {"removed": undone.removed, "restored": undone.restored}
    if undone.kept:
        said += " " + _("그 뒤에 손댄 %(n)d곳은 그대로 두었습니다.") % {"n": len(undone.kept)}
    toasts.say(request, said)
    return redirect("companies:import", pk=pk)


def _said(problem: Exception) -> str:
    """The sentence in the reader's language, as far as there is one."""
    if isinstance(problem, BadFileError):
        korean = (get_language() or "ko").startswith("ko")
        return problem.korean if korean else problem.english
    return str(problem)


def _staged(request: StaffRequest, pk: int) -> StagedFile:
    return or_404(imports.find_staged, request.user, pk)


def _run(request: StaffRequest, pk: int) -> ImportRun:
    found = imports.find_run(request.user, str(pk))
    if found is None:
        raise Http404
    return found
