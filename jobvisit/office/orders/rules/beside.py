"""An order's fields beside what its own free text says: the differences become remarks for the checks."""

from collections.abc import Iterator
from dataclasses import replace

from jobvisit.engines.reading import Read, Reading

from .from_reading import from_reading
from .terms import OrderTerms, Remark, RemarkCode, StatedPay
from .wage import day_of_law


def beside(terms: OrderTerms, said: Reading, field: str) -> OrderTerms:
    """The same terms, with what the text of `field` says otherwise. `said` is that text, read by itself.

    Only what the text says for certain is compared; what the fields leave open is no difference.
    """
    on = day_of_law(terms)
    if on is None:
        raise ValueError("the terms name no day to check them on")
    heard = from_reading(said, checked_on=on)
    statements = heard.pay_statements if heard.pay_min is None else (*heard.pay_statements, _main_pay(heard, said))
    remarks = [*heard.remarks, *_differences(terms, heard, said)]
    return replace(
        terms,
        pay_statements=(*terms.pay_statements, *(replace(one, field=field) for one in statements)),
        remarks=(*terms.remarks, *(replace(one, field=field) for one in remarks)),
    )


def _main_pay(heard: OrderTerms, said: Reading) -> StatedPay:
    """The text's own pay, as one statement beside the field."""
    assert said.pay_min is not None
    span = said.pay_min.spans[0]
    text = said.texts[span.field]
    line = text[: span.start].rpartition("\n")[2] + text[span.start :].partition("\n")[0]
    return StatedPay(
        kind=heard.pay_kind,
        least=heard.pay_min,
        most=heard.pay_max,
        includes="포함" in line,
        words=span.words,
        line=line,
        field=span.field,
        span=(span.start, span.end),
    )


def _differences(terms: OrderTerms, heard: OrderTerms, said: Reading) -> Iterator[Remark]:
    if said.pay_min and _pay_differs(terms, heard, said):
        yield _remark("pay_differs", said.pay_min)
    if said.days_per_week and said.days_per_week.sure and terms.days_per_week not in (None, heard.days_per_week):
        yield _remark("days_differ", said.days_per_week)
    elif said.start and said.start.sure and terms.start and (terms.start, terms.end) != (heard.start, heard.end):
        yield _remark("hours_differ", said.start)
    if said.career_kind and said.career_kind.sure and _career_differs(terms, heard):
        yield _remark("career_differs", said.career_kind)
    if said.education and said.education.sure and terms.education not in (None, heard.education):
        yield _remark("education_differs", said.education)


def _pay_differs(terms: OrderTerms, heard: OrderTerms, said: Reading) -> bool:
    """Other pay of the same kind; a sum that names allowances inside, or one that is the other rounded, is none."""
    if terms.pay_min is None or heard.pay_min is None or terms.pay_kind != heard.pay_kind:
        return False
    if heard.pay_uncertain or _main_pay(heard, said).includes:
        return False
    unit = max(terms.pay_rounded_to, heard.pay_rounded_to)
    in_range = terms.pay_max is not None and terms.pay_min <= heard.pay_min <= terms.pay_max
    return not in_range and abs(terms.pay_min - heard.pay_min) >= (unit if unit > 1 else 1)


def _career_differs(terms: OrderTerms, heard: OrderTerms) -> bool:
    pair = {terms.career_kind, heard.career_kind}
    return pair in ({"none_required", "experienced"}, {"entry", "experienced"})


def _remark(code: RemarkCode, read: Read[object]) -> Remark:
    span = read.spans[0]
    return Remark(code=code, words=span.words, field=span.field, span=(span.start, span.end))
