"""Lists of firms with a purpose (집중 방문): made from a choice or a pasted list, how far each is, its firms, Excel."""

from datetime import date
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.flows import coverage
from jobvisit.flows import targets as flow
from jobvisit.office.companies import queries as companies
from jobvisit.office.companies.models import Company
from jobvisit.office.companies.pasting import Named
from jobvisit.office.outreach import queries, targets
from jobvisit.office.outreach.models import Case, Target
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.downloads import Listing, answer
from jobvisit.web.shared.fields import offer
from jobvisit.web.shared.listing import page_of
from jobvisit.web.shared.partials import page_or_part
from jobvisit.web.shared.parts import Column
from jobvisit.web.staff.outreach import show
from jobvisit.web.staff.outreach.board import STAGES, firm_cells
from jobvisit.web.staff.outreach.forms import DATE, working_people
from jobvisit.web.staff.outreach.notice_forms import ChoiceForm

WHY_LEFT = {
    "unknown": gettext_lazy("등록된 사업체가 아님"),
    "several": gettext_lazy("같은 이름의 사업체가 여럿: 사업자번호로 적으세요"),
    "closed": gettext_lazy("폐업한 사업체"),
    "number": gettext_lazy("사업자등록번호가 틀림"),
    "twice": gettext_lazy("앞줄과 같은 사업체"),
    "too_many": gettext_lazy("5,000줄을 넘어 읽지 않음"),
}


class PasteForm(forms.Form):
    """Firms by number or name, a line each."""

    pasted = forms.CharField(
        label=gettext_lazy("붙여 넣은 명단"), required=False, max_length=400_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("한 줄에 하나: 사업자번호나 업체명. 엑셀에서 그대로 붙여도 됩니다."),
    )  # fmt: skip


class TargetForm(ChoiceForm, PasteForm):
    """A list with a purpose: its name, whose it is, how long it runs, and its firms."""

    by_letter = False
    name = forms.CharField(label=gettext_lazy("이름"), max_length=80, help_text=gettext_lazy("예: 새 캠퍼스 협력사"))
    purpose = forms.CharField(label=gettext_lazy("목적"), max_length=300, required=False)
    owner = forms.ChoiceField(label=gettext_lazy("담당"))
    starts_on = forms.DateField(label=gettext_lazy("첫날"), widget=DATE)
    ends_on = forms.DateField(label=gettext_lazy("마지막 날"), widget=DATE, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = working_people(self.user)
        self.named = Named([], [])
        offer(self, "owner", [(key, one.name) for key, one in self.people.items()])

    def clean(self) -> dict[str, Any]:
        """Days in order, and somebody to go to."""
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("끝 날이 첫날보다 앞섭니다."))
        if last and last < self.today:
            self.add_error("ends_on", _("%(on)s은(는) 지난 날입니다.") % {"on": last.isoformat()})
        if not self.errors:
            self.named = flow.named(self.choice(), data.get("pasted", ""), by=self.user)
            if not self.named.firms:
                pasted = data.get("pasted", "").strip()
                if pasted:
                    lines = "; ".join(f"{text[:40]} ({WHY_LEFT[why]})" for text, why in self.named.left[:5])
                    self.add_error("pasted", _("아는 사업체가 한 곳도 없습니다: %(lines)s") % {"lines": lines})
                else:
                    self.add_error(None, _("조건에 맞는 사업체가 없습니다. 조건을 줄이세요."))
        return data

    def values(self) -> dict[str, Any]:
        """As the flow takes them."""
        data = self.cleaned_data
        kept = {name: data[name] for name in ("name", "purpose", "starts_on", "ends_on")}
        return {**kept, "owner": self.people[data["owner"]], "found": self.named}


@require_safe
@needs("outreach.view")
def target_list(request: StaffRequest) -> HttpResponse:
    """The lists and how far each is, those that run first."""
    today = clock.seoul_day(clock.now())
    page = page_of(request, queries.targets(request.user).filter(is_board=False))
    rows = [
        {
            "target": one,
            "over": bool(one.ends_on and one.ends_on < today),
            "counts": dict(zip(coverage.STAGES, flow.progress(one, by=request.user).total.counts, strict=True)),
        }
        for one in page
    ]
    columns = [
        Column(_("이름")), Column(_("담당")), Column(_("기간")), Column(_("사업체"), end=True),
        *(Column(str(STAGES[name]), end=True) for name in coverage.STAGES[1:]),
    ]  # fmt: skip
    context = {"page": page, "rows": rows, "columns": columns, "may_make": may(request.user, "outreach.assign")}
    return page_or_part(request, "outreach/targets.html", "outreach/_targets.html", context)


@needs("outreach.assign")
def new(request: StaffRequest) -> HttpResponse:
    """Make a list; htmx asks the live count while the choice is made."""
    today = clock.seoul_day(clock.now())
    first = {"starts_on": today, "least_staff": queries.LARGE, "owner": str(request.user.pk)}
    chosen = request.GET if request.GET.get("counting") else None
    form = TargetForm(request.POST or chosen, user=request.user, today=today, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made, calls = flow.make(by=request.user, at=clock.now(), **form.values())
        except IntegrityError:
            form.add_error("name", _("같은 이름의 명단이 있습니다. 다른 이름을 쓰세요."))
        else:
            toasts.say(request, _("명단을 만들었습니다. 새로 전화할 곳 %(n)d곳.") % {"n": calls})
            return redirect("outreach:target", pk=made.pk)
    choice = form.choice()
    context = {"form": form, "count": queries.chosen(request.user, choice).count() if choice else None}
    status = 422 if request.method == "POST" else 200
    return page_or_part(request, "outreach/target_new.html", "outreach/_notice_count.html", context, status=status)


@require_safe
@needs("outreach.view")
def one(request: StaffRequest, pk: int) -> HttpResponse:
    """One list: how far it is since it began, its firms, and the lines nobody was found for."""
    return _page(request, _target(request, pk), None)


@require_POST
@needs("outreach.assign")
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """Add pasted firms, take one out, or end the list."""
    found = _target(request, pk)
    now = clock.now()
    if request.POST.get("what") == "end":
        today = clock.seoul_day(now)
        targets.change(target=found, ends_on=max(found.starts_on, today), by=request.user, at=now)
        toasts.say(request, _("오늘까지로 마쳤습니다. 사업체마다 남은 일은 그대로입니다."))
    elif out := request.POST.get("out", ""):
        firm = companies.visible_to(request.user).filter(pk=out).first() if out.isdigit() else None
        if firm and targets.take_out(target=found, company=firm, by=request.user, at=now):
            toasts.say(request, _("명단에서 뺐습니다. 연락 기록은 남습니다."))
    else:
        form = PasteForm(request.POST)
        if not form.is_valid() or not form.cleaned_data["pasted"].strip():
            form.add_error("pasted", _("더할 사업체를 한 줄에 하나씩 적으세요."))
            return _page(request, found, form)
        new_, calls = flow.add(target=found, pasted=form.cleaned_data["pasted"], by=request.user, at=now)
        toasts.say(request, _("%(n)d곳을 더했습니다. 새로 전화할 곳 %(calls)d곳.") % {"n": new_, "calls": calls})
    return redirect("outreach:target", pk=pk)


@needs("outreach.view")
def download(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The firms of a list with their stages, as a workbook."""
    found = _target(request, pk)
    rows = flow.progress(found, by=request.user).rows
    listing = Listing(
        title=_("집중 방문 %(name)s") % {"name": found.name}, verb="outreach.download", cells=firm_cells(), rows=rows,
        count=len(rows), back=reverse("outreach:target", args=[pk]),
    )  # fmt: skip
    return answer(request, listing)


def _page(request: StaffRequest, found: Target, form: PasteForm | None) -> HttpResponse:
    board = flow.progress(found, by=request.user)
    today = clock.seoul_day(clock.now())
    cases = {case.company_id: case for case in queries.in_list(request.user, target=found)}
    rows = sorted(board.rows, key=lambda row: (len(row.stages), row.company.name))
    left = "\n".join(line["text"] for line in found.left_over)
    context = {
        "target": found,
        "total": [(STAGES[name], n) for name, n in zip(coverage.STAGES, board.total.counts, strict=True)],
        "running": not found.ends_on or found.ends_on >= today,
        "rows": [_row(row, cases.get(row.company.pk), today) for row in rows[:200]],
        "more": max(len(rows) - 200, 0),
        "columns": [
            Column(_("업체명")),
            Column(_("지금까지")),
            Column(_("다음 할 일")),
            Column(_("담당")),
            Column(_("기록")),
        ],
        "left": [(line["text"], WHY_LEFT.get(line["reason"], line["reason"])) for line in found.left_over],
        "form": form or PasteForm(initial={"pasted": left}),
        "may_change": may(request.user, "outreach.assign") and not found.is_board,
        "words": STAGES,
    }
    return render(request, "outreach/target.html", context, status=422 if form else 200)


def _row(row: coverage.FirmRow, case: Case | None, today: date) -> dict[str, Any]:
    closed = row.company.status != Company.Status.OPEN
    return {
        "row": row,
        "case": show.case_row(case, today) if case else None,
        "gone": _("폐업 또는 합침") if closed else "",
    }


def _target(request: StaffRequest, pk: int) -> Target:
    return or_404(queries.target, request.user, pk)
