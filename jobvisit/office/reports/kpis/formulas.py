"""One function a KPI. Its docstring holds the formula and where the formula comes from; the page says the same.

A figure whose denominator is nought is unknown, never 0 %. Rates of a month compare what happened in it; only those of
a cohort (retention, results known, exposure) follow the same rows from denominator to numerator.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from jobvisit.office.reports.kpis.counted import Book, Count

Unit = Literal["people", "events", "firms", "ratio", "percent"]


@dataclass(frozen=True)
class Figure:
    """A number with what it is made of. `unsure` counts rows of the denominator of which nobody knows the answer."""

    code: str
    unit: Unit
    numerator: Count
    denominator: Count | None = None
    unsure: Count | None = None
    times: int = 1
    """By what the quotient is multiplied: 60 makes an hour of minutes."""

    @property
    def top(self) -> int:
        """The numerator, or the number itself."""
        return self.numerator.total

    @property
    def bottom(self) -> int | None:
        """The denominator; None for a plain number."""
        return None if self.denominator is None else self.denominator.total

    @property
    def known(self) -> bool:
        """Whether it can be said at all."""
        return self.numerator.known and self.bottom != 0

    @property
    def value(self) -> Fraction | None:
        """The number, or the exact quotient; None where it is unknown."""
        if not self.known:
            return None
        return Fraction(self.top * self.times, self.bottom or 1)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """By what both of its counts can be broken down."""
        if self.denominator is None:
            return self.numerator.by
        return tuple(one for one in self.numerator.by if one in self.denominator.by)

    def part(self, dimension: str, value: str) -> "Figure":
        """The same figure among the rows with this mark."""
        bottom = self.denominator and self.denominator.part(dimension, value)
        unsure = self.unsure and self.unsure.part(dimension, value)
        return Figure(self.code, self.unit, self.numerator.part(dimension, value), bottom, unsure, self.times)

    def values(self, dimension: str) -> tuple[str, ...]:
        """The values of a dimension that occur in either count."""
        bottom = self.denominator.values(dimension) if self.denominator else ()
        return tuple(sorted({*self.numerator.values(dimension), *bottom}))


def orders(book: Book) -> Figure:
    """구인 건수.

    Formula: orders accepted in the month, drafts and refused ones left out.
    Source: index.go.kr 1505 (신규 구인).
    """
    return Figure("orders", "events", book["orders"])


def openings(book: Book) -> Figure:
    """구인인원.

    Formula: openings of those orders; an order that does not say how many counts as one.
    Source: index.go.kr 1505 (신규 구인인원).
    """
    return Figure("openings", "people", book["openings"])


def seekers(book: Book) -> Figure:
    """구직자 수.

    Formula: residents whose application was taken in the month.
    Source: index.go.kr 1505 (신규 구직자).
    """
    return Figure("seekers", "people", book["seekers"])


def referrals(book: Book) -> Figure:
    """알선 건수.

    Formula: referrals whose letter (알선장) went out for the first time in the month.
    Source: 직업안정법 시행규칙 제5조제2항 (a referral is made by issuing its papers).
    """
    return Figure("referrals", "events", book["referrals"])


def referred(book: Book) -> Figure:
    """알선된 사람.

    Formula: residents with such a referral, each once.
    Source: as above; people and events are counted apart.
    """
    return Figure("referred", "people", book["referred"])


def hires(book: Book) -> Figure:
    """취업 건수.

    Formula: hires whose first working day lies in the month; annulled ones and those that never began are none.
    Source: index.go.kr 1505 (취업건수).
    """
    return Figure("hires", "events", book["hires"])


def hired(book: Book) -> Figure:
    """취업자 수.

    Formula: residents with such a hire, each once.
    Source: index.go.kr 1505 (취업자).
    """
    return Figure("hired", "people", book["hired"])


def visits(book: Book) -> Figure:
    """방문 건수.

    Formula: visits of the month that took place; a pair's visit is one.
    Source: 직업안정법 시행령 제13조 (구인 개척).
    """
    return Figure("visits", "events", book["visits"])


def attempts(book: Book) -> Figure:
    """연락 건수.

    Formula: attempts to reach a firm, whatever came of them.
    Source: 직업안정법 시행령 제13조 (구인 개척).
    """
    return Figure("attempts", "events", book["attempts"])


def openings_per_seeker(book: Book) -> Figure:
    """구인배수.

    Formula: openings of the month ÷ residents who applied in the month.
    Source: index.go.kr 1505 (구인배수 = 신규 구인인원 ÷ 신규 구직자).
    """
    return Figure("openings_per_seeker", "ratio", book["openings"], book["seekers"])


def employment_rate(book: Book) -> Figure:
    """취업률.

    Formula: residents who began work in the month ÷ residents who applied in the month; may pass 100 %.
    Source: data.go.kr 15047051 (취업률 = 취업 ÷ 신규 구직).
    """
    return Figure("employment_rate", "percent", book["hired"], book["seekers"])


def placement_rate_people(book: Book) -> Figure:
    """알선취업률 (사람).

    Formula: residents whose hire of the month we had proposed ÷ residents referred in the month.
    Source: the field's usual form (알선취업 ÷ 알선); definitions vary, so per person and per referral stand apart.
    """
    return Figure("placement_rate_people", "percent", book["hired_by_referral"], book["referred"])


def placement_rate_referrals(book: Book) -> Figure:
    """알선취업률 (건).

    Formula: hires of the month that we had proposed ÷ referrals made in the month.
    Source: the field's usual form (알선취업 ÷ 알선); see `placement_rate_people`.
    """
    return Figure("placement_rate_referrals", "percent", book["hires_by_referral"], book["referrals"])


def fill_rate(book: Book) -> Figure:
    """충족률.

    Formula: hires of the month ÷ openings of the month.
    Source: the field's usual form (채용 ÷ 구인인원); hires may belong to orders of an earlier month.
    """
    return Figure("fill_rate", "percent", book["hires"], book["openings"])


def results_known(book: Book) -> Figure:
    """14일 안에 결과를 안 비율.

    Formula: referrals whose result was known within 14 days of the letter ÷ referrals whose 14th day lies in the month;
    those withdrawn or made obsolete before are left out.
    Source: the programme's own aim (95 % within 14 days).
    """
    return Figure("results_known", "percent", book["results_known"], book["results_due"])


def _kept(book: Book, months: int) -> Figure:
    return Figure(f"retention_{months}", "percent", book[f"kept_{months}"], book[f"due_{months}"],
                  book[f"unsure_{months}"])  # fmt: skip


def retention_3(book: Book) -> Figure:
    """고용유지율 3개월.

    Formula: hires still employed after 3 months ÷ hires whose 3rd month and 14 days of asking end in the month;
    unknown ones stay in the denominator and are named.
    Source: 새일센터 고용유지율 (재직 ÷ 취업).
    """
    return _kept(book, 3)


def retention_6(book: Book) -> Figure:
    """고용유지율 6개월.

    Formula: as for 3 months.
    Source: 국민취업지원제도 평가 (6개월 고용유지).
    """
    return _kept(book, 6)


def retention_12(book: Book) -> Figure:
    """고용유지율 12개월.

    Formula: as for 3 months.
    Source: 새일센터 고용유지율 (12개월).
    """
    return _kept(book, 12)


def orders_per_visit(book: Book) -> Figure:
    """방문당 구인.

    Formula: orders of the month taken down on a visit ÷ visits of the month that took place.
    Source: 도봉구 2022 (방문 620 → 구인 823).
    """
    return Figure("orders_per_visit", "ratio", book["orders_by_visit"], book["visits"])


def hires_per_visited_firm(book: Book) -> Figure:
    """방문 업체당 취업.

    Formula: hires at firms visited in the three months that end with this one, on or after their first visit in them
    ÷ those firms.
    Source: 인천 동구 (31개 업체 방문, 19명 취업 = 0.61).
    """
    return Figure("hires_per_visited_firm", "ratio", book["hires_at_visited"], book["visited_firms"])


def one_firm_one_resident(book: Book) -> Figure:
    """1사 1구민.

    Formula: firms of the fixed list that have hired a resident by the month's end ÷ firms of the list.
    Source: the campaign's yardstick; the board of 1사 1구민 counts the same.
    """
    return Figure("one_firm_one_resident", "percent", book["firms_hired"], book["list_firms"])


def exposure(book: Book) -> Figure:
    """추천 명단 노출.

    Formula: residents within three months of their application who stood on a shortlist in the month ÷ all of them.
    Source: 고용정책기본법 제7조 (equal chances; groups are read for this audit only, never for a list).
    """
    return Figure("exposure", "percent", book["listed"], book["within_validity"])


def _per_desk_hour(book: Book, code: str, count: str) -> Figure:
    return Figure(code, "ratio", book[count], book["desk_minutes"], times=60)


def desk_seen_per_hour(book: Book) -> Figure:
    """현장 상담소 시간당 상담.

    Formula: visitors served at desks of the month ÷ hours of those desks.
    Source: 청주 이동취업지원 2014 (14회 539명 상담).
    """
    return _per_desk_hour(book, "desk_seen_per_hour", "desk_seen")


def desk_registered_per_hour(book: Book) -> Figure:
    """현장 상담소 시간당 등록.

    Formula: visitors registered at desks of the month ÷ hours of those desks.
    Source: 청주 이동취업지원 2014 (14회 190명 등록).
    """
    return _per_desk_hour(book, "desk_registered_per_hour", "desk_registered")


def desk_hires_per_hour(book: Book) -> Figure:
    """현장 상담소 시간당 취업.

    Formula: hires of the month of residents whom a desk had served in the 90 days before the hire was told ÷ hours of
    the month's desks.
    Source: 청주 이동취업지원 2014 (14회 48명 취업); the page of the desk's yield adds intervals.
    """
    return _per_desk_hour(book, "desk_hires_per_hour", "desk_hires")


def agreements_kept(book: Book) -> Figure:
    """협약 이행률.

    Formula: hires under lines of agreements in force, told by the month's end ÷ people whom those lines promise.
    Source: the agreement itself; the meter of each agreement counts the same.
    """
    return Figure("agreements_kept", "percent", book["delivered"], book["promised"])


def class_certified(book: Book) -> Figure:
    """교육 자격 취득률.

    Formula: seats that led to a certificate ÷ seats of classes whose last day was three months before.
    Source: 직업훈련 성과 지표 (자격 취득 ÷ 수강).
    """
    return Figure("class_certified", "percent", book["class_certified"], book["class_seats"])


def class_hired(book: Book) -> Figure:
    """교육 취업률.

    Formula: seats whose resident began a hire within three months after the class ÷ those seats; a comparison, no
    effect.
    Source: 직업훈련 성과 지표 (취업 ÷ 수강).
    """
    return Figure("class_hired", "percent", book["class_hired"], book["class_seats"])


KPIS: Final[dict[str, Callable[[Book], Figure]]] = {
    function.__name__: function
    for function in (
        orders, openings, seekers, referred, referrals, hired, hires, visits, attempts,
        openings_per_seeker, employment_rate, placement_rate_people, placement_rate_referrals, fill_rate, results_known,
        retention_3, retention_6, retention_12, orders_per_visit, hires_per_visited_firm, one_firm_one_resident,
        exposure, desk_seen_per_hour, desk_registered_per_hour, desk_hires_per_hour, agreements_kept, class_certified,
        class_hired,
    )
}  # fmt: skip
"""Every KPI by its code, in the order of the report."""
