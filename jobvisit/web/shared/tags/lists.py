"""Tables, pages of a list, facts, tasks, findings, candidates."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Page
from django.template import Library
from django.template.context import Context
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from jobvisit.office.staff.policy import may
from jobvisit.web.shared.downloads import DownloadForm
from jobvisit.web.shared.parts import CandidateRow, Column, Event, Fact, FindingCard, Tab, Task, Term

register = Library()


@register.simple_block_tag(takes_context=True, end_name="endtable")
def table(context: Context, content: str, columns: Sequence[Column], caption: str, target: str = "") -> str:
    """A table of the rows inside it, with sorting headings; on a phone each row becomes a card.

    The rows' cells get their column's name, which a card shows before the value. `target` is what htmx patches.
    """
    request = context["request"]
    order = request.GET.get("sort", "")
    heads = [_heading(request, column, order) for column in columns]
    body = mark_safe(_with_labels(content, columns))  # rendered by the page's own template just now
    part = get_template("components/_table.html")
    return part.render({"heads": heads, "body": body, "caption": caption, "target": target})


def _heading(request: Any, column: Column, order: str) -> dict[str, Any]:
    state = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(order, "none") if column.sort else ""
    query = request.GET.copy()
    query.pop("page", None)
    query["sort"] = f"-{column.sort}" if state == "ascending" else column.sort
    icon_ = {"ascending": "up", "descending": "downward"}.get(state, "sort")
    return {"column": column, "state": state, "url": f"{request.path}?{query.urlencode()}", "icon": icon_}


def _with_labels(rows: str, columns: Sequence[Column]) -> str:
    def row(match: re.Match[str]) -> str:
        cells = iter(columns)

        def cell(tag: re.Match[str]) -> str:
            column = next(cells, None)
            return tag[0] if column is None or tag[1] == "h" else f'{tag[0]} data-label="{escape(column.label)}"'

        return re.sub(r"<t([dh])\b", cell, match[0])

    return re.sub(r"<tr\b.*?</tr>", row, rows, flags=re.DOTALL)


@register.inclusion_tag("components/_pagination.html", takes_context=True)
def pagination(context: Context, page: Page, target: str = "") -> dict[str, Any]:
    """Links to the pages of a list; the address keeps its filters."""
    request = context["request"]

    def url(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return f"{request.path}?{query.urlencode()}"

    numbers: Iterable[int | str] = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [{"number": n, "url": url(n) if isinstance(n, int) else "", "current": n == page.number} for n in numbers]
    return {
        "page": page,
        "links": links,
        "target": target,
        "previous": url(page.previous_page_number()) if page.has_previous() else "",
        "next": url(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("components/_list_tools.html", takes_context=True)
def list_tools(context: Context, url: str, full_verb: str = "") -> dict[str, Any]:
    """Excel and print for a list. `url` is the room's download view; the list's own filters go along with it.

    Stands inside the patched part, so that it always means the rows that are shown. `full_verb` as in the `Listing`.
    """
    request = context["request"]
    query = request.GET.copy()
    query.pop("page", None)
    return {
        "url": f"{url}?{query.urlencode()}" if query else url,
        "page": context.get("page"),
        "form": DownloadForm(auto_id="download_%s"),
        "full": bool(full_verb) and may(request.user, full_verb),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("components/_tabs.html")
def tabs(items: Sequence[Tab], label: str) -> dict[str, Any]:
    """Tabs that are links: each has its own address."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/_facts.html")
def facts(items: Sequence[Fact], two: bool = False) -> dict[str, Any]:
    """Names and values; `two` sets them in two columns from tablet up."""
    return {"items": items, "two": two}


@register.inclusion_tag("components/_tasks.html")
def tasks(items: Sequence[Task]) -> dict[str, Any]:
    """The steps of a visit, or the appointments of a day."""
    return {"items": items}


@register.inclusion_tag("components/_timeline.html")
def timeline(events: Sequence[Event]) -> dict[str, Any]:
    """What happened, newest first as given."""
    return {"events": events}


@register.inclusion_tag("components/_progress.html")
def progress(done: int, total: int, label: str) -> dict[str, Any]:
    """How far a long job is: `안내문 만들기 312/714`."""
    return {"done": done, "total": total, "label": label}


@register.inclusion_tag("components/_finding.html")
def finding(item: FindingCard) -> dict[str, Any]:
    """One finding of the order checks: outcome, what is wrong, article, fix."""
    shown = {
        "unlawful": ("danger", _("위반"), "error-fill"),
        "to_confirm": ("warning", _("확인 필요"), "question"),
        "note": ("info", _("참고"), "information-fill"),
    }
    tone, word, symbol = shown[item.outcome]
    return {"item": item, "tone": tone, "word": word, "icon": symbol}


@register.inclusion_tag("components/_candidate.html")
def candidate(row: CandidateRow) -> dict[str, Any]:
    """One line of a shortlist with its reasons."""
    return {"row": row}


@register.inclusion_tag("components/_terms.html")
def score_terms(terms: Sequence[Term]) -> dict[str, Any]:
    """What a score is made of, part by part."""
    return {"terms": terms}
