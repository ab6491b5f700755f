"""What a row of Seoul's GetJobInfo tells beyond what the reader reads: the employer, insurances, the words to judge."""

from collections.abc import Mapping
from typing import TypedDict

from jobvisit.engines.sheets import BadFileError

from .terms import Insurance, Retirement

INSURANCES: dict[str, Insurance] = {
    "국민연금": "pension",
    "건강보험": "health",
    "고용보험": "employment",
    "산재보험": "accident",
}
RETIREMENTS: dict[str, Retirement] = {"퇴직금": "lump_sum", "퇴직연금": "pension", "해당없음": "none"}

_BOXES = {
    "employer_name": ("CMPNY_NM",),
    "occupation": ("JOBCODE_NM", "RCRIT_JSSFC_CMMN_CODE_SE"),
    "headcount": ("RCRIT_NMPR_CO",),
    "pay": ("HOPE_WAGE",),
    "weekly_hours": ("WEEK_WORK_HR", "WORK_TIME_NM"),
    "address": ("WORK_PARAR_BASS_ADRES_CN",),
}
"""Terms an order must state, and the columns in which it can."""

_WORDS = (
    "JO_SJ",
    "DTY_CN",
    "GUI_LN",
    "HOPE_WAGE",
    "WORK_TIME_NM",
    "HOLIDAY_NM",
    "CAREER_CND_NM",
    "PRESENTN_PAPERS_NM",
    "RCEPT_MTH_NM",
    "RCEPT_MTH_IEM_NM",
    "MODEL_MTH_NM",
    "WELFARE_CN",
)
"""Columns in the employer's own words. Firm names, summaries of the business and addresses are no conditions."""

_KNOWN = frozenset(
    (*_WORDS, *(name for names in _BOXES.values() for name in names), "BSNS_SUMRY_CN", "CAREER_CND_CMMN_CODE_SE")
) | frozenset(
    "JO_REQST_NO JO_REGIST_NO ACDMCR_CMMN_CODE_SE ACDMCR_NM EMPLYM_STLE_CMMN_CODE_SE EMPLYM_STLE_CMMN_MM SUBWAY_NM"
    " RET_GRANTS_NM WORK_TM_NM JO_FEINSR_SBSCRB_NM RCEPT_CLOS_NM BASS_ADRES_CN JO_REG_DT".split()
)

NO_COLUMNS = BadFileError(
    "no_columns",
    "서울 일자리포털(GetJobInfo)이나 고용24의 열 이름을 찾지 못했습니다.",
    "no column names of GetJobInfo or of work24 were found",
)


class Outside(TypedDict):
    """Keyword arguments of `from_reading` that a row gives by itself."""

    texts: dict[str, str]
    not_asked: frozenset[str]
    employer_name: str | None
    insurances: frozenset[Insurance] | None
    retirement: Retirement | None


def columns_of(record: Mapping[str, str]) -> dict[str, str]:
    """The record's known columns under their official names."""
    named = {name.strip().upper(): value for name, value in record.items() if name}
    return {name: value for name, value in named.items() if name in _KNOWN}


def outside_the_reading(row: Mapping[str, str]) -> Outside:
    """What `from_reading` needs beside the reading. `row` has official column names (`columns_of`)."""
    insured = frozenset(kind for word, kind in INSURANCES.items() if word in row.get("JO_FEINSR_SBSCRB_NM", ""))
    return Outside(
        texts={name: row[name] for name in _WORDS if row.get(name)},
        not_asked=frozenset(term for term, columns in _BOXES.items() if not any(name in row for name in columns)),
        employer_name=row.get("CMPNY_NM") or None,
        insurances=insured or None,
        retirement=RETIREMENTS.get(row.get("RET_GRANTS_NM", "")),
    )
