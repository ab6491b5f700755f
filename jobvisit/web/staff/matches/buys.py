"""Supply at the doorstep: what one change of an order buys, in the words a counsellor says to the employer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jobvisit.engines.matching import Outcome, What, WhatIf
from jobvisit.office.matches.translate import licence_name
from jobvisit.office.orders.models import JobOrder, PayKind
from jobvisit.web.shared import formats

FIELDS = {
    What.PAY: "pay_min",
    What.START: "start",
    What.END: "end",
    What.DAYS: "days",
    What.DAYS_A_WEEK: "days_per_week",
    What.WEEKLY: "weekly_hours",
    What.SHIFT: "shift",
    What.LICENCE: "licences_required",
    What.LICENCES: "licences_required",
    What.CAREER: "career_years",
    What.EDUCATION: "education",
    What.REACH: "dong",
}
"""The field of the order form that each kind of change belongs to."""
PLACES = {
    "pay": (What.PAY,),
    "hours": (What.START, What.END, What.DAYS, What.DAYS_A_WEEK, What.WEEKLY, What.SHIFT),
    "place": (What.REACH,),
    "demands": (What.LICENCE, What.LICENCES, What.CAREER, What.EDUCATION),
}
"""The groups of the form under which one line each says what a change there buys."""
BEST, BESIDE = 5, 2


@dataclass(frozen=True, slots=True)
class Buy:
    """One change in words, and how many more residents it reaches; `clear` of them with nothing left to confirm."""

    text: str
    gain: int
    clear: int
    field: str


@dataclass(frozen=True, slots=True)
class Buys:
    """The best changes, every other one that gains, and for each group of the form its best."""

    best: list[Buy]
    rest: list[Buy]
    beside: list[tuple[str, list[Buy]]]
    asked: int
    """How many changes were counted."""
    licences: bool
    """Some of them waive a licence, which may be one the law demands."""

    @property
    def first(self) -> str:
        """The best one, short enough for the line above the thumb."""
        return f"{self.best[0].text} +{self.best[0].gain}" if self.best else ""


def buys(found: WhatIf, order: JobOrder) -> Buys:
    """What `what_if` counted, as a person reads it. Changes that gain nobody are left out."""
    single = len(order.licences_required) < 2
    said_twice = {What.LICENCE} if single else set()
    chosen = [one for one in found.best(len(What)) if one.variant.what not in said_twice]
    gaining = [
        one for one in found.outcomes if one.gain > 0 and one not in chosen and one.variant.what not in said_twice
    ]
    return Buys(
        best=[_buy(one, order) for one in chosen[:BEST]],
        rest=_once(_buy(one, order) for one in [*chosen[BEST:], *_steps(gaining)]),
        beside=[
            (place, [_buy(one, order) for one in chosen if one.variant.what in kinds][:BESIDE])
            for place, kinds in PLACES.items()
        ],
        asked=len(found.outcomes),
        licences=any(one.gain > 0 and one.variant.what in {What.LICENCE, What.LICENCES} for one in found.outcomes),
    )


def _steps(gaining: Sequence[Outcome]) -> list[Outcome]:
    """Of ever larger changes of one kind those that reach more people than the smaller ones did."""
    reached: dict[tuple[What, bool], int] = {}
    steps = []
    for one in sorted(gaining, key=lambda o: (o.variant.what, abs(o.variant.amount))):
        kind = (one.variant.what, one.variant.amount < 0)
        if one.variant.what in {What.DAYS, What.LICENCE} or one.gain > reached.get(kind, 0):
            steps.append(one)
            reached[kind] = max(one.gain, reached.get(kind, 0))
    return steps


def _once(found: Iterable[Buy]) -> list[Buy]:
    """Two raises that round to one amount are said once."""
    said: dict[str, Buy] = {}
    for one in found:
        said.setdefault(one.text, one)
    return list(said.values())


def _buy(one: Outcome, order: JobOrder) -> Buy:
    what = one.variant.what
    return Buy(_WORDS[what](one, order), one.gain, one.gain_clear, f"id_{FIELDS[what]}")


def _pay(one: Outcome, order: JobOrder) -> str:
    language = "ko" if (get_language() or "ko").startswith("ko") else "en"
    if order.pay_kind in {PayKind.MONTH, PayKind.YEAR}:
        monthly = -(-one.variant.monthly // 10_000) * 10_000
        amount = f"{monthly // 10_000}만원" if language == "ko" else formats.won(monthly, language)
        return _("월급 +%(amount)s") % {"amount": amount}
    return _("시급 +%(amount)s") % {"amount": formats.won(one.variant.amount, language)}


def _start(one: Outcome, _order: JobOrder) -> str:
    return _("시작 %(time)s") % {"time": _time(one.variant.order.start)}


def _end(one: Outcome, _order: JobOrder) -> str:
    return _("끝 %(time)s") % {"time": _time(one.variant.order.end)}


def _days(one: Outcome, _order: JobOrder) -> str:
    names = formats.WEEKDAYS["ko" if (get_language() or "ko").startswith("ko") else "en"]
    dropped = "·".join(names[day] for day in range(7) if one.variant.amount >> day & 1)
    return _("%(days)s 빼면") % {"days": dropped}


def _days_a_week(one: Outcome, _order: JobOrder) -> str:
    return _("주 %(days)d일이면") % {"days": one.variant.order.days_per_week}


def _weekly(one: Outcome, _order: JobOrder) -> str:
    return _("주 %(hours)s시간이면") % {"hours": f"{one.variant.order.weekly / 60:g}"}


def _shift(_one: Outcome, _order: JobOrder) -> str:
    return _("교대 없으면")


def _licence(one: Outcome, _order: JobOrder) -> str:
    return _("%(licence)s 요구하지 않으면") % {"licence": licence_name(one.variant.amount)}


def _licences(_one: Outcome, _order: JobOrder) -> str:
    return _("자격·면허 요구하지 않으면")


def _career(one: Outcome, _order: JobOrder) -> str:
    left = one.variant.order.career_min
    if not left:
        return _("경력 요구하지 않으면")
    return _("경력 %(years)s년이면") % {"years": f"{left / 12:.1f}".removesuffix(".0")}


def _education(one: Outcome, _order: JobOrder) -> str:
    if not one.variant.order.education_min:
        return _("학력 요구하지 않으면")
    return _("학력 %(steps)d단계 낮추면") % {"steps": one.variant.amount}


def _reach(one: Outcome, _order: JobOrder) -> str:
    km = f"{one.variant.amount / 1000:g}"
    if one.variant.amount <= 1000:
        return _("옆 동까지(%(km)skm) 물어보면") % {"km": km}
    return _("%(km)skm 더 멀리 물어보면") % {"km": km}


def _time(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


_WORDS: dict[What, Callable[[Outcome, JobOrder], str]] = {
    What.PAY: _pay,
    What.START: _start,
    What.END: _end,
    What.DAYS: _days,
    What.DAYS_A_WEEK: _days_a_week,
    What.WEEKLY: _weekly,
    What.SHIFT: _shift,
    What.LICENCE: _licence,
    What.LICENCES: _licences,
    What.CAREER: _career,
    What.EDUCATION: _education,
    What.REACH: _reach,
}
