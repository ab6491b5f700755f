"""Rounds of referrals for the manager: propose, look, accept; and the alarm for people whom nobody ever listed."""

from typing import Any

import numpy as np
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.base.states import IllegalTransitionError
from jobvisit.flows import matching
from jobvisit.office.matches import queries, record
from jobvisit.office.matches.asked import UnknownOrderError
from jobvisit.office.matches.models import Round
from jobvisit.office.matches.states import ROUND, RoundState
from jobvisit.office.orders import queries as orders
from jobvisit.office.seekers import queries as seekers
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.listing import cut, page_of
from jobvisit.web.shared.parts import Column
from jobvisit.web.staff.matches import chart, excel, phrases, round_show
from jobvisit.web.staff.matches.forms import ReasonForm, RoundForms
from jobvisit.web.staff.matches.tabs import tabs

MOST_NAMED, LEFT_NAMED = 100, 30


@require_safe
@needs("matches.audit")
def home(request: StaffRequest) -> HttpResponse:
    """The first of these pages that the person may open."""
    return redirect("matches:rounds" if may(request.user, "matches.rounds") else "matches:audit")


@needs("matches.rounds")
def round_list(request: StaffRequest) -> HttpResponse:
    """Earlier rounds, and the inputs of a new one."""
    now = clock.now()
    forms = RoundForms(request.POST or None, clock.seoul_day(now))
    status = 200
    if request.method == "POST":
        status = 422
        if forms.is_valid():
            try:
                made = matching.propose_round(ask=forms.asked(), by=request.user, at=now)
                return redirect("matches:round", pk=made.pk)
            except UnknownOrderError as problem:
                forms.main.add_error(
                    None, _("구인 번호 ‘%(number)s’은(는) 진행 중인 구인이 아닙니다.") % {"number": problem.number}
                )
            except ValueError as problem:
                forms.main.add_error(None, _("입력이 서로 맞지 않습니다: %(problem)s") % {"problem": problem})
    page = page_of(request, queries.rounds(request.user), 10)
    context = {
        "tabs": tabs(request, "rounds"),
        "forms": forms,
        "page": page,
        "rows": [round_show.list_row(one) for one in page],
        "columns": [
            Column(_("만든 때")), Column(_("만든 사람")), Column(_("소개"), end=True), Column(_("기대 취업"), end=True),
            Column(_("증명된 격차"), end=True), Column(_("상태")),
        ],
    }  # fmt: skip
    return render(request, "matches/rounds.html", context, status=status)


@require_safe
@needs("matches.rounds")
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """A round: its proof, its load, who gets nothing, the price of priority."""
    one = _round(request, pk)
    return render(request, "matches/round.html", _context(request, one, ReasonForm()))


@require_POST
@needs("matches.rounds")
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Accept a round or set it aside."""
    one = _round(request, pk)
    accept = request.POST.get("to") == "accept"
    try:
        matching.decide_round(round=one, accept=accept, by=request.user, at=clock.now())
    except IllegalTransitionError:
        toasts.say(request, _("이미 정해진 배정안입니다."), level=40)
    else:
        said = _("배정안을 받아들였습니다. 이제 추천 명단이 이 배정의 가격을 따릅니다.")
        toasts.say(request, said if accept else _("배정안을 내려놓았습니다."))
    return redirect("matches:round", pk=pk)


@require_POST
@needs("matches.rounds")
def download(request: StaffRequest, pk: int) -> HttpResponse:
    """The round as Excel, with names: the reason is recorded."""
    one = _round(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return render(request, "matches/round.html", _context(request, one, form), status=422)
    matching.note_download(round=one, reason=form.cleaned_data["reason"], by=request.user, at=clock.now())
    book = excel.workbook(round_show.sheets(request.user, one, record.unpack_arrays(bytes(one.found))))
    answer = HttpResponse(book, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer["Content-Disposition"] = f'attachment; filename="round-{one.pk}-{localtime(one.at):%Y%m%d}.xlsx"'
    return answer


@require_safe
@needs("matches.rounds")
def never(request: StaffRequest) -> HttpResponse:
    """People looking for work whom no list named and nobody referred."""
    total, found = matching.never_listed(by=request.user, at=clock.now(), most=MOST_NAMED)
    context = {
        "tabs": tabs(request, "never"),
        "total": total,
        "shown": len(found),
        "lines": [round_show.never_line(one) for one in found],
        "columns": [
            Column(_("구직자")), Column(_("신청일")), Column(_("담당 상담사")), Column(_("맞는 구인"), end=True),
            Column(_("무엇에 걸리나")),
        ],
    }  # fmt: skip
    return render(request, "matches/never.html", context)


def _context(request: StaffRequest, one: Round, form: ReasonForm) -> dict[str, Any]:
    found = record.unpack_arrays(bytes(one.found))
    load = np.argsort(-found["order_price"], kind="stable")
    page = cut(request, load.tolist())
    named = orders.named(request.user, [int(found["order_ids"][at]) for at in page])
    left = np.argsort(found["left_reason"], kind="stable")[:LEFT_NAMED]
    people = seekers.named(request.user, found["left_seeker"][left].tolist())
    places = orders.named(request.user, [int(key) for key in found["left_order"][left] if key > 0])
    state = RoundState(one.state)
    return {
        "tabs": tabs(request, "rounds"),
        "round": one,
        "state": round_show.state(one),
        "open": bool(ROUND.next_steps(state)),
        "may_accept": RoundState.ACCEPTED in ROUND.next_steps(state),
        "facts": round_show.facts(one),
        "referrals": f"{one.summary['referrals']:,}",
        "expected": f"{one.summary['expected']:.1f}",
        "nobody": f"{sum(one.summary['left'].values()):,}",
        "left": round_show.left_counts(one),
        "measures": round_show.measures(one),
        "curve": [{**point, "change": f"{100 * point['change']:+.1f}%", "factor": f"{1 + point['weight']:.2f}"}
            for point in one.summary["curve"]],
        "chart": chart.price_curve(one.summary["curve"]),
        "curve_name": phrases.group_name(one.inputs["curve_group"], localtime(one.at).date()),
        "page": page,
        "load": [round_show.load_line(found, at, named) for at in page],
        "left_lines": [round_show.left_line(found, int(at), people, places) for at in left],
        "form": form,
        "load_columns": [
            Column(_("구인")), Column(_("사업체")), Column(_("남은 자리"), end=True), Column(_("소개"), end=True),
            Column(_("가격"), end=True),
        ],
        "left_columns": [Column(_("구직자")), Column(_("까닭")), Column(_("가장 가까웠던 구인"))],
        "curve_columns": [
            Column(_("가중"), end=True), Column(_("모두의 기대 취업"), end=True), Column(_("변화"), end=True),
            Column(_("이 집단의 기대 취업"), end=True), Column(_("이 집단의 소개"), end=True),
        ],
    }  # fmt: skip


def _round(request: StaffRequest, pk: int) -> Round:
    return or_404(queries.round_of, request.user, pk)
