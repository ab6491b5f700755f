"""Answering without an account: one question a page, a check before sending, a receipt, a way back.

GET never writes. A POST keeps one answer and leads to the next page, so the back button and a second tab find what was
said; sending names the answers that were on the screen, so a second click or an older tab cannot send something else.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jobvisit.base import clock
from jobvisit.base.text import normal
from jobvisit.flows import notice_answers, questions, replies  # noqa: F401 - questions register themselves
from jobvisit.office.links import actions as links
from jobvisit.office.links import queries
from jobvisit.office.staff import queries as staff
from jobvisit.web.public import passes
from jobvisit.web.public.misses import MISSES
from jobvisit.web.public.passes import public
from jobvisit.web.shared import formats
from jobvisit.web.shared.access import came_from
from jobvisit.web.shared.parts import Fact

if TYPE_CHECKING:
    from jobvisit.office.links.models import Link


@dataclass(frozen=True)
class Visit:
    """A live link, its question, what was answered so far."""

    token: str
    link: "Link"
    question: replies.Question
    at: datetime

    @property
    def answers(self) -> dict[str, str]:
        return dict(self.link.draft)

    def to(self, page: str, *more: str) -> HttpResponse:
        """On to another page of this link."""
        return HttpResponseRedirect(reverse(f"public:{page}", args=[self.token, *more]))

    def onward(self) -> HttpResponse:
        """To the first step that is open, or to the check."""
        left = replies.open_steps(self.question, self.link, self.answers, self.at)
        return self.to("step", left[0].name) if left else self.to("check")


@public
def door(request: HttpRequest, token: str) -> HttpResponse:
    """The address in the text or the QR code: asks for the second fact, then leads on."""
    visit = _visit(request, token)
    if isinstance(visit, HttpResponse):
        return visit
    if request.method == "POST":
        return _check_second_fact(request, visit)
    if not _inside(request, visit.link):
        return _page(request, "public/second_fact.html", visit)
    if visit.link.receipt and not visit.link.draft:
        return visit.to("done")
    return visit.onward()


@public
def step(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """One question."""
    visit = _visit(request, token)
    if isinstance(visit, HttpResponse):
        return visit
    if not _inside(request, visit.link):
        return visit.to("door")
    steps = visit.question.steps(visit.link, visit.answers, visit.at)
    names = [one.name for one in steps]
    if name not in names:
        return visit.to("door")
    here = names.index(name)
    context: dict[str, Any] = {"step": steps[here], "number": here + 1}
    context["back"] = reverse("public:step", args=[token, names[here - 1]]) if here else ""
    if request.method != "POST":
        given = visit.answers.get(name, "")
        return _page(request, "public/step.html", visit, **context, given=given, chosen=given.split(","))
    answer = normal(",".join(request.POST.getlist("answer")))
    if not replies.fits(steps[here], answer):
        context |= {"given": answer, "chosen": answer.split(","), "problem": _problem(steps[here], answer)}
        return _page(request, "public/step.html", visit, status=422, **context)
    try:
        links.keep_draft(link=visit.link, answers={**visit.answers, name: answer}, at=visit.at)
    except links.DeadLinkError:
        return _gone()
    return visit.onward()


@public
def check(request: HttpRequest, token: str) -> HttpResponse:
    """What will be sent, and sending it."""
    visit = _visit(request, token)
    if isinstance(visit, HttpResponse):
        # The second click of two: the first one has been acted on.
        return _receipt_or(request, token, visit) if request.method == "POST" else visit
    if not _inside(request, visit.link):
        return visit.to("door")
    if request.method == "POST" and request.POST.get("receipt", "") != visit.link.receipt:
        return visit.to("done")
    try:
        given = replies.checked(visit.question, visit.link, visit.answers, visit.at)
    except replies.WrongAnswerError as missing:
        return visit.to("step", missing.step)
    mark = _mark(given)
    if request.method != "POST":
        return _check_page(request, visit, given, mark)
    if request.POST.get("mark") != mark:
        return _check_page(request, visit, given, mark, status=409, changed=True)
    try:
        replies.answer(link=visit.link, answers=given, source=replies.Source(replies.How.LINK), at=visit.at)
    except links.DeadLinkError:
        return _receipt_or(request, token, _gone())
    except replies.TooLateError as late:
        return _page(request, "public/late.html", visit, status=409, words=str(late))
    except replies.WrongAnswerError as wrong:
        return visit.to("step", wrong.step)
    return visit.to("done")


@public
def again(request: HttpRequest, token: str) -> HttpResponse:
    """Back to the first question, while the answer may still be changed."""
    visit = _visit(request, token)
    if isinstance(visit, HttpResponse):
        return visit
    if not _inside(request, visit.link):
        return visit.to("door")
    steps = visit.question.steps(visit.link, {}, visit.at)
    return visit.to("step", steps[0].name) if steps else visit.to("check")


@public
def done(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt, for the device that answered."""
    link = queries.any_state(token)
    if link is None or not link.receipt or not _inside(request, link) or link.revoked_at is not None:
        return _gone()
    changeable = queries.is_live(link, clock.now()) and replies.question_of(link) is not None
    context = {"link": link, "token": token, "district": link.district, "open": changeable}
    return render(request, "public/done.html", context)


def _visit(request: HttpRequest, token: str) -> Visit | HttpResponse:
    """The visit of a live link, or the one answer that every other link gets."""
    address = came_from(request) or ""
    if MISSES.too_many(address):
        return _slow()
    at = clock.now()
    link = queries.find(token, at)
    if link is None:
        MISSES.missed(address)
        return _gone()
    question = replies.question_of(link)
    if question is None or question.about(link, at) is None:
        return _gone()
    return Visit(token, link, question, at)


def _inside(request: HttpRequest, link: "Link") -> bool:
    return not link.second_fact or passes.has(request, link)


def _check_second_fact(request: HttpRequest, visit: Visit) -> HttpResponse:
    typed = normal(request.POST.get("fact", ""))[:40]
    told = links.check_second_fact(link=visit.link, answer=typed, came_from=came_from(request) or "", at=visit.at)
    if told == links.Checked.RIGHT:
        return passes.give(visit.to("door"), visit.link, secure=request.is_secure())
    if told == links.Checked.TOO_MANY:
        return _slow()
    if told == links.Checked.DEAD:
        return _gone()
    return _page(request, "public/second_fact.html", visit, status=422, typed=typed, wrong=True)


def _page(request: HttpRequest, name: str, visit: Visit, status: int = 200, **more: Any) -> HttpResponse:
    context = {"link": visit.link, "token": visit.token, "district": visit.link.district, **more}
    if name != "public/second_fact.html":
        context["about"] = visit.question.about(visit.link, visit.at)
        context["facts"] = _facts(visit)
    return render(request, name, context, status=status)


def _facts(visit: Visit) -> list[Fact]:
    """What the question is about; the terms of an order in the words of the order's own page."""
    about = visit.question.about(visit.link, visit.at)
    if about is None:
        return []
    found = [Fact(label, value) for label, value in about.lines]
    if about.order is not None:
        order, language = about.order, get_language() or "ko"
        found.append(Fact(_("일"), order.title))
        if order.pay_kind:
            found.append(Fact(_("임금"), formats.pay(order.pay_kind, order.pay_min, order.pay_max, language)))
        if order.start and order.end:
            found.append(Fact(_("시간"), f"{order.start:%H:%M}~{order.end:%H:%M}"))
        if order.address:
            found.append(Fact(_("일하는 곳"), order.address))
    return found


def _check_page(
    request: HttpRequest, visit: Visit, given: dict[str, str], mark: str, status: int = 200, changed: bool = False
) -> HttpResponse:
    steps = visit.question.steps(visit.link, given, visit.at)
    said = [(one, _said(one, given[one.name])) for one in steps]
    back = reverse("public:step", args=[visit.token, steps[-1].name]) if steps else ""
    return _page(request, "public/check.html", visit, status, said=said, mark=mark, changed=changed, back=back)


def _said(one: replies.Step, answer: str) -> str:
    labels = {choice.code: choice.label for choice in one.choices}
    return ", ".join(labels.get(code, code) for code in answer.split(",")) if labels else answer


def _problem(one: replies.Step, answer: str) -> str:
    if one.day:
        return _("날짜를 골라 주세요.") if not answer else _("고를 수 있는 날이 아닙니다. 다시 골라 주세요.")
    if one.choices:
        return _("하나를 골라 주세요.") if not answer else _("고를 수 있는 답이 아닙니다. 다시 골라 주세요.")
    if not answer.strip():
        return _("답을 적어 주세요.")
    return _("%(most)s자까지 적을 수 있습니다. 지금은 %(now)s자입니다.") % {"most": one.most, "now": len(answer)}


def _mark(given: dict[str, str]) -> str:
    """A fingerprint of the answers on the screen."""
    return hashlib.sha256(json.dumps(given, sort_keys=True).encode()).hexdigest()[:16]


def _receipt_or(request: HttpRequest, token: str, otherwise: HttpResponse) -> HttpResponse:
    link = queries.any_state(token)
    if link is not None and link.receipt and _inside(request, link) and link.revoked_at is None:
        return HttpResponseRedirect(reverse("public:done", args=[token]))
    return otherwise


def _gone() -> HttpResponse:
    """The same answer, letter by letter, for a link that is used, expired, revoked, locked, foreign or invented."""
    return HttpResponse(_plain("public/gone.html"), status=404)


def _slow() -> HttpResponse:
    answer = HttpResponse(_plain("public/slow.html"), status=429)
    answer["Retry-After"] = "600"
    return answer


def _plain(template: str) -> str:
    """A page that knows nothing of the request. Where one district is served, it names that district's centre."""
    found = list(staff.districts()[:2])
    district = found[0] if len(found) == 1 else None
    said = (district.centre_name, district.centre_phone) if district else ("", "")
    return _rendered(template, get_language() or "", *said)


@lru_cache(maxsize=16)
def _rendered(template: str, language: str, centre_name: str, centre_phone: str) -> str:
    """Rendered once: whoever tries thousands of links should cost us little."""
    return render_to_string(template, {"district": {"centre_name": centre_name, "centre_phone": centre_phone}})
