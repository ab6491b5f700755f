"""Several tagged PDFs of ours bound into one, page after page, still tagged.

Only for what our own typesetter wrote: plain objects with a classic cross-reference table. Objects are renumbered,
pages come under one root, the structure trees and their index of pages are joined. Anything unlike that is refused
(`BindingError`), never guessed. Each part keeps its own fonts.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

_REFERENCE = re.compile(rb"(\d+) 0 R\b")
_STRUCT_PARENTS = re.compile(rb"/StructParents? (\d+)")
_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*)\nendobj\s*", re.DOTALL)
_STREAM = b">>\nstream\n"
_NUMS = re.compile(rb"(\d+) (\d+) 0 R")
_ROOT_MARK = 0
"""No object has this number: it stands for the document element until references are renumbered."""
_HEAD = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n"
_PAGES, _STRUCTURE, _DOCUMENT, _FIRST_FREE = 1, 2, 3, 4


class BindingError(ValueError):
    """A part is not a PDF of our typesetter."""


@dataclass(frozen=True)
class _Part:
    """One PDF taken apart: its objects' bytes by number, and the numbers of those that are joined with the others'."""

    objects: dict[int, bytes]
    catalog: int
    info: int
    pages: int
    structure: int
    kids: bytes
    count: int
    roots: bytes
    nums: list[tuple[int, int]]
    next_key: int


def bind(parts: Iterable[bytes]) -> bytes:
    """One PDF of all pages in order, with the title and language of the first part. Raises `BindingError`."""
    book = _Book()
    for data in parts:
        book.add(_taken_apart(data))
    return book.closed()


class _Book:
    """The bound file as it grows."""

    def __init__(self) -> None:
        self.out = bytearray(_HEAD)
        self.offsets: dict[int, int] = {}
        self.kids, self.roots, self.nums = bytearray(), bytearray(), bytearray()
        self.role_map = self.catalog = b""
        self.info = self.pages = self.key = 0
        self.free = _FIRST_FREE

    def add(self, part: _Part) -> None:
        """Write a part's own objects, and remember what it brings to the joined ones."""
        moved = _numbers(part, self.free, first=not self.catalog)
        self.free = max(moved.values()) + 1
        for number, body in part.objects.items():
            if number in moved and number not in {part.pages, part.structure}:
                self._write(moved[number], _renumbered(_under(body, number, part), moved, self.key))
        self.kids += _renumbered(part.kids, moved, 0) + b" "
        self.roots += _renumbered(part.roots, moved, 0) + b" "
        self.nums += b" ".join(b"%d %d 0 R" % (page + self.key, moved[number]) for page, number in part.nums) + b" "
        if not self.catalog:
            self.role_map = _value(part.objects[part.structure], b"/RoleMap", rb"<<[^<>]*>>")
            self.catalog = _renumbered(re.sub(rb"/Outlines \d+ 0 R", b"", part.objects[part.catalog]), moved, 0)
            self.info = moved[part.info]
        self.pages += part.count
        self.key += part.next_key

    def closed(self) -> bytes:
        """Write the joined objects and the table of all."""
        if not self.catalog:
            raise BindingError("nothing to bind")
        self._write(_PAGES, b"<</Type/Pages/Count %d/Kids[%b]>>" % (self.pages, bytes(self.kids).strip()))
        document = b"<</Type/StructElem/S/Document/P %d 0 R/K[%b]>>"
        self._write(_DOCUMENT, document % (_STRUCTURE, bytes(self.roots).strip()))
        tree = b"<</Type/StructTreeRoot/RoleMap%b/K[%d 0 R]/ParentTree<</Nums[%b]>>/ParentTreeNextKey %d>>"
        self._write(_STRUCTURE, tree % (self.role_map, _DOCUMENT, bytes(self.nums).strip(), self.key))
        self._write(self.free, self.catalog)
        identity = hashlib.sha256(self.out).hexdigest()[:32].encode()
        return bytes(self.out + _tail(self.offsets, self.free, self.info, len(self.out), identity))

    def _write(self, number: int, body: bytes) -> None:
        self.offsets[number] = len(self.out)
        self.out += b"%d 0 obj\n%b\nendobj\n\n" % (number, body)


def _tail(offsets: dict[int, int], root: int, info: int, at: int, identity: bytes) -> bytes:
    """The table of where each object begins, and the trailer."""
    size = root + 1
    lines = [b"0000000000 65535 f\r\n"]
    lines += [
        b"%010d 00000 n\r\n" % offsets[number] if number in offsets else b"0000000000 00000 f\r\n"
        for number in range(1, size)
    ]
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF"
    return b"xref\n0 %d\n" % size + b"".join(lines) + trailer % (size, root, info, identity, identity, at)


def _under(body: bytes, number: int, part: _Part) -> bytes:
    """The root element of a part becomes a part of the one document. Metadata lose the number of the part's pages."""
    if b"/Type/Metadata" in body[:200]:
        shorter = re.sub(rb"<xmpTPg:NPages>\d+</xmpTPg:NPages>", b"", body)
        return re.sub(
            rb"/Length (\d+)", lambda n: b"/Length %d" % (int(n[1]) + len(shorter) - len(body)), shorter, count=1
        )
    if not re.search(rb"\b%d 0 R" % number, part.roots):
        return body
    return body.replace(b"/S/Document", b"/S/Part").replace(b"/P %d 0 R" % part.structure, b"/P %d 0 R" % _ROOT_MARK)


def _taken_apart(data: bytes) -> _Part:
    start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", data)
    if not start:
        raise BindingError("no cross-reference table")
    table = data[int(start[1]) :]
    head = re.match(rb"xref\s+0 (\d+)\s+", table)
    trailer = re.search(rb"trailer\s*<<(.*)>>\s*startxref", table, re.DOTALL)
    if not head or not trailer:
        raise BindingError("not a classic cross-reference table")
    begins = sorted(int(line[1]) for line in re.finditer(rb"(\d{10}) \d{5} n", table))
    objects = dict(_object(data, begin, end) for begin, end in pairwise([*begins, int(start[1])]))
    catalog = int(_value(trailer[1], b"/Root", rb"(\d+) 0 R"))
    root = objects[catalog]
    pages = int(_value(root, b"/Pages", rb"(\d+) 0 R"))
    structure = int(_value(root, b"/StructTreeRoot", rb"(\d+) 0 R"))
    tree = objects[structure]
    numbered = _value(tree, b"/ParentTree", rb"<</Nums\[([^\]]*)\]>>")
    return _Part(
        objects=objects,
        catalog=catalog,
        info=int(_value(trailer[1], b"/Info", rb"(\d+) 0 R")),
        pages=pages,
        structure=structure,
        kids=_value(objects[pages], b"/Kids", rb"\[([^\]]*)\]"),
        count=int(_value(objects[pages], b"/Count", rb"(\d+)")),
        roots=_value(tree, b"/K", rb"\[([^\]]*)\]"),
        nums=[(int(found[1]), int(found[2])) for found in _NUMS.finditer(numbered)],
        next_key=int(_value(tree, b"/ParentTreeNextKey", rb"(\d+)")),
    )


def _object(data: bytes, begin: int, end: int) -> tuple[int, bytes]:
    """An object's number and bytes: all that stands up to the next one. Nothing is searched for inside it."""
    found = _OBJECT.fullmatch(data, begin, end)
    if not found:
        raise BindingError(f"no object at byte {begin}")
    return int(found[1]), found[2]


def _value(body: bytes, name: bytes, pattern: bytes) -> bytes:
    found = re.search(re.escape(name) + rb"\s*" + (pattern if b"(" in pattern else b"(" + pattern + b")"), body)
    if not found:
        raise BindingError(f"{name.decode()} is not where our typesetter puts it")
    return bytes(found[1])


def _numbers(part: _Part, free: int, *, first: bool) -> dict[int, int]:
    """Each object's number in the bound file. Of the later parts the title and the like are left out, and of every part
    the bookmarks: a thousand equal ones lead nobody."""
    root = part.objects[part.catalog]
    outline = re.search(rb"/Outlines (\d+) 0 R", root)
    left_out = {part.catalog, part.pages, part.structure} | _chain(part, int(outline[1]) if outline else 0)
    if not first:
        left_out |= {part.info, int(_value(root, b"/Metadata", rb"(\d+) 0 R"))}
    kept = [number for number in part.objects if number not in left_out]
    joined = {part.pages: _PAGES, part.structure: _STRUCTURE, _ROOT_MARK: _DOCUMENT}
    return joined | dict(zip(kept, range(free, free + len(kept)), strict=True))


def _chain(part: _Part, outline: int) -> set[int]:
    """The outline's objects."""
    found, waiting = set(), [outline] if outline else []
    while waiting:
        number = waiting.pop()
        if number not in found:
            found.add(number)
            waiting += [int(n) for n in re.findall(rb"/(?:First|Next|Last) (\d+) 0 R", part.objects[number])]
    return found


def _renumbered(body: bytes, moved: dict[int, int], key: int) -> bytes:
    """References and page keys changed in the dictionary of an object; its strings and its stream stay as they are."""
    head, mark, rest = body.partition(_STREAM)
    pieces = []
    for text, is_string in _pieces(head):
        if not is_string:
            text = _REFERENCE.sub(lambda found: b"%d 0 R" % moved[int(found[1])], text)
            text = _STRUCT_PARENTS.sub(lambda found: found[0][: -len(found[1])] + b"%d" % (int(found[1]) + key), text)
        pieces.append(text)
    return b"".join(pieces) + mark + rest


def _pieces(head: bytes) -> list[tuple[bytes, bool]]:
    """The bytes outside and inside of literal strings, in turn: words in a string are no references."""
    if b"(" not in head:
        return [(head, False)]
    found, begin, at, depth = [], 0, 0, 0
    while at < len(head):
        byte = head[at : at + 1]
        if depth and byte == b"\\":
            at += 2
            continue
        if byte == b"(":
            if not depth:
                found.append((head[begin:at], False))
                begin = at
            depth += 1
        elif byte == b")" and depth:
            depth -= 1
            if not depth:
                found.append((head[begin : at + 1], True))
                begin = at + 1
        at += 1
    return [*found, (head[begin:], False)]
