"""Residents and orders as structs of arrays, one row each: what the engine computes on.

Every column is declared once below with its type, its unknown value and its honest range. Input of any numeric type is
accepted; NaN, infinities and values out of range become *unknown* (or the end of the range where more cannot matter),
never an error and never a silent wrap-around.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, Final, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from jobvisit.engines.matching.types import NOWHERE, UNKNOWN, DuplicateIdError, Order, Person
from jobvisit.engines.matching.words import WORDS_WIDTH, signatures

I64 = npt.NDArray[np.int64]
I32 = npt.NDArray[np.int32]
I16 = npt.NDArray[np.int16]
I8 = npt.NDArray[np.int8]
U64 = npt.NDArray[np.uint64]
U32 = npt.NDArray[np.uint32]
U8 = npt.NDArray[np.uint8]
Bool = npt.NDArray[np.bool_]
AnyArray = npt.NDArray[Any]

FAR: Final = 2**24
"""Places beyond this many metres from the origin are errors of input; within it distances are exact in float64."""
DAY_MINUTES: Final = 1440


class Column(NamedTuple):
    """``low``…``high`` is the honest range; below it means unknown, above it is cut to ``high``. ``width`` 0: one
    value a row; n: n values; -1: as many 64-bit words as the licences need."""

    dtype: type[np.generic]
    unknown: int
    low: int
    high: int
    width: int = 0


_BITS64 = (0, 0, 2**64 - 1)
_ID = Column(np.int64, UNKNOWN, -(2**63), 2**63 - 1)
_PLACE = Column(np.int32, NOWHERE, -FAR, FAR)
_CODE = Column(np.int32, UNKNOWN, 0, 999_999)
_WAGE = Column(np.int32, 0, 0, 10_000_000)
_DAYS = Column(np.uint8, 0, 0, 127)
_CLOCK = Column(np.int16, UNKNOWN, 0, 3 * DAY_MINUTES)
_WEEKLY = Column(np.int16, UNKNOWN, 0, 7 * DAY_MINUTES)
_YESNO = Column(np.int8, UNKNOWN, 0, 1)
_MONTHS = Column(np.int16, UNKNOWN, 0, 1200)
_DEMAND = Column(np.int16, 0, 0, 1200)
_LEVEL = Column(np.int8, UNKNOWN, 0, 15)
_LEVEL_DEMAND = Column(np.int8, 0, 0, 15)
_BITS32 = Column(np.uint32, 0, 0, 2**32 - 1)
_DAY = Column(np.int32, UNKNOWN, 0, 2**31 - 2)
_LICENCES = Column(np.uint64, *_BITS64, width=-1)
_WORDS = Column(np.uint64, *_BITS64, width=WORDS_WIDTH)

PEOPLE_COLUMNS: Final[dict[str, Column]] = {
    "ids": _ID,
    "wishes": _CODE._replace(width=3),
    "x": _PLACE,
    "y": _PLACE,
    "reach": Column(np.int32, UNKNOWN, 1, 1_000_000),
    "wage": _WAGE,
    "days": _DAYS,
    "earliest": _CLOCK,
    "latest": _CLOCK,
    "weekly_min": _WEEKLY,
    "weekly_max": _WEEKLY,
    "shifts": _YESNO,
    "licences": _LICENCES,
    "licences_known": Column(np.bool_, 0, 0, 1),
    "career": _MONTHS,
    "education": _LEVEL,
    "wants": _BITS32,
    "words": _WORDS,
    "applied_on": _DAY,
    "active_on": _DAY,
}

ORDER_COLUMNS: Final[dict[str, Column]] = {
    "ids": _ID,
    "occupation": _CODE,
    "x": _PLACE,
    "y": _PLACE,
    "wage_min": _WAGE,
    "wage_max": _WAGE,
    "days": _DAYS,
    "days_per_week": Column(np.int8, UNKNOWN, 1, 7),
    "start": _CLOCK,
    "end": _CLOCK,
    "weekly": _WEEKLY,
    "shift": _YESNO,
    "licences_all": _LICENCES,
    "licences_any": _LICENCES,
    "licences_preferred": _LICENCES,
    "career_min": _DEMAND,
    "career_preferred": _DEMAND,
    "education_min": _LEVEL_DEMAND,
    "education_preferred": _LEVEL_DEMAND,
    "offers": _BITS32,
    "words": _WORDS,
    "asked_on": _DAY,
    "stretch": Column(np.int32, 0, 0, 1_000_000),
}


def _column(spec: Column, values: Any) -> AnyArray:
    """``values`` as an array of the declared type; see the module's promise on what does not fit."""
    given = np.asarray(values)
    if given.dtype.kind not in "biuf":
        raise TypeError(f"numbers are needed, not {given.dtype}")
    if given.dtype == spec.dtype and spec.dtype in (np.uint64, np.bool_, np.int64):
        return np.ascontiguousarray(given)
    wide = _whole(given)
    if spec.dtype is np.int64:
        return wide
    if spec.dtype in (np.uint64, np.bool_):
        return np.maximum(wide, 0).astype(spec.dtype)
    high = NOWHERE if spec is _PLACE else spec.high
    wide = np.where(wide < spec.low, spec.unknown, np.where(wide > spec.high, high, wide))
    return np.ascontiguousarray(wide.astype(spec.dtype))


def _whole(given: AnyArray) -> I64:
    """Any numbers as int64, rounded; NaN and infinities as the lowest, what is too great cut to what int64 holds."""
    if given.dtype.kind == "f":
        known = np.isfinite(given)
        return np.where(known, np.rint(np.clip(np.where(known, given, 0), -9e15, 9e15)), -9e15).astype(np.int64)
    if given.dtype == np.uint64:
        return np.minimum(given, np.uint64(2**63 - 1)).astype(np.int64)
    return given.astype(np.int64)


def _shape(spec: Column, n: int, licence_words: int) -> tuple[int, ...]:
    width = licence_words if spec.width < 0 else spec.width
    return (n, width) if width else (n,)


@dataclass(frozen=True, slots=True)
class Table:
    """What residents and orders share: rows that can be taken, joined and built from columns of any numeric type."""

    COLUMNS: ClassVar[dict[str, Column]]

    ids: I64

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def from_columns(cls, columns: Mapping[str, Any]) -> Self:
        """From arrays by name; ``ids`` gives the number of rows, missing columns are unknown throughout.

        Raises ``KeyError`` for a name that is no column, ``ValueError`` for a wrong length, ``TypeError`` for no
        numbers.
        """
        strange = set(columns) - set(cls.COLUMNS)
        if strange:
            raise KeyError(f"no such column: {sorted(strange)}")
        n = len(columns["ids"])
        licence_words = max((np.asarray(v).shape[1] for k, v in columns.items() if cls.COLUMNS[k].width < 0), default=1)
        made = {}
        for name, spec in cls.COLUMNS.items():
            shape = _shape(spec, n, licence_words)
            column = np.full(shape, spec.unknown, spec.dtype)
            if name in columns:
                given = _column(spec, columns[name])
                if given.shape[:1] != (n,) or given.ndim != len(shape) or given.shape[-1] > shape[-1]:
                    raise ValueError(f"{name}: shape {given.shape} where {shape} is needed")
                column[(slice(None), slice(given.shape[1])) if given.ndim == 2 else slice(None)] = given
            made[name] = column
        return cls(**made)

    @property
    def licence_words(self) -> int:
        """How many 64-bit words each licence set has."""
        name = next(name for name, spec in self.COLUMNS.items() if spec.width < 0)
        return int(getattr(self, name).shape[1])

    def columns(self) -> dict[str, AnyArray]:
        """Every column by name."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    def take(self, rows: Any) -> Self:
        """These rows, in this order (an index array, a mask or a slice)."""
        return type(self)(**{name: column[rows] for name, column in self.columns().items()})

    def joined(self, other: Self) -> Self:
        """This table's rows, then the other's; licence sets are widened as needed."""
        words = max(self.licence_words, other.licence_words)
        mine, theirs = self.widened(words).columns(), other.widened(words).columns()
        return type(self)(**{name: np.concatenate([mine[name], theirs[name]]) for name in mine})

    def widened(self, licence_words: int) -> Self:
        """The same with licence sets of at least so many words."""
        if self.licence_words >= licence_words:
            return self
        made = self.columns()
        for name, spec in self.COLUMNS.items():
            if spec.width < 0:
                room = np.zeros((len(self), licence_words - made[name].shape[1]), np.uint64)
                made[name] = np.concatenate([made[name], room], axis=1)
        return type(self)(**made)

    def refuse_duplicates(self) -> None:
        """Raises ``DuplicateIdError`` where two rows claim one id."""
        unique, counts = np.unique(self.ids, return_counts=True)
        if len(unique) < len(self.ids):
            raise DuplicateIdError(unique[counts > 1].tolist())


@dataclass(frozen=True, slots=True)
class People(Table):
    """Residents; see ``types.Person`` for the meaning of each column. ``words`` are signatures, not text."""

    COLUMNS: ClassVar[dict[str, Column]] = PEOPLE_COLUMNS

    wishes: I32
    x: I32
    y: I32
    reach: I32
    wage: I32
    days: U8
    earliest: I16
    latest: I16
    weekly_min: I16
    weekly_max: I16
    shifts: I8
    licences: U64
    licences_known: Bool
    career: I16
    education: I8
    wants: U32
    words: U64
    applied_on: I32
    active_on: I32

    @classmethod
    def of(cls, persons: Iterable[Person]) -> People:
        """Rows in the order given."""
        rows = list(persons)
        made = _scalars(cls.COLUMNS, rows)
        wishes = np.array([(*p.wishes[:3], -1, -1, -1)[:3] for p in rows], np.int64).reshape(-1, 3)
        made["wishes"] = _column(cls.COLUMNS["wishes"], wishes)
        made["licences"] = licence_bits([p.licences for p in rows])
        return cls(**made)


@dataclass(frozen=True, slots=True)
class Orders(Table):
    """Job orders; see ``types.Order``."""

    COLUMNS: ClassVar[dict[str, Column]] = ORDER_COLUMNS

    occupation: I32
    x: I32
    y: I32
    wage_min: I32
    wage_max: I32
    days: U8
    days_per_week: I8
    start: I16
    end: I16
    weekly: I16
    shift: I8
    licences_all: U64
    licences_any: U64
    licences_preferred: U64
    career_min: I16
    career_preferred: I16
    education_min: I8
    education_preferred: I8
    offers: U32
    words: U64
    asked_on: I32
    stretch: I32

    @classmethod
    def from_columns(cls, columns: Mapping[str, Any]) -> Orders:
        """As for any table; a one-ended pay range is completed and overnight work made to end after 1440."""
        return _completed(super(Orders, cls).from_columns(columns))

    @classmethod
    def of(cls, orders: Iterable[Order]) -> Orders:
        """Rows in the order given."""
        rows = list(orders)
        made = _scalars(cls.COLUMNS, rows)
        kinds = ("licences_all", "licences_any", "licences_preferred")
        together = licence_bits([getattr(o, kind) for kind in kinds for o in rows])
        made.update(zip(kinds, together.reshape(3, len(rows), together.shape[1]), strict=True))
        return _completed(cls(**made))


def _completed(orders: Orders) -> Orders:
    low, high = orders.wage_min, orders.wage_max
    one_ended = ((low > 0) != (high > 0)) | (high < low)
    overnight = (orders.start >= 0) & (orders.end >= 0) & (orders.end <= orders.start)
    nights = (orders.start - orders.end) // DAY_MINUTES + 1
    if one_ended.any():
        orders = replace(orders, wage_min=np.where(low > 0, low, high), wage_max=np.maximum(high, low))
    if overnight.any():
        orders = replace(orders, end=np.where(overnight, orders.end + nights * np.int16(DAY_MINUTES), orders.end))
    return orders


def _scalars(columns: dict[str, Column], rows: Sequence[Any]) -> dict[str, AnyArray]:
    """The one-value columns and the words of dataclass rows, within their ranges."""
    made: dict[str, AnyArray] = {}
    for name, spec in columns.items():
        if spec.width == 0:
            attribute = "id" if name == "ids" else name
            made[name] = np.array([_scalar(spec, getattr(row, attribute)) for row in rows], spec.dtype)
    made["words"] = signatures(row.words for row in rows)
    return made


def _scalar(spec: Column, value: Any) -> int:
    """What ``_column`` does, for one value; one order is asked far more often than a table is built."""
    if type(value) is not int:
        return int(_column(spec, np.array([value]))[0])
    if value < spec.low:
        return spec.unknown
    if value > spec.high:
        return NOWHERE if spec is _PLACE else spec.high
    return value


def licence_bits(sets: Sequence[Iterable[int]], words: int = 1) -> U64:
    """Licence numbers as bit sets, ``(n, words or more)``. Raises ``ValueError`` for a negative number or one above
    4095."""
    lists = [sorted(s) for s in sets]
    if any(numbers and (numbers[0] < 0 or numbers[-1] > 4095) for numbers in lists):
        raise ValueError("licence numbers must lie within 0…4095")
    words = max([words] + [numbers[-1] // 64 + 1 for numbers in lists if numbers])
    bits = np.zeros((len(lists), words), np.uint64)
    for row, numbers in enumerate(lists):
        for number in numbers:
            bits[row, number >> 6] |= np.uint64(1 << (number & 63))
    return bits
