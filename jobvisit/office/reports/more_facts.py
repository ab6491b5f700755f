"""Facts of the desk, the agreements and the school, as plain rows: six statements for any number of months."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from jobvisit.base.clock import seoul_day
from jobvisit.office.agreements import queries as agreements
from jobvisit.office.desks.models import Kind, Session, Ticket
from jobvisit.office.desks.states import SessionState, TicketState
from jobvisit.office.referrals.models import Placement
from jobvisit.office.referrals.states import PlacementState
from jobvisit.office.reports.kpis.counts import CLASS_MONTHS
from jobvisit.office.reports.kpis.facts import DeskRow, KeptRow, PromiseRow, SeatRow, TicketRow
from jobvisit.office.reports.kpis.period import Month
from jobvisit.office.training.models import Enrolment
from jobvisit.office.training.states import SEATED, CohortState, EnrolmentState


def of(district_id: int, first_month: Month, cut: date, hired: set[int]) -> dict[str, Any]:
    """The fields `desks`, `tickets`, `promises`, `kept` and `seats` of `Facts` for these months.

    `hired` are the residents of the hires spoken of: whenever a desk saw them, it is told.
    """
    heirs = agreements.roots(district_id)
    return {
        "desks": tuple(_desks(district_id, first_month, cut)),
        "tickets": tuple(_tickets(district_id, first_month, cut, hired)),
        "promises": tuple(_promises(district_id)),
        "kept": tuple(_kept(district_id, heirs, cut)),
        "seats": tuple(_seats(district_id, first_month, cut)),
    }


def _desks(district_id: int, first_month: Month, cut: date) -> Iterable[DeskRow]:
    """Desks of single talks that were held and closed."""
    held = {"state": SessionState.CLOSED, "kind": Kind.COUNSEL, "on__gte": first_month.first, "on__lt": cut}
    rows = Session.objects.filter(district_id=district_id, **held).order_by("id")
    for key, dong, on, begins, ends in rows.values_list("id", "place__post__dong", "on", "begins", "ends"):
        minutes = (ends.hour - begins.hour) * 60 + ends.minute - begins.minute
        yield DeskRow(key, dong, on, minutes)


def _tickets(district_id: int, first_month: Month, cut: date, hired: set[int]) -> Iterable[TicketRow]:
    held = {"session__state": SessionState.CLOSED, "session__kind": Kind.COUNSEL, "session__on__lt": cut}
    wanted = Q(session__on__gte=first_month.first) | Q(seeker__in=hired)
    rows = Ticket.objects.filter(wanted, district_id=district_id, state=TicketState.SERVED, **held).order_by("id")
    names = ("id", "session__place__post__dong", "session__on", "seeker_id", "registered")
    for key, dong, on, seeker, registered in rows.values_list(*names):
        yield TicketRow(key, dong, on, seeker or 0, registered)


def _promises(district_id: int) -> Iterable[PromiseRow]:
    for one in agreements.promises(district_id):
        last = one.ends if one.stopped is None else min(one.ends, date.fromordinal(one.stopped.toordinal() - 1))
        yield PromiseRow(one.line, one.starts, last, tuple((terms.from_on, terms.promised) for terms in one.history))


def _kept(district_id: int, heirs: dict[int, int], cut: date) -> Iterable[KeptRow]:
    found = Placement.objects.filter(district_id=district_id, order__line__isnull=False)
    rows = found.exclude(state=PlacementState.ANNULLED).order_by("id")
    for key, line, seeker, at in rows.values_list("id", "order__line_id", "seeker_id", "claimed_at"):
        if seoul_day(at) < cut:
            yield KeptRow(key, heirs.get(line, line), seeker, seoul_day(at))


def _seats(district_id: int, first_month: Month, cut: date) -> Iterable[SeatRow]:
    sat = Q(state__in=sorted(SEATED)) | Q(state=EnrolmentState.DROPPED, left_from=EnrolmentState.ATTENDING)
    rows = Enrolment.objects.filter(
        sat, district_id=district_id, cohort__state__in=[CohortState.RUNNING, CohortState.FINISHED],
        cohort__ends_on__gte=first_month.plus(-CLASS_MONTHS - 1).first, cohort__ends_on__lt=cut,
    ).order_by("id")  # fmt: skip
    names = ("id", "seeker_id", "cohort__starts_on", "cohort__ends_on", "state")
    for key, seeker, begins, ends, state in rows.values_list(*names):
        yield SeatRow(key, seeker, begins, ends, state == EnrolmentState.CERTIFIED)
