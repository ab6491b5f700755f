"""The order form (구인표): everything a counsellor types at an employer's table."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jobvisit.office.companies.models import Branch, Company
from jobvisit.office.orders.models import CareerKind, Education, Employment, JobOrder, PayKind
from jobvisit.office.orders.rules.refusal import GROUNDS
from jobvisit.office.reference import tables
from jobvisit.office.reference.licences import normalise_licence
from jobvisit.web.shared.fields import WeekdaysField, WonField, WordsField, YesNoUnknownField, offer
from jobvisit.web.staff.places import centre, dong_choices

SHORTEST, LONGEST = timedelta(days=15), timedelta(days=61)
_TIME = {"type": "time", "step": "300"}
_SHORT = {"inputmode": "decimal", "autocomplete": "off"}

INSURANCES = [
    ("pension", _("국민연금")),
    ("health", _("건강보험")),
    ("employment", _("고용보험")),
    ("accident", _("산재보험")),
]
OFFERS = [
    ("meals", _("식사")),
    ("lodging", _("숙소")),
    ("shuttle", _("통근 차량")),
    ("near_station", _("역 가까움")),
    ("training", _("일 가르쳐 줌")),
    ("seated", _("앉아서 하는 일")),
]


def _blank(label: Any, choices: Any) -> list[tuple[str, Any]]:
    return [("", label), *choices]


class OrderForm(forms.ModelForm):
    """Fields in the order of the talk. Only the firm and a title are demanded; the rest is asked by the checks."""

    occupation_words = forms.CharField(label=_("모집 직종"), required=False, max_length=80)
    pay_min = WonField(label=_("임금"), required=False)
    pay_max = WonField(label=_("임금(최고)"), required=False)
    days = WeekdaysField(label=_("근무 요일"), required=False)
    shift = YesNoUnknownField(label=_("교대 근무"), required=False)
    licences_required = WordsField(
        label=_("꼭 필요한 자격·면허"), required=False, help_text=_("쉼표로 나누어 적으세요")
    )
    licences_preferred = WordsField(label=_("우대하는 자격·면허"), required=False)
    insurances = forms.MultipleChoiceField(
        label=_("사회보험"), choices=INSURANCES, required=False, widget=forms.CheckboxSelectMultiple
    )
    offers = forms.MultipleChoiceField(
        label=_("제공하는 것"), choices=OFFERS, required=False, widget=forms.CheckboxSelectMultiple
    )
    dong = forms.ChoiceField(label=_("일하는 동"), required=False)
    career_years = forms.DecimalField(
        label=_("최소 경력(년)"), required=False, min_value=0, max_value=50, max_digits=4, decimal_places=1
    )
    confirmed = forms.BooleanField(label=_("사업주가 화면에서 내용을 확인했습니다"), required=False)
    form_key = forms.CharField(max_length=36, required=False, widget=forms.HiddenInput)
    """One a form and order (`JobOrder.form_key`); kept with the draft, so that a second tab is the same form."""

    class Meta:
        model = JobOrder
        fields = (
            "title", "occupation", "duties", "openings", "pay_kind", "pay_min", "pay_max", "days", "days_per_week",
            "weekly_hours", "start", "end", "break_minutes", "shift", "employment", "contract_months",
            "trainee_months", "trainee_pay_percent", "career_kind", "education", "licences_required",
            "licences_preferred", "insurances", "retirement", "offers", "benefits", "dong", "address", "starts_on",
            "closes_on", "until_filled", "source", "source_text",
        )  # fmt: skip
        widgets = {
            "title": forms.TextInput(attrs={"autocomplete": "off"}),
            "occupation": forms.HiddenInput,
            "duties": forms.Textarea(attrs={"rows": 3}),
            "start": forms.TimeInput(attrs=_TIME, format="%H:%M"),
            "end": forms.TimeInput(attrs=_TIME, format="%H:%M"),
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "closes_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "openings": forms.TextInput(attrs={"inputmode": "numeric"}),
            "weekly_hours": forms.TextInput(attrs=_SHORT),
            "days_per_week": forms.TextInput(attrs=_SHORT),
            "break_minutes": forms.TextInput(attrs=_SHORT),
            "source_text": forms.HiddenInput,
            "source": forms.HiddenInput,
        }

    def __init__(
        self, *args: Any, user: Any, company: Company, branch: Branch | None, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.company, self.branch, self.today = user, company, branch, today
        offer(self, "dong", dong_choices(user))
        choices: tuple[tuple[str, Any, Any], ...] = (
            ("pay_kind", _("고르세요"), PayKind.choices),
            ("employment", _("고르세요"), Employment.choices),
            ("career_kind", _("고르세요"), CareerKind.choices),
            ("education", _("고르세요"), Education.choices),
            ("retirement", _("모름"), [("lump_sum", _("퇴직금")), ("pension", _("퇴직연금")), ("none", _("없음"))]),
        )
        for name, blank, rows in choices:
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label, choices=_blank(blank, rows), required=False
            )
        self.fields["closes_on"].required = False
        self.fields["source"].required = False
        if self.instance.career_months_min is not None:
            self.initial.setdefault("career_years", self.instance.career_months_min / 12)
        if self.instance.occupation:
            found = tables.occupations().get(self.instance.occupation)
            self.initial.setdefault("occupation_words", found.name_ko if found else "")

    def clean_occupation(self) -> str:
        """A code of the table, or none."""
        code = self.cleaned_data.get("occupation") or ""
        if code and code not in tables.occupations():
            raise ValidationError(_("‘%(code)s’은(는) 없는 직종 코드입니다."), params={"code": code})
        return str(code)

    def clean_licences_required(self) -> list[str]:
        """Official names where they are known; others as they were typed."""
        return [_official(name) for name in self.cleaned_data["licences_required"]]

    def clean_licences_preferred(self) -> list[str]:
        """Official names where they are known; others as they were typed."""
        return [_official(name) for name in self.cleaned_data["licences_preferred"]]

    def clean(self) -> dict[str, Any]:
        """What two fields say together."""
        data = super().clean() or {}
        least, most = data.get("pay_min"), data.get("pay_max")
        if least and most and most < least:
            self.add_error("pay_max", _("최고 임금이 최저 임금보다 적습니다."))
        closes = data.get("closes_on")
        if closes and closes < self.today:
            self.add_error("closes_on", _("마감일이 이미 지났습니다."))
        return data

    def filled(self) -> JobOrder:
        """The order as far as its fields are valid, unsaved: for saving, and for looking at it half typed."""
        order: JobOrder = self.instance
        for name, value in self.cleaned_data.items():
            if name in self.fields and name in self.Meta.fields:
                setattr(order, name, value if value is not None or name not in _TEXTS else "")
        order.company = self.company
        order.source = order.source or JobOrder.Source.VISIT
        if order.pk is None:
            order.form_key = self.cleaned_data.get("form_key", "")
        years = self.cleaned_data.get("career_years")
        order.career_months_min = round(float(years) * 12) if years is not None else None
        order.insurances = self.cleaned_data.get("insurances") or None
        if not order.days_per_week and order.days:
            order.days_per_week = len(order.days)
        self._set_place(order)
        return order

    def _set_place(self, order: JobOrder) -> None:
        branch = self.branch
        order.branch = branch
        if branch and branch.dong == order.dong and branch.lat is not None:
            order.lat, order.lon = branch.lat, branch.lon
        elif order.dong and (point := centre(order.dong)):
            order.lat, order.lon = point
        else:
            order.lat = order.lon = None
        dong = tables.dongs().get(order.dong)
        order.gu = dong.gu if dong else order.gu


class RefuseForm(forms.Form):
    """Refusing an order is a person's act with one of the four grounds of the law (직업안정법 제8조)."""

    ground = forms.ChoiceField(label=_("거부 사유"), choices=list(GROUNDS.items()))
    reason = forms.CharField(
        label=_("사업주에게 설명한 내용"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


_TEXTS = frozenset({"occupation", "duties", "benefits", "address", "source_text", "retirement"})


def _official(name: str) -> str:
    found = normalise_licence(name)
    return found.name if found else name
