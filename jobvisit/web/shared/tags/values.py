"""Values as a person reads them."""

from datetime import date, datetime, time

from django.template import Library
from django.utils.html import format_html
from django.utils.translation import get_language

from jobvisit.base import bizno as bizno_
from jobvisit.base import clock as clock_
from jobvisit.base import phone as phone_
from jobvisit.base import text as text_
from jobvisit.web.shared import formats

register = Library()


def _language() -> str:
    return (get_language() or "ko").partition("-")[0]


@register.filter(expects_localtime=True)
def day(value: date | None) -> str:
    """`2026. 11. 23.(월)`."""
    return formats.day(value, _language()) if value else ""


@register.filter(expects_localtime=True)
def short_day(value: date | None) -> str:
    """`11. 23.(월)`."""
    return formats.short_day(value, _language()) if value else ""


@register.filter(expects_localtime=True)
def moment(value: datetime | None) -> str:
    """`2026. 11. 23.(월) 14:02`, Seoul time."""
    return formats.moment(value, _language()) if value else ""


@register.filter(expects_localtime=True)
def clock(value: time | datetime | None) -> str:
    """`14:02`."""
    return formats.clock(value) if value else ""


@register.filter
def days_left(until: date | None) -> str:
    """`D-5`, `오늘`, `3일 지남`, counted from today in Seoul."""
    return formats.days_left(until, clock_.seoul_day(clock_.now()), _language()) if until else ""


@register.filter
def won(value: int | None) -> str:
    """`2,200,000원`."""
    return formats.won(int(value), _language()) if value is not None else ""


@register.filter
def grouped(value: int | None) -> str:
    """`4,935`."""
    return f"{value:,}" if value is not None else ""


@register.filter
def manwon(value: int | None) -> str:
    """`220만원`, with the full amount on hover and for screen readers."""
    if value is None:
        return ""
    short, full = formats.manwon(int(value), _language()), formats.won(int(value), _language())
    if short == full:
        return short
    return format_html(
        '<span title="{0}"><span aria-hidden="true">{1}</span><span class="visually-hidden">{0}</span></span>',
        full,
        short,
    )


@register.simple_tag
def pay(kind: str | None, least: int | None, most: int | None = None) -> str:
    """`월 220만원~240만원`, `시급 10,320원`; nothing when nothing is stated."""
    return formats.pay(kind or "", least, most, _language())


@register.filter
def phone(value: str | None) -> str:
    """`010-1234-5678`."""
    return phone_.pretty(value or "")


@register.filter
def bizno(value: str | None) -> str:
    """`123-45-67890`."""
    return bizno_.pretty(value or "")


@register.filter
def mask_name(value: str | None) -> str:
    """`홍○동`."""
    return text_.mask_name(value or "")


@register.filter
def mask_phone(value: str | None) -> str:
    """`***-****-5678`."""
    return phone_.mask(value) if value else ""
