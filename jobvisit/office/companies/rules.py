"""Reading a list of firms as offices write it: which column is which, and what is wrong with a row."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jobvisit.base import bizno, phone
from jobvisit.base.text import normal

HEADINGS: dict[str, tuple[str, ...]] = {
    "name": (
        "업체명",
        "상호",
        "회사명",
        "기업명",
        "사업체명",
        "사업장명",
        "상호명",
        "업소명",
        "법인명",
        "company",
        "name",
    ),
    "business_number": ("사업자등록번호", "사업자번호", "등록번호", "businessnumber", "bizno"),
    "representative": ("대표자", "대표자명", "대표", "대표이사", "ceo"),
    "industry_name": ("업종", "업종명", "업태", "종목", "산업", "industry"),
    "headcount": ("근로자수", "상시근로자수", "종업원수", "직원수", "인원", "종사자수", "고용인원", "employees"),
    "phone": ("전화번호", "대표전화", "전화", "연락처", "tel", "phone"),
    "address": ("주소", "소재지", "도로명주소", "사업장주소", "사업장소재지", "address"),
    "contact_name": ("담당자", "담당자명", "인사담당자"),
    "contact_phone": ("담당자전화", "담당자연락처", "담당자전화번호"),
}
_LOOK_FOR_HEADER = 20
_LONGEST = {"name": 120, "representative": 80, "industry_name": 120, "address": 200, "contact_name": 80}
_FORMULA = re.compile(r"^[=+@]|^-\D")


@dataclass(frozen=True)
class Sheet:
    """Where the list begins and which column is which. `first` counts from 0."""

    first: int
    columns: dict[str, int]


@dataclass(frozen=True)
class FirmRow:
    """One row, cleaned; `number` is what the person sees in Excel. Rejected when there are `reasons`."""

    number: int
    raw: tuple[str, ...]
    fields: dict[str, str | int | None]
    address: str
    contact: dict[str, str]
    reasons: tuple[str, ...]


class NoHeaderError(ValueError):
    """No row names the columns. `seen` are the words of the first rows."""

    def __init__(self, seen: Sequence[str]) -> None:
        words = ", ".join(seen[:12]) or "없음"
        super().__init__(
            f"‘업체명’ 열을 찾지 못했습니다. 첫 {_LOOK_FOR_HEADER}줄 안에 열 이름(업체명, 사업자번호, 주소 등)이 "
            f"있어야 합니다. 찾은 말: {words}"
        )


def find_header(rows: Sequence[Sequence[str]]) -> Sheet:
    """The row that names the columns, among the first twenty; a title above it and a second, merged header row below
    it are passed over. Raises `NoHeaderError`."""
    for place, row in enumerate(rows[:_LOOK_FOR_HEADER]):
        below = rows[place + 1] if place + 1 < len(rows) else ()
        columns = _columns(row)
        if "name" not in columns or len(columns) < 2:
            continue
        inner = _columns(below)
        if not inner or any(bizno.is_valid(bizno.digits(cell)) for cell in below):
            return Sheet(place + 1, columns)
        outer = {
            name: at for name, at in columns.items() if at not in inner.values()
        }  # "연락처" over "주소" and "전화"
        return Sheet(place + 2, {**inner, **outer})
    raise NoHeaderError([cell for row in rows[:_LOOK_FOR_HEADER] for cell in row if cell])


def firm_rows(rows: Sequence[Sequence[str]], sheet: Sheet) -> Iterable[FirmRow]:
    """Every filled row below the header, with what is wrong with it. A number that comes twice is refused twice on."""
    seen: dict[str, int] = {}
    for place in range(sheet.first, len(rows)):
        if not any(rows[place]):
            continue
        row = _firm_row(place + 1, rows[place], sheet.columns)
        number = str(row.fields["business_number"])
        if number and not row.reasons:
            earlier = seen.setdefault(number, row.number)
            if earlier != row.number:
                reason = f"{earlier}행과 사업자등록번호가 같습니다: {bizno.pretty(number)}"
                row = FirmRow(row.number, row.raw, row.fields, row.address, row.contact, (reason,))
        yield row


def _columns(row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        word = re.sub(r"[\s()*·_-]|\(.*?\)", "", normal(cell)).lower()
        for name, headings in HEADINGS.items():
            if word in headings and name not in found:
                found[name] = at
    return found


def _firm_row(number: int, row: Sequence[str], columns: dict[str, int]) -> FirmRow:
    cells = {name: normal(row[at]) if at < len(row) else "" for name, at in columns.items()}
    reasons = [f"수식으로 보이는 값이 있습니다: {cell[:30]}" for cell in cells.values() if _FORMULA.match(cell)]
    name = cells.get("name", "")
    if not name:
        reasons.append("업체명이 비어 있습니다.")
    for column, longest in _LONGEST.items():
        if len(cells.get(column, "")) > longest:
            reasons.append(f"{HEADINGS[column][0]}이(가) {longest}자를 넘습니다.")
    fields: dict[str, str | int | None] = {
        "name": name,
        "business_number": _number(cells.get("business_number", ""), reasons),
        "representative": cells.get("representative", ""),
        "industry_name": cells.get("industry_name", ""),
        "headcount": _headcount(cells.get("headcount", ""), reasons),
        "phone": _phone(cells.get("phone", ""), "전화번호", reasons),
    }
    contact = {}
    if cells.get("contact_name"):
        contact = {
            "name": cells["contact_name"],
            "phone": _phone(cells.get("contact_phone", ""), "담당자 전화", reasons),
        }
    return FirmRow(number, tuple(row), fields, cells.get("address", ""), contact, tuple(reasons))


def _number(text: str, reasons: list[str]) -> str:
    number = bizno.digits(text)
    if text and not bizno.is_valid(number):
        reasons.append(f"사업자등록번호가 맞지 않습니다(열 자리와 검증 번호): {text[:30]}")
        return ""
    return number


def _headcount(text: str, reasons: list[str]) -> int | None:
    plain = re.sub(r"[\s,명인]", "", text)
    if not plain:
        return None
    if not re.fullmatch(r"\d{1,7}", plain):
        reasons.append(f"근로자 수를 읽을 수 없습니다: {text[:30]}")
        return None
    return int(plain)


def _phone(text: str, what: str, reasons: list[str]) -> str:
    number = bizno.digits(text)
    if text and not phone.is_valid(number):
        reasons.append(f"{what}이(가) 맞지 않습니다: {text[:30]}")
        return ""
    return number
