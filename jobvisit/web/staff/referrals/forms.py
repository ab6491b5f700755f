"""What is typed when a referral moves on: who said so, why, when."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jobvisit.base.clock import SEOUL
from jobvisit.office.referrals import codes
from jobvisit.office.referrals.models import Rung, SampleItem
from jobvisit.web.shared.fields import offer

_HEARD = [
    (one.value, one.label)
    for one in (codes.Source.SPOKEN_VISIT, codes.Source.SPOKEN_PHONE, codes.Source.SPOKEN_DESK, codes.Source.PAPER)
]
_DAY = {"type": "date"}
_CLOCK = {"type": "time", "step": "300"}


class HeardForm(forms.Form):
    """Where the answer was heard: a spoken answer is recorded with its source."""

    source = forms.ChoiceField(
        label=_("어디서 들었습니까?"), choices=_HEARD, widget=forms.RadioSelect, initial="spoken_phone"
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonForm(HeardForm):
    """A way out with its coded reason."""

    reason = forms.ChoiceField(label=_("까닭"))
    note = forms.CharField(label=_("설명"), max_length=400, required=False)

    def __init__(self, *args: Any, reasons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "reason", [("", _("고르세요")), *reasons.choices])


class BookForm(HeardForm):
    """An interview: one of the employer's times, or another day and hour."""

    slot = forms.ChoiceField(label=_("사업주가 낸 시간"), required=False, widget=forms.RadioSelect)
    day = forms.DateField(label=_("날짜"), required=False, widget=forms.DateInput(attrs=_DAY))
    hour = forms.TimeField(label=_("시각"), required=False, widget=forms.TimeInput(attrs=_CLOCK))
    place = forms.CharField(label=_("장소"), max_length=200, required=False)
    accompanied = forms.BooleanField(label=_("제가 함께 갑니다 (동행면접)"), required=False)

    def __init__(self, *args: Any, slots: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if slots:
            offer(self, "slot", [*slots, ("", _("다른 시간"))])
        else:
            del self.fields["slot"]

    def clean(self) -> dict[str, Any]:
        """Either one of the times offered, or day and hour."""
        data = super().clean() or {}
        if not data.get("slot"):
            for name in ("day", "hour"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("면접 날짜와 시각을 적으세요."))
        return data

    @property
    def moment(self) -> datetime | None:
        """The day and hour typed, in Seoul."""
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        return _moment(day, hour) if day and hour else None


class HireForm(HeardForm):
    """A hire: from when, and who said so."""

    start_on = forms.DateField(label=_("근무 시작일"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    said_by = forms.ChoiceField(
        label=_("누가 알려 줬습니까?"),
        choices=[("employer", _("사업주")), ("resident", _("구직자"))],
        widget=forms.RadioSelect,
        initial="employer",
    )


class SlotsForm(forms.Form):
    """Times at which the employer can see people."""

    day = forms.DateField(label=_("날짜"), widget=forms.DateInput(attrs=_DAY))
    hour = forms.TimeField(label=_("시각"), widget=forms.TimeInput(attrs=_CLOCK))
    places = forms.IntegerField(label=_("볼 수 있는 인원"), min_value=1, max_value=50, initial=1)
    place = forms.CharField(label=_("장소"), max_length=200, required=False)

    @property
    def moment(self) -> datetime:
        """The day and hour typed, in Seoul."""
        return _moment(self.cleaned_data["day"], self.cleaned_data["hour"])


class WhyForm(forms.Form):
    """A reason in words, for opening again what had ended."""

    why = forms.CharField(label=_("까닭"), max_length=400, min_length=2)


class RungForm(HeardForm):
    """One more rung of proof."""

    kind = forms.ChoiceField(label=_("무엇을 확인했습니까?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, open_kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", [(kind, Rung.Kind(kind).label) for kind in open_kinds])


class PaperForm(forms.Form):
    """A paper that proves the hire."""

    paper = forms.FileField(
        label=_("근로계약서, 재직증명서 등"),
        help_text=_("PDF, PNG, JPEG, 10MB까지. 주민등록번호는 가리고 올리세요."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,image/png,image/jpeg"}),
    )


class EndForm(ReasonForm):
    """The last day of a job, with its coded reason."""

    on = forms.DateField(label=_("퇴사일"), widget=forms.DateInput(attrs=_DAY))


class CountedForm(forms.Form):
    """Who else counts the same hire."""

    agencies = forms.MultipleChoiceField(
        label=_("이 취업을 함께 세는 기관"),
        choices=codes.Agency.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class SampleForm(forms.Form):
    """Which hires to draw from, and how many."""

    since = forms.DateField(label=_("근무 시작일부터"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    until = forms.DateField(label=_("근무 시작일까지"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    size = forms.IntegerField(label=_("표본 수"), min_value=1, max_value=500, initial=10)

    def clean_until(self) -> date:
        """The end does not lie before the beginning."""
        until: date = self.cleaned_data["until"]
        if (since := self.cleaned_data.get("since")) and until < since:
            raise ValidationError(_("끝 날이 첫날보다 앞섭니다."))
        return until


class CheckForm(forms.Form):
    """What the second look at a hire said."""

    outcome = forms.ChoiceField(label=_("결과"), choices=SampleItem.Outcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("설명"), max_length=400, required=False)


class HandoverForm(forms.Form):
    """Who leaves, who takes over, and why."""

    leaving = forms.ChoiceField(label=_("떠나는 사람"))
    to = forms.ChoiceField(label=_("이어받는 사람"))
    why = forms.CharField(label=_("까닭"), max_length=400, min_length=2, help_text=_("예: 계약 만료, 휴직, 부서 이동"))

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], everyone: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "leaving", [("", _("고르세요")), *everyone])
        offer(self, "to", [("", _("고르세요")), *people])

    def clean(self) -> dict[str, Any]:
        """Two different people."""
        data = super().clean() or {}
        if data.get("leaving") and data.get("leaving") == data.get("to"):
            self.add_error("to", _("떠나는 사람과 이어받는 사람이 같습니다."))
        return data


class CloseForm(HeardForm):
    """An order ends: how was it filled?"""

    how = forms.ChoiceField(label=_("어떻게 찼습니까?"), choices=codes.HowFilled.choices, widget=forms.RadioSelect)


class SkipForm(forms.Form):
    """Why each of those who applied earlier is not asked (칙 §5④), and why somebody beside the list is."""

    def __init__(self, *args: Any, skipped: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, name in skipped:
            self.fields[f"skip_{key}"] = forms.ChoiceField(
                label=name, choices=codes.Skip.choices, widget=forms.RadioSelect
            )


def _moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, SEOUL)
