"""The three doors: what each source calls its fields, and what is left unread.

Names are matched without regard to case; a field nobody here knows is not read. Codes are read where the words beside
them are missing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from .pages import TERMS, Pages, Role
from .scan import Page
from .settle_pay import settle_pay
from .settle_terms import settle_conditions, settle_dates, settle_occupation, settle_people, settle_place
from .settle_time import settle_time
from .types import Note, Reading, Span, Vocabulary

# Seoul GetJobInfo. A code column is read only where its name column is missing or empty.
_SEOUL: dict[str, Role] = {
    "jo_sj": "title",
    "dty_cn": "duties",
    "gui_ln": "duties",
    "jobcode_nm": "occupation",
    "rcrit_jssfc_cmmn_code_se": "occupation_code",
    "rcrit_nmpr_co": "headcount",
    "career_cnd_nm": "career",
    "acdmcr_nm": "education",
    "emplym_stle_cmmn_mm": "employment",
    "hope_wage": "pay",
    "work_parar_bass_adres_cn": "place",
    "subway_nm": "station",
    "work_time_nm": "time",
    "work_tm_nm": "shift",
    "holiday_nm": "days",
    "week_work_hr": "weekly_hours",
    "rcept_clos_nm": "closes",
    "jo_reg_dt": "posted",
    "jo_feinsr_sbscrb_nm": "insurance",
    "ret_grants_nm": "retirement",
    "welfare_cn": "welfare",
}
_SEOUL_CODES: dict[str, tuple[str, Mapping[str, str]]] = {
    "career_cnd_cmmn_code_se": ("career_cnd_nm", {"J01300": "무관", "J01301": "신입", "J01302": "경력"}),
    "acdmcr_cmmn_code_se": (
        "acdmcr_nm",
        {
            "J00100": "관계없음",
            "J00102": "초등학교",
            "J00104": "중학교",
            "J00106": "고등학교",
            "J00108": "전문대학",
            "J00110": "대학_대학교",
            "J00114": "박사과정",
        },
    ),
    "emplym_stle_cmmn_code_se": (
        "emplym_stle_cmmn_mm",
        {"J01101": "상용직", "J01102": "계약직", "J01103": "계약직(시간제)", "J01105": "상용직(시간제)"},
    ),
}

# 고용24: element names of the list and the detail, and the labels of the detail page
_WORK24: dict[str, Role] = {
    "wantedtitle": "title",
    "title": "title",
    "jobcont": "duties",
    "etchopecont": "duties",
    "jobsnm": "occupation",
    "jobscd": "occupation_code",
    "collectpsncnt": "headcount",
    "enterpnm": "career",
    "entertpnm": "career",
    "career": "career",
    "edunm": "education",
    "minedubg": "education",
    "education": "education",
    "emptpnm": "employment",
    "sal": "pay",
    "saltpnm": "pay_kind",
    "saltpcd": "pay_kind",
    "minsal": "pay_least",
    "maxsal": "pay_most",
    "workdayworkhrcont": "time",
    "holidaytpnm": "days",
    "workdays": "days",
    "weekhours": "weekly_hours",
    "workregion": "place",
    "basicaddr": "place",
    "strtnmcd": "place",
    "region": "place",
    "nearline": "station",
    "certificate": "licence",
    "pfcond": "preferred",
    "etcpfcond": "preferred",
    "receiptclosedt": "closes",
    "closedt": "closes",
    "regdt": "posted",
    "fourins": "insurance",
    "retirepay": "retirement",
    "etcwelfare": "welfare",
    "모집인원": "headcount",
    "모집직종": "occupation",
    "경력": "career",
    "학력": "education",
    "자격면허": "licence",
    "고용형태": "employment",
    "임금조건": "pay",
    "근무시간": "time",
    "휴게시간": "break",
    "근무형태": "days",
    "사회보험": "insurance",
    "퇴직급여": "retirement",
    "근무예정지": "place",
    "인근전철역": "station",
    "우대조건": "preferred",
    "기타우대사항": "preferred",
    "접수마감일": "closes",
    "채용공고등록일시": "posted",
    "직무내용": "duties",
    "구인제목": "title",
    "복리후생": "welfare",
}
_WORK24_CODES: dict[str, tuple[str, Mapping[str, str]]] = {
    "entertpcd": ("entertpnm", {"N": "신입", "E": "경력", "Z": "관계없음"}),
    "minedubgicd": (
        "minedubg",
        {
            "00": "학력무관",
            "01": "초졸",
            "02": "중졸",
            "03": "고졸",
            "04": "전문대졸",
            "05": "대졸(4년)",
            "06": "석사",
            "07": "박사",
        },
    ),
    "emptpcd": (
        "emptpnm",
        {
            "10": "기간의 정함이 없는 근로계약",
            "11": "기간의 정함이 없는 근로계약(시간제)",
            "20": "기간의 정함이 있는 근로계약",
            "21": "기간의 정함이 있는 근로계약(시간제)",
            "4": "파견근로",
        },
    ),
}
_FREE: frozenset[Role] = frozenset({"title", "duties", "posted"})
_EMPTY = frozenset({"", "-", "–", ".", "null", "None", "해당없음"})


def read_text(text: str, vocabulary: Vocabulary, *, on: date) -> Reading:
    """Read a pasted advert or a counsellor's note. `on` is today: it gives dates without a year their year."""
    return _read(Pages({"note": [Page("text", text)]}), vocabulary, on)


def read_row(row: Mapping[str, object], vocabulary: Vocabulary, *, on: date) -> Reading:
    """Read a row with GetJobInfo column names (any case, any of them missing; code columns are understood).

    A row that has only free text is read as the pasted advert it is.
    """
    pages = _pages(row, _SEOUL, _SEOUL_CODES)
    roles = {role for role, _ in pages.items()}
    if roles <= _FREE and "duties" in roles:
        pages = Pages({"note": list(pages.all("title", "duties")), "posted": list(pages.all("posted"))})
    return _read(pages, vocabulary, on)


def read_work24(item: Mapping[str, object], vocabulary: Vocabulary, *, on: date) -> Reading:
    """Read a 고용24 list or detail element (nested elements allowed) or its detail page as Korean tables."""
    return _read(_pages(dict(_flat(item)), _WORK24, _WORK24_CODES), vocabulary, on)


def _flat(item: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """The leaves of nested elements; of two with one name the first that says something."""
    seen: set[str] = set()
    for name, value in item.items():
        leaves = list(_flat(value)) if isinstance(value, Mapping) else [(name, value)]
        for leaf, content in leaves:
            if leaf not in seen and str(content or "").strip() not in _EMPTY:
                seen.add(leaf)
                yield leaf, content


def _pages(
    source: Mapping[str, object], roles: Mapping[str, Role], codes: Mapping[str, tuple[str, Mapping[str, str]]]
) -> Pages:
    """The pages of a source. A page bears the name of its field as the source wrote it."""
    values = {_plain(name): (name, "" if value is None else str(value)) for name, value in source.items()}
    by_role: dict[Role, list[Page]] = {}
    for name, role in roles.items():
        if name in values and (values[name][1].strip() not in _EMPTY or role == "retirement"):
            by_role.setdefault(role, []).append(Page(*values[name]))
    for code, (name, meanings) in codes.items():
        if code in values and roles[name] not in by_role and values[code][1].strip() in meanings:
            by_role[roles[name]] = [Page(values[code][0], meanings[values[code][1].strip()])]
    return Pages(by_role)


def _plain(name: str) -> str:
    return re.sub(r"[\s_]", "", name).lower() if re.search(r"[가-힣]", name) else name.strip().lower()


def _read(pages: Pages, vocabulary: Vocabulary, on: date) -> Reading:
    """Read every term, in the order that leaves each word to the reader that knows it best: 9-18시 is no pay."""
    reading = Reading(texts=pages.texts())
    reading = settle_dates(reading, pages, on)
    reading = settle_time(reading, pages)
    reading = settle_pay(reading, pages)
    reading = settle_people(reading, pages, vocabulary)
    reading = settle_conditions(reading, pages)
    reading = settle_place(reading, pages, vocabulary)
    reading = settle_occupation(reading, pages, vocabulary)
    return _with_unread(reading, pages)


# words of a form that say nothing by themselves
_FILLERS = re.compile(
    r"^(?:근무|근로|업무|상세|소정)?(?:시간|요일|형태|조건|지|기간|일|내용|장소)?(?:은|는|이며|입니다|:|임)?$"
    r"|^(?:급여|임금|월급|시급|연봉|일급|보수|휴게|휴식|평일|주간|정상근무조|세전|단위|포함|가능|이상|이하|또는|및|등|약|총|각|있음|없음|별도|기타|근무자|모집|채용|구인|구함|급구|구합니다|구해요|(?:대량|신규|추가)?(?:모집|채용|구인)(?:합니다|해요|중|공고)!{0,3}"
    r"|모십니다|합니다|입니다|하실|분|분을|님|님을|중|전|후|오전|오후|야간|휴게시간|휴식시간|혹은|스케줄근무|퇴근|출근|모집부문|문의|접수기간|모집기간|지원자격|자격|자격요건|근무지|시|월|일|주|년|원|만원|마감일|마감|접수|까지|부터|위치|희망|우대|필수|제공|지급|지원|경력|학력|인원|명|조정|협의|수당)"
    r"(?:은|는|이|가|을|를|의|에|로|으로|과|와|도|및|임|함|요)?$"
)
# in duties only what looks like a term of the order is worth showing: a figure with a unit of pay or time
_TERM_LIKE = re.compile(r"(?<![0-9,.])[0-9][0-9,.]{0,14}\s?(?:만\s?원|원(?![가-힣])|시간|시(?![가-힣])|회|%|교대)")


def _with_unread(reading: Reading, pages: Pages) -> Reading:
    left: list[Span] = list(reading.unread)
    notes = list(reading.notes)
    for role, page in pages.items():
        if role in TERMS or role == "note":
            left += [span for span in page.unread() if not _FILLERS.match(span.words.strip(" ,.:-~/"))]
        elif role == "duties":
            left += [page.span(*match.span()) for match in page.find(_TERM_LIKE)]
        if page.cut:
            notes.append(Note("text_cut", page.span(max(0, len(page.text) - 20), len(page.text))))
    return replace(reading, notes=tuple(notes), unread=tuple(left))
