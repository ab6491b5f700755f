"""The fixed lists of 1사 1구민 with days: when each firm first passed each stage of the board."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, Min, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from jobvisit.base.clock import seoul_day
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.orders.states import OrderState
from jobvisit.office.outreach.models import Attempt, Notice, Target, TargetFirm, Visit
from jobvisit.office.outreach.states import NoticeState, VisitState
from jobvisit.office.referrals.models import Placement
from jobvisit.office.referrals.states import PlacementState
from jobvisit.office.reports.kpis.facts import FirmRow

UNREAL: Final = (OrderState.DRAFT, OrderState.REFUSED)
"""Orders that never came to be."""


@dataclass
class Boards:
    """The fixed lists of 1사 1구민 with the day on which each firm first passed each stage; read when asked for.

    The board (`flows.coverage`) tells the same without days: a merged firm by the one it merged into.
    """

    district_id: int
    heirs: Mapping[int, int]
    heads: Mapping[int, str]

    def __post_init__(self) -> None:
        self._lists: list[tuple[int, date]] | None = None
        self._days: dict[str, dict[int, date]] = {}
        self._firms: dict[int, list[int]] = {}

    def at(self, day: date) -> tuple[FirmRow, ...] | None:
        """The list in force on a day; None where none was fixed by then."""
        if self._lists is None:
            lists = Target.objects.filter(district_id=self.district_id, is_board=True).order_by("-starts_on", "-id")
            self._lists = list(lists.values_list("id", "starts_on"))
            self._days = self._passed() if self._lists else {}
        chosen = next((key for key, begins in self._lists if begins <= day), None)
        if chosen is None:
            return None
        if chosen not in self._firms:
            firms = TargetFirm.objects.filter(target_id=chosen).order_by("company_id")
            self._firms[chosen] = list(firms.values_list("company_id", flat=True))
        return tuple(self._row(firm) for firm in self._firms[chosen])

    def _row(self, firm: int) -> FirmRow:
        heir = self.heirs.get(firm, firm)
        found = {
            stage: min((day for key in (firm, heir) if (day := days.get(key))), default=None)
            for stage, days in self._days.items()
        }
        return FirmRow(firm, self.heads.get(firm, ""), **found)

    def _passed(self) -> dict[str, dict[int, date]]:
        own = {"district_id": self.district_id}
        sent = Notice.objects.filter(**own).exclude(state=NoticeState.DRAFTED)
        noticed = _first(sent, "company_id", Coalesce("sent_at", "campaign__made_at"))
        answered = Notice.objects.filter(**own, state=NoticeState.ANSWERED)
        reached = _first(answered, "company_id", Coalesce("settled_at", "sent_at", "campaign__made_at"))
        talked = Attempt.objects.filter(**own, outcome__in=["talked", "refused"])
        for firm, day in _first(talked, "case__company_id", "at").items():
            reached[firm] = min(day, reached.get(firm, day))
        done = Visit.objects.filter(**own, state=VisitState.DONE).order_by().values_list("case__company_id")
        real = JobOrder.objects.filter(**own).exclude(state__in=UNREAL)
        proven = Placement.objects.filter(order=OuterRef("pk")).exclude(state=PlacementState.ANNULLED)
        told = Placement.objects.filter(order__in=real.filter(filled__gt=0)).exclude(state=PlacementState.ANNULLED)
        hired = _first(told, "order__company_id", "claimed_at")
        bare = real.filter(filled__gt=0).exclude(Exists(proven))
        for firm, day in _first(bare, "company_id", "accepted_at").items():
            hired[firm] = min(day, hired.get(firm, day))
        return {
            "noticed": noticed,
            "reached": reached,
            "visited": dict(done.annotate(Min("on"))),
            "ordered": _first(real, "company_id", "accepted_at"),
            "hired": hired,
        }


def _first(rows: QuerySet[Any], firm: str, at: Any) -> dict[int, date]:
    """The day of the first of these rows, by firm."""
    found = rows.order_by().values_list(firm).annotate(first=Min(at))
    return {key: seoul_day(moment) for key, moment in found if moment is not None}
