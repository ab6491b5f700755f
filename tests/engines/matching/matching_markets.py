"""Residents and orders for the matching tests: a few named ones, and Hypothesis strategies in which facts often meet.

Values are drawn from few, so that equal scores, exact limits, unknowns and duplicates all occur in small markets.
"""

from dataclasses import replace

from hypothesis import strategies as st

from jobvisit.engines.matching import NOWHERE, UNKNOWN, Index, Order, People, Person

TODAY = 20_780
CLEANER, CARETAKER, COOK, CODER = 561_301, 561_200, 521_100, 132_300
WEEKDAYS = 0b0011111


def fits(id_: int = 1, **changes: object) -> Person:
    """Someone who fails nothing and of whom everything that ``order()`` asks is known."""
    return replace(
        Person(
            id=id_,
            wishes=(CLEANER,),
            x=1_000,
            y=1_000,
            reach=8_000,
            wage=10_500,
            days=WEEKDAYS,
            earliest=480,
            latest=1_140,
            weekly_min=1_200,
            weekly_max=2_640,
            shifts=0,
            licences=frozenset({3, 70}),
            licences_known=True,
            career=30,
            education=2,
            wants=0,
            words="청소 미화",
            applied_on=TODAY - 20,
            active_on=TODAY - 2,
        ),
        **changes,  # type: ignore[arg-type]
    )


def order(**changes: object) -> Order:
    """An order that states every fact and makes every demand."""
    return replace(
        Order(
            id=100,
            occupation=CLEANER,
            x=0,
            y=0,
            wage_min=11_000,
            wage_max=11_500,
            days=WEEKDAYS,
            start=540,
            end=1_080,
            weekly=2_400,
            shift=0,
            licences_all=frozenset({70}),
            career_min=12,
            education_min=2,
            words="건물 청소원",
            asked_on=TODAY,
        ),
        **changes,  # type: ignore[arg-type]
    )


def index_of(*persons: Person) -> Index:
    return Index.build(People.of(persons))


_places = st.sampled_from((NOWHERE, 0, 500, 1_999, 2_000, 4_000, -3_000, 30_000))
_codes = st.sampled_from((CLEANER, CARETAKER, 561_000, 562_100, COOK, CODER, UNKNOWN))
_texts = st.sampled_from(("", "청소", "건물 청소원 미화", "주방 보조", "Python 개발"))
_licences = st.frozensets(st.sampled_from((0, 3, 63, 64, 130)), max_size=3)
_days = st.sampled_from((0, WEEKDAYS, 0b0111111, 0b1100000, 0b1111111, 0b0010101))
_wants = st.integers(0, 2**14 - 1)


def _or_unknown(*values: int, unknown: int = UNKNOWN) -> st.SearchStrategy[int]:
    return st.sampled_from((unknown, *values))


persons = st.builds(
    Person,
    id=st.just(0),
    wishes=st.lists(_codes, max_size=3).map(tuple),
    x=_places,
    y=_places,
    reach=_or_unknown(500, 2_000, 5_000, 40_000),
    wage=_or_unknown(10_000, 10_500, 11_000, 11_580, 20_000, unknown=0),
    days=_days,
    earliest=_or_unknown(0, 480, 540, 600),
    latest=_or_unknown(900, 1_080, 1_500),
    weekly_min=_or_unknown(900, 2_400),
    weekly_max=_or_unknown(1_500, 2_400, 3_120),
    shifts=_or_unknown(0, 1),
    licences=_licences,
    licences_known=st.booleans(),
    career=_or_unknown(0, 6, 12, 36, 300),
    education=_or_unknown(0, 2, 4),
    wants=_wants,
    words=_texts,
    applied_on=_or_unknown(TODAY - 30, TODAY - 10, TODAY - 9),
    active_on=_or_unknown(TODAY - 40, TODAY, TODAY + 1),
)


def _numbered(rows: list[Person]) -> list[Person]:
    return [replace(row, id=7 * i - 20) for i, row in enumerate(rows)]


crowds = st.lists(persons, max_size=30).map(_numbered)
"""Up to thirty residents with ids of their own, some of them twins in everything else."""

orders = st.builds(
    Order,
    id=st.just(1),
    occupation=_codes,
    x=_places,
    y=_places,
    wage_min=_or_unknown(10_500, 11_000, 30_000, unknown=0),
    wage_max=_or_unknown(10_500, 11_500, unknown=0),
    days=_days,
    days_per_week=_or_unknown(2, 5, 6),
    start=_or_unknown(480, 540, 1_320),
    end=_or_unknown(360, 1_080, 1_140),
    weekly=_or_unknown(900, 2_400, 3_000),
    shift=_or_unknown(0, 1),
    licences_all=_licences,
    licences_any=_licences,
    licences_preferred=_licences,
    career_min=st.sampled_from((0, 0, 12, 36)),
    career_preferred=st.sampled_from((0, 24)),
    education_min=st.sampled_from((0, 0, 2)),
    education_preferred=st.sampled_from((0, 3)),
    offers=_wants,
    words=_texts,
    asked_on=_or_unknown(TODAY),
    stretch=st.sampled_from((0, 0, 1_000, 5_000)),
)
