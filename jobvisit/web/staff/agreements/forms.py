"""What is typed about agreements: days and names, firms, promises, signatures, reasons."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jobvisit.base.text import normal
from jobvisit.office.agreements.models import Agreement, Ended, Line, LineTerms, Party
from jobvisit.office.agreements.rules import CannotError
from jobvisit.office.companies import queries as companies
from jobvisit.office.companies.models import Branch, Company, Contact
from jobvisit.office.outreach.rules import Outcome
from jobvisit.office.reference import tables
from jobvisit.office.reference.titles import suggest_occupations
from jobvisit.office.staff.models import User
from jobvisit.web.shared.fields import WordsField, offer
from jobvisit.web.staff.agreements import show, words
from jobvisit.web.staff.matches.forms import group_choices

_NUMBER = {"inputmode": "numeric", "autocomplete": "off"}
_PLAIN = {"autocomplete": "off"}
_WORDS = forms.Textarea(attrs={"rows": 3})


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, by the browser's own calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def refuse(form: forms.Form, problem: CannotError, names: dict[str, str] | None = None) -> None:
    """Put every reason beside its field; `names` says which field of this form stands for which of the rules."""
    for one in problem.problems:
        field = (names or {}).get(one.field, one.field)
        form.add_error(field if field in form.fields else None, words.problem(one))


class AgreementForm(forms.Form):
    """Name, aim and days of an agreement."""

    title = forms.CharField(
        label=_("협약 이름"), max_length=120, widget=forms.TextInput(attrs=_PLAIN),
        help_text=_("예: 방배 마을버스조합 구민 우선 채용"),
    )  # fmt: skip
    purpose = forms.CharField(
        label=_("목적"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    starts_on = day_field(_("시작일"), required=False)
    ends_on = day_field(_("끝나는 날"), required=False)
    review_on = day_field(_("점검하는 날"), required=False, help_text=_("이날 담당자의 할 일에 나타납니다."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def initial_of(cls, agreement: Agreement) -> dict[str, Any]:
        """The form of an agreement as it is."""
        return {name: getattr(agreement, name) for name in cls.base_fields}

    def values(self) -> dict[str, Any]:
        """What was typed, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class FirmForm(forms.Form):
    """A firm by typed words, and the one branch if only that one promises."""

    firm_words = forms.CharField(label=_("사업체"), max_length=120, help_text=_("업체 이름, 초성(ㅊㄹㅅ), 사업자번호"))
    firm = forms.CharField(widget=forms.HiddenInput, required=False)
    branch_words = forms.CharField(
        label=_("한 사업장만이면 그 이름"), required=False, max_length=80, widget=forms.TextInput(attrs=_PLAIN),
        help_text=_("비우면 모든 사업장의 구인이 이 협약의 것입니다."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.company: Company | None = None
        self.branch: Branch | None = None

    def clean(self) -> dict[str, Any]:
        """One firm, and a branch of it; several firms of the typed words are named."""
        data = super().clean() or {}
        words = normal(data.get("firm_words") or "")
        if words:
            self.company = self._chosen(str(data.get("firm") or ""), words) or self._only(words)
        if self.company and (name := normal(data.get("branch_words") or "")):
            there = list(companies.branches(self.company))
            self.branch = next((one for one in there if one.name == name), None)
            if self.branch is None:
                known = ", ".join(one.name for one in there)
                self.add_error(
                    "branch_words",
                    ValidationError(
                        _("‘%(name)s’ 사업장이 없습니다. 있는 것: %(known)s"), params={"name": name, "known": known}
                    ),
                )
        return data

    def _chosen(self, key: str, words: str) -> Company | None:
        """The firm that was picked, if the words are still its name."""
        if not key.isdigit():
            return None
        try:
            found = companies.get(self.user, int(key))
        except Company.DoesNotExist:
            return None
        return found if found.name == words else None

    def _only(self, words: str) -> Company | None:
        found = list(companies.found_by(self.user, words)[:6])
        same = [one for one in found if one.name == words]
        if len(same or found) == 1:
            return (same or found)[0]
        if not found:
            self.add_error(
                "firm_words", ValidationError(_("‘%(words)s’(으)로 찾은 사업체가 없습니다."), params={"words": words})
            )
            return None
        several = _("여러 곳이 있습니다: %(names)s. 고르거나 사업자번호로 적으세요.")
        self.add_error(
            "firm_words", ValidationError(several, params={"names": ", ".join(one.name for one in found[:5])})
        )
        return None


class PartyForm(FirmForm):
    """A side of an agreement. A firm is named by its record; a group, an association or a school by its own name."""

    kind = forms.ChoiceField(label=_("종류"), choices=Party.Kind.choices, widget=forms.RadioSelect, initial="firm")
    name = forms.CharField(
        label=_("단체 이름"), required=False, max_length=120, widget=forms.TextInput(attrs=_PLAIN),
        help_text=_("사업체 하나이면 비워 두세요."),
    )  # fmt: skip
    representative = forms.CharField(label=_("대표자"), required=False, max_length=80)
    field_order = ("kind", "name", "firm_words", "firm", "branch_words", "representative")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["firm_words"].required = False

    def clean(self) -> dict[str, Any]:
        """A firm needs its record, anything else its name."""
        data = super().clean()
        firm = data.get("kind") == Party.Kind.FIRM
        if firm and self.company is None and "firm_words" not in self.errors:
            self.add_error("firm_words", _("어느 사업체인지 적으세요."))
        if not firm and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("단체의 이름을 적으세요."))
        return data


class MemberForm(FirmForm):
    """A firm that joins."""

    party = forms.ChoiceField(label=_("어느 단체의 회원사입니까?"))
    joined_on = day_field(_("들어온 날"))

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "party", [(str(one.pk), one.name) for one in parties])


class LeaveForm(forms.Form):
    """A member that leaves."""

    left_on = day_field(_("나간 날"), help_text=_("이날부터의 구인은 이 협약의 것이 아닙니다. 그전의 것은 남습니다."))
    reason = forms.CharField(label=_("까닭"), max_length=200, min_length=2)


class TermsForm(forms.Form):
    """How many, by when, for whom first, and who decides on site."""

    promised = forms.IntegerField(label=_("약속 인원"), widget=forms.TextInput(attrs=_NUMBER))
    due_on = day_field(_("기한"))
    group = forms.ChoiceField(label=_("먼저 소개할 집단"), required=False)
    basis = forms.CharField(
        label=_("법적 근거"), required=False, max_length=120, widget=forms.TextInput(attrs=_PLAIN),
        help_text=_("집단을 고르면 꼭 적습니다. 예: 고용정책 기본법 제6조제1항제6호"),
    )  # fmt: skip
    window_hours = forms.IntegerField(
        label=_("우선 시간(시간)"), required=False, min_value=0, widget=forms.TextInput(attrs=_NUMBER),
        help_text=_("구인을 접수한 때부터 이 시간 동안 그 집단이 명단 앞에 섭니다. 아무도 빠지지 않습니다."),
    )  # fmt: skip
    window_minutes = forms.IntegerField(
        label=_("우선 시간(분)"), required=False, min_value=0, max_value=59, widget=forms.TextInput(attrs=_NUMBER)
    )
    decides = forms.ChoiceField(
        label=_("현장에서 정하는 사람"), required=False,
        help_text=_("본사가 아니라 그곳에서 채용을 정하는 사람. 사업체의 담당자로 적혀 있어야 합니다."),
    )  # fmt: skip

    NAMES = {"window": "window_hours"}
    """Fields of the rules that bear another name here."""

    def __init__(self, *args: Any, today: date, contacts: Iterable[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contacts = {str(one.pk): one for one in contacts}
        offer(self, "group", group_choices(today, _("없음")))
        named = [
            (key, f"{one.name} {one.title} · {one.company.name}{' ★' if one.decides else ''}")
            for key, one in self.contacts.items()
        ]
        offer(self, "decides", [("", _("아직 모름")), *named])

    @staticmethod
    def initial_of(terms: LineTerms) -> dict[str, Any]:
        """The form of a line as it is."""
        return {
            "promised": terms.promised, "due_on": terms.due_on, "group": terms.group, "basis": terms.basis,
            "window_hours": terms.window_minutes // 60 or None, "window_minutes": terms.window_minutes % 60 or None,
            "decides": str(terms.decides_id or ""),
        }  # fmt: skip

    def terms(self) -> dict[str, Any]:
        """As the acts take them."""
        data = self.cleaned_data
        return {
            "promised": data["promised"], "due_on": data["due_on"], "group": data["group"], "basis": data["basis"],
            "window_minutes": 60 * (data["window_hours"] or 0) + (data["window_minutes"] or 0),
            "decides": self.contacts.get(data["decides"]),
        }  # fmt: skip


class LineForm(TermsForm):
    """A new promise: for which jobs, and by which party."""

    jobs = forms.CharField(
        label=_("직무"),
        max_length=120,
        widget=forms.TextInput(attrs=_PLAIN),
        help_text=_("협약서에 적힌 말 그대로. 예: 건물 청소"),
    )
    occupation_words = forms.CharField(
        label=_("직종"), required=False, max_length=80, help_text=_("비우면 모든 직종입니다.")
    )
    occupation = forms.CharField(widget=forms.HiddenInput, required=False)
    breadth = forms.ChoiceField(
        label=_("얼마나 넓게"), widget=forms.RadioSelect, initial="3",
        choices=[("2", _("큰 갈래 모두(중분류)")), ("3", _("비슷한 일 모두(소분류)")), ("6", _("이 직종만"))],
    )  # fmt: skip
    more = WordsField(
        label=_("다른 직종 코드"), required=False, max_length=80, widget=forms.TextInput(attrs=_PLAIN),
        help_text=_("더 있으면 직종 코드의 앞자리를 쉼표로. 예: 561, 5422"),
    )  # fmt: skip
    party = forms.ChoiceField(label=_("누가 약속합니까?"), required=False)
    field_order = (
        "jobs", "occupation_words", "occupation", "breadth", "more", "party", "promised", "due_on", "group", "basis",
        "window_hours", "window_minutes", "decides",
    )  # fmt: skip
    NAMES = TermsForm.NAMES | {"occupations": "more"}

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {str(one.pk): one for one in parties}
        offer(self, "party", [("", _("모두 함께")), *((key, one.name) for key, one in self.parties.items())])

    def clean(self) -> dict[str, Any]:
        """The occupation as a code, from the choice or from the words alone."""
        data = super().clean() or {}
        words = normal(data.get("occupation_words") or "")
        code = str(data.get("occupation") or "")
        if words and code not in tables.occupations():
            found = suggest_occupations(words, 1)
            code = found[0].code if found and found[0].sure else ""
            if not code:
                self.add_error(
                    "occupation_words",
                    ValidationError(_("‘%(words)s’ 직종을 목록에서 고르세요."), params={"words": words}),
                )
        data["code"] = code if words else ""
        return data

    def occupations(self) -> list[str]:
        """Beginnings of occupation codes, each once."""
        code = self.cleaned_data["code"][: int(self.cleaned_data["breadth"])]
        return list(dict.fromkeys(filter(None, [code, *self.cleaned_data["more"]])))


class AmendForm(TermsForm):
    """The same promise with other terms, from a day on."""

    from_on = day_field(_("언제부터"))
    reason = forms.CharField(label=_("고친 까닭"), max_length=200, min_length=2)
    field_order = (
        "from_on", "promised", "due_on", "group", "basis", "window_hours", "window_minutes", "decides", "reason"
    )  # fmt: skip


class SignForm(forms.Form):
    """A signature, and the paper that bears it."""

    signed_on = day_field(_("체결일"))
    paper = forms.FileField(
        label=_("체결한 협약서"), required=False, help_text=_("PDF, PNG, JPEG. 나중에 올려도 됩니다.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PaperForm(forms.Form):
    """A signed paper."""

    paper = forms.FileField(label=_("체결한 협약서"), help_text=_("PDF, PNG, JPEG, 10MB까지"))


class EndForm(forms.Form):
    """Why an agreement ends before its day."""

    because = forms.ChoiceField(label=_("사유"))
    reason = forms.CharField(label=_("설명"), max_length=400, min_length=2, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = [(value, label) for value, label in Ended.choices if value != Ended.MERGED]
        offer(self, "because", [("", _("고르세요")), *given])


class ReviewForm(forms.Form):
    """What a review found, and when to look again."""

    reason = forms.CharField(
        label=_("점검한 내용"), max_length=400, min_length=2, widget=forms.Textarea(attrs={"rows": 3})
    )
    review_on = day_field(_("다음에 점검할 날"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class WhyForm(forms.Form):
    """A reason in words."""

    reason = forms.CharField(label=_("까닭"), max_length=400, min_length=2)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TalkForm(forms.Form):
    """One attempt to reach a party about the agreement."""

    company = forms.ChoiceField(label=_("누구와"))
    outcome = forms.ChoiceField(
        label=_("결과"), widget=forms.RadioSelect, initial=Outcome.TALKED,
        choices=[
            (Outcome.TALKED, _("이야기함")), (Outcome.LEFT_MESSAGE, _("전언을 남김")), (Outcome.MISSED, _("받지 않음")),
        ],
    )  # fmt: skip
    when = day_field(_("다음에 연락할 날"), required=False)
    note = forms.CharField(label=_("메모"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, firms: Iterable[Company], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.firms = {str(one.pk): one for one in firms}
        offer(self, "company", [(key, one.name) for key, one in self.firms.items()])


class TieForm(forms.Form):
    """To which line an order belongs, and why."""

    line = forms.ChoiceField(label=_("어느 조항의 구인입니까?"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("까닭"), max_length=200, min_length=2)

    def __init__(self, *args: Any, lines: Iterable[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {str(one.pk): one for one in lines}
        named = [(key, f"{one.agreement.title} · {show.line_name(one)}") for key, one in self.lines.items()]
        offer(self, "line", [*named, ("none", _("어느 조항의 구인도 아님"))])


class CombineForm(forms.Form):
    """Which agreement goes into this one, and which line goes on for all of its lines."""

    other = forms.ChoiceField(label=_("어느 협약을 합칩니까?"))
    line = forms.ChoiceField(label=_("이어 갈 조항"), help_text=_("합치는 협약의 약속과 채용이 이 조항에 더해집니다."))
    reason = forms.CharField(label=_("까닭"), max_length=200, min_length=2)

    def __init__(self, *args: Any, others: Iterable[Agreement], lines: Iterable[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(one.pk): one for one in others}
        offer(self, "other", [("", _("고르세요")), *((key, one.title) for key, one in self.others.items())])
        offer(self, "line", [(str(one.pk), show.line_name(one)) for one in lines])
