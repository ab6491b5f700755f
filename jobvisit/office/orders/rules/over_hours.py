"""Hours beyond what the law allows, for adults (근로기준법 제50·53조) and for those of 15 to 17 (제69·70조)."""

from collections.abc import Iterator
from datetime import time
from fractions import Fraction

from .law import HOURS_LIMIT, MINOR_HOURS, MINOR_NIGHT, NORMAL_HOURS, LawTables
from .remark import finding, hours
from .terms import Finding, OrderTerms, Outcome
from .trades import HOUR_LIMITS_MAY_NOT_APPLY, is_in
from .week import NORMAL_DAY, NORMAL_WEEK, Bounds, contradicts, day, from_timetable, stated_week, week

LONGEST_WEEK = Fraction(52)
MINOR_DAY, MINOR_LONGEST_DAY = Fraction(7), Fraction(8)
MINOR_WEEK, MINOR_LONGEST_WEEK = Fraction(35), Fraction(40)
NIGHT_FROM, NIGHT_UNTIL = time(22), time(6)
FIRMS_FROM = 5


def hours_over_limit(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """More than 40 hours a week (a day: 8) needs an agreement on overtime; more than 52 is barred (제50·53조)."""
    if terms.minor_worker:
        yield from _minor_hours(terms)
        return
    weekly = _weekly_to_judge(terms)
    small = terms.firm_headcount is not None and terms.firm_headcount < FIRMS_FROM
    if weekly is not None and weekly.most > NORMAL_WEEK and not small:
        yield _over_week(terms, weekly)
        return
    daily = day(terms)
    if daily is not None and daily.least > NORMAL_DAY and not small:
        yield finding(
            "hours_over_limit",
            Outcome.TO_CONFIRM,
            NORMAL_HOURS,
            field="end",
            evidence=f"하루 {hours(daily.least)} 이상",
            message="하루 8시간을 넘습니다. 넘는 시간은 연장근로로, 서로 합의하고 수당을 더 주어야 합니다.",
            fix="휴게시간을 확인하고, 하루 8시간을 넘는 만큼은 연장근로와 수당으로 적어 주세요.",
        )


def _weekly_to_judge(terms: OrderTerms) -> Bounds | None:
    """Stated hours, or those the timetable cannot go below: a long presence alone may hide a long break."""
    stated, timetable = stated_week(terms), from_timetable(terms)
    if stated is not None and (timetable is None or stated >= timetable.least):
        return Bounds(stated, stated, stated=True)
    return Bounds(timetable.least, timetable.least) if timetable is not None else None


def _over_week(terms: OrderTerms, weekly: Bounds) -> Finding:
    over = weekly.least > LONGEST_WEEK
    excepted = is_in(terms.occupation, HOUR_LIMITS_MAY_NOT_APPLY)
    large_enough = terms.firm_headcount is not None and terms.firm_headcount >= FIRMS_FROM
    sure = over and large_enough and not excepted and not terms.hours_uncertain and not contradicts(terms)
    if not over:
        message = "주 40시간을 넘습니다. 넘는 시간은 합의한 연장근로여야 하고(주 12시간까지) 수당을 더 주어야 합니다."
        fix = "주 40시간 안으로 줄이거나, 연장근로 시간과 수당을 따로 적어 주세요."
    else:
        message = "연장근로를 더해도 주 52시간을 넘을 수 없습니다."
        if not large_enough:
            message += " 상시 근로자가 5명 이상인지 확인해 주세요(5명 미만은 적용되지 않습니다)."
        if excepted:
            message += " 감시·단속적 근로 승인이나 특례업종인지 확인해 주세요."
        fix = "주 52시간 안으로 근로시간을 줄여 주세요."
    return finding(
        "hours_over_limit",
        Outcome.UNLAWFUL if sure else Outcome.TO_CONFIRM,
        HOURS_LIMIT,
        field="weekly_hours" if weekly.stated else "end",
        evidence=f"주 {hours(weekly.least)} > {hours(LONGEST_WEEK if over else NORMAL_WEEK)}",
        message=message,
        fix=fix,
    )


def _minor_hours(terms: OrderTerms) -> Iterator[Finding]:
    """15–17 years: 7 hours a day and 35 a week, one and five more by agreement; no night work (제69조, 제70조②)."""
    weekly, daily = week(terms), day(terms)
    if weekly is not None and weekly.most > MINOR_WEEK:
        yield _minor_over(terms, weekly, MINOR_WEEK, MINOR_LONGEST_WEEK, "주")
    elif daily is not None and daily.most > MINOR_DAY:
        yield _minor_over(terms, daily, MINOR_DAY, MINOR_LONGEST_DAY, "하루")
    if _touches_night(terms):
        yield finding(
            "minor_night_work",
            Outcome.TO_CONFIRM,
            MINOR_NIGHT,
            field="end",
            evidence=f"{terms.start:%H:%M}~{terms.end:%H:%M}",
            message="18세 미만은 밤 10시부터 아침 6시까지 일할 수 없습니다(본인 동의와 고용노동부 인가가 있으면 예외).",
            fix="밤 10시 전에 끝나도록 시간을 바꾸거나, 인가를 받았는지 확인해 주세요.",
        )


def _minor_over(terms: OrderTerms, bounds: Bounds, normal: Fraction, longest: Fraction, per: str) -> Finding:
    sure = bounds.least > longest and not terms.hours_uncertain and not contradicts(terms)
    return finding(
        "hours_over_limit",
        Outcome.UNLAWFUL if sure else Outcome.TO_CONFIRM,
        MINOR_HOURS,
        field="weekly_hours" if per == "주" else "end",
        evidence=f"{per} {hours(bounds.most)} > {hours(longest if bounds.least > longest else normal)}",
        message=f"18세 미만은 {per} {hours(normal)}까지이고, 합의해도 {hours(longest)}을 넘을 수 없습니다.",
        fix=f"{per} {hours(normal)} 안으로 근로시간을 줄여 주세요.",
    )


def _touches_night(terms: OrderTerms) -> bool:
    if terms.start is None or terms.end is None:
        return False
    over_midnight = terms.end <= terms.start
    return over_midnight or terms.start < NIGHT_UNTIL or terms.start >= NIGHT_FROM or terms.end > NIGHT_FROM
