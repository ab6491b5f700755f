"""One field's text, folded for reading, and a record of which of its words have been understood.

Every reader works on a `Page`. The folded text has exactly one character for each character of the original,
so that a match found in it is a span of the original. All patterns of this package have bounded repetition:
the time to read a page grows with its length only.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from .types import Span

MAX_LENGTH = 20_000
"""Characters of one field that are read. The longest real advert seen has 6,000; what is beyond is not read."""


def _folding() -> dict[int, str]:
    table = {0xFF01 + i: chr(0x21 + i) for i in range(94)}  # ＡＢ１２（）：～ to ASCII
    alike = {
        "~": "∼〜˜⁓﹏",
        "-": "‐‑‒–—―−ㅡ",
        ":": "∶︰",
        "·": "・･‧•ㆍᆞ",
        ",": "、﹐",
        "'": "‘’`´",
        '"': "“”",
        "월": "月",
        "일": "日",
        "년": "年",
        "○": "〇◯",
        " ": "\t\u00a0\u3000\u2002\u2003\u2009\u200b\u200c\u200d\ufeff",
        "\n": "\r\v\f\u0085\u2028\u2029",
    }
    for plain, others in alike.items():
        table.update({ord(other): plain for other in others})
    return table


_FOLDING = _folding()

Section = Literal["", "required", "preferred", "documents", "welfare", "contact"]

# "[우대사항]", "◆ 우대사항", "2. 우대사항", "* 자격요건 :", "[제출서류]" — a line that is nothing but a heading
_HEADING = re.compile(
    r"^[^가-힣a-zA-Z\n]{0,8}"
    r"(?:(?P<preferred>(?:기타\s?)?우대\s?(?:사항|조건|요건|자격)?)"
    r"|(?P<required>(?:지원|응시|자격|필수|모집)\s?(?:자격|요건|조건|사항)|자\s{0,4}격)"
    r"|(?P<documents>(?:제출|구비|필요한?|접수)\s?서류)"
    r"|(?P<welfare>복리\s?후생|복지|혜택)"
    r"|(?P<contact>(?:문의|접수|지원|응시)\s?(?:방법|처|사항)?)"
    r"|(?P<other>[가-힣 /·]{0,10}"
    r"(?:시간|조건|내용|업무|사항|급여|방법|장소|기간|전형|절차|소개|분야|형태|직무|안내|기타)))"
    r"\s{0,3}[\])>】:\-]{0,3}\s{0,3}$"
)
# "- 우대사항 : 인근 거주", "※ 우대:", "제출서류: 이력서" — a heading with its content on the same line
_INLINE = re.compile(
    r"^[^가-힣a-zA-Z\n]{0,8}"
    r"(?:(?P<preferred>우대\s?(?:사항|조건|요건)?)|(?P<documents>(?:제출|구비|필요한?)\s?서류)"
    r"|(?P<required>(?:지원|응시)?\s?자격\s?(?:요건|조건)?|필수\s?(?:사항)?))\s{0,3}[:\-]"
)
# telephone numbers, e-mail and web addresses: understood, of no use to an order, and nobody's business in a list
_CONTACT = re.compile(
    r"(?<![0-9])0[0-9]{1,3}\s?[-.)]\s?[0-9]{3,4}\s?[-.]\s?[0-9*]{4}(?![0-9])|(?<![0-9])1[5-8][0-9]{2}-[0-9]{4}(?![0-9])"
    r"|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,64}|https?://[^\s가-힣]{1,200}|www\.[^\s가-힣]{1,200}"
)
# a word with something in it: "주5일", "220만원", "CNC"
_WORD = re.compile(r"[가-힣A-Za-z0-9][가-힣A-Za-z0-9,.:%+/~-]*")


class Page:
    """The text of one field. Positions are those of `text` (the field in NFC); `folded` is what patterns see."""

    __slots__ = ("_sections", "_taken", "cut", "field", "folded", "text")

    def __init__(self, field: str, raw: str) -> None:
        self.field = field
        self.cut = len(raw) > MAX_LENGTH
        self.text = unicodedata.normalize("NFC", raw[:MAX_LENGTH])
        self.folded = self.text.translate(_FOLDING)
        self._taken = bytearray(len(self.text))
        self._sections: list[tuple[int, Section]] | None = None
        for match in _CONTACT.finditer(self.folded):
            self.take(*match.span())

    def span(self, start: int, end: int) -> Span:
        """The span from `start` to `end` without the blanks around it."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        return Span(self.field, start, start + len(words), words)

    def take(self, start: int, end: int) -> None:
        """Remember that these words were understood; later readers pass over them."""
        self._taken[start:end] = b"\1" * (end - start)

    def is_free(self, start: int, end: int) -> bool:
        return not any(self._taken[start:end])

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches whose words nobody has taken yet."""
        for match in pattern.finditer(self.folded):
            if self.is_free(*match.span()):
                yield match

    def before(self, position: int, width: int = 24) -> str:
        """At most `width` characters before `position`, on its line."""
        left = self.folded[max(0, position - width) : position]
        return left[left.rfind("\n") + 1 :]

    def after(self, position: int, width: int = 24) -> str:
        """At most `width` characters from `position` on, on its line."""
        right = self.folded[position : position + width]
        end = right.find("\n")
        return right if end < 0 else right[:end]

    def section(self, position: int) -> Section:
        """Under which heading a position stands: of what is required, of what is only preferred, …"""
        if self._sections is None:
            self._sections = list(self._headings())
        current: Section = ""
        for start, section in self._sections:
            if start > position:
                break
            current = section
        return current

    def _headings(self) -> Iterator[tuple[int, Section]]:
        start, standing = 0, False
        for line in self.folded.split("\n"):
            if heading := _HEADING.match(line):
                standing = True
                yield start, _section_of(heading)
            elif inline := _INLINE.match(line):
                standing = False
                yield start, _section_of(inline)
            elif not standing:
                yield start, ""
            start += len(line) + 1

    def unread(self) -> list[Span]:
        """The words that nobody took, in order."""
        return [self.span(*match.span()) for match in _WORD.finditer(self.folded) if self.is_free(*match.span())]


def _section_of(heading: re.Match[str]) -> Section:
    found = heading.lastgroup
    if found == "preferred":
        return "preferred"
    if found == "required":
        return "required"
    if found == "documents":
        return "documents"
    if found == "welfare":
        return "welfare"
    return "contact" if found == "contact" else ""
