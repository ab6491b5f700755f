"""Desk yield: what came of the hours at the desk, and two sentences on going weekly, with one chart."""

import math
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from jobvisit.base import clock
from jobvisit.office.reports import desk_yield as report
from jobvisit.web.shared.access import StaffRequest, needs
from jobvisit.web.shared.parts import Column, Tab

RUNGS = {
    "claimed": gettext_lazy("한쪽도 확인 전"), "resident": gettext_lazy("본인 확인"),
    "employer": gettext_lazy("사업주 확인"), "both": gettext_lazy("양쪽 확인"), "documented": gettext_lazy("서류"),
}  # fmt: skip
YEARS = (1, 2)
MOST_COST = 1_000_000
WIDE, HIGH, FLOOR, TOP = 420, 260, 210, 24


@require_safe
@needs("desks.view")
def desk_yield(request: StaffRequest) -> HttpResponse:
    """The desks of the last one or two years."""
    years = 1 if request.GET.get("years") == "1" else 2
    today = clock.seoul_day(clock.now())
    found = report.desk_yield(report.gather(request.user, today - timedelta(days=365 * years), today))
    cost = _won(request.GET.get("cost", ""))
    context = {
        "found": found,
        "tabs": [Tab(_("지난 %(n)d년") % {"n": n}, f"?years={n}", n == years) for n in YEARS],
        "years": years,
        "columns": [Column(_("무엇")), Column(_("수"), end=True), Column(_("상담소 1시간에"), end=True)],
        "lines": _lines(found.total),
        "places": [(name, _short(group)) for name, group in found.by_place.items()],
        "hours": [(_hour(hour), _short(one)) for hour, one in found.by_hour.items()],
        "group_columns": [
            Column(_("어디·언제")), Column(_("상담소 시간"), end=True), Column(_("상담"), end=True),
            Column(_("1시간에"), end=True), Column(_("등록"), end=True), Column(_("알선"), end=True),
            Column(_("취업"), end=True),
        ],
        "rungs": [(RUNGS[rung], n) for rung, n in found.total.rungs.items()],
        "chair": _number(found.chair_hires),
        "cost": cost,
        "spent": found.cost(cost) if cost else None,
        "each": round(cost * _slot_hours(found)) if cost else None,
        "said": _said(found),
        "chart": _chart(found),
        "gaps": [(one, _number(one.seen)) for one in found.gaps],
        "gap_columns": [
            Column(_("앞 상담소에서")), Column(_("날"), end=True), Column(_("하루에 상담한 사람"), end=True),
        ],
    }  # fmt: skip
    return render(request, "desks/yield.html", context)


def _hour(hour: int) -> str:
    return _("%(a)d–%(b)d시") % {"a": hour, "b": hour + 1}


def _lines(total: report.Group) -> list[tuple[str, int, str]]:
    names = {
        "seen": _("상담한 사람"), "registered": _("구직 등록한 사람"), "referred": _("알선한 사람"),
        "hired": _("취업한 사람"), "left": _("기다리다 돌아간 사람"), "no_show": _("예약하고 오지 않은 사람"),
    }  # fmt: skip
    return [(names[key], total.counts[key], _number(total.per_hour(key))) for key in names]


def _short(group: report.Group) -> dict[str, Any]:
    counts = group.counts
    return {**counts, "hours": f"{group.hours:.0f}", "n": counts["seen"], "seen": _number(group.per_hour("seen"))}


def _number(rate: report.Rate) -> str:
    """`2.4 (2.1–2.8)`: never a mean without its interval."""
    if math.isnan(rate.mid):
        return "–"
    digits = 1 if rate.mid >= 1 else 2
    return f"{rate.mid:.{digits}f} ({rate.low:.{digits}f}–{rate.high:.{digits}f})"


def _said(found: report.Yield) -> list[str]:
    """The yield in one sentence, and what speaks for or against going weekly in another."""
    total, weekly = found.total, found.weekly
    if not total.days:
        return []
    first = _(
        "%(days)d번 열어 한 번에 %(seen)s명을 상담하고 %(hired)s명이 취업했습니다. (괄호는 95%% 범위입니다.)"
    ) % {
        "days": total.days, "seen": _number(total.per_day("seen")), "hired": _number(total.per_day("hired")),
    }  # fmt: skip
    if weekly.more is None or weekly.pull is None:
        alike = _("쉬는 간격이 늘 같아, 매주 열면 사람이 더 올지 같은 사람이 나뉘어 올지 이 자료로는 알 수 없습니다.")
        return [first, alike]
    more = {name: f"{value:.0f}" for name, value in zip(("low", "mid", "high"), weekly.more, strict=True)}
    figures = {"a": weekly.from_weeks, "b": weekly.to_weeks, **more}
    words = {
        "for": _(
            "%(b)d주 쉬고 열어도 %(a)d주 쉬고 연 날보다 그만큼 붐비지는 않았으므로 매주 여는 쪽에 근거가 있습니다: "
            "한 달에 %(mid)s명(%(low)s–%(high)s)을 더 상담할 것으로 보입니다."
        ),
        "against": _(
            "오래 쉬고 열면 그만큼 더 붐볐으므로 매주 열어도 같은 사람이 나뉘어 올 뿐이라는 쪽에 근거가 있습니다: "
            "한 달에 더 상담할 사람은 %(mid)s명(%(low)s–%(high)s)입니다."
        ),
        "unclear": _(
            "%(a)d주와 %(b)d주 간격을 견주어도 아직 어느 쪽이라고 말할 수 없습니다: "
            "매주 열면 한 달에 %(mid)s명(%(low)s–%(high)s)을 더 상담할 것으로 보이나 범위가 넓습니다."
        ),
    }
    return [first, words[weekly.verdict] % figures]


def _chart(found: report.Yield) -> dict[str, Any] | None:
    """One bar a gap with its whisker, and what a weekly desk would see; the table under it says the same."""
    bars = [
        (_("%(n)d주 만에") % {"n": one.weeks}, one.seen.low, one.seen.mid, one.seen.high, "yield-bar")
        for one in found.gaps
        if one.days >= report.FEW
    ]
    if found.weekly.per_day:
        low, mid, high = found.weekly.per_day
        bars.insert(0, (_("매주라면 (예상)"), low, mid, high, "yield-guess"))
    if not bars:
        return None
    most = max(bar[3] for bar in bars)
    scale, step = (FLOOR - TOP) / most, WIDE / len(bars)
    drawn = []
    for place, (label, low, mid, high, style) in enumerate(bars):
        middle = step * (place + 0.5)
        drawn.append({
            "label": label, "style": style, "figure": f"{mid:.1f}", "x": round(middle - 30), "middle": round(middle),
            "y": round(FLOOR - mid * scale), "height": round(mid * scale), "low": round(FLOOR - low * scale),
            "high": round(FLOOR - high * scale), "text": round(FLOOR - high * scale) - 6,
        })  # fmt: skip
    return {"bars": drawn, "wide": WIDE, "high": HIGH, "floor": FLOOR, "words": FLOOR + 28}


def _slot_hours(found: report.Yield) -> float:
    return found.total.empty_hours / found.total.empty if found.total.empty else 0.0


def _won(text: str) -> int | None:
    digits = text.replace(",", "").strip()
    return min(int(digits), MOST_COST) if digits.isdecimal() and len(digits) < 10 and int(digits) else None
