"""Lists as Excel files, for every room: asked for with a reason, masked unless the role may see more, and logged.

The view makes a `Listing` of the same rows that its page shows and returns `answer(request, listing)`:

- GET asks for the reason (the page behind the dialog of `{% list_tools %}`, so it works without JavaScript);
- POST with a reason logs the download and sends the file; without one it asks again (422).

안전성 확보조치 기준 제8조: what was taken, whose data, by whom, when, from where and why.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from io import BytesIO
from typing import Any, Final

from django import forms
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.text import get_valid_filename
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from jobvisit.base import clock
from jobvisit.base.phone import mask as mask_phone
from jobvisit.base.text import mask_name
from jobvisit.engines import papers
from jobvisit.office.audit import actions as audit
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import formats
from jobvisit.web.shared.access import StaffRequest, came_from

MOST_ROWS: Final = 50_000
"""Beyond this a list is narrowed first: Excel would open it, nobody could use it."""
EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MASKS: Final[dict[str, Callable[[str], str]]] = {"name": mask_name, "phone": mask_phone}


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of the file: its heading, what it shows of a row, and how it is masked (`name`, `phone`, or not).

    `value` gives text, a number, a date, a time (zone-aware ones are shown in Seoul time), a list, or None for unknown.
    """

    label: str
    value: Callable[[Any], object]
    width: int = 14
    mask: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list to be taken away. `verb` is what the log calls it (`seekers.download`).

    `narrowed` says in words how the list was filtered. With masked cells, `person` gives a row's resident (primary key)
    and `full_verb` the verb of `staff.policy` whose holders may have the cells in full; each such row is then logged
    as one person's data taken.
    """

    title: str
    verb: str
    cells: Sequence[Cell]
    rows: Iterable[Any]
    count: int
    back: str
    narrowed: str = ""
    person: Callable[[Any], int] | None = None
    full_verb: str = ""

    @property
    def masked(self) -> bool:
        """Whether any cell is masked."""
        return any(cell.mask for cell in self.cells)


class DownloadForm(forms.Form):
    """Why the list is taken away."""

    reason = forms.CharField(
        label=gettext_lazy("내려받는 까닭"),
        max_length=400,
        min_length=2,
        help_text=gettext_lazy("예: 월간 보고 작성, 박람회 준비. 누가 언제 왜 받았는지 기록됩니다."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    full = forms.BooleanField(label=gettext_lazy("이름과 전화번호를 가리지 않고 (사람마다 기록됩니다)"), required=False)


def answer(request: StaffRequest, listing: Listing) -> HttpResponseBase:
    """Ask for the reason, or log the download and send the file."""
    form = DownloadForm(request.POST if request.method == "POST" else None)
    may_have_all = bool(listing.full_verb) and may(request.user, listing.full_verb)
    if not may_have_all:
        del form.fields["full"]
    if listing.count > MOST_ROWS:
        form.full_clean()
        return _ask(request, listing, form, too_many=True)
    if not (request.method == "POST" and form.is_valid()):
        return _ask(request, listing, form)
    full = listing.masked and form.cleaned_data.get("full", False)
    at = clock.now()
    rows = list(listing.rows)
    audit.note_download(
        verb=listing.verb,
        reason=form.cleaned_data["reason"],
        rows=len(rows),
        people=[listing.person(row) for row in rows] if full and listing.person else [],
        full=full,
        by=request.user,
        at=at,
        came_from=came_from(request),
    )
    told = [
        (_("목록"), listing.title),
        (_("조건"), listing.narrowed or _("없음")),
        (_("건수"), f"{len(rows):,}"),
        (_("받은 사람"), request.user.name),
        (_("받은 때"), formats.moment(localtime(at), _language())),
        (_("까닭"), form.cleaned_data["reason"]),
        (_("가림"), _("가리지 않음") if full else _("이름과 전화번호를 가림") if listing.masked else _("해당 없음")),
    ]
    name = get_valid_filename(f"{listing.title}_{clock.seoul_day(at):%Y%m%d}.xlsx")
    sent = FileResponse(workbook(listing, rows, told, full=full), filename=name, as_attachment=True, content_type=EXCEL)
    sent["Cache-Control"] = "no-store"
    return sent


def _ask(request: StaffRequest, listing: Listing, form: DownloadForm, *, too_many: bool = False) -> HttpResponse:
    context = {"listing": listing, "form": form, "too_many": too_many, "most": MOST_ROWS}
    return render(request, "components/download.html", context, status=422 if form.is_bound else 200)


def workbook(listing: Listing, rows: Iterable[Any], told: Sequence[tuple[str, str]], *, full: bool = False) -> BytesIO:
    """The rows as a workbook (`engines/papers`); a second sheet says what was taken, by whom."""
    columns = [papers.Column(cell.label, cell.width) for cell in listing.cells]
    lines = ([_plain(_shown(cell, row, full)) for cell in listing.cells] for row in rows)
    about = [papers.Column(_("항목")), papers.Column(_("내용"), 60)]
    sheets = [papers.Sheet(listing.title, columns, lines), papers.Sheet(_("내려받은 기록"), about, told)]
    return BytesIO(papers.workbook(sheets))


def _shown(cell: Cell, row: Any, full: bool) -> object:
    value = cell.value(row)
    if cell.mask and not full:
        return _MASKS[cell.mask](str(value)) if value else ""
    return value


def _plain(value: object) -> papers.Cell:
    """A value as a sheet takes it: yes and no in words, lists with commas, everything unknown as its text."""
    if isinstance(value, bool):
        return _("예") if value else _("아니요")
    if value is None or isinstance(value, int | float | date | time):
        return value
    return ", ".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)


def _language() -> str:
    return (get_language() or "ko").partition("-")[0]
