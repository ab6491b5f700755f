"""Registering a resident (구직 등록): five minutes at a desk."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jobvisit.office.reference import tables
from jobvisit.office.reference.licences import normalise_licence
from jobvisit.office.seekers.models import Channel, ConsentScope, Note, Seeker
from jobvisit.web.shared.fields import PhoneField, WeekdaysField, WonField, WordsField, YesNoUnknownField, offer
from jobvisit.web.staff.places import centre, dong_choices

TEXT_VERSION = "2026-1"
REACHES = [("", _("상관없음·모름")), *((km * 1000, f"{km}km") for km in (1, 2, 3, 5, 7, 10, 15))]
WANTS = [
    ("permanent", _("정규직")),
    ("four_insurances", _("4대보험")),
    ("meals", _("식사 제공")),
    ("near_station", _("역 가까움")),
    ("weekends_off", _("주말 휴무")),
    ("daytime", _("낮에만")),
    ("severance_pay", _("퇴직금")),
    ("seated", _("앉아서 하는 일")),
]
_TIME = {"type": "time", "step": "600"}


class SeekerForm(forms.ModelForm):
    """What a resident wants and can. Everything but name, birth date and telephone may stay unknown."""

    phone = PhoneField(label=_("전화"))
    dong = forms.ChoiceField(label=_("사는 동"), required=False)
    wish_1_words = forms.CharField(label=_("희망 직종"), max_length=80, required=False)
    wish_1 = forms.CharField(max_length=6, required=False, widget=forms.HiddenInput)
    wish_2_words = forms.CharField(label=_("다른 희망 직종"), max_length=80, required=False)
    wish_2 = forms.CharField(max_length=6, required=False, widget=forms.HiddenInput)
    wage_wish = WonField(label=_("희망 시급"), required=False)
    days = WeekdaysField(label=_("일할 수 있는 요일"), required=False)
    shifts_ok = YesNoUnknownField(label=_("교대 근무"), required=False)
    reach_m = forms.TypedChoiceField(
        label=_("다닐 수 있는 거리"), choices=REACHES, coerce=int, empty_value=None, required=False
    )
    education = forms.TypedChoiceField(label=_("학력"), coerce=int, empty_value=None, required=False)
    wants = forms.MultipleChoiceField(
        label=_("바라는 조건"), choices=WANTS, required=False, widget=forms.CheckboxSelectMultiple
    )
    licences = WordsField(label=_("자격·면허"), required=False, help_text=_("쉼표로 나누어 말한 그대로 적으세요"))

    class Meta:
        model = Seeker
        fields = (
            "name", "birth_date", "phone", "email", "dong", "address", "wage_wish", "days", "earliest", "latest",
            "hours_min", "hours_max", "shifts_ok", "wants", "reach_m", "education", "career_months", "career_words",
            "licences", "licences_asked", "skills",
        )  # fmt: skip
        widgets = {
            "birth_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "earliest": forms.TimeInput(attrs=_TIME, format="%H:%M"),
            "latest": forms.TimeInput(attrs=_TIME, format="%H:%M"),
            "career_words": forms.Textarea(attrs={"rows": 2}),
            "hours_min": forms.TextInput(attrs={"inputmode": "numeric"}),
            "hours_max": forms.TextInput(attrs={"inputmode": "numeric"}),
            "career_months": forms.TextInput(attrs={"inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, user: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        offer(self, "dong", dong_choices(user))
        if "education" in self.fields:
            offer(self, "education", [("", _("모름")), *Seeker.Education.choices])
        for place, code in enumerate(self.instance.wishes[:2], 1):
            self.initial.setdefault(f"wish_{place}", code)
            found = tables.occupations().get(code)
            self.initial.setdefault(f"wish_{place}_words", found.name_ko if found else "")

    def clean_birth_date(self) -> date:
        """A day on which somebody of working age can have been born."""
        born: date = self.cleaned_data["birth_date"]
        if not 15 <= self.today.year - born.year <= 110:
            raise ValidationError(_("생년월일을 다시 확인하세요. 만 15세부터 구직 등록을 할 수 있습니다."))
        return born

    def clean_licences(self) -> list[str]:
        """Official names where they are known; others as they were said."""
        found = [(normalise_licence(name), name) for name in self.cleaned_data["licences"]]
        return list(dict.fromkeys(licence.name if licence else name for licence, name in found))

    def clean(self) -> dict[str, Any]:
        """Wishes that exist, and hours that do not contradict each other."""
        data = super().clean() or {}
        for place in (1, 2):
            code, words = data.get(f"wish_{place}", ""), data.get(f"wish_{place}_words", "")
            if code and code not in tables.occupations():
                self.add_error(f"wish_{place}_words", _("목록에서 직종을 고르세요."))
            elif words and not code:
                self.add_error(
                    f"wish_{place}_words", _("‘%(words)s’에 맞는 직종을 목록에서 고르세요.") % {"words": words}
                )
        least, most = data.get("hours_min"), data.get("hours_max")
        if least is not None and most is not None and most < least:
            self.add_error("hours_max", _("주 최대 시간이 최소 시간보다 적습니다."))
        return data

    def filled(self) -> Seeker:
        """The file as typed, unsaved."""
        seeker: Seeker = self.save(commit=False)
        data = self.cleaned_data
        seeker.wishes = [data[f"wish_{place}"] for place in (1, 2) if data[f"wish_{place}"]]
        seeker.wish_words = ", ".join(data[f"wish_{place}_words"] for place in (1, 2) if data[f"wish_{place}_words"])
        point = centre(seeker.dong) or (None, None)
        if "dong" in self.changed_data or seeker.lat is None:
            seeker.lat, seeker.lon = point
        seeker.licences_asked = seeker.licences_asked or bool(seeker.licences)
        return seeker


class ConsentForm(forms.Form):
    """Consents, one by one; only the first is needed (개인정보 보호법 제15·22조)."""

    collection = forms.BooleanField(
        label=ConsentScope.COLLECTION.label,
        error_messages={"required": _("수집·이용에 동의해야 구직 등록을 할 수 있습니다.")},
    )
    follow_up = forms.BooleanField(label=ConsentScope.FOLLOW_UP.label, required=False)
    sharing = forms.BooleanField(label=ConsentScope.SHARING.label, required=False)
    sensitive = forms.BooleanField(label=ConsentScope.SENSITIVE.label, required=False)
    promotion = forms.BooleanField(label=ConsentScope.PROMOTION.label, required=False)
    channel = forms.ChoiceField(label=_("동의를 받은 방법"), choices=Channel.choices[:3])

    def answers(self) -> list[tuple[ConsentScope, bool]]:
        """Each scope with its answer."""
        return [(scope, bool(self.cleaned_data.get(scope.value))) for scope in ConsentScope]


class NoteForm(forms.ModelForm):
    """A counselling note."""

    class Meta:
        model = Note
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class RevealForm(forms.Form):
    """Why masked data are to be shown."""

    reason = forms.CharField(label=_("보는 까닭"), max_length=200)
