"""What is typed when a desk is planned, staffed, closed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jobvisit.office.desks import rules
from jobvisit.office.desks.models import Kind, Place, Series
from jobvisit.office.desks.planning import SeriesTerms, Terms
from jobvisit.office.staff.models import Post, User
from jobvisit.web.shared.fields import WEEKDAYS, offer

_DAY: Final = {"type": "date"}
_CLOCK: Final = {"type": "time", "step": "600"}
CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PATTERNS: Final = {
    "monthly_2_4": "FREQ=MONTHLY;BYDAY=2{day},4{day}",
    "monthly_1_3": "FREQ=MONTHLY;BYDAY=1{day},3{day}",
    "weekly": "FREQ=WEEKLY;BYDAY={day}",
    "biweekly": "FREQ=WEEKLY;INTERVAL=2;BYDAY={day}",
    "monthly_last": "FREQ=MONTHLY;BYDAY=-1{day}",
}
_PATTERN_NAMES = [
    ("monthly_2_4", _("매월 2·4째 주")),
    ("monthly_1_3", _("매월 1·3째 주")),
    ("weekly", _("매주")),
    ("biweekly", _("2주마다")),
    ("monthly_last", _("매월 마지막 주")),
    ("own", _("직접 적기")),
]
_MINUTES = [(n, str(n)) for n in (10, 15, 20, 30, 40, 60)]


class PlaceForm(forms.Form):
    """A place for desks: which post, and how a visitor finds it."""

    post = forms.ChoiceField(label=_("근무지"), help_text=_("종류가 ‘현장 상담소’인 근무지에서 고릅니다."))
    address = forms.CharField(label=_("주소"), max_length=200, required=False)
    directions = forms.CharField(
        label=_("찾아오는 길"), max_length=200, required=False, help_text=_("예: 1층 로비, 3호선 고속터미널역 5번 출구")
    )
    in_use = forms.BooleanField(label=_("이 장소를 씁니다"), required=False, initial=True)

    def __init__(self, *args: Any, posts: Iterable[Post], place: Place | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if place is None:
            offer(self, "post", [("", _("고르세요")), *((str(one.pk), one.name) for one in posts)])
            del self.fields["in_use"]
        else:
            del self.fields["post"]


class ClosureForm(forms.Form):
    """Days on which a place is shut."""

    first = forms.DateField(label=_("첫날"), widget=forms.DateInput(attrs=_DAY))
    last = forms.DateField(label=_("마지막 날"), widget=forms.DateInput(attrs=_DAY))
    reason = forms.CharField(label=_("까닭"), max_length=100, help_text=_("예: 도서관 정기 휴관"))
    everywhere = forms.BooleanField(label=_("우리 구의 모든 상담소"), required=False)

    def clean_last(self) -> date:
        """The end does not lie before the beginning."""
        last: date = self.cleaned_data["last"]
        if (first := self.cleaned_data.get("first")) and last < first:
            raise ValidationError(_("끝 날이 첫날보다 앞섭니다."))
        return last


class StaffForm(forms.Form):
    """Who sits there."""

    staff = forms.TypedMultipleChoiceField(
        label=_("앉을 사람"), coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("두 사람을 고르면 한 사람이 없는 날에도 엽니다."),
        error_messages={"required": _("상담소에 앉을 사람을 한 명 이상 고르세요.")},
    )  # fmt: skip

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {one.pk: one for one in colleagues}
        offer(self, "staff", [(one.pk, one.name) for one in self.colleagues.values()])

    def people(self) -> tuple[User, ...]:
        """The people chosen."""
        return tuple(self.colleagues[key] for key in self.cleaned_data.get("staff", []))


class PlannedForm(StaffForm):
    """What a series and a single session have in common."""

    title = forms.CharField(label=_("이름"), max_length=80, help_text=_("예: 현장 속 취업정보은행"))
    place = forms.ChoiceField(label=_("장소"))
    begins = forms.TimeField(label=_("시작 시각"), widget=forms.TimeInput(attrs=_CLOCK, format="%H:%M"))
    ends = forms.TimeField(label=_("끝 시각"), widget=forms.TimeInput(attrs=_CLOCK, format="%H:%M"))
    kind = forms.ChoiceField(label=_("종류"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.COUNSEL)
    slot_minutes = forms.TypedChoiceField(label=_("한 사람 상담 시간(분)"), choices=_MINUTES, coerce=int, initial=30)
    seats = forms.IntegerField(label=_("동시에 상담하는 자리"), min_value=1, max_value=20, initial=1)
    capacity = forms.IntegerField(
        label=_("정원"), min_value=1, max_value=500, required=False, help_text=_("비워 두면 오는 대로 받습니다.")
    )
    bookable = forms.BooleanField(label=_("인터넷 예약을 받습니다"), required=False, initial=True)

    field_order: Sequence[str] = ("title", "place")

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(one.public_id): one for one in places}
        offer(self, "place", [("", _("고르세요")), *((key, one.post.name) for key, one in self.places.items())])

    def clean(self) -> dict[str, Any]:
        """Hours in order; a group event has an end to its places."""
        data = super().clean() or {}
        begins, ends = data.get("begins"), data.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("끝 시각이 시작 시각보다 늦어야 합니다."))
        if data.get("kind") == Kind.GROUP and not data.get("capacity") and "capacity" not in self.errors:
            self.add_error("capacity", _("집단 행사는 정원을 적으세요."))
        return data

    def shared(self) -> dict[str, Any]:
        """The terms, for `Terms` and `SeriesTerms`."""
        data = self.cleaned_data
        names = ("title", "begins", "ends", "kind", "slot_minutes", "seats", "capacity", "bookable")
        return {
            "place": self.places[data["place"]], "staff": self.people(), **{name: data[name] for name in names}
        }  # fmt: skip


class SessionForm(PlannedForm):
    """One session on one day."""

    on = forms.DateField(label=_("날짜"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    field_order = ("title", "place", "on")

    def terms(self) -> Terms:
        """What was typed."""
        return Terms(**self.shared())


class SeriesForm(PlannedForm):
    """A series: how often, on which weekday, from when."""

    pattern = forms.ChoiceField(
        label=_("언제마다"), choices=_PATTERN_NAMES, widget=forms.RadioSelect, initial="monthly_2_4"
    )
    weekday = forms.TypedChoiceField(
        label=_("요일"), choices=WEEKDAYS, coerce=int, widget=forms.RadioSelect, initial=3, required=False,
        empty_value=None,
    )  # fmt: skip
    rule = forms.CharField(
        label=_("반복 규칙(RFC 5545)"), max_length=200, required=False,
        help_text=_("‘직접 적기’일 때만. 예: FREQ=MONTHLY;BYDAY=1TU,3TU"),
    )  # fmt: skip
    valid_from = forms.DateField(label=_("시작일"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    valid_until = forms.DateField(
        label=_("종료일"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"), required=False
    )
    leave_out = forms.TypedMultipleChoiceField(
        label=_("쉬는 날"), coerce=date.fromisoformat, required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("title", "place", "pattern", "weekday", "rule", "valid_from", "valid_until")

    def __init__(self, *args: Any, left_out: Mapping[date, str], why: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left_out, self.why = left_out, why
        given = self.data.getlist("leave_out") if self.is_bound else []  # type: ignore[attr-defined]
        days = sorted({*(day.isoformat() for day in left_out), *(day for day in given if _is_day(day))})
        offer(self, "leave_out", [(day, day) for day in days])

    def clean(self) -> dict[str, Any]:
        """A rule that is understood, and a span that does not end before it begins."""
        data = super().clean() or {}
        text = data.get("rule", "")
        if data.get("pattern") in PATTERNS:
            if data.get("weekday") is None:
                self.add_error("weekday", _("요일을 고르세요."))
                return data
            text = PATTERNS[data["pattern"]].format(day=CODES[data["weekday"]])
        try:
            rules.parse(text)
        except rules.RuleError as problem:
            self.add_error("rule", f"{problem.part}: {problem.korean} · {problem.english}")
        data["rule"] = text
        begin, end = data.get("valid_from"), data.get("valid_until")
        if begin and end and end < begin:
            self.add_error("valid_until", _("끝 날이 첫날보다 앞섭니다."))
        return data

    def terms(self) -> SeriesTerms:
        """What was typed, with the days taken out and why."""
        data = self.cleaned_data
        out = {day: self.left_out.get(day, self.why) for day in data["leave_out"]}
        span = {name: data[name] for name in ("rule", "valid_from", "valid_until")}
        return SeriesTerms(**self.shared(), **span, leave_out=out)


def initial_of(series: Series, staff: Iterable[int], left_out: Iterable[date]) -> dict[str, Any]:
    """A saved series as the form shows it; a rule that is none of the patterns stands as it was typed."""
    names = ("title", "begins", "ends", "kind", "slot_minutes", "seats", "capacity", "bookable", "valid_until")
    initial = {name: getattr(series, name) for name in names}
    initial |= {"place": str(series.place.public_id), "staff": list(staff), "valid_from": series.valid_from}
    initial |= {"pattern": "own", "rule": series.rule, "leave_out": [day.isoformat() for day in left_out]}
    if found := _pattern_of(series.rule):
        initial |= {"pattern": found[0], "weekday": found[1], "rule": ""}
    return initial


def rule_words(rule: str) -> str:
    """A rule as the office says it: `매월 2·4째 주 목요일`; one that is no pattern as it was typed."""
    found = _pattern_of(rule)
    return f"{dict(_PATTERN_NAMES)[found[0]]} {WEEKDAYS[found[1]][1]}" if found else rule


def _pattern_of(rule: str) -> tuple[str, int] | None:
    every = ((pattern, number) for pattern in PATTERNS for number in range(7))
    return next((one for one in every if PATTERNS[one[0]].format(day=CODES[one[1]]) == rule), None)


class CloseForm(forms.Form):
    """What the next one at this desk should know."""

    note = forms.CharField(
        label=_("다음 사람에게 남길 말"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("이름이나 전화번호는 적지 마세요."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why a session is taken out, or comes back."""

    reason = forms.CharField(label=_("까닭"), max_length=100, min_length=2)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
