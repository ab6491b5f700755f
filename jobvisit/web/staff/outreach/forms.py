"""Forms of calls and visits: what was said, when next, why not."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobvisit.flows.outreach import Suggested
from jobvisit.office.companies import queries as companies
from jobvisit.office.companies.models import Branch, Company
from jobvisit.office.outreach.rules import Answer, Outcome, Refusal
from jobvisit.office.staff import queries as staff
from jobvisit.office.staff.models import Role, User
from jobvisit.web.shared.fields import offer
from jobvisit.web.staff.outreach import show

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time", "step": "600"}, format="%H:%M")


def working_people(user: User) -> dict[str, User]:
    """Counsellors and managers of the district by their key, for a choice."""
    return {str(one.pk): one for one in staff.colleagues(user) if one.role in {Role.COUNSELLOR, Role.MANAGER}}


class AttemptForm(forms.Form):
    """One attempt to reach a firm: how it ended and, where somebody was reached, what was said."""

    outcome = forms.ChoiceField(choices=[(one.value, word) for one, word in show.OUTCOMES.items()])
    answer = forms.ChoiceField(
        choices=[("", ""), *((one.value, word) for one, word in show.ANSWERS.items())], required=False
    )
    when = forms.DateField(label=_("언제"), required=False, widget=DATE)
    at = forms.TimeField(label=_("시각"), required=False, widget=TIME)
    refusal = forms.ChoiceField(
        label=_("거절 사유"), required=False,
        choices=[("", _("고르세요")), *((one.value, word) for one, word in show.REFUSALS.items())],
    )  # fmt: skip
    promise = forms.CharField(
        label=_("약속한 것"),
        required=False,
        max_length=200,
        help_text=_("다음 사람도 알아야 할 약속"),
    )
    note = forms.CharField(label=_("메모"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)

    def clean_outcome(self) -> Outcome:
        """As the rules know it."""
        return Outcome(self.cleaned_data["outcome"])

    def clean_answer(self) -> Answer | None:
        """As the rules know it; none where nobody was reached."""
        return Answer(self.cleaned_data["answer"]) if self.cleaned_data["answer"] else None

    def clean_refusal(self) -> Refusal | None:
        """As the rules know it."""
        return Refusal(self.cleaned_data["refusal"]) if self.cleaned_data["refusal"] else None


_ASKED: dict[Answer, tuple[str, ...]] = {
    Answer.VISIT_AGREED: ("when", "at"),
    Answer.CALL_BACK: ("when",),
    Answer.NO_NEED: ("when",),
    Answer.REFUSED: ("refusal",),
}
"""What an answer is asked beside the promise and the note."""


@dataclass(frozen=True)
class AnswerForm:
    """One answer with its own fields, its day filled in, open where it was sent and came back with errors."""

    answer: str
    word: str
    form: AttemptForm
    fields: list[forms.BoundField]
    sent: bool


def answer_forms(days: Suggested, sent: AttemptForm) -> list[AnswerForm]:
    """A small form for each answer; the one that was sent keeps what was typed."""
    whens = {Answer.VISIT_AGREED: days.visit, Answer.CALL_BACK: days.call_back, Answer.NO_NEED: days.recall}
    made = []
    for answer, word in show.ANSWERS.items():
        was_sent = sent.is_bound and sent.data.get("answer") == answer
        form = sent if was_sent else AttemptForm(auto_id=f"{answer}_%s", initial={"when": whens.get(answer)})
        fields = [form[name] for name in (*_ASKED.get(answer, ()), "promise", "note")]
        made.append(AnswerForm(answer.value, str(word), form, fields, was_sent))
    return made


class VisitForm(forms.Form):
    """A visit agreed on: when, where, by whom, in a pair or alone."""

    on = forms.DateField(label=_("날짜"), widget=DATE)
    at = forms.TimeField(label=_("시각"), required=False, widget=TIME, help_text=_("정하지 않았으면 비워 두세요"))
    branch = forms.ChoiceField(label=_("방문할 곳"), required=False)
    counsellor = forms.ChoiceField(label=_("상담사"))
    companion = forms.ChoiceField(label=_("함께 가는 사람"), required=False)
    minutes = forms.IntegerField(label=_("예상 시간(분)"), min_value=10, max_value=240, initial=30)

    def __init__(self, *args: Any, user: User, company: Company, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.people = working_people(user)
        self.places: dict[str, Branch] = {str(one.pk): one for one in companies.branches(company)}
        people = [(key, one.name) for key, one in self.people.items()]
        offer(self, "branch", [(key, f"{one.name} · {show.place_of(one)}") for key, one in self.places.items()])
        offer(self, "counsellor", people)
        offer(self, "companion", [("", _("혼자")), *people])

    def clean_on(self) -> Any:
        """A day that is still to come."""
        on = self.cleaned_data["on"]
        if on < self.today:
            raise forms.ValidationError(_("%(on)s은(는) 지난 날입니다."), params={"on": on.isoformat()})
        return on

    def clean(self) -> dict[str, Any]:
        """A pair is two people."""
        data = super().clean() or {}
        if data.get("companion") and data.get("companion") == data.get("counsellor"):
            self.add_error("companion", _("같은 사람과는 둘이 갈 수 없습니다."))
        return data

    def values(self) -> dict[str, Any]:
        """As `visiting.agree` takes them."""
        data = self.cleaned_data
        return {
            "on": data["on"],
            "at": data["at"],
            "minutes": data["minutes"],
            "branch": self.places.get(data["branch"]),
            "counsellor": self.people[data["counsellor"]],
            "companion": self.people.get(data["companion"]),
        }


class ReportForm(forms.Form):
    """What came of a visit."""

    answer = forms.ChoiceField(
        label=_("방문 결과"), widget=forms.RadioSelect,
        choices=[(one.value, word) for one, word in show.ANSWERS.items() if one != Answer.VISIT_AGREED],
    )  # fmt: skip
    when = forms.DateField(
        label=_("다음 연락"), required=False, widget=DATE, help_text=_("비워 두면 결과에 맞는 날로 정합니다")
    )
    refusal = forms.ChoiceField(
        label=_("거절 사유"), required=False,
        choices=[("", _("고르세요")), *((one.value, word) for one, word in show.REFUSALS.items())],
    )  # fmt: skip
    promise = forms.CharField(label=_("약속한 것"), required=False, max_length=200)
    report = forms.CharField(
        label=_("방문 보고"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )

    def values(self) -> dict[str, Any]:
        """As `flows.outreach.report_visit` takes them."""
        data = self.cleaned_data
        refusal = Refusal(data["refusal"]) if data["refusal"] else None
        return {**data, "answer": Answer(data["answer"]), "refusal": refusal}


class WhyForm(forms.Form):
    """Why a visit did not take place."""

    because = forms.CharField(label=_("사유"), max_length=200)
    by_firm = forms.BooleanField(label=_("사업체가 취소했습니다"), required=False)
