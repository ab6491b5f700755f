"""What the figures are called, what each says in one sentence, by which formula, and from where the formula comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jobvisit.office.orders.models import JobOrder
from jobvisit.office.reference import tables
from jobvisit.office.referrals import codes
from jobvisit.office.referrals.models import Rung
from jobvisit.office.staff.models import User, Zone

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one figure. `says` is filled with `top` and `bottom`."""

    name: Text
    says: Text
    formula: Text
    source: Text


_INDEX: Final = _("e-나라지표 1505 구인·구직 및 취업 동향")
_USUAL: Final = _("직업안정기관의 통상 산식")

WORDS: Final[dict[str, Words]] = {
    "orders": Words(
        _("구인 건수"), _("이 달에 접수한 구인표 %(top)s건."),
        _("이 달에 접수한 구인표. 쓰던 것과 수리를 거부한 것은 뺍니다."), _INDEX,
    ),
    "openings": Words(
        _("구인인원"), _("이 달에 접수한 구인표가 찾는 사람 %(top)s명."),
        _("그 구인표들의 모집 인원을 더함. 인원을 밝히지 않은 구인표는 1명으로 셉니다."), _INDEX,
    ),
    "seekers": Words(_("구직자"), _("이 달에 구직을 신청한 주민 %(top)s명."), _("신청일이 이 달인 사람."), _INDEX),
    "referred": Words(
        _("알선된 사람"), _("이 달에 알선장을 받은 주민 %(top)s명."), _("그런 알선이 있는 사람을 한 번씩만 셈."),
        _("직업안정법 시행규칙 제5조제2항"),
    ),
    "referrals": Words(
        _("알선 건수"), _("이 달에 나간 알선장 %(top)s건."),
        _("알선장이 처음 나간 날이 이 달인 알선. 본인이 거절한 제안은 알선이 아닙니다."),
        _("직업안정법 시행규칙 제5조제2항"),
    ),
    "hired": Words(
        _("취업자"), _("이 달에 일을 시작한 주민 %(top)s명."), _("그런 취업이 있는 사람을 한 번씩만 셈."), _INDEX
    ),
    "hires": Words(
        _("취업 건수"), _("이 달에 시작한 취업 %(top)s건."),
        _("근무 시작일이 이 달인 취업. 취소된 것과 출근하지 않은 것은 뺍니다."), _INDEX,
    ),
    "visits": Words(
        _("방문 건수"), _("이 달에 사업체를 찾아간 것이 %(top)s번."), _("이루어진 방문. 둘이 간 방문도 한 번입니다."),
        _("직업안정법 시행령 제13조 (구인 개척)"),
    ),
    "attempts": Words(
        _("연락 건수"), _("이 달에 사업체에 연락한 것이 %(top)s번."), _("닿지 않은 연락도 셉니다."),
        _("직업안정법 시행령 제13조 (구인 개척)"),
    ),
    "openings_per_seeker": Words(
        _("구인배수"), _("신청한 구직자 %(bottom)s명에 일자리 %(top)s개."),
        _("이 달의 구인인원 ÷ 이 달의 구직자"), _INDEX,
    ),
    "employment_rate": Words(
        _("취업률"), _("신청한 사람 %(bottom)s명에 취업자 %(top)s명."),
        _("이 달의 취업자 ÷ 이 달의 구직자. 같은 사람들이 아니라 같은 달에 일어난 일의 비입니다."),
        _("공공데이터포털 15047051 (취업 ÷ 신규 구직)"),
    ),
    "placement_rate_people": Words(
        _("알선취업률(사람)"), _("알선된 사람 %(bottom)s명에 알선취업자 %(top)s명."),
        _("우리가 먼저 알선하고 이 달에 일을 시작한 사람 ÷ 이 달에 알선된 사람"), _USUAL,
    ),
    "placement_rate_referrals": Words(
        _("알선취업률(건)"), _("알선 %(bottom)s건에 알선취업 %(top)s건."),
        _("우리가 먼저 알선하고 이 달에 시작한 취업 ÷ 이 달의 알선 건수"), _USUAL,
    ),
    "fill_rate": Words(
        _("충족률"), _("구인인원 %(bottom)s명에 취업 %(top)s건."),
        _("이 달의 취업 건수 ÷ 이 달의 구인인원. 지난달 구인의 취업도 들어 있습니다."), _USUAL,
    ),
    "results_known": Words(
        _("14일 안에 결과를 안 비율"), _("14일이 된 알선 %(bottom)s건 가운데 %(top)s건의 결과를 알았습니다."),
        _("14일 안에 결과를 안 알선 ÷ 알선장이 나간 지 14일째가 이 달인 알선. 그 전에 거둔 알선은 뺍니다."),
        _("이 사업의 목표: 100건에 95건"),
    ),
    "retention_3": Words(
        _("고용유지율 3개월"), _("3개월이 된 취업 %(bottom)s건 가운데 %(top)s건이 다니고 있었습니다."),
        _("3개월 뒤에도 다닌 취업 ÷ 3개월과 확인 기간 14일이 이 달에 끝난 취업. 모르는 것도 분모에 둡니다."),
        _("새일센터 고용유지율 (재직 ÷ 취업)"),
    ),
    "retention_6": Words(
        _("고용유지율 6개월"), _("6개월이 된 취업 %(bottom)s건 가운데 %(top)s건이 다니고 있었습니다."),
        _("3개월과 같은 식."), _("국민취업지원제도 평가 (6개월)"),
    ),
    "retention_12": Words(
        _("고용유지율 12개월"), _("12개월이 된 취업 %(bottom)s건 가운데 %(top)s건이 다니고 있었습니다."),
        _("3개월과 같은 식."), _("새일센터 고용유지율 (12개월)"),
    ),
    "orders_per_visit": Words(
        _("방문당 구인"), _("방문 %(bottom)s번에 방문해서 받은 구인표 %(top)s건."),
        _("접수 경로가 방문인 이 달의 구인 ÷ 이 달의 방문 건수"), _("도봉구 2022년 (방문 620, 구인 823)"),
    ),
    "hires_per_visited_firm": Words(
        _("방문 업체당 취업"), _("석 달 동안 찾아간 사업체 %(bottom)s곳에서 취업 %(top)s건."),
        _("이 달까지 석 달 동안 찾아간 사업체에서 첫 방문 뒤에 시작한 취업 ÷ 그 사업체"),
        _("인천 동구 (31곳 방문, 19명 취업)"),
    ),
    "one_firm_one_resident": Words(
        _("1사 1구민"), _("정해 둔 사업체 %(bottom)s곳 가운데 %(top)s곳이 주민을 채용했습니다."),
        _("이 달 말까지 주민을 채용한 명단의 사업체 ÷ 명단의 사업체. 1사 1구민 현황판과 같은 수입니다."),
        _("사업 계획"),
    ),
    "exposure": Words(
        _("추천 명단에 오른 비율"),
        _("신청한 지 석 달 안인 %(bottom)s명 가운데 %(top)s명이 이 달의 추천 명단에 올랐습니다."),
        _("이 달의 추천 명단에 오른 사람 ÷ 신청한 지 석 달(유효기간) 안인 사람. 집단은 이 점검에서만 읽습니다."),
        _("고용정책기본법 제7조"),
    ),
    "desk_seen_per_hour": Words(
        _("현장 상담소 시간당 상담"), _("상담소를 %(bottom)s분 여는 동안 %(top)s명을 상담했습니다."),
        _("이 달의 상담소에서 상담한 사람 ÷ 그 상담소를 연 시간"), _("청주 이동취업지원 2014년 (14회 539명)"),
    ),
    "desk_registered_per_hour": Words(
        _("현장 상담소 시간당 등록"), _("상담소를 %(bottom)s분 여는 동안 %(top)s명이 구직을 등록했습니다."),
        _("이 달의 상담소에서 등록한 사람 ÷ 그 상담소를 연 시간"), _("청주 이동취업지원 2014년 (14회 190명)"),
    ),
    "desk_hires_per_hour": Words(
        _("현장 상담소 시간당 취업"), _("상담소를 연 %(bottom)s분에, 상담소를 다녀간 사람의 취업 %(top)s건."),
        _("취업을 알기 전 90일 안에 상담소에서 상담한 사람의 이 달 취업 ÷ 이 달의 상담소를 연 시간"),
        _("청주 이동취업지원 2014년 (14회 48명)"),
    ),
    "agreements_kept": Words(
        _("협약 이행률"), _("협약으로 약속한 %(bottom)s명 가운데 %(top)s명을 채용했습니다."),
        _("이 달에 살아 있는 협약 조항에서 이 달 말까지 안 채용 ÷ 약속한 인원. 협약마다의 눈금과 같은 수입니다."),
        _("협약서"),
    ),
    "class_certified": Words(
        _("교육 자격 취득률"), _("석 달 전에 끝난 교육의 자리 %(bottom)s개 가운데 %(top)s명이 자격을 땄습니다."),
        _("자격을 딴 자리 ÷ 끝난 지 석 달이 이 달에 된 교육의 자리"), _("직업훈련 성과 지표"),
    ),
    "class_hired": Words(
        _("교육 취업률"), _("석 달 전에 끝난 교육의 자리 %(bottom)s개 가운데 %(top)s명이 석 달 안에 취업했습니다."),
        _("끝난 뒤 석 달 안에 취업을 시작한 자리 ÷ 그 자리. 효과가 아니라 지나간 일의 비입니다."),
        _("직업훈련 성과 지표"),
    ),
}  # fmt: skip

COUNTED: Final[dict[str, Text]] = {
    "orders_by_visit": _("방문해서 받은 구인"),
    "hires_by_referral": _("알선취업 건수"),
    "hired_by_referral": _("알선취업자"),
    "visited_firms": _("석 달 동안 찾아간 사업체"),
    "hires_at_visited": _("그 사업체의 취업"),
    "results_due": _("14일이 된 알선"),
    "results_known": _("그 가운데 결과를 안 알선"),
    "due_3": _("3개월이 된 취업"),
    "kept_3": _("3개월 뒤에도 다닌 취업"),
    "unsure_3": _("3개월이 되었으나 모르는 취업"),
    "due_6": _("6개월이 된 취업"),
    "kept_6": _("6개월 뒤에도 다닌 취업"),
    "unsure_6": _("6개월이 되었으나 모르는 취업"),
    "due_12": _("12개월이 된 취업"),
    "kept_12": _("12개월 뒤에도 다닌 취업"),
    "unsure_12": _("12개월이 되었으나 모르는 취업"),
    "list_firms": _("명단의 사업체"),
    "firms_noticed": _("안내문을 받은 사업체"),
    "firms_reached": _("연락이 닿은 사업체"),
    "firms_visited": _("찾아간 사업체"),
    "firms_ordered": _("구인표를 준 사업체"),
    "firms_hired": _("주민을 채용한 사업체"),
    "desk_minutes": _("상담소를 연 시간(분)"),
    "desk_seen": _("상담소에서 상담한 사람"),
    "desk_registered": _("상담소에서 등록한 사람"),
    "desk_hires": _("상담소를 다녀간 사람의 취업"),
    "promised": _("협약으로 약속한 인원"),
    "delivered": _("협약으로 채용한 사람"),
    "class_seats": _("끝난 지 석 달 된 교육의 자리"),
    "class_certified": _("자격을 딴 자리"),
    "class_hired": _("석 달 안에 취업한 자리"),
    "within_validity": _("신청한 지 석 달 안인 사람"),
    "listed": _("그 가운데 명단에 오른 사람"),
}
"""Counts that are no figure of their own."""

DIMENSIONS: Final[dict[str, Text]] = {
    "zone": _("권역(일터)"),
    "home": _("권역(사는 곳)"),
    "counsellor": pgettext_lazy("나누기", "상담사"),
    "channel": _("구인 접수 경로"),
    "group": _("대상 집단"),
    "rung": _("증빙 단계"),
    "agency": _("함께 세는 기관"),
}

UNITS: Final[dict[str, Text]] = {
    "people": pgettext_lazy("단위", "명"), "events": pgettext_lazy("단위", "건"), "firms": pgettext_lazy("단위", "곳"),
    "ratio": "", "percent": "%",
}  # fmt: skip


def count_name(code: str) -> str:
    """What a count is called."""
    return str(COUNTED.get(code) or WORDS[code].name)


class Labels:
    """What the values of the dimensions are called. Two statements, when first asked."""

    def __init__(self, district_id: int) -> None:
        self._district = district_id
        self._names: dict[str, Mapping[str, Text]] | None = None

    def of(self, dimension: str, value: str) -> str:
        """`반포권`, `이은주`, `방문`; what is not known keeps its key."""
        if self._names is None:
            self._names = self._read()
        return str(self._names[dimension].get(value, value))

    def _read(self) -> dict[str, Mapping[str, Text]]:
        own = {"district_id": self._district}
        zones: dict[str, Text] = {str(key): name for key, name in Zone.objects.filter(**own).values_list("pk", "name")}
        people = {str(key): name for key, name in User.objects.filter(**own).values_list("pk", "name")}
        korean = (get_language() or "ko").startswith("ko")
        groups = {one.code: one.name_ko if korean else one.name_en for one in tables.all_groups()}
        outside: dict[str, Text] = {"": pgettext_lazy("나누기", "권역 밖")}
        return {
            "zone": zones | outside,
            "home": zones | outside,
            "counsellor": people,
            "channel": dict(JobOrder.Source.choices),
            "group": groups,
            "rung": dict(Rung.Kind.choices),
            "agency": dict(codes.Agency.choices),
        }


def sensitive_groups() -> frozenset[str]:
    """Target groups whose members are not shown, only counted (개인정보 보호법 제23조)."""
    return frozenset(one.code for one in tables.all_groups() if one.sensitive)
