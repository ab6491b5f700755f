"""What the law says, as data: dated wage floors filled in by the caller, and the articles a finding cites."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

TRUSTED = "two_sources"
"""The `confidence` of a wage that need not be checked again."""


class WageFloor(Protocol):
    """The minimum wage (최저임금), won an hour, in force from one day to another, both included. None: no end known."""

    @property
    def valid_from(self) -> date: ...
    @property
    def valid_until(self) -> date | None: ...
    @property
    def hourly(self) -> int: ...
    @property
    def confidence(self) -> str: ...


@dataclass(frozen=True)
class LawTables:
    """The dated tables the checks rest on, oldest row first."""

    wage_floors: tuple[WageFloor, ...]

    @classmethod
    def of(cls, floors: Iterable[WageFloor]) -> "LawTables":
        """Tables from floors in any order, e.g. the rows of the reference room."""
        return cls(tuple(sorted(floors, key=lambda floor: floor.valid_from)))

    def floor_on(self, day: date) -> WageFloor | None:
        """The floor in force on `day`; None where the tables know none."""
        return next((floor for floor in self.wage_floors if _in_force(floor, day)), None)

    def floor_after(self, floor: WageFloor) -> WageFloor | None:
        """The floor that follows `floor`; None where none is known yet."""
        return next((later for later in self.wage_floors if later.valid_from > floor.valid_from), None)


def _in_force(floor: WageFloor, day: date) -> bool:
    return floor.valid_from <= day and (floor.valid_until is None or day <= floor.valid_until)


@dataclass(frozen=True, kw_only=True)
class Law:
    """An article to cite. `firms_from` is the smallest firm (workers) it binds; `penalty` in Korean, None if none."""

    article: str
    penalty: str | None = None
    firms_from: int = 0


MINIMUM_WAGE = Law(
    article="최저임금법 제6조, 같은 법 시행령 제5조",
    penalty="3년 이하의 징역 또는 2천만원 이하의 벌금(최저임금법 제28조)",
)
TRAINEE_WAGE = Law(
    article="최저임금법 제5조②, 같은 법 시행령 제3조",
    penalty="3년 이하의 징역 또는 2천만원 이하의 벌금(최저임금법 제28조)",
)
STATED_TERMS = Law(article="직업안정법 제10조")
PLAIN_PAY = Law(article="직업안정법 제10조, 근로기준법 제17조")
FALSE_AD = Law(
    article="직업안정법 제34조, 같은 법 시행령 제34조",
    penalty="5년 이하의 징역 또는 5천만원 이하의 벌금(직업안정법 제47조)",
)
ORDER_VALIDITY = Law(article="직업안정법 시행규칙 제3조①")
DUPLICATE = Law(article="직업안정법 시행규칙 제2조③")
IDENTITY = Law(article="직업안정법 시행령 제5조②, 같은 법 시행규칙 제2조②")

NORMAL_HOURS = Law(article="근로기준법 제50조", firms_from=5)
HOURS_LIMIT = Law(
    article="근로기준법 제50조, 제53조",
    firms_from=5,
    penalty="2년 이하의 징역 또는 2천만원 이하의 벌금(근로기준법 제110조)",
)
MINOR_HOURS = Law(article="근로기준법 제69조", penalty="2년 이하의 징역 또는 2천만원 이하의 벌금(근로기준법 제110조)")
MINOR_NIGHT = Law(article="근로기준법 제70조②", penalty="2년 이하의 징역 또는 2천만원 이하의 벌금(근로기준법 제110조)")
MINOR_CONSENT = Law(article="직업안정법 제21조의3, 근로기준법 제64조·제65조")
BREAKS = Law(article="근로기준법 제54조", penalty="2년 이하의 징역 또는 2천만원 이하의 벌금(근로기준법 제110조)")
WEEKLY_HOLIDAY = Law(
    article="근로기준법 제55조①, 제18조③", penalty="2년 이하의 징역 또는 2천만원 이하의 벌금(근로기준법 제110조)"
)
NO_PENALTY_CLAUSE = Law(article="근로기준법 제20조", penalty="500만원 이하의 벌금(근로기준법 제114조)")
FIXED_TERM = Law(article="기간제법 제4조")
DISPATCH = Law(article="파견법 제5조", penalty="3년 이하의 징역 또는 3천만원 이하의 벌금(파견법 제43조)")
INSURANCE = Law(article="고용보험법 제8조, 산업재해보상보험법 제6조, 국민연금법 제8조, 국민건강보험법 제6조")
RETIREMENT = Law(article="근로자퇴직급여 보장법 제4조①")
EMPLOYEE_STATUS = Law(article="근로기준법 제2조①1, 최저임금법 제5조③")

AGE = Law(article="고령자고용법 제4조의4①1(예외 제4조의5)", penalty="500만원 이하의 벌금(고령자고용법 제23조의3②)")
SEX = Law(article="남녀고용평등법 제7조①", penalty="500만원 이하의 벌금(남녀고용평등법 제37조④)")
LOOKS = Law(
    article="남녀고용평등법 제7조②, 채용절차법 제4조의3(30명 이상)",
    penalty="500만원 이하의 벌금(남녀고용평등법 제37조④), 30명 이상은 500만원 이하의 과태료(채용절차법 제17조②)",
)
UNMARRIED = Law(
    article="남녀고용평등법 제7조②, 채용절차법 제4조의3(30명 이상)",
    penalty="500만원 이하의 벌금(남녀고용평등법 제37조④), 30명 이상은 500만원 이하의 과태료(채용절차법 제17조②)",
)
ORIGIN = Law(
    article="고용정책 기본법 제7조①, 채용절차법 제4조의3(30명 이상)",
    penalty="상시 30명 이상이 출신지역을 요구하면 500만원 이하의 과태료(채용절차법 제17조②)",
)
NATIONALITY = Law(article="고용정책 기본법 제7조①, 직업안정법 제2조, 근로기준법 제6조")
RESIDENCE = Law(article="고용정책 기본법 제7조①, 직업안정법 제2조")
FAMILY = Law(
    article="채용절차법 제4조의3(30명 이상)", firms_from=30, penalty="500만원 이하의 과태료(채용절차법 제17조②)"
)
PROPERTY = Law(
    article="채용절차법 제4조의3(30명 이상)", firms_from=30, penalty="500만원 이하의 과태료(채용절차법 제17조②)"
)
EQUAL_CHANCE = Law(article="고용정책 기본법 제7조①, 직업안정법 제2조")
DISABILITY = Law(article="장애인차별금지법 제10조①, 고용정책 기본법 제7조①")
MEDICAL_CHECK = Law(article="장애인차별금지법 제12조①, 고용정책 기본법 제7조①")
HIRING_COSTS = Law(
    article="직업안정법 제32조, 채용절차법 제9조(30명 이상)",
    penalty="5년 이하의 징역 또는 5천만원 이하의 벌금(직업안정법 제47조)",
)
PERSONAL_DATA = Law(article="개인정보 보호법 제16조·제24조의2")
PAPERS = Law(article="채용절차법 제4조의3(30명 이상)", firms_from=30)
RETURN_OF_PAPERS = Law(article="채용절차법 제11조(30명 이상)", firms_from=30)
