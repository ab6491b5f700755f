"""Terms that say two things: hours against the timetable, text against fields."""

from collections.abc import Iterator
from re import compile

from .law import STATED_TERMS, LawTables
from .remark import finding, hours
from .terms import Finding, OrderTerms, Outcome, Remark
from .week import contradicts, days, from_timetable

_PERMANENT_SAID = compile(r"(?<!비)(?<!무기 )정규직(?!\s{0,2}(?:전환|및|/|,|·|으로|검토|채용\s{0,2}(?:가능|기회)))")
_FIXED_TERM_SAID = compile(r"(?<!무기)(?<!무기 )(?:계약직|기간제)(?!\s{0,2}(?:및|/|,|·|아님|아닌|교사))")


def hours_contradiction(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """Days said in two ways, or weekly hours that days × times cannot give; the plainest cause only."""
    days_said_twice, noticed = _remarks(terms, "days_differ"), _remarks(terms, "hours_differ")
    for remark in days_said_twice:
        yield _differs(
            "hours_contradiction",
            remark,
            "근무 요일이 서로 다르게 적혀 있습니다.",
            "일주일에 며칠, 무슨 요일에 일하는지 확인해 한 가지로 적어 주세요.",
        )
    if not days_said_twice and (contradicts(terms) or noticed):
        yield _hours_against_timetable(terms, noticed)


def _hours_against_timetable(terms: OrderTerms, noticed: list[Remark]) -> Finding:
    timetable, stated = from_timetable(terms), hours(terms.weekly_hours or 0)
    fix = "근무 요일 수, 시작·끝 시각, 휴게시간, 주 근로시간을 다시 확인해 서로 맞게 적어 주세요."
    if timetable is None:
        return _differs("hours_contradiction", noticed[0], "근무시간이 서로 다르게 적혀 있습니다.", fix)
    return finding(
        "hours_contradiction",
        Outcome.TO_CONFIRM,
        STATED_TERMS,
        field="weekly_hours",
        evidence=f"주 {stated} ↔ {_timetable_words(terms)}",
        message=f"요일과 시간으로 계산하면 주 {hours(timetable.most)}쯤인데 주 {stated}으로 적혀 있습니다.",
        fix=fix,
    )


def hours_unclear(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """Hours written so that they cannot be read for certain ("15:000~18:00")."""
    for remark in _remarks(terms, "hours_unclear"):
        yield _differs(
            "hours_unclear",
            remark,
            "근무시간을 확실히 읽을 수 없게 적혀 있습니다.",
            "시작·끝 시각을 ‘09:00~18:00’처럼 정확히 적어 주세요.",
        )


def _timetable_words(terms: OrderTerms) -> str:
    times = f"하루 {hours(terms.daily_hours or 0)}"
    if terms.start and terms.end and not terms.daily_hours:
        times = f"{terms.start:%H:%M}~{terms.end:%H:%M}"
    pause = f"(휴게 {terms.break_minutes}분)" if terms.break_minutes is not None else ""
    return f"주 {float(days(terms) or 0):g}일 × {times}{pause}"


def career_contradiction(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """A field that asks for no experience beside a text that demands it, or the other way round."""
    for remark in _remarks(terms, "career_differs"):
        yield _differs(
            "career_contradiction",
            remark,
            "경력 칸과 글에 적힌 경력 조건이 다릅니다.",
            "경력이 꼭 필요한지 확인해 ‘무관’ 또는 ‘경력 ○년’ 가운데 하나로 맞춰 주세요.",
        )


def education_contradiction(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """An education field that says other than the text."""
    for remark in _remarks(terms, "education_differs"):
        yield _differs(
            "education_contradiction",
            remark,
            "학력 칸과 글에 적힌 학력 조건이 다릅니다.",
            "필요한 학력을 확인해 한 가지로 맞춰 주세요.",
        )


def employment_contradiction(terms: OrderTerms, law: LawTables) -> Iterator[Finding]:
    """ "정규직" in the text of a fixed-term order, or "계약직" in that of a permanent one."""
    if terms.employment in ("fixed_term", "fixed_term_part_time"):
        said, field_words = _PERMANENT_SAID, "계약직"
    elif terms.employment in ("permanent", "permanent_part_time"):
        said, field_words = _FIXED_TERM_SAID, "상용직"
    else:
        return
    for field, text in terms.texts.items():
        match = said.search(text)
        if match and match.group() not in field_words:
            yield finding(
                "employment_contradiction",
                Outcome.TO_CONFIRM,
                STATED_TERMS,
                field=field,
                span=match.span(),
                evidence=f"{match.group()} ↔ {field_words}",
                message=f"고용형태 칸은 {field_words}인데 글에는 {match.group()}이라고 적혀 있습니다.",
                fix="계약 기간이 있는지 확인해 고용형태를 한 가지로 맞춰 주세요.",
            )
            return


def _remarks(terms: OrderTerms, code: str) -> list[Remark]:
    return [remark for remark in terms.remarks if remark.code == code]


def _differs(code: str, remark: Remark, message: str, fix: str) -> Finding:
    return finding(
        code,
        Outcome.TO_CONFIRM,
        STATED_TERMS,
        field=remark.field,
        span=remark.span,
        evidence=remark.words,
        message=message,
        fix=fix,
    )
