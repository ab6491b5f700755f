"""One placement with its ladder of proof: add a rung, a paper, an end; undo, mark, look again."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import clock
from jobvisit.base.db import OutOfDateError
from jobvisit.base.states import IllegalTransitionError
from jobvisit.base.text import mask_name
from jobvisit.flows import referral as flow
from jobvisit.office.audit import actions as audit
from jobvisit.office.audit import papers as kept
from jobvisit.office.audit import queries as audit_queries
from jobvisit.office.referrals import actions, codes, queries, rules
from jobvisit.office.referrals.codes import Source
from jobvisit.office.referrals.models import Evidence, Placement, Rung
from jobvisit.office.referrals.problems import CannotError
from jobvisit.office.referrals.states import STANDING, PlacementState
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import papers, toasts
from jobvisit.web.shared.access import StaffRequest, came_from, needs, or_404
from jobvisit.web.staff.referrals import show
from jobvisit.web.staff.referrals.forms import CountedForm, EndForm, PaperForm, ReasonForm, RungForm, WhyForm

K = Rung.Kind
_RUNGS = (K.EMPLOYER, K.RESIDENT, K.STARTED, K.RETAINED_1, K.RETAINED_3, K.RETAINED_6, K.RETAINED_12)


@require_safe
@needs("referrals.view")
def detail(request: StaffRequest, key: Any) -> HttpResponse:
    """One placement: what proves it, what is missing, what happened."""
    return render(request, "referrals/placement.html", _context(request, _placement(request, key)))


@require_POST
@needs("referrals.record")
def rung(request: StaffRequest, key: Any) -> HttpResponse:
    """Add a rung that somebody confirmed."""
    placement = _placement(request, key)
    form = RungForm(request.POST, open_kinds=[str(kind) for kind in _RUNGS])
    if not form.is_valid():
        return _again(request, placement, rung_form=form)
    data = form.cleaned_data
    try:
        actions.climb(
            placement=placement, kind=data["kind"], source=Source(data["source"]), by=request.user, at=clock.now()
        )
    except CannotError as problem:
        form.add_error(None, show.problems(problem))
        return _again(request, placement, rung_form=form)
    toasts.say(request, _("확인을 기록했습니다."))
    return redirect("referrals:placement", key=key)


@require_POST
@needs("placements.evidence")
def attach(request: StaffRequest, key: Any) -> HttpResponse:
    """Keep a paper. What it is is decided by its bytes."""
    placement = _placement(request, key)
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        return _again(request, placement, paper_form=form)
    content = papers.read(form, "paper")
    if form.errors:
        return _again(request, placement, paper_form=form)
    try:
        actions.attach(placement=placement, content=content, source=Source.PAPER, by=request.user, at=clock.now())
    except CannotError as problem:
        form.add_error(None, show.problems(problem))
        return _again(request, placement, paper_form=form)
    toasts.say(request, _("증빙을 더했습니다."))
    return redirect("referrals:placement", key=key)


@require_POST
@needs("placements.evidence")
def paper(request: StaffRequest, key: Any, pk: int) -> HttpResponseBase:
    """Open a paper: as a file to save, never shown by the browser itself; the opening is logged with its reason."""
    placement = _placement(request, key)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _again(request, placement, open_form=form)
    try:
        found = queries.evidence(request.user, placement, pk)
        content = kept.read(found.stored_as)
    except (Evidence.DoesNotExist, FileNotFoundError):
        raise Http404 from None
    audit.note(
        by=request.user, at=clock.now(), verb="placements.evidence", subject=placement, person_id=placement.seeker_id,
        reason=form.cleaned_data["why"], details={"evidence": found.pk}, came_from=came_from(request),
    )  # fmt: skip
    return papers.uploaded(content, kind=found.kind, name=f"evidence-{found.pk}")


@require_POST
@needs("referrals.record")
def end(request: StaffRequest, key: Any) -> HttpResponse:
    """Record the last day of a job with its coded reason."""
    placement = _placement(request, key)
    form = EndForm(request.POST, prefix="end", reasons=codes.Ended)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.end(
                placement=placement, on=data["on"], reason=data["reason"], note=data["note"],
                version=data.get("version") or 0, source=Source(data["source"]), by=request.user, at=clock.now(),
            )  # fmt: skip
        except (CannotError, OutOfDateError, IllegalTransitionError) as problem:
            form.add_error(None, _words(problem))
        else:
            toasts.say(request, _("퇴사를 기록했습니다."))
            return redirect("referrals:placement", key=key)
    return _again(request, placement, end_form=form)


@require_POST
@needs("referrals.reopen")
def undo(request: StaffRequest, key: Any) -> HttpResponse:
    """Annul a hire: everything it took is given back."""
    placement = _placement(request, key)
    form = ReasonForm(request.POST, prefix="undo", reasons=codes.Annulled)
    if form.is_valid():
        data = form.cleaned_data
        try:
            undone = flow.undo_hire(
                placement=placement, reason=data["reason"], note=data["note"], version=data.get("version") or 0,
                source=Source(data["source"]), by=request.user, at=clock.now(),
            )  # fmt: skip
        except (CannotError, OutOfDateError, IllegalTransitionError) as problem:
            form.add_error(None, _words(problem))
        else:
            said = _("채용을 취소했습니다. 되살아난 알선 %(back)s건, 되살리지 못한 알선 %(left)s건.")
            toasts.say(request, said % {"back": len(undone.revived), "left": len(undone.left)})
            return redirect("referrals:placement", key=key)
    return _again(request, placement, undo_form=form)


@require_POST
@needs("referrals.reopen")
def reopen(request: StaffRequest, key: Any) -> HttpResponse:
    """Take back an end that was recorded wrongly."""
    placement = _placement(request, key)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _again(request, placement, why_form=form)
    actions.reopen_end(placement=placement, why=form.cleaned_data["why"], by=request.user, at=clock.now())
    toasts.say(request, _("다시 근무 중으로 바꿨습니다."))
    return redirect("referrals:placement", key=key)


@require_POST
@needs("referrals.record")
def counted(request: StaffRequest, key: Any) -> HttpResponse:
    """Mark who else counts the same hire."""
    placement = _placement(request, key)
    form = CountedForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    actions.mark_counted(placement=placement, agencies=form.cleaned_data["agencies"], by=request.user, at=clock.now())
    toasts.say(request, _("함께 세는 기관을 적었습니다."))
    return redirect("referrals:placement", key=key)


def _reached(kind: str, placement: Placement) -> bool:
    """Whether the months of a follow-up have passed; every other rung can come at any time."""
    months = int(kind.removeprefix("retained_")) if kind.startswith("retained_") else 0
    return not months or rules.add_months(placement.start_on, months) <= clock.seoul_day(clock.now())


def _words(problem: Exception) -> str:
    if isinstance(problem, CannotError):
        return show.problems(problem)
    return str(show.OUT_OF_DATE)


def _again(request: StaffRequest, placement: Placement, **forms: Any) -> HttpResponse:
    return render(request, "referrals/placement.html", {**_context(request, placement), **forms}, status=422)


def _context(request: StaffRequest, placement: Placement) -> dict[str, Any]:
    word, tone = show.placement_state(placement)
    rungs = list(queries.rungs(placement))
    kinds = [one.kind for one in rungs]
    missing = [str(kind) for kind in _RUNGS if kind not in kinds and _reached(kind, placement)]
    standing = placement.state in STANDING
    version = {"version": placement.version}
    due = [kind for kind in missing if not kind.startswith("retained_")] or missing
    return {
        "placement": placement,
        "name": mask_name(placement.seeker.name),
        "badges": [(word, tone), (str(show.PROOFS[queries.proof(kinds)]), "neutral")],
        "rungs": show.rung_rows(rungs),
        "missing": missing,
        "standing": standing,
        "ended": placement.state == PlacementState.ENDED,
        "rung_form": RungForm(open_kinds=missing, initial={"kind": due[0]}) if missing else None,
        "paper_form": PaperForm(),
        "open_form": WhyForm(prefix=""),
        "end_form": EndForm(prefix="end", reasons=codes.Ended, initial=version),
        "undo_form": ReasonForm(prefix="undo", reasons=codes.Annulled, initial=version),
        "why_form": WhyForm(auto_id="why_%s"),
        "counted_form": CountedForm(initial={"agencies": placement.also_counted_by}),
        "may_reopen": may(request.user, "referrals.reopen"),
        "events": show.events(audit_queries.timeline(request.user, placement)),
    }


def _placement(request: StaffRequest, key: Any) -> Placement:
    return or_404(queries.placement, request.user, key)
