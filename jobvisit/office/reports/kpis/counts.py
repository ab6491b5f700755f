"""The counts: which rows a month's figures are made of.

People and events are counted apart: the key of an entry is the person's in a count of people, the row's own in a count
of events. Nothing here divides.
"""

from datetime import timedelta
from typing import Final

from jobvisit.office.referrals.rules import add_months
from jobvisit.office.reports.kpis.counted import Count, Entry, Marks, counter, named
from jobvisit.office.reports.kpis.facts import Facts, HireRow, ReferralRow, VisitRow

GRACE: Final = 14
"""Days after a due day by which its answer should be known; the month in which they end is the month that counts it."""
WINDOW: Final = 3
"""Months over which visits and the hires at the firms visited are compared."""
VALID_MONTHS: Final = 3
"""How long a resident's file is valid (직업안정법 시행규칙 제3조)."""
DESK_DAYS: Final = 90
"""Days for which a hire counts for the last desk that saw the resident; as in `desk_yield`."""
CLASS_MONTHS: Final = 3
"""Months after a class's last day after which one looks what became of its seats."""
STAGES: Final = ("noticed", "reached", "visited", "ordered", "hired")
KEPT: Final = (3, 6, 12)
LADDER: Final = (
    "claimed", "employer", "resident", "documented", "started",
    "retained_1", "retained_3", "retained_6", "retained_12",
)  # fmt: skip
"""Rungs of proof, the weakest first. A hire is reported on its highest."""


def _marks(facts: Facts, counsellor: int, *, dong: str | None = None, channel: str = "", resident: int = 0) -> Marks:
    """Zone of the place of work (`dong`), zone of the resident's home, and the rest. Outside every zone is ""."""
    found = [("counsellor", str(counsellor))]
    if dong is not None:
        found.append(("zone", facts.zones.get(dong, "")))
    if channel:
        found.append(("channel", channel))
    if resident:
        file = facts.residents.get(resident)
        found.append(("home", facts.zones.get(file.dong, "") if file else ""))
        found += [("group", group) for group in facts.groups.get(resident, ())]
    return tuple(sorted(found))


@counter
def orders(f: Facts) -> Count:
    """구인 건수: orders accepted in the month."""
    rows = (
        Entry(o.id, o.id, marks=_marks(f, o.counsellor, dong=o.dong, channel=o.channel))
        for o in f.orders
        if f.period.holds(o.on)
    )
    return Count("orders", "order", tuple(sorted(rows)), ("zone", "counsellor", "channel"))


@counter
def openings(f: Facts) -> Count:
    """구인인원: openings of the orders accepted in the month. An order that does not say how many counts as one."""
    rows = (
        Entry(o.id, o.id, o.openings if o.openings is not None else 1,
              marks=_marks(f, o.counsellor, dong=o.dong, channel=o.channel))
        for o in f.orders
        if f.period.holds(o.on)
    )  # fmt: skip
    return Count("openings", "order", tuple(sorted(rows)), ("zone", "counsellor", "channel"))


@counter
def orders_by_visit(f: Facts) -> Count:
    """Orders accepted in the month that were taken down on a visit."""
    return Count(
        "orders_by_visit", "order",
        tuple(one for one in orders(f).entries if ("channel", "visit") in one.marks), ("zone", "counsellor"),
    )  # fmt: skip


@counter
def seekers(f: Facts) -> Count:
    """구직자: residents who applied in the month."""
    rows = (
        Entry(r.id, r.id, 1, r.id, _marks(f, r.counsellor, resident=r.id))
        for r in f.residents.values()
        if f.period.holds(r.on)
    )
    return Count("seekers", "resident", tuple(sorted(rows)), ("home", "counsellor", "group"), "seeker")


def _sent(f: Facts, people: bool) -> tuple[Entry, ...]:
    return tuple(sorted(_referral(f, one, people) for one in f.referrals if f.period.holds(one.sent_on)))


def _referral(f: Facts, one: ReferralRow, people: bool = False) -> Entry:
    marks = _marks(f, one.counsellor, dong=one.dong, channel=one.channel, resident=one.resident)
    return Entry(one.id, one.resident if people else one.id, 1, one.resident, marks)


_OF_ALL: Final = ("zone", "home", "counsellor", "channel", "group")


@counter
def referrals(f: Facts) -> Count:
    """알선 건수: referrals whose letter (알선장) went out in the month. A proposal that was declined is none."""
    return Count("referrals", "referral", _sent(f, people=False), _OF_ALL, "referral")


@counter
def referred(f: Facts) -> Count:
    """알선된 사람: residents with such a referral."""
    return Count("referred", "referral", _sent(f, people=True), _OF_ALL, "referral")


def _counts(hire: HireRow) -> bool:
    return not hire.void


def _hire(f: Facts, one: HireRow, *, people: bool = False) -> Entry:
    marks = _marks(f, one.counsellor, dong=one.dong, channel=one.channel, resident=one.resident)
    marks = tuple(sorted({*marks, ("rung", rung(f, one)), *(("agency", name) for name in one.also)}))
    return Entry(one.id, one.resident if people else one.id, 1, one.resident, marks)


def rung(f: Facts, one: HireRow) -> str:
    """The highest rung of proof recorded by the month's end."""
    kinds = {kind for kind, on in one.rungs if f.period.before_cut(on)}
    return next((kind for kind in reversed(LADDER) if kind in kinds), LADDER[0])


def begun(f: Facts) -> list[HireRow]:
    """Hires that count and began in the month."""
    return [one for one in f.hires if _counts(one) and f.period.holds(one.start_on)]


@counter
def hires(f: Facts) -> Count:
    """취업 건수: hires whose first working day lies in the month; annulled ones and those that never began are none."""
    rows = tuple(sorted(_hire(f, one) for one in begun(f)))
    return Count("hires", "placement", rows, (*_OF_ALL, "rung", "agency"), "hire")


@counter
def hired(f: Facts) -> Count:
    """취업자: residents with such a hire. Somebody hired twice is one person."""
    rows = tuple(sorted(_hire(f, one, people=True) for one in begun(f)))
    return Count("hired", "placement", rows, _OF_ALL, "hire")


def _introduced(f: Facts) -> list[HireRow]:
    return [one for one in begun(f) if one.proposed_on <= one.start_on]


@counter
def hires_by_referral(f: Facts) -> Count:
    """알선취업 건수: hires of the month that we proposed before they began."""
    rows = tuple(sorted(_hire(f, one) for one in _introduced(f)))
    return Count("hires_by_referral", "placement", rows, _OF_ALL, "hire")


@counter
def hired_by_referral(f: Facts) -> Count:
    """알선취업자: residents with such a hire."""
    rows = tuple(sorted(_hire(f, one, people=True) for one in _introduced(f)))
    return Count("hired_by_referral", "placement", rows, _OF_ALL, "hire")


@counter
def visits(f: Facts) -> Count:
    """방문: visits of the month that took place. A visit in a pair is one, of the counsellor who leads it."""
    rows = (Entry(v.id, v.id, marks=_marks(f, v.counsellor, dong=v.dong)) for v in f.visits
            if f.period.holds(v.on))  # fmt: skip
    return Count("visits", "visit", tuple(sorted(rows)), ("zone", "counsellor"))


@counter
def attempts(f: Facts) -> Count:
    """연락: attempts to reach a firm in the month, reached or not."""
    rows = (Entry(a.id, a.id, marks=_marks(f, a.counsellor, dong=a.dong)) for a in f.attempts
            if f.period.holds(a.on))  # fmt: skip
    return Count("attempts", "attempt", tuple(sorted(rows)), ("zone", "counsellor"))


def _visited_lately(f: Facts) -> dict[int, list[VisitRow]]:
    """Firms visited in the window, each with its visits, the first first."""
    since = f.period.month.plus(1 - WINDOW).first
    found: dict[int, list[VisitRow]] = {}
    for visit in sorted(f.visits, key=lambda one: (one.on, one.id)):
        if since <= visit.on < f.period.cut:
            found.setdefault(visit.firm, []).append(visit)
    return found


@counter
def visited_firms(f: Facts) -> Count:
    """Firms visited in the three months that end with this one, each once. Rests on their visits."""
    rows = [
        Entry(visit.id, firm, marks=(("zone", f.zones.get(visit.dong, "")),))
        for firm, found in _visited_lately(f).items()
        for visit in found
    ]
    return Count("visited_firms", "visit", tuple(sorted(rows)), ("zone",))


@counter
def hires_at_visited(f: Facts) -> Count:
    """Hires of the same three months at those firms, on or after the first visit."""
    first = {firm: rows[0] for firm, rows in _visited_lately(f).items()}
    rows = []
    for one in f.hires:
        seen = first.get(one.firm)
        if _counts(one) and seen and seen.on <= one.start_on < f.period.cut:
            rows.append(Entry(one.id, one.id, 1, one.resident, (("zone", f.zones.get(seen.dong, "")),)))
    return Count("hires_at_visited", "placement", tuple(sorted(rows)), ("zone",), "visited")


def _answerable(f: Facts) -> list[ReferralRow]:
    wait = timedelta(days=GRACE)
    return [
        one
        for one in f.referrals
        if f.period.holds(one.sent_on + wait)
        and not (one.moot_on and one.result_on is None and one.moot_on <= one.sent_on + wait)
    ]


@counter
def results_due(f: Facts) -> Count:
    """Referrals whose fourteenth day after the letter lies in the month and whose answer still mattered by then."""
    rows = tuple(sorted(_referral(f, one) for one in _answerable(f)))
    return Count("results_due", "referral", rows, _OF_ALL, "result")


@counter
def results_known(f: Facts) -> Count:
    """Those whose result was known within the fourteen days."""
    wait = timedelta(days=GRACE)
    known = [one for one in _answerable(f) if one.result_on and one.result_on <= one.sent_on + wait]
    return Count("results_known", "referral", tuple(sorted(_referral(f, one) for one in known)), _OF_ALL, "result")


def standing(one: HireRow, months: int) -> str:
    """Whether somebody still worked there after so many months: `kept`, `left`, or `unknown`."""
    due = add_months(one.start_on, months)
    proven = {f"retained_{later}" for later in (1, 3, 6, 12) if later >= months}
    if any(kind in proven for kind, _ in one.rungs) or (one.ended_on and one.ended_on >= due):
        return "kept"
    return "left" if one.ended_on else "unknown"


def _due(f: Facts, months: int, wanted: str = "") -> tuple[Entry, ...]:
    wait = timedelta(days=GRACE)
    return tuple(
        sorted(
            _hire(f, one)
            for one in f.hires
            if _counts(one)
            and f.period.holds(add_months(one.start_on, months) + wait)
            and wanted in ("", standing(one, months))
        )
    )


def _retention(months: int) -> None:
    @named(f"due_{months}")
    def due(f: Facts) -> Count:
        """Hires whose anniversary of so many months, and fourteen days for asking, lie in the month."""
        return Count(f"due_{months}", "placement", _due(f, months), _OF_ALL, f"kept_{months}")

    @named(f"kept_{months}")
    def kept(f: Facts) -> Count:
        """Those who were still employed there."""
        return Count(f"kept_{months}", "placement", _due(f, months, "kept"), _OF_ALL, f"kept_{months}")

    @named(f"unsure_{months}")
    def unsure(f: Facts) -> Count:
        """Those of whom nobody knows."""
        return Count(f"unsure_{months}", "placement", _due(f, months, "unknown"), _OF_ALL, f"kept_{months}")


for _months in KEPT:
    _retention(_months)


@named("list_firms")
def list_firms(f: Facts) -> Count:
    """Firms of the fixed list of 1사 1구민."""
    rows = tuple(sorted(Entry(one.id, one.id, marks=(("zone", f.zones.get(one.dong, "")),)) for one in f.firms or ()))
    return Count("list_firms", "firm", rows, ("zone",), known=f.firms is not None)


def _stage(stage: str) -> None:
    @named(f"firms_{stage}")
    def passed(f: Facts) -> Count:
        """Firms of the list that have passed this stage of the board by the month's end."""
        rows = tuple(
            sorted(
                Entry(one.id, one.id, marks=(("zone", f.zones.get(one.dong, "")),))
                for one in f.firms or ()
                if f.period.before_cut(getattr(one, stage))
            )
        )
        return Count(f"firms_{stage}", "firm", rows, ("zone",), known=f.firms is not None)


for _name in STAGES:
    _stage(_name)


def _valid(f: Facts) -> list[Entry]:
    since = add_months(f.period.cut, -VALID_MONTHS)
    return [
        Entry(r.id, r.id, 1, r.id, _marks(f, r.counsellor, resident=r.id))
        for r in f.residents.values()
        if since <= r.on < f.period.cut
    ]


@counter
def within_validity(f: Facts) -> Count:
    """Residents who applied in the three months before the month's end: as long as a file is valid."""
    return Count("within_validity", "resident", tuple(sorted(_valid(f))), ("home", "group"), "exposure")


@counter
def listed(f: Facts) -> Count:
    """Those of them who stood on at least one shortlist in the month."""
    rows = tuple(sorted(one for one in _valid(f) if one.row in f.listed))
    return Count("listed", "resident", rows, ("home", "group"), "exposure")
