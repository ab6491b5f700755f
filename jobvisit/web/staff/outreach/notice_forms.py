"""Forms of letters: to whom and with which words, numbers of letters that came back, an answer told to us."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobvisit.office.outreach import queries
from jobvisit.office.outreach.models import Campaign
from jobvisit.office.outreach.rules import NoticeAnswer
from jobvisit.office.staff import queries as staff
from jobvisit.office.staff.models import User
from jobvisit.web.shared.fields import offer
from jobvisit.web.staff.outreach.forms import DATE


class ChoiceForm(forms.Form):
    """Which firms: by size, zone, industry, list, and what has not happened yet."""

    by_letter = True
    least_staff = forms.IntegerField(label=_("근로자 수 이상"), required=False, min_value=1, max_value=100_000)
    zones = forms.MultipleChoiceField(
        label=_("권역"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("고르지 않으면 모두")
    )
    industry = forms.ChoiceField(label=_("업종"), required=False)
    target = forms.ChoiceField(label=_("집중 방문 명단"), required=False)
    never_noticed = forms.BooleanField(label=_("안내문을 받은 적 없는 곳만"), required=False)
    never_reached = forms.BooleanField(label=_("아직 연락이 닿지 않은 곳만"), required=False)

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.today = user, today
        self.zones_ = {str(zone.pk): zone for zone in staff.zones(user)}
        offer(self, "zones", [(key, zone.name) for key, zone in self.zones_.items()])
        offer(self, "industry", [("", _("모든 업종")), *((name, name) for name in queries.industries(user))])
        offer(self, "target", [("", _("명단 없이")), *((str(one.pk), one.name) for one in queries.targets(user))])

    def choice(self) -> queries.Choice | None:
        """Which firms, as far as the fields are right; the first values where nothing was sent."""
        if not self.is_bound:
            return queries.Choice(least_staff=self.initial.get("least_staff"), by_letter=self.by_letter)
        if not hasattr(self, "cleaned_data"):
            self.full_clean()
        data = self.cleaned_data
        if {"least_staff", "zones", "industry", "target"} & set(self.errors):
            return None
        dongs = [dong for key in data.get("zones", ()) for dong in self.zones_[key].dongs]
        return queries.Choice(
            least_staff=data.get("least_staff"),
            dongs=tuple(dongs),
            industries=tuple(filter(None, [data.get("industry", "")])),
            never_noticed=bool(data.get("never_noticed")),
            never_reached=bool(data.get("never_reached")),
            target=int(data["target"]) if data.get("target") else None,
            by_letter=self.by_letter,
        )


class NoticeForm(ChoiceForm):
    """A round of letters: its firms, its words, its way, and how long it waits."""

    name = forms.CharField(
        label=_("안내문 이름"), max_length=80, help_text=_("우리끼리 부르는 이름. 예: 봄 채용 안내문")
    )
    channel = forms.ChoiceField(label=_("보내는 길"), choices=Campaign.Channel.choices, initial="letter")
    title = forms.CharField(label=_("편지 제목"), max_length=80)
    body = forms.CharField(
        label=_("편지 본문"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("줄을 바꾸면 문단이 됩니다"),
    )
    expires_on = forms.DateField(
        label=_("답을 기다리는 날"), widget=DATE, help_text=_("이날까지 답이 없으면 전화할 일이 됩니다")
    )

    def clean_expires_on(self) -> date:
        """A day to come, within half a year."""
        on: date = self.cleaned_data["expires_on"]
        if on <= self.today:
            raise forms.ValidationError(_("내일 이후의 날을 적으세요: %(on)s"), params={"on": on.isoformat()})
        if (on - self.today).days > 183:
            raise forms.ValidationError(_("여섯 달을 넘겨 기다릴 수 없습니다: %(on)s"), params={"on": on.isoformat()})
        return on

    def clean(self) -> dict[str, Any]:
        """A letter goes to somebody."""
        data = super().clean() or {}
        choice = self.choice()
        if choice is not None and not self.errors and not queries.chosen(self.user, choice).exists():
            self.add_error(None, _("조건에 맞는 사업체가 없습니다. 조건을 줄이세요."))
        return data

    def values(self) -> dict[str, Any]:
        """As `actions.draft_campaign` takes them."""
        data = self.cleaned_data
        names = ("name", "channel", "title", "body", "expires_on")
        return {**{name: data[name] for name in names}, "choice": self.choice()}


class MarkForm(forms.Form):
    """Letters by their numbers."""

    numbers = forms.CharField(
        label=_("편지 번호"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("예: 3, 7, 12-15. 봉투의 QR을 스캐너로 읽어도 됩니다."),
    )  # fmt: skip
    to = forms.ChoiceField(label=_("어떻게 되었나요"), choices=[("failed", _("반송됨")), ("delivered", _("도착함"))])


class AnswerForm(forms.Form):
    """An answer that a firm gave to one of us."""

    number = forms.IntegerField(label=_("편지 번호"), min_value=1)
    answer = forms.ChoiceField(
        label=_("답"),
        choices=[
            ("people", _("사람이 필요함")), ("call", _("전화 바람")), ("visit", _("방문 바람")),
            ("no_letters", _("안내문 그만")),
        ],
    )  # fmt: skip
    note = forms.CharField(label=_("메모"), required=False, max_length=300)

    def clean_answer(self) -> NoticeAnswer:
        """As the rules know it."""
        return NoticeAnswer(self.cleaned_data["answer"])
