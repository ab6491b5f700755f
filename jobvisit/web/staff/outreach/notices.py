"""Letters to firms (안내문): choose with a live count, look at one, draft, print or write, mark what comes back."""

from io import BytesIO
from typing import Any

from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.base.states import IllegalTransitionError
from jobvisit.engines.papers import PaperError
from jobvisit.flows import notices as flow
from jobvisit.office.outreach import actions, letters, queries, works
from jobvisit.office.outreach.models import Campaign, Notice, Work
from jobvisit.office.outreach.rules import WITHHELD
from jobvisit.office.outreach.states import NoticeState, WorkState
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.downloads import Cell, Listing, answer
from jobvisit.web.shared.listing import page_of
from jobvisit.web.shared.partials import page_or_part
from jobvisit.web.shared.parts import Column, Tab
from jobvisit.web.staff.outreach import show
from jobvisit.web.staff.outreach.notice_forms import AnswerForm, MarkForm, NoticeForm
from jobvisit.web.staff.outreach.work import work_context

ANSWERS = {
    "people": gettext_lazy("사람이 필요함"),
    "call": gettext_lazy("전화 바람"),
    "visit": gettext_lazy("방문 바람"),
    "no_letters": gettext_lazy("안내문 그만"),
    "visit_agreed": gettext_lazy("방문 약속"),
    WITHHELD: gettext_lazy("보내지 않음"),
    "held": gettext_lazy("발송 보류"),
}
_ORDER = (
    NoticeState.DRAFTED, NoticeState.SENT, NoticeState.DELIVERED, NoticeState.FAILED, NoticeState.ANSWERED,
    NoticeState.EXPIRED,
)  # fmt: skip


@require_safe
@needs("outreach.notify")
def rounds(request: StaffRequest) -> HttpResponse:
    """All rounds of letters and how far each came."""
    page = page_of(request, queries.campaigns(request.user))
    rows = [{"round": one, **_sums(one)} for one in page]
    columns = [
        Column(_("안내문")), Column(_("보내는 길")), Column(_("대상"), end=True), Column(_("답"), end=True),
        Column(_("답을 기다리는 날")),
    ]  # fmt: skip
    return page_or_part(
        request, "outreach/notices.html", "outreach/_notices.html", {"page": page, "rows": rows, "columns": columns}
    )


@needs("outreach.notify")
def new(request: StaffRequest) -> HttpResponse:
    """Choose firms and words; GET of htmx answers the live count only."""
    today = clock.seoul_day(clock.now())
    first = {
        "title": flow.TITLE,
        "body": flow.BODY,
        "expires_on": flow.waits_until(today),
        "least_staff": queries.LARGE,
    }
    chosen = request.GET if request.GET.get("counting") else None
    form = NoticeForm(request.POST or chosen, user=request.user, today=today, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draft_campaign(by=request.user, at=clock.now(), **form.values())
        except IntegrityError:
            form.add_error("name", _("같은 이름의 안내문이 있습니다. 다른 이름을 쓰세요."))
        else:
            toasts.say(request, _("명단을 정했습니다: %(n)d곳") % {"n": queries.notices(made).count()})
            return redirect("outreach:notice", pk=made.pk)
    context = {"form": form, **_count(request, form)}
    status = 422 if request.method == "POST" else 200
    return page_or_part(request, "outreach/notice_new.html", "outreach/_notice_count.html", context, status=status)


@require_POST
@needs("outreach.notify")
def preview(request: StaffRequest) -> HttpResponseBase:
    """One letter as it would be printed, for the first firm of the choice."""
    today = clock.seoul_day(clock.now())
    form = NoticeForm(request.POST, user=request.user, today=today)
    form.is_valid()
    title = form.cleaned_data.get("title") or flow.TITLE
    body = form.cleaned_data.get("body") or flow.BODY
    choice = form.choice()
    firm = queries.chosen(request.user, choice).first() if choice else None
    try:
        made = flow.preview(title=title, body=body, firm=firm, by=request.user, on=today)
    except PaperError:
        form.add_error("body", _("이 글로는 편지를 만들 수 없습니다. 특수한 글자를 빼 보세요."))
        context = {"form": form, **_count(request, form)}
        return render(request, "outreach/notice_new.html", context, status=422)
    return _pdf(made, _("안내문 보기"))  # a file, so that the form stays where it is


@require_safe
@needs("outreach.notify")
def one(request: StaffRequest, pk: int) -> HttpResponse:
    """One round: its funnel by zone, the letters, and what is to be done next."""
    return _page(request, _round(request, pk), MarkForm(), AnswerForm())


@require_POST
@needs("outreach.notify")
def make(request: StaffRequest, pk: int) -> HttpResponse:
    """Begin, or take up again, the letters or messages of a round."""
    found = _round(request, pk)
    work = _work(request, found)
    now = clock.now()
    try:
        if work and work.state in {WorkState.CANCELLED, WorkState.FAILED}:
            works.again(work=work, by=request.user, at=now)
        else:
            flow.ask_for_letters(campaign=found, by=request.user, at=now)
    except IllegalTransitionError:
        toasts.say(request, _("이미 하고 있습니다."))
    return redirect("outreach:notice", pk=pk)


@require_POST
@needs("outreach.notify")
def stop(request: StaffRequest, pk: int) -> HttpResponse:
    """Call the work off. What is made is kept."""
    work = _work(request, _round(request, pk))
    if work:
        works.stop(work=work, by=request.user, at=clock.now())
    return redirect("outreach:notice", pk=pk)


@require_safe
@needs("outreach.notify")
def progress(request: StaffRequest, pk: int) -> HttpResponse:
    """How far the work is; asked every two seconds while it runs, and read like any page without JavaScript."""
    found = _round(request, pk)
    if not request.htmx:
        return redirect("outreach:notice", pk=pk)
    return render(request, "outreach/_notice_work.html", {"round": found, **_work_context(request, found)})


@require_safe
@needs("outreach.notify")
def pdf(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The finished letters."""
    found = _round(request, pk)
    work = _work(request, found)
    made = queries.result_of(work) if work and work.kind == "letters" and work.state == WorkState.DONE else b""
    if not made:
        raise Http404
    return _pdf(made, found.name)


@require_POST
@needs("outreach.notify")
def posted(request: StaffRequest, pk: int) -> HttpResponse:
    """The letters are on their way."""
    sent, kept = letters.post(campaign=_round(request, pk), by=request.user, at=clock.now())
    said = _("%(n)d통을 보냄으로 적었습니다.") % {"n": sent}
    toasts.say(request, said + (" " + _("그 사이 거절한 %(n)d곳은 뺐습니다.") % {"n": kept} if kept else ""))
    return redirect("outreach:notice", pk=pk)


@require_POST
@needs("outreach.notify")
def mark(request: StaffRequest, pk: int) -> HttpResponse:
    """Letters that came back or arrived, by numbers typed or codes scanned, many at once."""
    found = _round(request, pk)
    form = MarkForm(request.POST)
    if form.is_valid():
        to = NoticeState(form.cleaned_data["to"])
        done = letters.mark(campaign=found, text=form.cleaned_data["numbers"], to=to, by=request.user, at=clock.now())
        if done.strange:
            form.add_error(
                "numbers", _("이 안내문의 번호가 아닙니다: %(words)s") % {"words": ", ".join(done.strange[:20])}
            )
        if done.cannot:
            left = ", ".join(map(str, done.cannot[:20]))
            form.add_error("numbers", _("이미 답했거나 아직 보내지 않은 번호입니다: %(words)s") % {"words": left})
        toasts.say(request, _("%(n)d통을 적었습니다.") % {"n": done.changed})
        if not form.errors:
            return redirect("outreach:notice", pk=pk)
    return _page(request, found, form, AnswerForm(), status=422)


@require_POST
@needs("outreach.notify")
def answered(request: StaffRequest, pk: int) -> HttpResponse:
    """A firm answered by telephone or on paper: the same as if it had used the code."""
    found = _round(request, pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        notice = queries.notices(found).filter(number=form.cleaned_data["number"]).select_related("campaign").first()
        try:
            if notice is None or notice.state == NoticeState.DRAFTED:
                form.add_error("number", _("보낸 안내문의 번호가 아닙니다."))
            else:
                flow.answer(
                    notice=notice, answer=form.cleaned_data["answer"], by=request.user, at=clock.now(),
                    note=form.cleaned_data["note"],
                )  # fmt: skip
                toasts.say(request, _("%(firm)s의 답을 적었습니다.") % {"firm": notice.company.name})
                return redirect("outreach:notice", pk=pk)
        except IllegalTransitionError:
            form.add_error("number", _("지금은 이 사업체의 답을 받을 수 없습니다."))
    return _page(request, found, MarkForm(), form, status=422)


@needs("outreach.notify")
def download(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The letters of a round as a workbook."""
    found = _round(request, pk)
    rows = _letters(request, found)
    cells = [
        Cell(_("번호"), lambda one: one.number, 8),
        Cell(_("업체명"), lambda one: one.company.name, 28),
        Cell(_("권역"), lambda one: one.zone.name if one.zone else ""),
        Cell(_("상태"), lambda one: str(show.NOTICES[NoticeState(one.state)][0])),
        Cell(_("답"), lambda one: str(ANSWERS.get(one.answer, one.answer))),
    ]
    listing = Listing(
        title=found.name, verb="outreach.download", cells=cells, rows=rows, count=rows.count(),
        back=reverse("outreach:notice", args=[pk]), narrowed="",
    )  # fmt: skip
    return answer(request, listing)


def _page(request: StaffRequest, found: Campaign, mark: MarkForm, told: AnswerForm, status: int = 200) -> HttpResponse:
    page = page_of(request, _letters(request, found))
    state = request.GET.get("state", "")
    words = {key.value: str(show.NOTICES[key][0]) for key in _ORDER}
    context = {
        "round": found,
        "page": page,
        "rows": [(one, *show.NOTICES[NoticeState(one.state)], ANSWERS.get(one.answer, "")) for one in page],
        "columns": [
            Column(_("번호"), end=True), Column(_("업체명")), Column(_("권역")), Column(_("상태")), Column(_("답")),
        ],
        "tabs": [
            Tab(_("모두"), "?", not state), *(Tab(word, f"?state={key}", state == key) for key, word in words.items()),
        ],
        "funnel": [_funnel_row(zone, counts) for zone, counts in queries.funnel(found)],
        "funnel_columns": [
            Column(_("권역")), Column(_("대상"), end=True), Column(_("보냄"), end=True), Column(_("반송"), end=True),
            Column(_("답"), end=True), Column(_("답 없음"), end=True),
        ],
        "mark_form": mark,
        "answer_form": told,
        "unwilling": len(queries.unwilling(found)),
        **_sums(found),
        **_work_context(request, found),
    }  # fmt: skip
    return page_or_part(request, "outreach/notice.html", "outreach/_notice_rows.html", context, status=status)


def _funnel_row(zone: Any, counts: dict[str, int]) -> dict[str, Any]:
    total = sum(counts.values())
    return {
        "zone": zone,
        "total": total,
        "sent": total - counts.get(NoticeState.DRAFTED, 0),
        "failed": counts.get(NoticeState.FAILED, 0),
        "answered": counts.get(NoticeState.ANSWERED, 0),
        "expired": counts.get(NoticeState.EXPIRED, 0),
        "share": round(100 * counts.get(NoticeState.ANSWERED, 0) / total) if total else 0,
    }


def _sums(found: Campaign) -> dict[str, int]:
    rows = [_funnel_row(zone, counts) for zone, counts in queries.funnel(found)]
    sums = {key: sum(row[key] for row in rows) for key in ("total", "sent", "failed", "answered", "expired")}
    return {**sums, "drafted": sums["total"] - sums["sent"]}


def _work_context(request: StaffRequest, found: Campaign) -> dict[str, Any]:
    kind = Work.Kind.LETTERS if found.channel == Campaign.Channel.LETTER else Work.Kind.MESSAGES
    return work_context(request, kind, found.pk)


def _count(request: StaffRequest, form: NoticeForm) -> dict[str, Any]:
    choice = form.choice()
    if choice is None:
        return {"count": None}
    refused = queries.large_firms(request.user).filter(no_letters=True).count()
    return {"count": queries.chosen(request.user, choice).count(), "refusing": refused}


def _letters(request: StaffRequest, found: Campaign) -> QuerySet[Notice]:
    state = request.GET.get("state", "")
    rows = queries.notices(found)
    return rows.filter(state=state) if state in set(NoticeState) else rows


def _round(request: StaffRequest, pk: int) -> Campaign:
    return or_404(queries.campaign, request.user, pk)


def _work(request: StaffRequest, found: Campaign) -> Work | None:
    kind = Work.Kind.LETTERS if found.channel == Campaign.Channel.LETTER else Work.Kind.MESSAGES
    return queries.latest_work(request.user, kind, found.pk)


def _pdf(content: bytes, name: str) -> FileResponse:
    return FileResponse(BytesIO(content), as_attachment=True, filename=f"{name}.pdf", content_type="application/pdf")
