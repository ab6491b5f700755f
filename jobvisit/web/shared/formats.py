"""How values are written on a screen, in Korean and in English. Pure functions; `templatetags.jv` hands them out.

Dates follow the public service's convention (`2026. 11. 23.(월)`); pay is read in 만원, its full value kept beside it.
"""

from datetime import date, datetime, time
from typing import Final

WEEKDAYS: Final = {"ko": "월화수목금토일", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
PAY_KINDS: Final = {
    "hour": ("시급", "an hour"),
    "day": ("일급", "a day"),
    "week": ("주급", "a week"),
    "month": ("월", "a month"),
    "year": ("연", "a year"),
}


def day(value: date, language: str = "ko") -> str:
    """`2026. 11. 23.(월)`; in English `Mon 23 Nov 2026`."""
    weekday = WEEKDAYS["ko" if language == "ko" else "en"][value.weekday()]
    if language == "ko":
        return f"{value.year}. {value.month}. {value.day}.({weekday})"
    return f"{weekday} {value.day} {MONTHS[value.month - 1]} {value.year}"


def short_day(value: date, language: str = "ko") -> str:
    """A day of this year: `11. 23.(월)`; in English `Mon 23 Nov`."""
    weekday = WEEKDAYS["ko" if language == "ko" else "en"][value.weekday()]
    if language == "ko":
        return f"{value.month}. {value.day}.({weekday})"
    return f"{weekday} {value.day} {MONTHS[value.month - 1]}"


def clock(value: time | datetime) -> str:
    """`14:02`, in both languages."""
    return f"{value.hour:02}:{value.minute:02}"


def moment(value: datetime, language: str = "ko") -> str:
    """Day and time. The caller has already brought the value to Seoul time."""
    return f"{day(value, language)} {clock(value)}"


def days_left(until: date, today: date, language: str = "ko") -> str:
    """`D-5`, `오늘` on the day itself, `3일 지남` afterwards."""
    days = (until - today).days
    if days > 0:
        return f"D-{days}"
    if days == 0:
        return "오늘" if language == "ko" else "today"
    return f"{-days}일 지남" if language == "ko" else f"{-days} day{'s' * (days < -1)} ago"


def won(value: int, language: str = "ko") -> str:
    """The full amount: `2,200,000원`, `₩2,200,000`."""
    return f"{value:,}원" if language == "ko" else f"₩{value:,}"


def manwon(value: int, language: str = "ko") -> str:
    """The amount as it is said: `220만원`, `2,700만원`, `1억 2,000만원`.

    Amounts that would be rounded, and hourly pay, stay in won.
    """
    if language != "ko" or value < 100_000 or value % 1_000:
        return won(value, language)
    eok, rest = divmod(value, 100_000_000)
    man = f"{rest / 10_000:,.1f}".removesuffix(".0") + "만" if rest else ""
    return " ".join(filter(None, (f"{eok:,}억" if eok else "", man))) + "원"


def pay(kind: str, least: int | None, most: int | None = None, language: str = "ko") -> str:
    """`월 220만원~240만원`, `시급 10,320원`; in English the unit follows. Nothing stated gives an empty text."""
    if kind not in PAY_KINDS or not (least or most):
        return ""
    korean, english = PAY_KINDS[kind]
    low, high = (manwon(amount, language) if amount else "" for amount in (least, most))
    if not high or low == high:
        return f"{korean} {low}" if language == "ko" else f"{low} {english}"
    if language == "ko":
        return f"{korean} {low}~{high}"
    return f"{low}–{high} {english}" if low else f"up to {high} {english}"


def size(bytes_: int) -> str:
    """A file's size: `12 KB`, `3.4 MB`."""
    return f"{bytes_ / 1_048_576:.1f} MB" if bytes_ >= 1_048_576 else f"{max(1, round(bytes_ / 1024))} KB"
