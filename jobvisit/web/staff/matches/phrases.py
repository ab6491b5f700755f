"""The engine's codes and values as plain sentences. The only place where reasons get words."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from math import exp, hypot

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from jobvisit.base.geo import to_metres
from jobvisit.engines.matching import Change, Params, Requirement
from jobvisit.engines.matching import Term as EngineTerm
from jobvisit.engines.matching.results import LOWER_SCORE, requirements
from jobvisit.office.matches.actions import Fit
from jobvisit.office.matches.models import Measure, Override, ShownList
from jobvisit.office.matches.record import FAVOURED, PRICED, WINDOWED
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.reference import tables
from jobvisit.office.seekers.models import Seeker
from jobvisit.web.shared import formats
from jobvisit.web.shared.parts import Reason, Term

REQUIREMENTS: dict[Requirement, Promise] = {
    Requirement.OCCUPATION: gettext_lazy("직종"),
    Requirement.COMMUTE: gettext_lazy("거리"),
    Requirement.PAY: gettext_lazy("임금"),
    Requirement.DAYS: gettext_lazy("요일"),
    Requirement.START: gettext_lazy("시작 시각"),
    Requirement.END: gettext_lazy("끝 시각"),
    Requirement.WEEKLY: gettext_lazy("주 근로시간"),
    Requirement.SHIFT: gettext_lazy("교대 근무"),
    Requirement.LICENCES: gettext_lazy("자격·면허"),
    Requirement.CAREER: gettext_lazy("경력"),
    Requirement.EDUCATION: gettext_lazy("학력"),
}
TERMS: dict[EngineTerm, Promise] = {
    EngineTerm.ACCEPT_BASE: gettext_lazy("구직자가 받아들일 기본 가능성"),
    EngineTerm.OCCUPATION: gettext_lazy("희망 직종과 가까움"),
    EngineTerm.WORDS: gettext_lazy("말로 적은 희망과 가까움"),
    EngineTerm.COMMUTE: gettext_lazy("출퇴근 거리"),
    EngineTerm.PAY: gettext_lazy("희망 임금"),
    EngineTerm.DAYS: gettext_lazy("요일"),
    EngineTerm.START: gettext_lazy("시작 시각"),
    EngineTerm.END: gettext_lazy("끝 시각"),
    EngineTerm.WEEKLY: gettext_lazy("주 근로시간"),
    EngineTerm.SHIFT: gettext_lazy("교대 근무"),
    EngineTerm.WANTS: gettext_lazy("바라는 조건"),
    EngineTerm.FRESHNESS: gettext_lazy("최근 활동"),
    EngineTerm.HIRE_BASE: gettext_lazy("사업체가 채용할 기본 가능성"),
    EngineTerm.LICENCES: gettext_lazy("자격·면허"),
    EngineTerm.CAREER: gettext_lazy("경력"),
    EngineTerm.EDUCATION: gettext_lazy("학력"),
}
_BASES = (EngineTerm.ACCEPT_BASE, EngineTerm.HIRE_BASE)
_BEST = Params().accept_base + Params().hire_base


def fit(points: Iterable[int]) -> int:
    """A score as 0–100: what share of a perfect match's chance remains."""
    losses = sum(value for term, value in zip(EngineTerm, points, strict=True) if term not in _BASES)
    return round(100 * exp(losses / 1000))


def fit_of(score: int) -> int:
    """The same of a whole score, with the bases of the documented priors in it."""
    return round(100 * exp(min(0, score - _BEST) / 1000))


def kind_of(code: int) -> str:
    """The kind of a recorded reason in a word or two, for counting."""
    outside = {PRICED: _("배정 가격"), FAVOURED: _("우선 소개 근거"), WINDOWED: _("협약의 우선 시간")}
    if code in outside:
        return outside[code]
    return str(REQUIREMENTS[Requirement(code)] if code < LOWER_SCORE else TERMS[EngineTerm(code - LOWER_SCORE)])


def price(millionths: int) -> list[Term]:
    """What a round's price takes from someone's place, said openly beside the terms."""
    if millionths < 1_000:
        return []
    share = millionths / 10_000
    label = _("다른 구인에도 필요함 (배정 가격)")
    return [Term(label=label, points=f"−{share:.1f}%p", part=max(0, round(100 - share)))]


def measure(shown: ShownList) -> str:
    """The lawful measure behind a list and its price."""
    if shown.measure is None:
        return ""
    if shown.measure.until is not None:
        return _window(shown, shown.measure)
    return _("%(basis)s · %(group)s · 가중 %(weight)s · 명단의 기대 취업 −%(cost)s명") % {
        "basis": shown.measure.basis,
        "group": group_name(shown.measure.group, localtime(shown.at).date()),
        "weight": shown.measure.weight,
        "cost": f"{shown.measure_price / 1_000_000:.2f}",
    }


def _window(shown: ShownList, held: Measure) -> str:
    """The open window behind a list: whose, for whom, until when, its price; and that nobody is missing."""
    line = held.line
    cost = shown.measure_price / 1_000_000
    lang = (get_language() or "ko").partition("-")[0]
    words = _(
        "협약 %(title)s %(number)s조(%(basis)s)에 따라 %(until)s까지 %(group)s %(first)s명이 앞에 섭니다. "
        "점수만으로 세웠을 때와 같은 사람들이며 아무도 빠지지 않았습니다. 처음 세 사람의 기대 취업 %(cost)s명."
    )
    return words % {
        "title": line.agreement.title if line else "",
        "number": line.number if line else "",
        "basis": held.basis,
        "until": formats.moment(localtime(held.until), lang) if held.until else "",
        "group": group_name(held.group, localtime(shown.at).date()),
        "first": shown.first,
        "cost": "±0" if abs(cost) < 0.005 else f"{-cost:+.2f}".replace("-", "−"),
    }


def came_first(shown: ShownList, at: int | None) -> str:
    """Beside a resident who stands first by a window: where the score alone would put them. Nothing of a group that is
    sensitive, nor of one who did not move."""
    held = shown.measure
    if held is None or held.until is None or at is None or at >= shown.first:
        return ""
    found = next((one for one in tables.groups(localtime(shown.at).date()) if one.code == held.group), None)
    values = [exp(score / 1000) * 1_000_000 for score in shown.scores]
    worth = [value - price for value, price in zip(values, shown.prices or [0] * len(values), strict=True)]
    place = sum(other > worth[at] for other in worth) + 1
    if found is None or found.sensitive or place <= at + 1:
        return ""
    return _("협약 시간 안이라 앞에 섬 (점수로는 %(place)d째)") % {"place": place}


def group_name(code: str, on: date) -> str:
    """The name of a target group in the reader's language."""
    found = next((one for one in tables.groups(on) if one.code == code), None)
    if found is None:
        return code
    return found.name_ko if (get_language() or "ko").startswith("ko") else found.name_en


def overruled(one: Override) -> str:
    """What a person decided about a line, by whom and why."""
    did = _("%(place)d번째로 둠") % {"place": one.place} if one.place else str(Override.Kind(one.kind).label)
    why = str(Override.Why(one.why).label)
    said = f"{why}: {one.note}" if one.note else why
    return f"{did} · {said} · {one.by.name}"


def terms(points: Iterable[int]) -> list[Term]:
    """The parts of a score, the dearest first; parts that cost nothing are left out."""
    lost = [(value, term) for term, value in zip(EngineTerm, points, strict=True) if value < 0 and term not in _BASES]
    return [
        Term(
            label=str(TERMS[term]),
            points=f"−{round(100 * (1 - exp(value / 1000)))}%",
            part=round(100 * exp(value / 1000)),
        )
        for value, term in sorted(lost)
    ]


def reasons(order: JobOrder, seeker: Seeker, unknown: int) -> list[Reason]:
    """Why this resident fits this order, and what has to be confirmed with them."""
    open_ones = set(requirements(unknown))
    met = [
        text
        for requirement, text in (
            (Requirement.OCCUPATION, _occupation(order, seeker)),
            (Requirement.COMMUTE, _commute(order, seeker)),
            (Requirement.PAY, _pay(order, seeker)),
            (Requirement.START, _hours(order, seeker)),
            (Requirement.LICENCES, _licences(order)),
            (Requirement.CAREER, _career(seeker)),
        )
        if text and requirement not in open_ones
    ]
    confirm = [Reason(_("%(what)s 확인") % {"what": REQUIREMENTS[r]}, "unknown") for r in sorted(open_ones)]
    return [Reason(text) for text in met] + confirm


def passed_over(code: int, value: float, order: JobOrder) -> str:
    """The recorded reason why someone who applied earlier stands lower or was left out (칙 제5조④)."""
    if code == PRICED:
        return _("이 구인에는 맞으나 다른 구인에 더 필요함 (배정 가격 %(percent).1f%%)") % {"percent": value / 10_000}
    if code == WINDOWED:
        return _("협약의 우선 시간(%(minutes)d분) 안이라 그 대상이 먼저임") % {"minutes": int(value)}
    if code == FAVOURED:
        return _("우선 소개 근거의 대상 집단이 먼저임 (가중 %(weight).2f)") % {"weight": value / 100}
    if code < LOWER_SCORE:
        return excluded(Requirement(code), int(value), order)
    term = EngineTerm(code - LOWER_SCORE)
    percent = round(100 * (1 - exp(-value / 1000)))
    return _("조건은 맞으나 ‘%(term)s’에서 %(percent)d%% 낮음") % {"term": TERMS[term], "percent": percent}


def excluded(requirement: Requirement, gap: int, order: JobOrder) -> str:
    """Why a resident is out, in one sentence with the figure it rests on."""
    sentences = {
        Requirement.OCCUPATION: _("희망 직종이 다름"),
        Requirement.COMMUTE: _("다닐 수 있는 거리보다 %(km).1fkm 멂") % {"km": gap / 1000},
        Requirement.PAY: _("희망 임금보다 시간당 %(won)s원 적음") % {"won": f"{abs(gap):,}"},
        Requirement.DAYS: _("가능한 요일이 다름"),
        Requirement.START: _("가능한 시각보다 %(minutes)d분 일찍 시작함") % {"minutes": abs(gap)},
        Requirement.END: _("가능한 시각보다 %(minutes)d분 늦게 끝남") % {"minutes": abs(gap)},
        Requirement.WEEKLY: _("원하는 주 근로시간과 %(hours).1f시간 다름") % {"hours": abs(gap) / 60},
        Requirement.SHIFT: _("교대 근무를 원하지 않음"),
        Requirement.LICENCES: _("필요한 자격·면허가 없음 (%(names)s)") % {"names": ", ".join(order.licences_required)},
        Requirement.CAREER: _("필요한 경력이 %(months)d개월 모자람") % {"months": abs(gap)},
        Requirement.EDUCATION: _("요구 학력에 이르지 않음"),
    }
    return sentences[requirement]


def change(one: Change) -> str:
    """What change of the order would admit the resident."""
    amount = abs(one.amount)
    sentences = {
        Requirement.PAY: _("임금을 시간당 %(won)s원(월 %(monthly)s원) 올리면")
        % {"won": f"{amount:,}", "monthly": f"{one.monthly:,}"},
        Requirement.START: _("%(minutes)d분 늦게 시작하면") % {"minutes": amount},
        Requirement.END: _("%(minutes)d분 일찍 끝나면") % {"minutes": amount},
        Requirement.DAYS: _("요일을 바꾸면"),
        Requirement.WEEKLY: _("주 근로시간을 %(hours).1f시간 바꾸면") % {"hours": amount / 60},
        Requirement.SHIFT: _("교대 없이 일하게 하면"),
        Requirement.LICENCES: ngettext("자격 %(n)d개를 요구하지 않으면", "자격 %(n)d개를 요구하지 않으면", amount)
        % {"n": amount},
        Requirement.CAREER: _("요구 경력을 %(months)d개월 줄이면") % {"months": amount},
        Requirement.EDUCATION: _("요구 학력을 낮추면"),
        Requirement.COMMUTE: _("%(km).1fkm 더 다닐 수 있으면") % {"km": amount / 1000},
        Requirement.OCCUPATION: _("희망 직종이 바뀌면"),
    }
    return sentences[one.requirement]


def commonest(fits: Iterable[Fit]) -> list[tuple[str, int]]:
    """How many orders are out for a resident by which requirement, counted at the first that failed."""
    counted = Counter(one.failed[0] for one in fits if one.failed)
    return [(str(REQUIREMENTS[requirement]), n) for requirement, n in counted.most_common()]


def kilometres(order: JobOrder, seeker: Seeker) -> float | None:
    """Straight line between home and work, in km, where both are known."""
    if None in (order.lat, order.lon, seeker.lat, seeker.lon):
        return None
    ax, ay = to_metres(order.lat, order.lon)  # type: ignore[arg-type]
    bx, by = to_metres(seeker.lat, seeker.lon)  # type: ignore[arg-type]
    return hypot(ax - bx, ay - by) / 1000


def _occupation(order: JobOrder, seeker: Seeker) -> str:
    if not order.occupation:
        return ""
    shared = max((len(_common(order.occupation, wish)) for wish in seeker.wishes), default=0)
    if shared >= 6:
        return _("희망 직종과 같음")
    if shared >= 3:
        return _("희망 직종과 비슷함")
    return _("희망 직종과 같은 분야") if shared >= 2 else ""


def _commute(order: JobOrder, seeker: Seeker) -> str:
    km = kilometres(order, seeker)
    return "" if km is None else _("집에서 %(km).1fkm") % {"km": km}


def _pay(order: JobOrder, seeker: Seeker) -> str:
    offered = order.hourly_max or order.hourly_min
    if not (offered and seeker.wage_wish):
        return ""
    return _("희망 임금 이상") if offered >= seeker.wage_wish else _("희망 임금에 가까움")


def _hours(order: JobOrder, seeker: Seeker) -> str:
    stated = order.start and order.end and (seeker.earliest or seeker.latest)
    return _("가능한 시간 안") if stated else ""


def _licences(order: JobOrder) -> str:
    return _("필요한 자격 있음") if order.licences_required else ""


def _career(seeker: Seeker) -> str:
    months = seeker.career_months or 0
    if months >= 12:
        return _("경력 %(years)d년") % {"years": months // 12}
    return _("경력 %(months)d개월") % {"months": months} if months else ""


def _common(one: str, other: str) -> str:
    length = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:length]
