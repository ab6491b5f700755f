"""From one text to the licences it names: cut it, ask each reader, and never answer by halves."""

from __future__ import annotations

import re
from functools import lru_cache

from jobvisit.office.reference.licences import driving
from jobvisit.office.reference.licences.fold import clean, key, not_held, spelt_out, take_grade, without_remarks
from jobvisit.office.reference.licences.names import exactly, find, nearest
from jobvisit.office.reference.licences.subjects import READERS
from jobvisit.office.reference.tables import Licence, licences, licences_by_name

# Between two licences. Inside brackets nothing is cut: (엑셀, 워드) belongs to what stands before.
_CUT = re.compile(r"[,/;&|·+]|\s(?:및|또는|혹은|OR)\s")
_BRACKET = re.compile(rf"[(\[{{]|[)\]}}]|{_CUT.pattern}")
_OFFICE_TESTS = ("MOS", "ITQ")
_TECHNICAL_ENDINGS = ("산업기사", "기능사", "기능장", "기술사", "기사")


def normalise_licence(text: str) -> Licence | None:
    """The one licence `text` names; None where it is unknown, not (yet) held, or several are named."""
    found, whole = _read(text)
    return found[0] if whole and len(found) == 1 else None


def licences_in(text: str) -> tuple[Licence, ...]:
    """Every licence `text` names, in order, each once; () where none is surely known.

    "컬러리스트기사 & 산업기사" and "운전면허1종보통, 컴활 2급" name two. Of a list, what is unknown is left out.
    """
    return _read(text)[0]


@lru_cache(maxsize=20_000)
def _read(text: str) -> tuple[tuple[Licence, ...], bool]:
    """The licences named, and whether every piece of the text was understood."""
    cleaned = clean(text)
    spelt = spelt_out(cleaned)
    if spelt == cleaned and (exact := exactly(key(cleaned), "")):
        return (exact,), True
    found: list[Licence] = []
    whole = True
    pieces = _pieces(spelt)
    for i, piece in enumerate(pieces):
        named = _in_piece(piece) or _continued(piece, found) or _completed(piece, pieces[i + 1 :])
        whole = whole and bool(named)
        found += [licence for licence in named if licence not in found]
    return tuple(found), whole


def licence_candidates(text: str, k: int = 5) -> tuple[Licence, ...]:
    """Licences `text` may mean, the likeliest first: for a person to choose from, never to be taken unasked.

    A family without its grade gives its grades; an unknown name gives those that share the most letters pairs with it.
    """
    cleaned = clean(text)
    if not_held(cleaned):
        return ()
    found = list(licences_in(text))
    families = {licence.family for licence in found if licence.partial}
    found += [one for one in licences() if one.family in families and one.grade]
    if not found:
        found = nearest(take_grade(without_remarks(cleaned))[0], k)
    return tuple(dict.fromkeys(found))[:k]


def _pieces(text: str) -> list[str]:
    """The text cut where one licence ends and another begins."""
    depth, start, pieces = 0, 0, []
    for match in _BRACKET.finditer(text):
        if match[0] in "([{":
            depth += 1
        elif match[0] in ")]}":
            depth = max(0, depth - 1)
        elif depth == 0:
            pieces.append(text[start : match.start()])
            start = match.end()
    pieces.append(text[start:])
    return [piece.strip() for piece in pieces if piece.strip()]


def _in_piece(text: str) -> tuple[Licence, ...]:
    """What one piece names. The first reader whose matter it is has the last word, even if that is "nothing"."""
    if not_held(text):
        return ()
    for reader in (driving.read, *READERS):
        if (named := reader(text)) is not None:
            return named
    for writing in (text, without_remarks(text)):
        if licence := find(writing):
            return (licence,)
    return _said_twice(text) or _run_together(text)


def _said_twice(text: str) -> tuple[Licence, ...]:
    """A name with its long form in brackets: 중국어능력시험(HSK)."""
    match = re.fullmatch(r"([^()]+)\(([^()]+)\)", text)
    named = {find(match[1]), find(match[2])} if match else set()
    return (licence,) if len(named) == 1 and (licence := named.pop()) else ()


def _run_together(text: str) -> tuple[Licence, ...]:
    """부기2급주산2급펜글씨2급: names without anything between them, each ending with its grade."""
    folded = key(text)
    parts = re.findall(r"[^0-9]+[1-9]급", folded)
    if len(parts) < 2 or "".join(parts) != folded:
        return ()
    named = [find(part) for part in parts]
    return tuple(licence for licence in named if licence) if all(named) else ()


def _completed(piece: str, after: list[str]) -> tuple[Licence, ...]:
    """A piece whose ending is said by the next one: "한식, 양식조리기능사"."""
    endings = (re.search(r"(?:조리)?(?:산업기사|기능사|기능장|기술사|기사)$", key(other)) for other in after)
    ending = next((found for found in endings if found), None)
    licence = exactly(key(piece) + ending[0], "") if ending and not not_held(piece) else None
    return (licence,) if licence else ()


def _continued(piece: str, before: list[Licence]) -> tuple[Licence, ...]:
    """A piece that leaves out what the one before it said: "…기사 & 산업기사", "… 1급, 2급", "MOS 엑셀, 워드"."""
    if not before or not_held(piece):
        return ()
    last, folded = before[-1], key(piece)
    if folded in _TECHNICAL_ENDINGS and (ending := next((e for e in _TECHNICAL_ENDINGS if last.name.endswith(e)), "")):
        other = licences_by_name().get(last.name.removesuffix(ending) + folded)
        return (other,) if other else ()
    stem, grade = take_grade(piece)
    if grade and not stem:
        other = licences_by_name().get(f"{last.family} {grade}")
        return (other,) if other else ()
    head = last.family.split()[0]
    if head in _OFFICE_TESTS:
        return next((named for reader in READERS if (named := reader(f"{head} {piece}"))), ())
    return ()
