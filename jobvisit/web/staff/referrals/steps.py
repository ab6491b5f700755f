"""The next steps of a referral as forms, derived from its transition table."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language

from jobvisit.base import clock
from jobvisit.office.referrals import queries
from jobvisit.office.referrals.models import Referral
from jobvisit.office.referrals.states import REFERRAL, ReferralState
from jobvisit.web.shared import formats
from jobvisit.web.staff.referrals import show
from jobvisit.web.staff.referrals.forms import BookForm, HeardForm, HireForm, ReasonForm

S = ReferralState
BY_ITSELF = frozenset({S.OBSOLETE, S.EXPIRED})
"""Steps that no person takes: a hire parks, time runs out."""
_FIRST = {S.SENT: S.INTERVIEW, S.VIEWED: S.INTERVIEW, S.INTERVIEW: S.OFFERED, S.OFFERED: S.HIRED}
"""What is most often next where several ways lead on."""


@dataclass
class Step:
    """One step a person may take: its button, where it goes, what it asks."""

    to: ReferralState
    label: str
    url: str
    form: Form
    main: bool
    danger: bool

    @property
    def open(self) -> bool:
        """Whether its form stands open: the main one, and one that came back with errors."""
        return self.main or self.form.is_bound


def of(referral: Referral, now: datetime, bound: tuple[ReferralState, Form] | None = None) -> list[Step]:
    """Every step from here, the most likely first; `bound` is a form that came back with errors."""
    state = S(referral.state)
    targets = [to for to in REFERRAL.next_steps(state) if to not in BY_ITSELF]
    first = _FIRST.get(state, targets[0] if targets else None)
    targets.sort(key=lambda to: to != first)
    steps = []
    for to in targets:
        form = bound[1] if bound and bound[0] == to else form_for(to, referral, now)
        danger = to in show.REASONS
        url = reverse("referrals:step", args=[referral.number, to])
        steps.append(Step(to, str(show.STEPS[to]), url, form, to == first, danger))
    return steps


def form_for(to: ReferralState, referral: Referral, now: datetime, data: Any = None) -> Form:
    """The form that a step asks to be filled in."""
    initial: dict[str, Any] = {"version": referral.version}
    if to in show.REASONS:
        return ReasonForm(data, prefix=to, reasons=show.REASONS[to], initial=initial)
    if to == S.INTERVIEW:
        slots = slot_choices(referral, now)
        if slots:
            initial["slot"] = slots[0][0]
        return BookForm(data, prefix=to, slots=slots, initial=initial)
    if to == S.HIRED:
        return HireForm(data, prefix=to, initial={**initial, "start_on": clock.seoul_day(now) + timedelta(days=1)})
    return HeardForm(data, prefix=to, initial=initial)


def slot_choices(referral: Referral, now: datetime) -> list[tuple[str, str]]:
    """The employer's free times, in words."""
    lang = "ko" if (get_language() or "ko").startswith("ko") else "en"
    return [
        (
            str(slot.pk),
            f"{formats.short_day(localtime(slot.at), lang)} {formats.clock(localtime(slot.at))} {slot.place}",
        )
        for slot in queries.free_slots(referral.order, now)[:8]
    ]
