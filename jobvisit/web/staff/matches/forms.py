"""The forms of matching: overruling a list, a lawful measure, the inputs of a round, a version's change."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jobvisit.office.matches.asked import Ask, MinimumAsk, WindowAsk
from jobvisit.office.matches.models import Override
from jobvisit.office.reference import tables
from jobvisit.web.shared.fields import WordsField, offer

_NUMBER = {"inputmode": "numeric", "autocomplete": "off"}
_DECIMAL = {"inputmode": "decimal", "autocomplete": "off"}
_DAY = {"type": "date"}


def group_choices(today: date, blank: Any = None) -> list[tuple[str, Any]]:
    """Target groups in force on a day, in the reader's language."""
    korean = (get_language() or "ko").startswith("ko")
    rows: list[tuple[str, Any]] = [(one.code, one.name_ko if korean else one.name_en) for one in tables.groups(today)]
    return [("", blank), *rows] if blank is not None else rows


class OverrideForm(forms.Form):
    """What a counsellor decides about one resident on one list, and why."""

    kind = forms.ChoiceField(label=_("무엇을 할까요"), widget=forms.RadioSelect, choices=Override.Kind.choices)
    place = forms.IntegerField(
        label=_("몇째 자리에"), required=False, min_value=1, max_value=20, widget=forms.TextInput(attrs=_NUMBER)
    )
    why = forms.ChoiceField(label=_("사유"), choices=[("", _("고르세요")), *Override.Why.choices])
    note = forms.CharField(label=_("설명"), required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self) -> dict[str, Any]:
        """A place where one is needed, and words where the reason is none of those listed."""
        data = super().clean() or {}
        if data.get("kind") == Override.Kind.PLACED and not data.get("place") and "place" not in self.errors:
            self.add_error("place", _("몇째 자리에 둘지 1에서 20 사이의 수로 적으세요."))
        if data.get("why") == Override.Why.OTHER and not data.get("note"):
            self.add_error("note", _("‘그 밖의 사유’는 설명을 적어야 합니다."))
        return data


class MeasureForm(forms.Form):
    """A lawful measure on an order: which law or agreement, for whom, how much."""

    basis = forms.CharField(
        label=_("법적 근거"), max_length=120, help_text=_("법 조문, 지원 사업 또는 협약의 이름을 적으세요.")
    )
    group = forms.ChoiceField(label=_("대상 집단"))
    weight = forms.DecimalField(
        label=_("가중"), min_value=0, max_value=2, max_digits=3, decimal_places=2, initial="0.25",
        help_text=_("0.25이면 이 집단의 가능성을 1.25배로 봅니다. 0을 적으면 끝납니다."),
        widget=forms.TextInput(attrs=_DECIMAL),
    )  # fmt: skip
    reason = forms.CharField(label=_("까닭"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "group", group_choices(today, _("고르세요")))


class RoundForm(forms.Form):
    """The inputs of a round that hold for everyone."""

    per_opening = forms.IntegerField(
        label=_("한 자리에 몇 명까지 소개"), min_value=1, max_value=20, initial=3, widget=forms.TextInput(attrs=_NUMBER)
    )
    quota = forms.IntegerField(
        label=_("한 사람이 받을 수 있는 소개"), min_value=1, max_value=10, initial=1,
        widget=forms.TextInput(attrs=_NUMBER),
    )  # fmt: skip
    measures = forms.BooleanField(label=_("구인표에 적힌 우선 소개 근거를 반영"), required=False, initial=True)
    curve_group = forms.ChoiceField(
        label=_("우선의 값을 볼 집단"), required=False, help_text=_("그려 보기만 하고 배정에는 반영하지 않습니다.")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "curve_group", group_choices(today, _("그리지 않음")))


class _Line(forms.Form):
    """A line that counts only when it is filled; half filled, it says what is missing."""

    def clean(self) -> dict[str, Any]:
        """Every field but the optional ones, or none."""
        data = super().clean() or {}
        if not self.has_changed():
            return data
        for name, field in self.fields.items():
            if name != "group_optional" and not data.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(_("‘%(field)s’을(를) 적으세요."), params={"field": field.label}))
        return data


class WindowForm(_Line):
    """An agreement's window."""

    agreement = forms.CharField(label=_("협약"), max_length=80, required=False)
    numbers = WordsField(label=_("구인 번호"), required=False, help_text=_("쉼표로 나누어 적으세요"))
    boost = forms.FloatField(
        label=_("가중"), min_value=0, max_value=2, required=False, widget=forms.TextInput(attrs=_DECIMAL)
    )
    opens = forms.DateField(label=_("여는 날"), required=False, widget=forms.DateInput(attrs=_DAY))
    closes = forms.DateField(label=_("닫는 날"), required=False, widget=forms.DateInput(attrs=_DAY))
    group_optional = forms.ChoiceField(label=_("집단(있으면)"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "group_optional", group_choices(today, _("모두")))

    def asked(self) -> WindowAsk:
        """The line as the round takes it."""
        data = self.cleaned_data
        names = ("agreement", "boost", "opens", "closes")
        return WindowAsk(
            **{name: data[name] for name in names}, numbers=tuple(data["numbers"]), group=data["group_optional"]
        )


class MinimumForm(_Line):
    """A minimum share of a group."""

    name = forms.CharField(label=_("근거(협약·사업)"), max_length=80, required=False)
    numbers = WordsField(label=_("구인 번호"), required=False, help_text=_("쉼표로 나누어 적으세요"))
    group = forms.ChoiceField(label=_("대상 집단"), required=False)
    at_least = forms.IntegerField(
        label=_("적어도 몇 명"), min_value=1, max_value=1000, required=False, widget=forms.TextInput(attrs=_NUMBER)
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "group", group_choices(today, _("고르세요")))

    def asked(self) -> MinimumAsk:
        """The line as the round takes it."""
        data = self.cleaned_data
        return MinimumAsk(data["name"], tuple(data["numbers"]), data["group"], data["at_least"])


Windows = forms.formset_factory(WindowForm, extra=2, max_num=20)
Minimums = forms.formset_factory(MinimumForm, extra=2, max_num=20)


class RoundForms:
    """The form of a round with its lines."""

    def __init__(self, data: Any, today: date) -> None:
        more: dict[str, Any] = {"form_kwargs": {"today": today}}
        self.main = RoundForm(data, today=today)
        self.windows: Any = Windows(data, prefix="windows", **more)
        self.minimums: Any = Minimums(data, prefix="minimums", **more)

    def is_valid(self) -> bool:
        """All of them, so that every error is shown at once."""
        return all([self.main.is_valid(), self.windows.is_valid(), self.minimums.is_valid()])

    def asked(self) -> Ask:
        """The round as it was asked for."""
        return Ask(
            **self.main.cleaned_data,
            windows=tuple(one.asked() for one in self.windows if one.has_changed()),
            minimums=tuple(one.asked() for one in self.minimums if one.has_changed()),
        )


class ReasonForm(forms.Form):
    """Why: for the log."""

    reason = forms.CharField(label=_("사유"), max_length=200)
