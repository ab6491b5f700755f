"""A job order with nothing to remark on, to be spoiled one term at a time, and the law it is checked against."""

from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from jobvisit.office.orders.rules import Finding, LawTables, OrderTerms, Outcome, check
from jobvisit.office.orders.rules.terms import ALL_INSURANCES


@dataclass(frozen=True)
class Floor:
    """A wage floor for one calendar year."""

    year: int
    hourly: int
    confidence: str = "two_sources"

    @property
    def valid_from(self) -> date:
        return date(self.year, 1, 1)

    @property
    def valid_until(self) -> date:
        return date(self.year, 12, 31)


LAW = LawTables.of([Floor(2027, 10_700, "secondary"), Floor(2025, 10_030), Floor(2026, 10_320)])

CLEAN = OrderTerms(
    title="식당 주방보조 모집",
    duties="재료 손질과 설거지를 합니다.",
    occupation="532301",
    headcount=1,
    pay_kind="month",
    pay_min=2_156_880,
    days_per_week=5,
    weekly_hours=40,
    start=time(9),
    end=time(18),
    break_minutes=60,
    employment="permanent",
    career_kind="none_required",
    education="any",
    accepted_on=date(2026, 3, 2),
    closes_on=date(2026, 4, 2),
    gu="서초구",
    insurances=ALL_INSURANCES,
    retirement="lump_sum",
    employer_name="방배식당",
    texts={"title": "식당 주방보조 모집", "duties": "재료 손질과 설거지를 합니다."},
)


def findings(code: str = "", **changed: Any) -> list[Finding]:
    """What the checks say of the clean order with some terms changed; only those of `code`, if given."""
    return [one for one in check(replace(CLEAN, **changed), LAW) if code in ("", one.code)]


def outcome(code: str, **changed: Any) -> Outcome | None:
    """The outcome of the one finding of `code`; None where there is none."""
    found = findings(code, **changed)
    assert len(found) <= 1, found
    return found[0].outcome if found else None
