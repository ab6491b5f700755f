"""From the order's shortlist: tick up to three, one tap. And what the employer says about the order itself."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.base.states import IllegalTransitionError
from jobvisit.base.text import mask_name
from jobvisit.flows import referral as flow
from jobvisit.flows.questions import consent_words
from jobvisit.office.matches import actions as matches
from jobvisit.office.orders import queries as orders
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.referrals import actions, queries
from jobvisit.office.referrals.codes import Heard, HowFilled, Source, Special
from jobvisit.office.referrals.problems import CannotError
from jobvisit.office.seekers import queries as seekers
from jobvisit.office.seekers.models import Seeker
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.staff.referrals import show
from jobvisit.web.staff.referrals.forms import CloseForm, SkipForm, SlotsForm


@require_POST
@needs("referrals.propose")
def propose(request: StaffRequest, number: str) -> HttpResponse:
    """Ask the ticked residents. Where somebody who applied earlier is left out, the reason is asked first."""
    order = _order(request, number)
    people = request.POST.getlist("seeker")
    skips = {
        int(name.removeprefix("skip_")): str(code)
        for name, code in request.POST.items()
        if name.startswith("skip_") and name.removeprefix("skip_").isdigit()
    }
    agreed = bool(request.POST.get("agreed"))
    try:
        done = flow.propose(
            order=order, people=people, skips=skips, special=request.POST.get("special", ""), agreed=agreed,
            by=request.user, at=clock.now(),
        )  # fmt: skip
    except (Seeker.DoesNotExist, ValueError) as problem:
        if not isinstance(problem, CannotError):
            raise Http404 from None
        return _refused(request, order, people, problem)
    n = len(done.made)
    if n and agreed:
        toasts.say(request, _("동의를 적고 알선했습니다. 사업체에 알립니다."))
    elif n:
        said = ngettext(
            "%(n)s명에게 물었습니다. 답이 오면 알려 드립니다.", "%(n)s명에게 물었습니다. 답이 오면 알려 드립니다.", n
        )
        toasts.say(request, said % {"n": n})
    else:
        toasts.say(request, _("이미 물어본 사람입니다."), level=20)
    if ticket := _ticket(request.POST.get("ticket", "")):
        return redirect("desks:jobs", key=ticket)
    return redirect(reverse("orders:detail", args=[number]) + "#referrals")


@require_safe
@needs("referrals.propose")
def ask(request: StaffRequest, number: str, key: UUID) -> HttpResponse:
    """From a resident's page: whom and for what, before anybody is asked; beside the list with the special reason."""
    order = _order(request, number)
    person = or_404(seekers.get, request.user, key)
    shown = matches.current_list(order=order, by=request.user, at=clock.now())
    listed = shown is not None and person.pk in queries.standing_list(shown)
    context = {
        "order": order, "people": [str(key)], "form": SkipForm(None, skipped=[]), "ask_special": not listed,
        "specials": Special.choices, "person": mask_name(person.name), "consent": consent_words(order),
        "ticket": _ticket(request.GET.get("ticket", "")),
    }  # fmt: skip
    return render(request, "referrals/propose.html", context)


@require_POST
@needs("referrals.record")
def slots(request: StaffRequest, number: str) -> HttpResponse:
    """Write down a time at which the employer can see people."""
    order = _order(request, number)
    form = SlotsForm(request.POST)
    if not form.is_valid():
        return render(request, "referrals/slots.html", {"order": order, "form": form}, status=422)
    data = form.cleaned_data
    try:
        flow.offer_slots(
            order=order, times=[form.moment], place=data["place"], places=data["places"], by=request.user,
            at=clock.now(),
        )  # fmt: skip
    except CannotError as problem:
        form.add_error("day", show.problems(problem))
        return render(request, "referrals/slots.html", {"order": order, "form": form}, status=422)
    toasts.say(request, _("면접 시간을 적었습니다."))
    return redirect(reverse("orders:detail", args=[number]) + "#referrals")


@require_POST
@needs("referrals.record")
def still_looking(request: StaffRequest, number: str) -> HttpResponse:
    """The employer still looks for somebody: the silence is over."""
    order = _order(request, number)
    actions.heard(order=order, what=Heard.STILL_LOOKING, source=Source.SPOKEN_PHONE, by=request.user, at=clock.now())
    toasts.say(request, _("아직 구하는 것으로 기록했습니다."))
    return redirect("orders:detail", number=number)


@needs("referrals.record")
def close(request: StaffRequest, number: str) -> HttpResponse:
    """Close an order, saying how it was filled; its end state follows from the hires counted."""
    order = _order(request, number)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            flow.close_order(
                order=order, how=HowFilled(data["how"]), source=Source(data["source"]), by=request.user, at=clock.now()
            )
        except IllegalTransitionError:
            form.add_error(None, _("아직 게시하지 않은 구인은 여기서 마감할 수 없습니다."))
        else:
            toasts.say(request, _("구인을 마감했습니다."))
            return redirect("orders:detail", number=number)
    context = {"order": order, "form": form}
    return render(request, "referrals/close.html", context, status=422 if form.is_bound else 200)


def _refused(request: StaffRequest, order: JobOrder, people: list[str], problem: CannotError) -> HttpResponse:
    """Ask for what is missing; or say, person by person, why it cannot be done."""
    keys = [one.seeker for one in problem.problems if one.seeker]
    names = {key: mask_name(one.name) for key, one in seekers.named(request.user, keys).items()}
    missing = [one.seeker for one in problem.problems if one.code == "skip_reason" and one.seeker]
    others = [one for one in problem.problems if one.code not in {"skip_reason", "not_listed"}]
    ask_special = "not_listed" in problem.codes
    sent = any(name.startswith("skip_") for name in request.POST) or "special" in request.POST
    form = SkipForm(request.POST if sent else None, skipped=[(key, names.get(key, "")) for key in missing])
    context: dict[str, Any] = {
        "order": order,
        "people": people,
        "form": form,
        "ask_special": ask_special,
        "specials": Special.choices,
        "refusals": [show.problem(one, names) for one in others],
        "agreed": bool(request.POST.get("agreed")),
        "ticket": _ticket(request.POST.get("ticket", "")),
    }
    return render(request, "referrals/propose.html", context, status=422)


def _ticket(text: str) -> UUID | None:
    """The ticket of the desk from which somebody is referred; the page goes back there."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _order(request: StaffRequest, number: str) -> JobOrder:
    return or_404(orders.get, request.user, number)
