"""The tags of every page: `{% load jv %}`. Each component tag fills one template of `components/`.

How to use them is in `docs/howto/build-a-page.md`; all of them can be seen at `/gallery/`. Values, forms and lists have
their own modules in `jobvisit.web.shared.tags`; here are the small pieces, the blocks and the frame.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template import Library
from django.template.context import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from jobvisit.web.shared import display, formats, nav, toasts
from jobvisit.web.shared.parts import Crumb, Tone
from jobvisit.web.shared.tags import forms, lists, values

register = Library()
for _subject in (values, forms, lists):
    register.tags |= _subject.register.tags
    register.filters |= _subject.register.filters


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One icon of the sprite. Decoration unless it is given a `label`, which then stands for it."""
    return _icon(name, str(label))


@lru_cache(1024)
def _icon(name: str, label: str) -> SafeString:
    """Pages draw hundreds of a few icons: each is written once a process."""
    role = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon" {}><use href="{}#{}"></use></svg>', role, static("icons/sprite.svg"), name)


@register.inclusion_tag("components/_badge.html")
def badge(text: str, tone: Tone = "neutral", icon: str = "") -> dict[str, Any]:
    """A state: a word, its tone and, if wanted, an icon."""
    return {"text": text, "tone": tone, "icon": icon}


@register.inclusion_tag("components/_button.html")
def button(text: str, url: str = "", tone: str = "", icon: str = "", **more: str) -> dict[str, Any]:
    """A link that looks like a button when `url` is given, else a button. `tone`: primary, secondary, danger, text.

    Further names become attributes, `_` turned to `-`: `name="refuse"`, `form="order"`, `data_dialog="refuse"`.
    """
    attributes = {key.replace("_", "-"): value for key, value in more.items()}
    return {"text": text, "url": url, "tone": tone, "icon": icon, "attributes": attributes}


@register.inclusion_tag("components/_notice.html")
def notice(text: str, tone: Tone = "info") -> dict[str, Any]:
    """A remark that stays on the page."""
    icons = {"danger": "error-fill", "warning": "warning-fill", "success": "success-fill"}
    return {"text": text, "tone": tone, "icon": icons.get(tone, "information-fill")}


@register.inclusion_tag("components/_stat.html")
def stat(
    name: str, figure: object, unit: str = "", note: str = "", tone: Tone = "neutral", url: str = ""
) -> dict[str, Any]:
    """A figure with its name, unit and what it compares with."""
    return {"name": name, "figure": figure, "unit": unit, "note": note, "tone": tone, "url": url}


@register.inclusion_tag("components/_count.html")
def count_chip(count: int, text: str, change: str = "", tone: Tone = "primary") -> dict[str, Any]:
    """The live count: `적합 구직자 23명`; `change` says what one more change buys."""
    return {"count": count, "text": text, "change": change, "tone": tone}


@register.inclusion_tag("components/_live_line.html")
def live_line(
    target: str, count: int | None = None, unlawful: int = 0, to_confirm: int = 0, buys: str = "", along: bool = False
) -> dict[str, Any]:
    """Count, findings and what the best change `buys`, in one line above the thumb, a link to the panel `target` that
    lies out of sight.

    Put it into the action bar without a count, and `along=True` with the counts into the part that fills the panel.
    """
    return {
        "target": target,
        "count": count,
        "unlawful": unlawful,
        "to_confirm": to_confirm,
        "buys": buys,
        "along": along,
    }


@register.inclusion_tag("components/_save_state.html")
def save_state(saved_at: datetime | None = None) -> dict[str, Any]:
    """Where the autosave says `저장됨 14:02`."""
    return {"saved_at": formats.clock(localtime(saved_at)) if saved_at else ""}


@register.simple_block_tag(end_name="endpagehead")
def pagehead(content: str, title: str, crumbs: Sequence[Crumb] = (), note: str = "", badges: Sequence[Any] = ()) -> str:
    """The head of a page; what stands inside are its actions. `badges`: pairs of word and tone."""
    part = get_template("components/_page_head.html")
    return part.render(
        {"actions": mark_safe(content.strip()), "title": title, "crumbs": crumbs, "note": note, "badges": badges}
    )


@register.simple_block_tag(end_name="endempty")
def empty(content: str, title: str, why: str, icon: str = "search") -> str:
    """Nothing here: why, and inside the one thing to do."""
    part = get_template("components/_empty.html")
    return part.render({"action": mark_safe(content.strip()), "title": title, "why": why, "icon": icon})


@register.simple_block_tag(end_name="enddialog")
def dialog(content: str, id: str, title: str) -> str:
    """A dialog, opened by whatever carries `data-dialog="<id>"` (a link, so that it works without JavaScript)."""
    return get_template("components/_dialog.html").render({"content": content, "id": id, "title": title})


@register.inclusion_tag("components/_nav.html", takes_context=True)
def navigation(context: Context) -> dict[str, Any]:
    """The places to go, by role: tabs on a phone, a rail on a tablet, a side menu on a PC."""
    places = nav.entries(context["request"])
    fits = len(places) <= nav.TABS
    return {
        "places": places,
        "tabs": places if fits else places[: nav.TABS - 1],
        "more": [] if fits else places[nav.TABS - 1 :],
    }


@register.simple_tag(takes_context=True)
def display_mode(context: Context) -> str:
    """`high-contrast` when the person chose it; empty otherwise and on pages without a request."""
    return display.mode(context.get("request"))


@register.filter
def toast(message: Any) -> toasts.Toast:
    """A Django message as a toast."""
    return toasts.toast(message)


@register.simple_tag
def masthead() -> bool:
    """Whether to show the line of an official government site. A pilot may not be entitled to it: off by default."""
    return bool(getattr(settings, "OFFICIAL_MASTHEAD", False))
