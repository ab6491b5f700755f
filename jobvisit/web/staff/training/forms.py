"""Forms of the school."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobvisit.office.companies import queries as companies
from jobvisit.office.companies.models import Company
from jobvisit.office.reference import queries as reference
from jobvisit.office.reference.licences import licence_candidates, normalise_licence
from jobvisit.office.staff.models import User
from jobvisit.office.training import rules
from jobvisit.office.training.codes import Cancelled, Consented, Dropped
from jobvisit.office.training.models import Cohort, Course
from jobvisit.web.shared.fields import WeekdaysField, WonField, offer
from jobvisit.web.staff.training import show

_NUMBER = {"inputmode": "numeric", "autocomplete": "off"}


def _date() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _time() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time", "step": "600"}, format="%H:%M")


def official(text: str) -> str:
    """A licence's name in the reference table. Raises `ValidationError` with what was typed and what is near."""
    found = normalise_licence(text)
    if found is not None:
        return found.name
    near = ", ".join(one.name for one in licence_candidates(text, 3))
    if near:
        raise forms.ValidationError(
            _("‘%(text)s’은(는) 자격·면허 이름이 아닙니다. 혹시: %(near)s"), params={"text": text, "near": near}
        )
    raise forms.ValidationError(_("‘%(text)s’은(는) 자격·면허 이름이 아닙니다."), params={"text": text})


class CourseForm(forms.ModelForm):
    """What is taught, where, for how much, for which certificate."""

    cost = WonField(label=_("1인당 교육비"))
    own_cost = WonField(label=_("그 가운데 본인 부담"), required=False)

    class Meta:
        model = Course
        fields = ("name", "licence", "school", "place", "hours", "cost", "own_cost")
        widgets = {"hours": forms.TextInput(attrs=_NUMBER)}
        help_texts = {"licence": _("예: 요양보호사, 한식조리기능사, 컴활 2급")}

    def clean_licence(self) -> str:
        """The official name."""
        return official(self.cleaned_data["licence"])

    def clean_own_cost(self) -> int:
        """Nothing said is nothing to pay."""
        return self.cleaned_data["own_cost"] or 0

    def clean(self) -> dict[str, Any]:
        """Nobody pays more than it costs."""
        data = super().clean() or {}
        if data.get("cost") is not None and data.get("own_cost", 0) > data["cost"]:
            self.add_error("own_cost", _("본인 부담이 교육비보다 많습니다."))
        return data


class CohortForm(forms.ModelForm):
    """When, for how many, by which criteria. Criteria are shown as one weight each; 0 does not count."""

    days = WeekdaysField(label=_("요일"))

    class Meta:
        model = Cohort
        fields = (
            "starts_on", "ends_on", "days", "begins", "ends", "nominate_until", "seats", "minimum", "minutes",
        )  # fmt: skip
        widgets = {
            "starts_on": _date(),
            "ends_on": _date(),
            "nominate_until": _date(),
            "begins": _time(),
            "ends": _time(),
            "seats": forms.TextInput(attrs=_NUMBER),
            "minimum": forms.TextInput(attrs=_NUMBER),
            "minutes": forms.TextInput(attrs=_NUMBER),
        }
        help_texts = {"minutes": _("집 가까운 구인을 셀 때 쓰는 한쪽 길의 시간")}

    def __init__(self, *args: Any, today: date, area: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.area = today, area
        self.fixed = self.instance.pk is not None and self.instance.state != "planned"
        for code, (label, full) in show.CRITERIA.items():
            if not self.fixed:
                self.fields[f"weigh_{code}"] = forms.IntegerField(
                    label=label, help_text=full, min_value=0, max_value=rules.MOST_WEIGHT, required=False,
                    widget=forms.TextInput(attrs=_NUMBER), initial=self.instance.criteria.get(code, 0),
                )  # fmt: skip

    @property
    def plain(self) -> list[forms.BoundField]:
        """The fields without the weights."""
        return [self[name] for name in self.Meta.fields]

    @property
    def weights(self) -> list[forms.BoundField]:
        """The weights alone."""
        return [self[name] for name in self.fields if name.startswith("weigh_")]

    def stated(self) -> dict[str, int]:
        """The criteria that count."""
        said = {code: self.cleaned_data.get(f"weigh_{code}") or 0 for code in show.CRITERIA}
        return {code: weight for code, weight in said.items() if weight}

    def clean_minutes(self) -> int:
        """Between five minutes and two hours."""
        minutes: int = self.cleaned_data["minutes"]
        if not 5 <= minutes <= 120:
            raise forms.ValidationError(_("5분에서 120분 사이로 적으세요."))
        return minutes

    def clean(self) -> dict[str, Any]:
        """Days in their order, hours that are some, seats for the minimum, holidays that somebody has entered."""
        data = super().clean() or {}
        first, last, until = (data.get(name) for name in ("starts_on", "ends_on", "nominate_until"))
        if first and last and last < first:
            self.add_error("ends_on", _("마지막 날이 첫날보다 앞섭니다."))
        if first and until and until > first:
            self.add_error("nominate_until", _("추천 마감이 첫날보다 뒤입니다."))
        if self.instance.pk is None and first and first < self.today:
            self.add_error("starts_on", _("%(on)s은(는) 지난 날입니다.") % {"on": first.isoformat()})
        if data.get("begins") and data.get("ends") and data["ends"] <= data["begins"]:
            self.add_error("ends", _("끝 시각이 시작 시각보다 뒤여야 합니다."))
        if data.get("seats") and data.get("minimum") and data["minimum"] > data["seats"]:
            self.add_error("minimum", _("최소 인원이 정원보다 많습니다."))
        if first and last and last >= first and data.get("days"):
            self._needs_a_day(first, last, data["days"])
        return data

    def _needs_a_day(self, first: date, last: date, days: list[int]) -> None:
        if (last - first).days > 730:
            self.add_error("ends_on", _("한 반은 2년을 넘을 수 없습니다."))
            return
        try:
            off = {one.on for one in reference.holidays(first, last, area=self.area)}
        except ValueError:
            self.add_error("ends_on", _("그 해의 공휴일이 아직 입력되지 않았습니다. 관리자에게 알려 주세요."))
            return
        if not rules.class_days(first, last, days, off):
            self.add_error("days", _("이 기간에는 그 요일의 수업일이 하루도 없습니다."))


class NominateForm(forms.Form):
    """Into which class, the counsellor's word, and the resident's consent that the school learns who they are."""

    cohort = forms.ChoiceField(label=_("어느 반"), widget=forms.RadioSelect)
    talk = forms.TypedChoiceField(
        label=_("상담 의견"), coerce=int, empty_value=None, required=False,
        choices=[("", _("아직 모름")), *((n, str(n)) for n in range(6))],
        help_text=_("끝까지 다니고 그 일을 할 뜻이 얼마나 분명한가: 0 없음 … 5 아주 분명"),
    )  # fmt: skip
    why = forms.CharField(
        label=_("추천 의견"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    agreed = forms.BooleanField(
        label=_("교육 기관에 이름과 연락처를 알리는 데 본인이 동의했습니다."),
        error_messages={"required": _("동의가 없으면 추천할 수 없습니다(개인정보 보호법 제17조).")},
    )
    consent = forms.ChoiceField(label=_("동의를 받은 방법"), choices=Consented.choices)

    def __init__(self, *args: Any, cohorts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "cohort", cohorts)


class DropForm(forms.Form):
    """Why somebody leaves."""

    reason = forms.ChoiceField(
        label=_("그만두는 까닭"),
        choices=[("", _("고르세요")), *(one for one in Dropped.choices if one[0] != Dropped.CANCELLED)],
    )
    note = forms.CharField(label=_("설명"), max_length=200, required=False)


class CertifyForm(forms.Form):
    """The day on a certificate."""

    issued_on = forms.DateField(label=_("자격증 발급일"), widget=_date())


class CertificateForm(CertifyForm):
    """A certificate shown at the desk."""

    licence = forms.CharField(
        label=_("자격·면허"), max_length=80, help_text=_("예: 요양보호사, 한식조리기능사, 컴활 2급")
    )
    field_order = ("licence", "issued_on")

    def clean_licence(self) -> str:
        """The official name."""
        return official(self.cleaned_data["licence"])


class WhyForm(forms.Form):
    """Why something is taken back or opened again."""

    why = forms.CharField(label=_("까닭"), max_length=200)


class CancelForm(forms.Form):
    """Why a class is not held."""

    reason = forms.ChoiceField(label=_("열지 않는 까닭"), choices=[("", _("고르세요")), *Cancelled.choices])
    note = forms.CharField(label=_("설명"), max_length=200, required=False)


class PledgeForm(forms.Form):
    """What an employer promises: the firm by name or number, how many interviews, by when, who said so."""

    company = forms.CharField(label=_("사업체"), max_length=80, help_text=_("이름이나 사업자등록번호"))
    interviews = forms.IntegerField(
        label=_("면접 수"), min_value=1, max_value=200, widget=forms.TextInput(attrs=_NUMBER)
    )
    by_when = forms.DateField(label=_("언제까지"), widget=_date())
    contact = forms.CharField(label=_("약속한 사람"), max_length=80)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_company(self) -> Company:
        """The one firm of that name; several are named in the error."""
        text = self.cleaned_data["company"]
        found = list(companies.found_by(self.user, text)[:6])
        same = [one for one in found if one.name == text.strip()]
        if len(same or found) == 1:
            return (same or found)[0]
        if not found:
            raise forms.ValidationError(_("‘%(text)s’ 사업체를 찾지 못했습니다."), params={"text": text})
        names = ", ".join(f"{one.name} {one.business_number}".strip() for one in found[:5])
        raise forms.ValidationError(_("여러 곳이 있습니다. 하나만 적으세요: %(names)s"), params={"names": names})


class OfferForm(forms.Form):
    """What a proposal assumes."""

    minutes = forms.IntegerField(label=_("집에서 일터까지"), min_value=5, max_value=120)
    seats = forms.IntegerField(label=_("한 반의 정원"), min_value=1, max_value=500)


class ReviewForm(forms.Form):
    """What a person saw in the figures."""

    note = forms.CharField(label=_("본 것"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}))
