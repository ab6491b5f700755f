"""Wording of a job order that the law forbids or suspects: a table of patterns, and the one loop that applies it.

Every row of the table carries its own examples (`hits`, `misses`), from which the tests are made. To add a row see
docs/howto/add-a-check.md.
"""

from collections.abc import Iterator
from re import compile

from ..law import Law
from ..terms import Finding, OrderTerms, Outcome, Span
from . import adverts, age, body, demands, origin, private, sex
from .row import Ground, Row

__all__ = ["ROWS", "Ground", "Row", "wording"]

ROWS: tuple[Row, ...] = (
    *age.ROWS,
    *sex.ROWS,
    *origin.ROWS,
    *body.ROWS,
    *private.ROWS,
    *demands.ROWS,
    *adverts.ROWS,
)

LONGEST_TEXT = 40_000
"""Characters of one field that are looked at: more than a cell of any sheet can hold."""
MOST_HITS = 5
"""Hits of one row in one field: more of the same tells nothing new."""
_BEFORE, _AFTER, _LINE = 24, 28, 60
_NOT_ASKED = compile(
    r"(?:기재|작성|표기|수집|요구|노출|제시|명시)\s?(?:하지|되지|를?\s?금지|불가|시\s?불이익)|미기재|"
    r"블라인드|불이익을?\s?(?:주지|받지)"
)
"""An employer's own notice that such things are not asked for: "용모·출신지역을 요구하지 않습니다"."""


def wording(terms: OrderTerms) -> list[Finding]:
    """Remarks on the words of `terms.texts`, each pointing at its words. Time grows linearly with the text."""
    found: list[Finding] = []
    for field, text in terms.texts.items():
        found += _without_overlaps(_scan(field, text[:LONGEST_TEXT], terms.firm_headcount))
    return _each_words_once(found)


def _scan(field: str, text: str, firm_headcount: int | None) -> Iterator[Finding]:
    for row in ROWS:
        hits = 0
        for match in row.searched.finditer(text):
            start, end = _trimmed(text, match.span())
            if start == end or _excused(row, text, start, end):
                continue
            yield _finding(row, field, text, (start, end), firm_headcount)
            hits += 1
            if hits == MOST_HITS:
                break


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _excused(row: Row, text: str, start: int, end: int) -> bool:
    """Do the words around the hit say that it is none?"""
    before = text[max(0, start - _BEFORE) : start].rpartition("\n")[2]
    after = text[end : end + _AFTER].partition("\n")[0]
    if _NOT_ASKED.search(_line_around(text, start, end)):
        return True
    if row.excused_before and row.excused_before.search(before):
        return True
    return bool(row.excused_after and row.excused_after.search(after))


def _finding(row: Row, field: str, text: str, span: Span, firm_headcount: int | None) -> Finding:
    start, end = span
    line = _line_around(text, start, end)
    law = row.ground.law
    outcome = row.outcome
    if (row.softened and row.softened.search(line)) or _too_small(law, firm_headcount):
        outcome = Outcome.NOTE
    return Finding(
        code=row.ground.code,
        outcome=outcome,
        article=law.article,
        evidence=text[start:end],
        fix=row.fix or row.ground.fix,
        field=field,
        message=row.message or row.ground.message,
        span=span,
        penalty=law.penalty if outcome is not Outcome.NOTE else None,
    )


def _line_around(text: str, start: int, end: int) -> str:
    return text[max(0, start - _LINE) : start].rpartition("\n")[2] + text[start : end + _LINE].partition("\n")[0]


def _too_small(law: Law, firm_headcount: int | None) -> bool:
    return firm_headcount is not None and firm_headcount < law.firms_from


def _without_overlaps(findings: Iterator[Finding]) -> list[Finding]:
    """Of hits of one code on the same words, the gravest, then the longest."""
    kept: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=_gravest_then_longest):
        others = kept.setdefault(finding.code, [])
        if not any(_overlap(finding.span, other.span) for other in others):
            others.append(finding)
    return sorted((one for group in kept.values() for one in group), key=lambda one: one.span or (0, 0))


def _gravest_then_longest(finding: Finding) -> tuple[bool, int]:
    start, end = finding.span or (0, 0)
    return finding.outcome is Outcome.NOTE, start - end


def _overlap(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def _each_words_once(findings: list[Finding]) -> list[Finding]:
    """The same words in title and duties are one remark."""
    seen: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        seen.setdefault((finding.code, finding.evidence), finding)
    return list(seen.values())
