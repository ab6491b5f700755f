"""Two people changed the same thing: both versions side by side, nothing overwritten, nothing typed lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which what is stored now and what was typed are not the same. `field` is the id to go to."""

    label: str
    stored: str
    typed: str
    field: str


def differences(typed: forms.BaseForm, stored: forms.BaseForm) -> list[Difference]:
    """Where a form as sent and the same form of the row as it is now differ, in the order of the fields.

    The page shows them with `components/_conflict.html`, keeps the form as typed, gives it the row's present version
    (a second save is then a decision) and answers 409.
    """
    found = []
    for name, field in typed.fields.items():
        if isinstance(field.widget, forms.HiddenInput) or name not in stored.fields:
            continue
        mine, theirs = _said(typed[name]), _said(stored[name])
        if mine != theirs:
            unknown = _("비어 있음")
            found.append(Difference(str(typed[name].label), theirs or unknown, mine or unknown, typed[name].auto_id))
    return found


def _said(bound: BoundField) -> str:
    value = bound.value()
    if isinstance(value, bool):
        return _("예") if value else _("아니요")
    values = value if isinstance(value, list | tuple) else [value]
    words = [_chosen(bound, one) for one in values if one not in (None, "")]
    return ", ".join(words).replace("\r\n", "\n").strip()


def _chosen(bound: BoundField, value: object) -> str:
    """A choice by its label; a time as it is typed, without the seconds."""
    for key, label in _flat(getattr(bound.field, "choices", ())):
        if str(key) == str(value):
            return str(label)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _flat(choices: Iterable[tuple[object, object]]) -> Iterable[tuple[object, object]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label
