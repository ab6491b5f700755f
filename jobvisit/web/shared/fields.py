"""Form fields for what Korean offices write: telephone and business numbers, money, weekdays, words in a row."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jobvisit.base import bizno, phone

WEEKDAYS = [(0, _("월")), (1, _("화")), (2, _("수")), (3, _("목")), (4, _("금")), (5, _("토")), (6, _("일"))]
_MONEY = re.compile(r"^(?:(\d+(?:\.\d+)?)억)?(?:(\d+(?:\.\d+)?)만)?(?:(\d+(?:\.\d+)?)천)?(\d+)?원?$")


def offer(form: forms.BaseForm, name: str, choices: list[tuple[Any, Any]]) -> None:
    """Give a choice field of this form its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class PhoneField(forms.CharField):
    """Any punctuation in, digits out."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "tel", "autocomplete": "off", "data-format": "phone"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        """Digits of a valid Korean number, or an error that names the number."""
        text = super().clean(value)
        number = bizno.digits(text)
        if text and not phone.is_valid(number):
            raise ValidationError(_("‘%(number)s’은(는) 전화번호가 아닙니다."), params={"number": text})
        return number

    def prepare_value(self, value: Any) -> Any:
        return phone.pretty(value) if value else value


class BusinessNumberField(forms.CharField):
    """Ten digits with a true check digit."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "data-format": "bizno"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        """Digits of a valid number, or an error that names it."""
        text = super().clean(value)
        number = bizno.digits(text)
        if text and not bizno.is_valid(number):
            raise ValidationError(
                _("‘%(number)s’은(는) 사업자등록번호가 아닙니다. 열 자리와 검증 번호를 확인하세요."),
                params={"number": text},
            )
        return number

    def prepare_value(self, value: Any) -> Any:
        return bizno.pretty(value) if value else value


class WonField(forms.IntegerField):
    """Money in won: `2,200,000`, `220만`, `2천`, `1억 2천만`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=2_000_000_000, **kwargs)
        self.widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        """Won, or an error that shows what would have been understood."""
        text = re.sub(r"[\s,]", "", str(value or ""))
        if not text:
            return None
        found = _MONEY.match(text)
        if not found or not any(found.groups()):
            raise ValidationError(
                _("‘%(text)s’은(는) 금액으로 읽을 수 없습니다. 예: 2200000, 220만"), params={"text": str(value)}
            )
        units = (100_000_000, 10_000, 1_000, 1)
        return round(sum(float(part) * unit for part, unit in zip(found.groups(), units, strict=True) if part))

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}" if isinstance(value, int) else value


class WeekdaysField(forms.TypedMultipleChoiceField):
    """Days of the week as a list of 0 (Monday) to 6 (Sunday)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple, **kwargs)

    def clean(self, value: Any) -> list[int]:
        """Sorted, each once."""
        return sorted(set(super().clean(value)))


class WordsField(forms.CharField):
    """Several names in one line, set apart by commas."""

    def clean(self, value: Any) -> list[str]:
        """The names, each once, in the order typed."""
        text = super().clean(value)
        return list(dict.fromkeys(part.strip() for part in re.split(r"[,;\n]", text) if part.strip()))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value


class YesNoUnknownField(forms.TypedChoiceField):
    """Yes, no, or not said. Not said is not no."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("", _("모름")), ("yes", _("예")), ("no", _("아니요"))],
            coerce=lambda value: value == "yes",
            empty_value=None,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)
