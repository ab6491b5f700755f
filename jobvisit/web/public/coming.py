"""What comes: one public page of a district at a stable address, a section for each thing people can come to.

Places and times only. A room adds its own by a function in `SECTIONS`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobvisit.base import clock
from jobvisit.flows.training import coming_classes
from jobvisit.office.desks import queries
from jobvisit.office.desks.models import Kind
from jobvisit.office.staff import queries as staff
from jobvisit.office.staff.models import District
from jobvisit.web.public.passes import public
from jobvisit.web.shared import formats
from jobvisit.web.shared.access import or_404
from jobvisit.web.staff.training import show as school


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
    """The classes that take nominations."""
    language = (get_language() or "ko").partition("-")[0]
    rows = []
    for one in coming_classes(district, clock.seoul_day(at)):
        course = one.course
        own = formats.won(course.own_cost, language)
        cost = _("본인 부담 %(won)s") % {"won": own} if course.own_cost else _("본인 부담 없음")
        what = _("%(licence)s 취득 과정 · %(hours)s시간 · 정원 %(seats)s명") % {
            "licence": school.licence_name(one.licence), "hours": course.hours, "seats": one.seats,
        }  # fmt: skip
        until = _("신청은 %(day)s까지, 구직 등록을 한 구민이면 누구나.") % {
            "day": formats.day(one.nominate_until, language)
        }
        rows.append(
            Row(f"{school.span(one)}, {school.when(one)}", what, f"{course.school}, {course.place}", f"{cost}. {until}")
        )
    return Section("classes", _("열리는 교육"), _("지금 신청을 받는 교육이 없습니다."), rows)


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
def classes_only(request: HttpRequest, code: str) -> HttpResponse:
    """The address on leaflets of the school: the section of the same page."""
    return redirect(reverse("public:coming", args=[code]) + "#classes-title")


@require_safe
@public
def page(request: HttpRequest, code: str) -> HttpResponse:
    """A district's page."""
    district = or_404(staff.district, code)
    now = clock.now()
    context = {"district": district, "sections": [make(district, now) for make in SECTIONS]}
    return render(request, "public/coming.html", context)
