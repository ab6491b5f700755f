"""Fields, errors, suggestions, searching."""

from collections.abc import Sequence
from typing import Any

from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.template import Library
from django.template.context import Context

from jobvisit.web.shared.parts import Evidence, Option

register = Library()


@register.inclusion_tag("components/_field.html")
def field(
    bound: BoundField, unit: str = "", hint: str = "", evidence: Evidence | None = None, doubtful: str = ""
) -> dict[str, Any]:
    """A field with label, hint, control, the words it was read from and its errors, all tied together for readers.

    `hint` overrides the form's help text; `doubtful` is a remark of the order checks on this very field.
    """
    widget, hint = bound.field.widget, hint or str(bound.help_text or "")
    described = {"hint": hint, "evidence": evidence, "error": bound.errors}
    attributes: dict[str, str | bool] = {
        "class": "control",
        "aria-describedby": " ".join(f"{bound.auto_id}_{k}" for k, v in described.items() if v),
    }
    if not attributes["aria-describedby"]:
        del attributes["aria-describedby"]
    kind = "control"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        kind = "choices"
    elif isinstance(widget, CheckboxInput):
        kind, attributes["class"] = "check", ""
    elif isinstance(widget, Select):
        kind = "select"
    control = "" if kind == "choices" else bound.as_widget(attrs=attributes)
    return {
        "field": bound,
        "kind": kind,
        "control": control,
        "hint": hint,
        "unit": unit,
        "evidence": evidence,
        "doubtful": doubtful,
        "described": attributes.get("aria-describedby", ""),
    }


@register.inclusion_tag("components/_errors.html")
def error_summary(*forms: BaseForm) -> dict[str, Any]:
    """All errors of the forms on top of the page, each a link to its field."""
    lines = []
    for form in forms:
        lines += [("", text) for text in form.non_field_errors()]
        for bound in form:
            lines += [(_first_control(bound), f"{bound.label}: {text}") for text in bound.errors]
    return {"lines": lines}


def _first_control(bound: BoundField) -> str:
    grouped = isinstance(bound.field.widget, RadioSelect | CheckboxSelectMultiple)
    return f"{bound.auto_id}_0" if grouped else bound.id_for_label


@register.inclusion_tag("components/_suggest.html")
def suggest(
    text: BoundField,
    value: BoundField,
    url: str,
    hint: str = "",
    options: Sequence[Option] = (),
    evidence: Evidence | None = None,
) -> dict[str, Any]:
    """A text field with suggestions from `url`, whose choice lands in the hidden field `value`.

    Without JavaScript a button asks for the suggestions and they come back as `options`, a plain list to choose from.
    """
    described = {"hint": hint or text.help_text, "evidence": evidence, "error": text.errors or value.errors}
    attributes = {
        "class": "control",
        "autocomplete": "off",
        "aria-describedby": " ".join(f"{text.auto_id}_{name}" for name, shown in described.items() if shown),
    }
    control = text.as_widget(attrs={name: value for name, value in attributes.items() if value})
    errors = [*text.errors, *value.errors]
    return {
        "text": text,
        "value": value,
        "url": url,
        "hint": hint,
        "options": options,
        "control": control,
        "evidence": evidence,
        "errors": errors,
    }


@register.inclusion_tag("components/_search.html", takes_context=True)
def search_box(
    context: Context, label: str, name: str = "q", target: str = "", private: bool = False, value: str = ""
) -> dict[str, Any]:
    """The search of a list; `/` jumps to it. With `target` the list is patched while typing.

    `private` posts the words instead of writing them into the address; give what `private_words` keeps as `value`.
    """
    request = context["request"]
    kept = [] if private else [(key, kept) for key, kept in request.GET.items() if key not in {name, "page"}]
    return {
        "label": label,
        "name": name,
        "value": value if private else request.GET.get(name, ""),
        "target": target,
        "kept": kept,
        "path": request.get_full_path() if private else request.path,
        "private": private,
        "csrf_token": context.get("csrf_token"),
    }
