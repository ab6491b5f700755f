"""Forms of messages: reasons, limits, sender numbers, consent to be contacted, a text to try."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobvisit.base import bizno, phone
from jobvisit.office.messaging.models import Scope
from jobvisit.office.messaging.rules import LMS_BYTES, StrangeLettersError, TextTooLongError, fit

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class ReasonForm(forms.Form):
    """Why; it is kept with the deed."""

    reason = forms.CharField(label=_("까닭"), max_length=200, widget=forms.TextInput(attrs={"maxlength": 200}))


class LimitsForm(forms.Form):
    """A district's limits from a day on."""

    valid_from = forms.DateField(label=_("언제부터"), widget=DATE)
    quiet_starts = forms.TimeField(label=_("이 시각부터 보내지 않음"), widget=TIME)
    quiet_ends = forms.TimeField(label=_("이 시각까지"), widget=TIME)
    person_per_day = forms.IntegerField(label=_("한 사람에게 하루"), min_value=0, max_value=100)
    campaign = forms.IntegerField(label=_("한 묶음"), min_value=0, max_value=1_000_000)
    district_per_day = forms.IntegerField(label=_("구 전체 하루"), min_value=0, max_value=1_000_000)
    approval_above = forms.IntegerField(label=_("이보다 많으면 다른 사람이 승인"), min_value=0, max_value=1_000_000)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_valid_from(self) -> date:
        """Yesterday's limits are history."""
        day: date = self.cleaned_data["valid_from"]
        if day < self._today:
            raise forms.ValidationError(gettext("지난 날부터 바꿀 수는 없습니다."))
        return day


class SenderForm(forms.Form):
    """A number that was registered with the carrier."""

    number = forms.CharField(label=_("발신번호"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    label = forms.CharField(label=_("쓰는 곳"), max_length=60)
    valid_from = forms.DateField(label=_("등록일"), widget=DATE)
    valid_until = forms.DateField(label=_("종료일"), widget=DATE, required=False)

    def clean_number(self) -> str:
        """Digits of a Korean number."""
        number = bizno.digits(self.cleaned_data["number"])
        if not phone.is_valid(number):
            raise forms.ValidationError(gettext("전화번호가 아닙니다: %s") % self.cleaned_data["number"])
        return number


HEARD = [("phone", _("전화")), ("desk", _("창구")), ("visit", _("방문")), ("paper", _("서류"))]
"""How a member of staff heard what somebody said."""


class ChoiceForm(forms.Form):
    """What somebody said about being written to at a number or an address."""

    address = forms.CharField(label=_("전화번호나 전자우편"), max_length=120)
    scope = forms.ChoiceField(label=_("범위"), choices=Scope.choices)
    allowed = forms.ChoiceField(
        label=_("뜻"), choices=[("no", _("받지 않겠다고 함")), ("yes", _("받겠다고 함"))], widget=forms.RadioSelect
    )
    source = forms.ChoiceField(label=_("어떻게 들었나"), choices=HEARD)

    def clean_address(self) -> str:
        """Digits of a number, or an address with an @."""
        typed: str = self.cleaned_data["address"].strip()
        if "@" in typed:
            return typed
        number = bizno.digits(typed)
        if not phone.is_valid(number):
            raise forms.ValidationError(gettext("전화번호나 전자우편 주소가 아닙니다: %s") % typed)
        return number


class TryForm(forms.Form):
    """A text to measure before somebody relies on it."""

    text = forms.CharField(
        label=_("재어 볼 글"), widget=forms.Textarea(attrs={"rows": 4}), strip=False, max_length=20_000
    )

    def clean_text(self) -> str:
        """Letters that do not arrive, and a text that is too long, are told beside the field."""
        typed: str = self.cleaned_data["text"]
        try:
            self.measured = fit(typed)
        except StrangeLettersError as strange:
            letters = ", ".join(f"‘{one.letter}’({one.at + 1})" for one in strange.letters[:12])
            raise forms.ValidationError(
                gettext("전화에서 깨지는 글자가 있습니다: %s. 바꾸거나 지워 주세요. 그대로 두면 ?로 나갑니다.")
                % letters
            ) from None
        except TextTooLongError as long:
            words = gettext("%(size)s바이트입니다. 긴 문자도 %(most)s바이트까지입니다.")
            raise forms.ValidationError(words % {"size": long.size, "most": LMS_BYTES}) from None
        except ValueError:
            raise forms.ValidationError(gettext("글이 비어 있습니다.")) from None
        return typed
