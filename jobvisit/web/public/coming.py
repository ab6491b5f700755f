"""What comes: one public page of a district at a stable address, a section for each thing people can come to.

Places and times only. A room adds its own by a function in `SECTIONS`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobvisit.base import clock
from jobvisit.office.desks import queries
from jobvisit.office.desks.models import Kind
from jobvisit.office.staff import queries as staff
from jobvisit.office.staff.models import District
from jobvisit.office.training import queries as training
from jobvisit.web.public.passes import public
from jobvisit.web.shared import formats
from jobvisit.web.shared.fields import WEEKDAYS


@dataclass(frozen=True)
class Row:
    """One thing to come to: when, what, where, a remark, and the address of what one can do about it."""

    when: str
    what: str
    where: str
    note: str = ""
    url: str = ""
    action: str = ""


@dataclass(frozen=True)
class Section:
    """One kind of thing, the next first; `empty` is said where there is nothing."""

    key: str
    title: str
    empty: str
    rows: list[Row] = field(default_factory=list)


def desks(district: District, at: datetime) -> Section:
    """The desks of the next two months."""
    language = (get_language() or "ko").partition("-")[0]
    rows = []
    for one in queries.offered(district, clock.seoul_day(at)):
        if datetime.combine(one.on, one.ends, clock.SEOUL) <= at:
            continue
        full = one.capacity is not None and one.taken >= one.capacity
        left = one.capacity - one.taken if one.capacity is not None else None
        note = _("자리가 찼습니다. 대기로 적을 수 있습니다.") if full else _("예약 없이 오셔도 됩니다.")
        if left and one.kind == Kind.GROUP:
            note = ngettext("%(n)d자리 남음", "%(n)d자리 남음", left) % {"n": left}
        hours = f"{formats.clock(one.begins)}–{formats.clock(one.ends)}"
        where = ", ".join(filter(None, (one.place.post.name, one.place.address, one.place.directions)))
        url = reverse("public:book", args=[one.public_id]) if one.bookable else ""
        rows.append(Row(f"{formats.day(one.on, language)} {hours}", one.title, where, note, url, _("예약하기")))
    return Section("desks", _("현장 상담소"), _("지금 잡힌 상담소가 없습니다. 센터로 전화하시거나 들러 주세요."), rows)


def classes(district: District, at: datetime) -> Section:
    """Classes that residents can still be nominated for. Nobody signs up here: a counsellor nominates."""
    language = (get_language() or "ko").partition("-")[0]
    rows = []
    for one in training.coming(district, clock.seoul_day(at)):
        days = "".join(str(WEEKDAYS[day][1]) for day in one.days)
        hours = f"{formats.clock(one.begins)}–{formats.clock(one.ends)}"
        span = f"{formats.day(one.starts_on, language)} – {formats.day(one.ends_on, language)} {days} {hours}"
        cost = formats.won(one.course.own_cost, language) if one.course.own_cost else _("무료")
        note = _("자격: %(licence)s · 본인 부담: %(cost)s · %(until)s까지 상담사에게 말씀하세요.") % {
            "licence": one.course.licence, "cost": cost, "until": formats.short_day(one.nominate_until, language),
        }  # fmt: skip
        where = ", ".join(filter(None, (one.course.school, one.course.place)))
        rows.append(Row(span, one.course.name, where, note))
    return Section("classes", _("자격증 취득반"), _("지금 신청을 받는 교육반이 없습니다."), rows)


SECTIONS: tuple[Callable[[District, datetime], Section], ...] = (desks, classes)


@require_safe
@public
def only(request: HttpRequest) -> HttpResponse:
    """Without a district: the only one's page, or a choice."""
    every = list(staff.districts())
    if len(every) == 1:
        return redirect("public:coming", code=every[0].code)
    return render(request, "public/districts.html", {"districts": every})


@require_safe
@public
def page(request: HttpRequest, code: str) -> HttpResponse:
    """A district's page."""
    try:
        district = staff.district(code)
    except District.DoesNotExist:
        raise Http404 from None
    now = clock.now()
    context = {"district": district, "sections": [make(district, now) for make in SECTIONS]}
    return render(request, "public/coming.html", context)
