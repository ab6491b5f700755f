"""Advertising dressed up as hiring (직업안정법 시행령 제34조), and work that is not employment."""

from ..law import DISPATCH, EMPLOYEE_STATUS, FALSE_AD, MINOR_CONSENT
from ..terms import Outcome
from .row import Ground, Row
from .words import NO_MATTER

DISGUISE = Ground(
    code="disguised_ad",
    law=FALSE_AD,
    message="사람을 뽑는 글이 아니라 판매·수강생·회원·투자 모집일 수 있습니다.",
    fix="실제로 고용하는 자리인지, 누가 임금을 주는지 확인하고 하는 일을 구체적으로 적어 주세요.",
)
NOT_EMPLOYED = Ground(
    code="contract_unclear",
    law=EMPLOYEE_STATUS,
    message="근로계약이 아니라 위탁·도급·프리랜서 계약으로 읽힙니다. 그러면 최저임금과 사회보험이 달라집니다.",
    fix="근로계약인지 확인하고, 아니라면 그 사실과 보수 계산 방법을 분명히 적어 주세요.",
)
MINORS = Ground(
    code="minor_worker",
    law=MINOR_CONSENT,
    message="18세 미만을 뽑을 수 있는 자리입니다. 부모 등의 동의서가 필요하고 밤 일과 유해 업소는 금지됩니다.",
    fix="나이를 확인해 취업동의서를 받고, 하루 7시간·주 35시간과 밤 10시 이후 근무 금지를 알려 주세요.",
)
SENT_OUT = Ground(
    code="dispatch_unclear",
    law=DISPATCH,
    message="다른 회사로 보내는 파견·아웃소싱 자리로 읽힙니다. 파견은 허용된 업무에서만 할 수 있습니다.",
    fix="실제로 일하는 회사와 고용하는 회사를 나눠 적고, 파견계약서와 근로계약서를 받아 주세요.",
)

_RECRUITED = (
    "수강생|교육생|훈련생|연수생|회원|투자자|대리점주?|가맹점주?|점주|창업자|지입차주|차주|사업자|딜러|"
    "총판|지사장|파트너"
)

ROWS = (
    Row(
        ground=DISGUISE,
        pattern=(
            r"다단계|네트워크 마케팅|방문 판매원 등록|고수익 (?:보장|알바|부업|재택|가능)|"
            r"(?:재택|단순|손쉬운) 부업|무자본 창업|소자본 창업|투자(?:만|를)? 하시면|"
            r"투자 (?:금 (?:필요|회수)|수익 보장|하실 분)|하루 \d{2,3} 만 원 (?:이상 )?(?:보장|가능|수입)"
        ),
        not_after=rf"{NO_MATTER}|^[^\n]{{0,6}}(?:피해|예방|조사|단속|아님|금지|상담)",
        hits=("다단계", "고수익 보장", "재택부업 하실 분", "무자본 창업", "하루 30만원 보장"),
        misses=("다단계 아님", "투자자문 회사", "다단계 피해 상담"),
    ),
    Row(
        ground=DISGUISE,
        pattern=(
            rf"(?:{_RECRUITED})(?:을|를)? (?:선착순 |수시 |상시 |"
            r"추가 )?(?:모집(?:합니다|해요|중| 중| 공고| 안내|!|$)|구합니다|찾습니다)"
        ),
        not_before=r"(?:정규직|신입|인턴)[^\n]{0,6}",
        hits=("수강생 모집합니다", "국비 교육생 모집", "대리점주 모집중", "지입차주 모집"),
        misses=("수강생 모집 상담 업무", "회원 모집 및 관리", "가맹점 관리"),
    ),
    Row(
        ground=DISGUISE,
        outcome=Outcome.NOTE,
        message="물품 판매나 회원 모집이 주된 일이고 보수가 실적뿐인지 확인이 필요합니다.",
        pattern=(
            r"(?:완전|순수|100%) (?:실적제|성과제|수당제|성과급제|비례제)|기본급 (?:이 )?(?:없|無|X)|"
            r"실적 (?:수당|급)만"
        ),
        hits=("완전 실적제", "기본급 없음", "100% 성과제"),
        misses=("실적에 따라 성과급 추가", "기본급 + 인센티브"),
    ),
    Row(
        ground=NOT_EMPLOYED,
        outcome=Outcome.NOTE,
        pattern=(
            r"프리랜서|위촉직|위촉 계약|위탁 계약직?|도급 계약|개인 사업자 (?:등록|계약|형태)|"
            r"사업 소득(?:세)? (?:3\.3 %|신고|공제|처리)|(?<![\d.])3\.3 %|특수 고용직?"
        ),
        not_after=rf"{NO_MATTER}|^[^\n]{{0,8}}(?:관리|협업|지원|상담|정산|아님|계약서 관리)",
        hits=("프리랜서", "3.3% 공제", "위촉직", "개인사업자 등록"),
        misses=("프리랜서 관리", "프리랜서 아님", "13.3% 성장"),
    ),
    Row(
        ground=MINORS,
        outcome=Outcome.NOTE,
        pattern=(
            r"(?:고등학생|고교생|청소년|미성년자|10대|중학생)(?:도|은)? "
            r"(?:지원 |근무 |채용 )?(?:가능|환영|모집|우대)|"
            r"만? 1[5-7] 세 이상"
        ),
        not_after=rf"^[^\n]{{0,4}}(?:불가|안)|{NO_MATTER}",
        hits=("고등학생 가능", "청소년 환영", "만 15세 이상", "미성년자 지원 가능"),
        misses=("미성년자 불가", "청소년 상담", "만 18세 이상"),
    ),
    Row(
        ground=SENT_OUT,
        outcome=Outcome.NOTE,
        pattern=(
            r"파견직|파견 (?:사원|근로자|근무 형태|계약직|업체 소속)|아웃소싱 (?:소속|업체|직원)|"
            r"(?:도급|용역) (?:사 소속|업체 소속)"
        ),
        not_after=rf"{NO_MATTER}|^ (?:관리|업무|상담)",
        hits=("파견직", "파견사원 모집", "아웃소싱 소속"),
        misses=("요양보호사를 파견합니다", "파견근로자 관리", "해외 파견 없음"),
    ),
)
