"""One of each paper, every field filled, so that a missing value is seen."""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from jobvisit.engines.papers.types import (
    AgreementDraft,
    Chart,
    Employer,
    Job,
    Letter,
    Link,
    Notice,
    Office,
    OrderForm,
    Person,
    Promise,
    ReferralLetter,
    ReferralList,
    Referred,
    RegistrationCertificate,
    Report,
    ResultForm,
    Section,
    Table,
)

DAY = date(2026, 11, 24)
OFFICE = Office("서초구", "서초 취업정보은행", "서초구청장", "남부순환로 2584", "02-2155-8888")
SHOP = Employer(
    "초록샘 건강식품",
    "박정수",
    "123-45-67891",
    "식품 소매업",
    "6명",
    "건강식품 소매와 배달",
    "반포대로 235",
    "02-555-0101",
    "박정수 대표 010-1234-5678",
)
WOMAN = Person("김순영", "1970. 4. 11.", "방배4동", "010-1234-0000")
JOB = Job(
    "2026-00412",
    "매장 판매 직원 모집",
    "매장 판매원(615110)",
    "1명",
    "월급 1,900,000원",
    "월화수목금 10:00–17:00",
    "반포4동 27-3",
)
LINK = Link("https://jobvisit.seocho.example/a/7KQ2MZ4XPR9T", "seocho.example/a/7KQ2", "결과 알리기")
PEOPLE = tuple(
    Referred(name, "1970. 4. 11.", "010-1234-0000", "판매 3년", "위생사", DAY)
    for name in ("김순영", "이말자", "선우예은")
)
BARS = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 12"><rect width="6" height="9"/></svg>'

LETTER = ReferralLetter("2026-007", DAY, OFFICE, WOMAN, SHOP, JOB, "2026. 11. 26. 14:00", "이력서", "이은주 8891", LINK)
LIST = ReferralList("2026-007", DAY, OFFICE, SHOP, JOB, PEOPLE, "이은주 8891")
RESULT = ResultForm("2026-007", DAY, OFFICE, SHOP, JOB, PEOPLE, date(2026, 12, 8), "이은주 8891", LINK)
ORDER = OrderForm(
    "2026-00412",
    DAY,
    "2026. 12. 24.까지",
    OFFICE,
    SHOP,
    "매장 판매 직원 모집",
    "매장 판매원(615110)",
    "진열과 판매",
    "1명",
    "상용직",
    "무관",
    "고졸 이상",
    "위생사",
    "운전면허",
    "월급 1,900,000원",
    "30시간",
    "월–금 10:00–17:00",
    "60분",
    "교대 없음",
    "국민연금, 건강보험",
    "퇴직금",
    "식사 제공",
    "반포4동 27-3",
    date(2026, 12, 1),
    "면접",
    "이력서",
    "이은주 8891",
    "방문",
)
CERTIFICATE = RegistrationCertificate(
    "2026-000771", DAY, OFFICE, WOMAN, DAY, date(2027, 2, 23), "매장 판매원", "제출용", "이은주 8891"
)
AGREEMENT = AgreementDraft(
    "업무협약서",
    OFFICE,
    SHOP,
    "구민의 일자리를 늘린다.",
    (Promise("경비원", "5명", "55세 이상", "고령자고용법", "2027. 6.", "최민호"),),
    (("갑의 역할", "구민을 소개한다."), ("을의 역할", "성실히 면접한다.")),
    DAY,
    date(2027, 11, 23),
    DAY,
)
REPORT = Report(
    "월간 보고",
    "2026년 11월",
    OFFICE,
    DAY,
    (
        Section(
            "취업",
            "41명이 일자리를 얻었습니다.",
            (Chart(BARS, "막대 그림: 41명", "취업자 수"),),
            (Table("단계", ("단계", "사람"), (("서류", "12"),), (1,), "가림"),),
        ),
    ),
    ("알선취업률 = 알선취업 ÷ 알선",),
)
NOTICE = Notice(
    OFFICE,
    "사람을 구하십니까",
    DAY,
    ("찾아뵙고 구인 신청을 받습니다.",),
    ("그림을 찍습니다.", "보냅니다."),
    "그만 받기",
)


def letters(count: int) -> list[Letter]:
    """Letters to as many firms, each with its own address."""
    return [
        Letter(
            f"취업-{n:04d}",
            f"한빛{n:04d}상사",
            Link(f"https://jobvisit.example/a/{n:04d}KQ2MZ4XPR9T", f"example/a/{n:04d}"),
            "대표 귀하",
            f"반포대로 {n}",
            "이은주 8891",
            ("소식을 기다립니다.",),
        )
        for n in range(1, count + 1)
    ]


def said(paper: Any) -> list[str]:
    """Every text that a paper's values hold, dates as the office writes them; pictures left out."""
    if isinstance(paper, str):
        return [paper] if paper else []
    if isinstance(paper, date):
        return [f"{paper.year}. {paper.month}. {paper.day}."]
    if isinstance(paper, Link):
        return [paper.short]
    if isinstance(paper, Chart):
        return [paper.caption]
    if is_dataclass(paper):
        return [text for one in fields(paper) if one.name != "right" for text in said(getattr(paper, one.name))]
    return [text for one in paper for text in said(one)] if isinstance(paper, tuple) else []
