"""Pay against the minimum wage in force on the first day of work (최저임금법 제6조)."""

from collections.abc import Iterator
from fractions import Fraction

from .law import MINIMUM_WAGE, TRUSTED, LawTables, WageFloor
from .remark import PAY_NAMES, finding, hours, won
from .shown import PLAUSIBLE, Shown, plausible, shown_pay
from .terms import Finding, OrderTerms, Outcome, StatedPay
from .trainee import TRAINEE_SHARE
from .wage import Need, day_of_law, need, next_floor
from .week import HOLIDAY_FROM, NORMAL_WEEK, contradicts, week

BONUS_MARGIN = Fraction(11, 10)
"""Yearly pay that names a bonus is looked at when it passes the floor by less than this."""
_BONUS = ("상여포함", "상여금포함", "성과급포함", "보너스포함", "명절휴가비포함", "명절상여포함")


def below_minimum_wage(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """Pay below the floor in force on the first day of work, to the won; to be confirmed where the terms allow both."""
    shown = shown_pay(terms)
    if shown is None or terms.pay_kind in (None, "negotiable"):
        return
    on = day_of_law(terms)
    floor = law.floor_on(on) if on else None
    if floor is None:
        yield _unknown_floor(terms)
        return
    lowest = need(terms, floor)
    if lowest is None:
        return
    if shown.amount < lowest.most:
        sure = shown.at_most < lowest.least and not terms.pay_uncertain and not terms.pay_after_tax and plausible(terms)
        sure = sure and not (terms.hours_uncertain and terms.pay_kind != "hour")
        yield _below(terms, shown, lowest, floor, Outcome.UNLAWFUL if sure else Outcome.TO_CONFIRM)
    elif terms.pay_kind == "year" and _names_bonus(terms) and shown.amount < lowest.most * BONUS_MARGIN:
        yield _below(terms, shown, lowest, floor, Outcome.TO_CONFIRM)


def _unknown_floor(terms: OrderTerms) -> Finding:
    on = day_of_law(terms)
    return finding(
        "wage_floor_unknown",
        Outcome.TO_CONFIRM,
        MINIMUM_WAGE,
        field="starts_on",
        evidence=on.isoformat() if on else "근무 시작일 없음",
        message="그날의 최저임금을 알 수 없어 임금을 확인하지 못했습니다.",
        fix="근무 시작일을 적고, 그해 최저임금 고시를 확인해 주세요.",
    )


def _below(terms: OrderTerms, shown: Shown, lowest: Need, floor: WageFloor, outcome: Outcome) -> Finding:
    assert terms.pay_kind is not None
    name = PAY_NAMES[terms.pay_kind]
    unit = won(floor.hourly)
    basis = f"{floor.valid_from.year}년 최저임금 {unit}"
    if terms.pay_kind != "hour" or lowest.hours != 1:
        basis += f" × {hours(lowest.hours)} = {won(lowest.most)}"
    return finding(
        "below_minimum_wage",
        outcome,
        MINIMUM_WAGE,
        field="pay_min" if terms.pay_min is not None else "pay_max",
        evidence=f"{name} {won(shown.amount)} < {basis}"
        if shown.amount < lowest.most
        else f"{name} {won(shown.amount)}",
        message=_why_below(terms, shown, lowest, floor, outcome),
        fix=f"{name}을 {won(lowest.most)} 이상으로 올리거나, 근로시간을 정확히 적어 주세요.",
    )


def _why_below(terms: OrderTerms, shown: Shown, lowest: Need, floor: WageFloor, outcome: Outcome) -> str:
    told = "" if floor.confidence == TRUSTED else f" ({floor.valid_from.year}년 금액은 고시를 다시 확인해 주세요.)"
    if outcome is Outcome.UNLAWFUL:
        return f"적힌 근로시간으로 계산하면 최저임금보다 적습니다.{told}"
    if shown.amount >= lowest.most:
        return "연봉에 해마다 한 번 주는 상여금이 들어 있으면 월급이 최저임금보다 적을 수 있습니다."
    if terms.pay_after_tax:
        return f"세금과 보험료를 뗀 금액이라 떼기 전 금액이 최저임금 이상인지 확인해야 합니다.{told}"
    if terms.pay_uncertain or not plausible(terms):
        return f"임금을 확실히 읽지 못했습니다. 읽은 대로라면 최저임금보다 적습니다.{told}"
    if shown.at_most - shown.amount >= terms.pay_rounded_to:
        return f"임금 칸의 금액은 최저임금보다 적은데 글에는 더 많은 금액이 적혀 있습니다.{told}"
    if shown.at_most >= lowest.most:
        return f"만원 단위로 줄여 적은 금액이라 실제 금액이 최저임금 이상인지 확인해야 합니다.{told}"
    hours_said = week(terms)
    if hours_said is not None and hours_said.most > NORMAL_WEEK and not contradicts(terms):
        return f"주 40시간을 넘는 시간의 수당까지 든 금액이라면 최저임금보다 적습니다.{told}"
    if terms.pay_includes_weekly_holiday:
        return f"주휴수당이 들어 있는 시급이라면 그만큼 빼고 계산해야 하고, 그러면 최저임금보다 적습니다.{told}"
    return f"근로시간이 분명하지 않아, 길게 보면 최저임금보다 적습니다.{told}"


def _names_bonus(terms: OrderTerms) -> bool:
    return any(words in text.replace(" ", "") for text in terms.texts.values() for words in _BONUS)


def stated_pay_below(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """Hourly pay that only the text states ("기본시급 10,030원"), below the floor: to be confirmed."""
    on, shown = day_of_law(terms), shown_pay(terms)
    floor = law.floor_on(on) if on else None
    if floor is None:
        return
    hours_said = week(terms)
    holiday_due = hours_said is None or hours_said.most >= HOLIDAY_FROM
    for said in terms.pay_statements:
        if said.kind != "hour" or said.least is None or said.least < PLAUSIBLE["hour"][0]:
            continue
        if terms.pay_kind == "hour" and shown is not None and said.least == shown.amount:
            continue
        inside = holiday_due and said.includes and "주휴" in said.line
        lowest = Fraction(floor.hourly) * (Fraction(6, 5) if inside else 1)
        if said.least < lowest and not _is_trainee_pay(said, floor):
            yield _stated_below(said, lowest, floor, inside)


def _is_trainee_pay(said: StatedPay, floor: WageFloor) -> bool:
    return "수습" in said.line and said.least is not None and said.least >= floor.hourly * TRAINEE_SHARE


def _stated_below(said: StatedPay, lowest: Fraction, floor: WageFloor, inside: bool) -> Finding:
    year = floor.valid_from.year
    return finding(
        "below_minimum_wage",
        Outcome.TO_CONFIRM,
        MINIMUM_WAGE,
        field=said.field,
        span=said.span,
        evidence=said.words,
        message=(
            f"주휴수당을 빼고 계산하면 {year}년 최저임금({won(floor.hourly)})보다 적을 수 있습니다."
            if inside
            else f"글에 적힌 시급이 {year}년 최저임금({won(floor.hourly)})보다 적습니다."
        ),
        fix=(
            f"기본시급과 수당을 나눠 적고, {'주휴수당을 포함한 ' if inside else ''}시급이 {won(lowest)} "
            "이상인지 확인해 주세요."
        ),
    )


def below_next_wage_floor(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """Lawful today, below the coming year's floor, and the order is open until then: a note."""
    later, shown, on = next_floor(terms, law), shown_pay(terms), day_of_law(terms)
    floor = law.floor_on(on) if on else None
    if later is None or shown is None or floor is None:
        return
    now, then = need(terms, floor), need(terms, later)
    if now is None or then is None or not now.most <= shown.amount < then.most:
        return
    yield finding(
        "below_next_wage_floor",
        Outcome.NOTE,
        MINIMUM_WAGE,
        field="pay_min",
        evidence=f"{won(shown.amount)} < {won(then.most)} ({later.valid_from:%Y-%m-%d}부터)",
        message=f"{later.valid_from.year}년부터는 이 금액이 최저임금보다 적습니다."
        + ("" if later.confidence == TRUSTED else " (고시를 다시 확인해 주세요.)"),
        fix=f"{later.valid_from.year}년 1월분부터 {won(then.most)} 이상을 주도록 안내해 주세요.",
    )
