"""Which statement of pay is the order's pay, when the field and the text say different things.

The field of pay wins; the text adds what it lacks (an upper end, a closer figure) and casts doubt where it says
another amount without saying that allowances are inside. A portal's "280만원" and a text's "2,821,500원" agree only if
one is the other cut to 만원; otherwise a person should look.
"""

from dataclasses import replace
from typing import TypeVar

from .money import FoundPay, find_after_tax, find_minimum_wage, find_negotiable, find_pay, kind_of
from .pages import PROSE, Pages
from .types import Doubt, Note, PayKind, PayStatement, Read, Reading, Span

T = TypeVar("T")


def settle_pay(reading: Reading, pages: Pages) -> Reading:
    """The reading with everything about pay."""
    kind = _kind_field(pages)
    in_field = [one for page in pages.all("pay") for one in find_pay(page, "pay", kind[0])]
    if not in_field:
        in_field = _least_and_most(pages, kind)
    in_text = [one for page in pages.all("note") for one in find_pay(page, "note")]
    in_text += [one for page in pages.all("duties", "title") for one in find_pay(page, "prose")]
    notes = [Note("pay_unclear", one.statement.span) for one in in_field + in_text if one.unclear]
    chosen, others = _choose(in_field, in_text)
    reading = _with_extras(reading, pages)
    if chosen is None:
        return _without_amount(reading, pages, kind, [one for one in in_field + in_text if one.unclear], notes)
    doubt = chosen.doubt
    if disagreeing := _disagreeing(chosen, others):
        notes.append(Note("pay_disagrees", disagreeing.span))
        doubt = doubt or "sources_disagree"
    most = _upper_end(chosen, others)
    spans = (*kind[1], chosen.statement.span) if kind[0] else (chosen.statement.span,)
    return replace(
        reading,
        pay_kind=_read(chosen.statement.kind, spans, doubt),
        pay_min=_read(chosen.statement.least, (chosen.statement.span,), doubt),
        pay_max=_read(most.statement.most, (most.statement.span,), doubt or most.doubt) if most else None,
        pay_rounded_to=max(1, chosen.unit) if chosen.unit in (1_000, 10_000) else 1,
        pay_texts=tuple(one.statement for one in others if not one.unclear),
        notes=(*reading.notes, *notes),
    )


def _kind_field(pages: Pages) -> tuple[PayKind | None, tuple[Span, ...]]:
    """The kind of pay from a field of its own ("월급", "H")."""
    page = pages.first("pay_kind")
    kind = kind_of(page.folded) if page else None
    return (kind, (page.span(0, len(page.text)),)) if page and kind else (None, ())


def _least_and_most(pages: Pages, kind: tuple[PayKind | None, tuple[Span, ...]]) -> list[FoundPay]:
    """minSal and maxSal, two fields of digits, taken as one statement."""
    least, most = pages.first("pay_least"), pages.first("pay_most")
    if not least or kind[0] is None:
        return []
    low = find_pay(least, "pay", kind[0])
    high = find_pay(most, "pay", kind[0]) if most else []
    if not low or low[0].unclear:
        return low
    upper = high[0].statement.least if high else None
    if upper is not None and low[0].statement.least is not None and upper < low[0].statement.least:
        upper = None
    return [replace(low[0], statement=low[0].statement._replace(most=upper))]


def _choose(in_field: list[FoundPay], in_text: list[FoundPay]) -> tuple[FoundPay | None, list[FoundPay]]:
    """The pay of the order and the statements beside it.

    In the field the first that can be read; else in the text the first that is not a sum with allowances inside.
    """
    readable = [one for one in in_field if not one.unclear]
    if readable:
        return readable[0], readable[1:] + in_text
    candidates = [one for one in in_text if not one.unclear]
    plain = [one for one in candidates if not one.statement.includes] or candidates
    if not plain:
        return None, in_text
    return plain[0], [one for one in in_text if one is not plain[0]]


def _disagreeing(chosen: FoundPay, others: list[FoundPay]) -> PayStatement | None:
    """The first other statement of the same kind that contradicts the chosen one."""
    for one in others:
        statement = one.statement
        if one.unclear or statement.kind != chosen.statement.kind or statement.includes:
            continue
        if not _agree(chosen, one):
            return statement
    return None


def _agree(chosen: FoundPay, other: FoundPay) -> bool:
    """Whether one is the other, rounded to 만원 up or down, or lies inside its range."""
    here, there = chosen.statement, other.statement
    low, value = here.least or here.most, there.least or there.most
    if low is None or value is None:
        return True
    unit = max(chosen.unit, other.unit)
    if unit > 1 and abs(low - value) < unit:
        return True
    return low == value or (here.most is not None and low <= value <= here.most)


def _upper_end(chosen: FoundPay, others: list[FoundPay]) -> FoundPay | None:
    """The statement that gives the upper end: the chosen one, or one in the text that begins at the same amount."""
    if chosen.statement.most is not None:
        return chosen
    for one in others:
        statement = one.statement
        ranged = statement.least is not None and statement.most is not None and not statement.includes
        if ranged and statement.kind == chosen.statement.kind and _agree(chosen, one):
            return one
    return None


def _without_amount(
    reading: Reading,
    pages: Pages,
    kind: tuple[PayKind | None, tuple[Span, ...]],
    unclear: list[FoundPay],
    notes: list[Note],
) -> Reading:
    """No amount can be read: the kind may still be known, or the pay is said to be open."""
    known, spans = kind
    if known is None and unclear:
        known, spans = unclear[0].statement.kind, (unclear[0].statement.span,)
    if known is None and (page := pages.first("pay")):
        known, spans = kind_of(page.folded), (page.span(0, len(page.text)),)
    wage = next((span for page in pages.all("pay", *PROSE) if (span := find_minimum_wage(page))), None)
    if wage:
        notes.append(Note("pay_minimum_wage", wage))
        known, spans = known or ("hour" if "시급" in wage.words else None), spans or (wage,)
    doubt: Doubt = "odd_writing" if unclear and not kind[0] else ""
    kind_read: Read[PayKind] | None = Read(known, spans, doubt == "", doubt) if known else None
    if kind_read is None and reading.pay_negotiable:
        kind_read = Read("negotiable", reading.pay_negotiable.spans)
    return replace(
        reading,
        pay_kind=kind_read,
        pay_is_minimum_wage=Read(True, (wage,)) if wage else None,
        notes=(*reading.notes, *notes),
    )


def _with_extras(reading: Reading, pages: Pages) -> Reading:
    """Whether the pay is open to talk, and whether it is what remains after tax."""
    found: Span | None = None
    for page in pages.all("pay", *PROSE):
        found = found or find_negotiable(page, "pay" if page is pages.first("pay") else "prose")
    after_tax = _first_after_tax(pages)
    return replace(
        reading,
        pay_negotiable=Read(True, (found,)) if found else None,
        pay_after_tax=Read(True, (after_tax,)) if after_tax else None,
    )


def _first_after_tax(pages: Pages) -> Span | None:
    return next((span for page in pages.all("pay", *PROSE) if (span := find_after_tax(page))), None)


def _read(value: T | None, spans: tuple[Span, ...], doubt: Doubt) -> Read[T] | None:
    return None if value is None else Read(value, spans, doubt == "", doubt)
