"""What every list page does: sort by a named column, cut into pages."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 30


def sorted_by(request: HttpRequest, rows: QuerySet[Any], columns: Mapping[str, str]) -> QuerySet[Any]:
    """Sort as the address asks (`?sort=-headcount`), if the column is one of `columns` (key → field)."""
    wanted = request.GET.get("sort", "")
    field = columns.get(wanted.lstrip("-"))
    if not field:
        return rows
    return rows.order_by(f"{'-' if wanted.startswith('-') else ''}{field}", "id")


def page_of(request: HttpRequest, rows: QuerySet[Any], size: int = PER_PAGE) -> Page[Any]:
    """The page that the address asks for; a page beyond the end is the last one."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def cut(request: HttpRequest, rows: Sequence[Any], size: int = PER_PAGE) -> Page[Any]:
    """The same of rows that are in memory already."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
