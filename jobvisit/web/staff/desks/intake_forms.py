"""Registering at a desk: the resident's form (`seekers.forms`) with wishes by tapping and a signature on the glass."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jobvisit.office.reference import tables
from jobvisit.office.seekers import signatures
from jobvisit.office.seekers.models import Channel, ConsentScope, Seeker
from jobvisit.office.seekers.signatures import BadSignatureError
from jobvisit.office.staff.models import User
from jobvisit.web.shared.fields import offer
from jobvisit.web.staff.places import centre
from jobvisit.web.staff.seekers.forms import REACHES, ConsentForm, SeekerForm

HOURS: Final = {
    "day": (time(9), time(18)), "morning": (time(9), time(13)), "afternoon": (time(13), time(18)),
    "evening": (time(17), time(22)),
}  # fmt: skip
_HOUR_NAMES = [
    ("", _("상관없음")), ("day", _("낮 9–18시")), ("morning", _("오전 9–13시")), ("afternoon", _("오후 13–18시")),
    ("evening", _("저녁 17–22시")),
]  # fmt: skip
DAYS: Final = {"weekdays": [0, 1, 2, 3, 4], "saturday": [0, 1, 2, 3, 4, 5], "weekend": [5, 6], "every": list(range(7))}
_DAY_NAMES = [
    ("", _("모름")), ("weekdays", _("월–금")), ("saturday", _("월–토")), ("weekend", _("주말만")),
    ("every", _("아무 날")),
]  # fmt: skip
PAY_STEP: Final = 500
MONTH: Final = 209
"""Paid hours of a month at 40 hours a week, the weekly day off included (근로기준법 시행령 제6조)."""
NO_LICENCE: Final = "none"
_UNREAD = _("서명을 읽지 못했습니다. 다시 서명하세요.")
_BAD = {
    "no_picture": _UNREAD, "broken": _UNREAD, "too_big": _("서명 그림이 너무 큽니다. 다시 서명하세요."),
    "blank": _("서명이 비어 있습니다. 다시 서명하세요."),
}  # fmt: skip


class DeskForm(SeekerForm):
    """Who, and by taps: which work, when, how far, for how much, with which licence. The rest of the file waits."""

    wish_2 = wish_2_words = wants = education = shifts_ok = days = wage_wish = licences = None  # type: ignore[assignment]
    wishes = forms.MultipleChoiceField(
        label=_("하고 싶은 일 (두 가지까지)"), required=False, widget=forms.CheckboxSelectMultiple
    )
    hours = forms.ChoiceField(label=_("시간"), choices=_HOUR_NAMES, required=False, widget=forms.RadioSelect)
    day_set = forms.ChoiceField(label=_("요일"), choices=_DAY_NAMES, required=False, widget=forms.RadioSelect)
    pay = forms.TypedChoiceField(
        label=_("희망 시급"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    reach_m = forms.TypedChoiceField(
        label=_("다닐 수 있는 거리"), choices=REACHES, coerce=int, empty_value=None, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    held = forms.MultipleChoiceField(label=_("자격·면허"), required=False, widget=forms.CheckboxSelectMultiple)
    licence_words = forms.CharField(label=_("다른 자격·면허"), max_length=80, required=False)
    licence = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)

    class Meta(SeekerForm.Meta):
        fields = ("name", "birth_date", "phone", "dong", "reach_m")  # type: ignore[assignment]

    def __init__(
        self, *args: Any, wished: Iterable[str], floor: int | None, licences: Sequence[str], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.user: User = kw["user"]
        korean = (get_language() or "ko").startswith("ko")
        known = [tables.occupations()[code] for code in wished if code in tables.occupations()]
        offer(self, "wishes", [(one.code, one.name_ko if korean else one.name_en) for one in known])
        offer(self, "pay", [("", _("말하지 않음")), *_pay_steps(floor)])
        offer(self, "held", [*((name, name) for name in licences), (NO_LICENCE, _("없음"))])
        self.fields["wish_1_words"].label = _("다른 일")

    def clean_wishes(self) -> list[str]:
        """At most two."""
        chosen: list[str] = self.cleaned_data["wishes"]
        if len(chosen) > 2:
            raise ValidationError(_("두 가지까지 고르세요. 지금 %(n)d가지입니다."), params={"n": len(chosen)})
        return chosen

    def clean(self) -> dict[str, Any]:
        """Taps and typed words as one: wishes, licences."""
        data = super().clean() or {}
        codes = list(dict.fromkeys([*data.get("wishes", []), *filter(None, [data.get("wish_1", "")])]))[:2]
        names = [tables.occupations()[code].name_ko for code in codes if code in tables.occupations()]
        for place in (1, 2):
            data[f"wish_{place}"] = codes[place - 1] if len(codes) >= place else ""
            data[f"wish_{place}_words"] = names[place - 1] if len(names) >= place else ""
        held = [name for name in data.get("held", []) if name != NO_LICENCE]
        said = data.get("licence") or data.get("licence_words", "")
        if held and NO_LICENCE in data.get("held", []):
            self.add_error("held", _("‘없음’과 다른 자격을 함께 골랐습니다."))
        data["licences"] = list(dict.fromkeys([*held, *filter(None, [said])]))
        return data

    def filled(self) -> Seeker:
        """The file as tapped, unsaved."""
        return self._tapped(super().filled())

    def so_far(self, now: datetime) -> Seeker:
        """Somebody who wants what was tapped until now, whoever it is: for counting, never saved."""
        data = self.cleaned_data
        seeker = Seeker(pk=0, applied_at=now, active_on=self.today, district=self.user.district)
        seeker.wishes = [data[name] for name in ("wish_1", "wish_2") if data.get(name)]
        seeker.reach_m = data.get("reach_m")
        seeker.lat, seeker.lon = centre(data.get("dong", "")) or (None, None)
        return self._tapped(seeker)

    def _tapped(self, seeker: Seeker) -> Seeker:
        data = self.cleaned_data
        seeker.earliest, seeker.latest = HOURS.get(data.get("hours", ""), (None, None))
        seeker.days = DAYS.get(data.get("day_set", ""), [])
        seeker.wage_wish = data.get("pay")
        seeker.licences = data.get("licences", [])
        seeker.licences_asked = bool(data.get("held") or seeker.licences)
        return seeker


class SignedForm(ConsentForm):
    """Identity seen, consents read out, signed on the glass; or a tick that they were signed on paper."""

    channel = None  # type: ignore[assignment]
    id_seen = forms.BooleanField(
        label=_("신분증을 보았습니다 (번호는 적지 않습니다)"),
        error_messages={"required": _("신분증을 보고 이름과 생년월일을 확인하세요.")},
    )
    on_paper = forms.BooleanField(label=_("종이에 서명을 받았습니다"), required=False)
    signature = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def clean_signature(self) -> bytes:
        """The picture drawn; empty where nothing was."""
        text = self.cleaned_data["signature"]
        if not text:
            return b""
        try:
            return signatures.from_address(text)
        except BadSignatureError as problem:
            raise ValidationError(_BAD[problem.code]) from problem

    @property
    def signed_by(self) -> Channel:
        """How the consents were signed: on the glass if something was drawn, else on paper."""
        return Channel.TABLET if self.cleaned_data["signature"] else Channel.PAPER

    def clean(self) -> dict[str, Any]:
        """Signed one way or the other."""
        data = super().clean() or {}
        if not data.get("on_paper") and not data.get("signature") and "signature" not in self.errors:
            self.add_error("on_paper", _("화면에 서명을 받거나, 종이에 받았으면 표시하세요."))
        return data


class FindForm(forms.Form):
    """Somebody who has a file already."""

    words = forms.CharField(label=_("전화 끝 네 자리, 이름 또는 초성"), max_length=40, min_length=2)


CONSENT_TEXTS: Final = {
    ConsentScope.COLLECTION: _(
        "구직 등록과 취업알선을 위해 이름, 생년월일, 전화, 주소(동), 희망 조건, 경력, 자격을 모아 씁니다. "
        "구직 유효기간(석 달)과 그 뒤 법이 정한 기간 동안 보관하고 지웁니다. "
        "동의하지 않을 수 있으나 그러면 구직 등록을 할 수 없습니다."
    ),
    ConsentScope.FOLLOW_UP: _(
        "취업한 뒤 12개월 동안 1·3·6·12개월에 잘 다니시는지 여쭙니다. 동의하지 않아도 알선을 받습니다."
    ),
    ConsentScope.SHARING: _("고용24와 서울시 일자리 시스템에 구직 신청을 함께 올립니다. 동의하지 않아도 됩니다."),
    ConsentScope.SENSITIVE: _(
        "장애·건강처럼 민감한 정보는 따로 동의한 때에만 적고 잠가서 보관합니다. 동의하지 않아도 됩니다."
    ),
    ConsentScope.PROMOTION: _("취업 행사와 교육 소식을 문자로 보냅니다. 동의하지 않아도 됩니다."),
}
"""What is read out before a signature (개인정보 보호법 제15조②, 제22조): what for, what, how long, that no is free."""


def _pay_steps(floor: int | None) -> list[tuple[int, str]]:
    """The wage floor and three steps above it, each with the pay of a full month."""
    if floor is None:
        return []
    first = -(-floor // PAY_STEP) * PAY_STEP
    steps = [floor, *(first + PAY_STEP * n for n in (0, 2, 4) if first + PAY_STEP * n > floor)]
    return [
        (won, _("%(won)s원 (월 약 %(month)s만)") % {"won": f"{won:,}", "month": won * MONTH // 10_000}) for won in steps
    ]
