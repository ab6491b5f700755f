"""Age as a condition of hiring (고령자고용법 제4조의4). Lawful exceptions: 제4조의5."""

from ..law import AGE
from ..terms import Outcome
from .row import Ground, Row
from .words import LAWFUL_PROGRAMME, NO_MATTER, PEOPLE_SERVED, REFUSING

GROUND = Ground(
    code="age_wording",
    law=AGE,
    message="나이를 모집 조건으로 적었습니다. 직무의 성격상 꼭 필요한 경우가 아니면 연령차별입니다.",
    fix="나이 조건을 지우고, 필요한 체력·경력·자격이 있으면 그 내용을 적어 주세요.",
)
OLDER = Ground(
    code="age_wording",
    law=AGE,
    message="나이 든 구직자를 반기는 표현입니다. 고령자 고용을 돕는 조치라면 예외로 허용됩니다.",
    fix="지원 조치에 따른 우대인지 확인하고, 아니라면 ‘연령 무관’으로 적어 주세요.",
)

_YEARS = r"(?<![\d,.])[2-7]\d"
_ADULT_YEARS = r"(?<![\d,.])(?:1[5-9]|[2-7]\d)"
_OLDER_YEARS = r"(?<![\d,.])[5-7]\d"
_SERVED_BEFORE = rf"(?:{PEOPLE_SERVED})[^\n,./]{{0,8}}|정년 [(:은이]? |정년[^\n]{{0,6}}"
_SERVED_AFTER = (
    rf"^(?:의|인|이신|되신)? (?:남성|여성|남자|여자)? (?:{PEOPLE_SERVED})(?! (?:채용|우대|환영))|^[^\n]{{0,6}}정년"
)
_THINGS_BEFORE = (
    r"(?:차량|차|버스|대수|설비|기계|보유|PC|CCTV|트럭|화물|장비|주차|서버|카메라|컴퓨터|오토바이|택시|렌탈|로봇|약|총)"
    r"[^\n]{0,4}"
)
_NOT_APPLICANTS = (
    r"^(?:들)?(?:이|로|가|의)? (?:구성|고객|손님|회원|타깃|타겟|소비|독자|의류|패션|브랜드|쇼핑|화장품|트렌드|구독)"
)

ROWS = (
    Row(
        ground=GROUND,
        pattern=rf"(?:만 )?{_YEARS} 세(?:를|을)? (?:이하|미만|이내|까지|전후|내외|안팎|넘지 않)",
        not_before=_SERVED_BEFORE,
        not_after=rf"{_SERVED_AFTER}|^[^\n]{{0,4}}(?:근무|재직|고용|근로) (?:가능|보장)|{NO_MATTER}",
        lawful_beside=LAWFUL_PROGRAMME,
        hits=("35세 이하", "만 40세 미만인 분", "나이 : 45세까지", "50세 전후 여성분", "만 34세 이하 지원 가능"),
        misses=(
            "만 65세 이하 어르신 돌봄",
            "정년 만 60세 미만인 자",
            "만 60세 미만(정년)인 자",
            "70세까지 근무 가능",
            "500세대 이하 아파트",
            "만 3세 미만 영아반",
        ),
    ),
    Row(
        ground=GROUND,
        pattern=r"(?:만 )?(?<![\d,.])(?!20)[2-4]\d 세 (?:이상|초과)",
        not_before=_SERVED_BEFORE,
        not_after=_SERVED_AFTER,
        lawful_beside=LAWFUL_PROGRAMME,
        hits=("30세 이상", "만 45세 이상 채용"),
        misses=(
            "만 18세 이상",
            "만 19세 이상 지원",
            "만 20세 이상 면허 소지자",
            "40세 이상 고객 상담",
            "20세트 이상 포장",
        ),
    ),
    Row(
        ground=GROUND,
        pattern=rf"(?:만 )?{_YEARS} 세 (?:이상|초과)(?:은|는|인 분은?)? {REFUSING}",
        not_before=_SERVED_BEFORE,
        hits=("65세 이상은 지원 불가", "만 60세 이상 지원제한", "70세 이상 사절"),
        misses=("65세 이상 지원 가능",),
    ),
    Row(
        ground=OLDER,
        outcome=Outcome.NOTE,
        pattern=rf"(?:만 )?{_OLDER_YEARS} 세 (?:이상|초과)",
        not_before=_SERVED_BEFORE,
        not_after=rf"{_SERVED_AFTER}|^[^\n]{{0,8}}(?:지원금|장려금|실업 급여|고용 보험)",
        hits=("55세 이상 우대", "만 60세 이상 채용", "65세 이상 지원 가능"),
        misses=("60세 이상 고용지원금", "65세 이상 어르신 방문요양", "대상자: 65세 이상", "만 65세 이상 노인 돌봄"),
    ),
    Row(
        ground=GROUND,
        pattern=rf"(?:만 )?{_ADULT_YEARS} 세? (?:[~∼〜～\-–]|에서|부터) (?:만 )?[2-7]\d 세(?!트|대)",
        not_before=_SERVED_BEFORE,
        not_after=rf"{_SERVED_AFTER}|{NO_MATTER}",
        lawful_beside=LAWFUL_PROGRAMME,
        hits=("25세~40세", "만 25~35세", "나이 30 - 45세", "만 19세~만 39세", "25세에서 40세 사이"),
        misses=(
            "15세에서 19세 청소년 상담",
            "20~30세트 조립",
            "25~30세대 관리",
            "어르신(70~79세) 돌봄",
            "3~5세 유아반",
        ),
    ),
    Row(
        ground=GROUND,
        pattern=r"(?:연령|나이)(?:대|층)? [:：은는]? (?:만 )?[2-7]\d(?!\d)",
        not_before=rf"(?:{PEOPLE_SERVED}|타깃|타겟|주요) (?:의 )?(?:주 )?",
        not_after=rf"^[^\n]{{0,12}}(?:무관|누구나)|{_SERVED_AFTER}",
        lawful_beside=LAWFUL_PROGRAMME,
        hits=("연령 : 30~45", "나이는 40대", "연령대: 20~30대"),
        misses=("고객 연령대 20~30대 매장", "연령 무관", "나이 20~70 누구나", "나이 제한 없음"),
    ),
    Row(
        ground=GROUND,
        pattern=(
            r"(?<![\d,.~∼])[2-4]0 대 (?:초반|중반|후반|초중반|중후반)? (?:만(?!원)|까지|이하|우대|환영|선호|"
            r"적합|가능|모집|채용|위주|분|여성|여자|남성|남자|주부|청년|직원|젊은|희망|구함|구합|알바|"
            r"아르바이트|신입|사원)"
        ),
        not_before=_THINGS_BEFORE,
        not_after=rf"{_NOT_APPLICANTS}|{_SERVED_AFTER}",
        lawful_beside=LAWFUL_PROGRAMME,
        hits=("20대 우대", "30대 여성 모집", "20대 중반 남성분", "40대까지 지원", "20대만"),
        misses=(
            "주차 20대 가능",
            "버스 30대 이하 차고지",
            "20대 고객 응대",
            "20대 여성 의류 판매",
            "20대 직원들로 구성된 회사",
        ),
    ),
    Row(
        ground=GROUND,
        pattern=(r"(?<![\d,.])[2-4]0 대? (?:초반|중반|후반)? [~∼〜～,·/\-–] [3-7]0 대(?!수)"),
        not_before=rf"{_THINGS_BEFORE}|(?:{PEOPLE_SERVED}) (?:주 )?연령(?:대|층)? [:：은는]? ",
        not_after=rf"^[^\n]{{0,6}}(?:누구나|무관|모두)|{_NOT_APPLICANTS}|{_SERVED_AFTER}",
        lawful_beside=LAWFUL_PROGRAMME,
        hits=("20~30대", "20대~40대 환영", "30,40대 여성", "20대 초반~30대 중반"),
        misses=(
            "20~60대 누구나 지원",
            "차량 20~30대 관리",
            "20~30대 고객",
            "20~30대로 구성된 팀",
            "하루 약 20~30대 세차",
        ),
    ),
    Row(
        ground=GROUND,
        pattern=r"(?<![\d,.])[5-7]0 대 (?:초반|중반|후반)? (?:까지|이하|미만|만(?!원))",
        not_before=_THINGS_BEFORE,
        not_after=rf"{_NOT_APPLICANTS}|^ (?:함께|다양|같이|근무 중|일하)",
        hits=("50대까지", "60대 초반까지 지원"),
        misses=("주차 50대까지 가능", "60대 고객"),
    ),
    Row(
        ground=GROUND,
        pattern=(
            r"(?<![\d,.])[2-4] ?[,~∼·/] ?[3-6]0 대 (?:초반|중반|후반)? (?:남녀|여성|남성|주부|직원)? (?:환영|"
            r"우대|가능|선호|모집|채용|만(?!원)|구)"
        ),
        not_before=_THINGS_BEFORE,
        hits=("3,40대 환영", "2~30대 우대", "4·50대 여성 모집"),
        misses=("3, 400대 출고", "하루 2~30대 출고"),
    ),
    Row(
        ground=GROUND,
        pattern=(
            r"(?<!\d)(?:20|30|40)[345]0 (?:세대)? (?:여성|남성|직원|주부)? (?:환영|우대|가능|선호|모집|채용|"
            r"만(?!원))"
        ),
        not_before=_THINGS_BEFORE,
        hits=("2030 환영", "3040 주부 우대", "2030세대 모집"),
        misses=("2030 세대 타깃 마케팅", "월급 2030만원"),
    ),
    Row(
        ground=OLDER,
        outcome=Outcome.NOTE,
        pattern=(
            r"(?<![\d,.~∼])(?:50 대? [~∼,·/\-]? [67]0|60 대? [~∼,·/\-]? 70|[5-7]0) 대? (?:이상|도|"
            r"분들?)? (?:여성|남성|여자|남자)?(?:분들?)? (?:환영|우대|가능|선호|채용|모집)"
        ),
        not_before=_THINGS_BEFORE,
        hits=("50대 환영", "60대 가능", "50~60대 우대", "5060 환영", "70대도 가능"),
        misses=("주차 50대 가능", "60대 고객 응대"),
    ),
    Row(
        ground=GROUND,
        pattern=(
            r"(?:젊은|젊으신) (?:분|사람|직원|사원|인재|남성|남자|여성|여자|선생님|청년|피|"
            r"층 (?:우대|선호|환영|모집|채용|만))|"
            r"젊고[^\n.]{0,10}(?:분(?!위기)|사람|인재)"
        ),
        not_after=_NOT_APPLICANTS,
        hits=("젊은 분 우대", "젊은 남성", "젊고 활기찬 분", "젊은 인재를 찾습니다"),
        misses=("젊은 회사입니다", "젊고 활기찬 분위기", "젊은 감각의 매장", "젊은 층 고객이 많은"),
    ),
    Row(
        ground=GROUND,
        pattern=(
            rf"(?<![\d,.~∼])[4-7]0 대 (?:이상|이후)?(?:은|는|분은|분들은)? {REFUSING}|(?:19|20)?[6-9]0 년대 생|"
            r"(?:나이|연령)(?:가|이)? (?:너무 )?많(?:으면|으신 분은|은 분은) (?:곤란|어렵|힘들|안 |불가|죄송)"
        ),
        not_before=_THINGS_BEFORE,
        not_after=rf"{_NOT_APPLICANTS}|{_SERVED_AFTER}",
        hits=("60대 이상 사절", "90년대생 선호", "나이가 너무 많으면 곤란합니다"),
        misses=("나이가 많아도 됩니다", "버스 60대 이상 제외", "70년대생 고객"),
    ),
    Row(
        ground=GROUND,
        pattern=r"(?:연령|나이) 제한(?! (?:은|이|을|:|：)? (?:전혀 )?(?:없|무|無|[xX×]|두지|안|폐지|해제|하지|철폐))",
        hits=("연령제한 있음", "나이 제한: 35"),
        misses=("연령제한 없음", "나이 제한은 없습니다", "연령제한 무", "나이제한X", "나이 제한을 두지 않습니다"),
    ),
    Row(
        ground=GROUND,
        pattern=(
            r"(?<!\d)(?:19|20)?\d\d 년 (?:(?:출)?생(?:자)? (?:이후|이전|이하|이상|까지|부터|만)|"
            r"(?:이후|이전) 출생)|"
            r"(?<!\d)(?:19|20)?\d\d (?:년 생?)?[~∼\-] (?:19|20)?\d\d 년 생"
        ),
        not_after=_SERVED_AFTER,
        hits=("1990년생 이후", "85년생까지", "1980년 이후 출생자", "96~05년생"),
        misses=("2020년 이후 설립", "1940년생 어르신", "2019년생 이후 아동반"),
    ),
    Row(
        ground=GROUND,
        pattern=r"청년(?:층)? (?:만(?! \d)|한정|에 한)",
        lawful_beside=LAWFUL_PROGRAMME,
        hits=("청년만 지원 가능", "청년층 한정"),
        misses=("청년내일채움공제 가입", "청년 만 15~34세 도약장려금"),
    ),
    Row(
        ground=Ground(
            code="age_wording",
            law=AGE,
            message="청년을 우대한다는 표현입니다. 청년 고용을 돕는 법령상 지원 조치라면 예외로 허용됩니다.",
            fix="어떤 지원 사업에 따른 우대인지 적고, 아니라면 ‘연령 무관’으로 바꿔 주세요.",
        ),
        outcome=Outcome.NOTE,
        pattern=r"청년(?:층)? (?:을 )?(?:우대|선호|환영)",
        hits=("청년 우대", "청년층을 선호"),
        misses=("청년 고객 우대 금리", "청년내일채움공제"),
    ),
    Row(
        ground=OLDER,
        outcome=Outcome.NOTE,
        pattern=(
            r"(?:중장년|장년|시니어|고령자|신중년|노년) (?:층|인력|분|여성|남성)? "
            r"(?:을 )?(?:우대|환영|선호|채용|모집|가능)|"
            r"어르신 (?:우대|채용 (?:우대|환영))"
        ),
        not_after=NO_MATTER,
        hits=("중장년 우대", "시니어 환영", "고령자 채용"),
        misses=("시니어 개발자 채용", "어르신 식사 지원", "고령자 학대 예방"),
    ),
    Row(
        ground=GROUND,
        pattern=(
            rf"(?:고령자|노인|어르신|중장년|시니어|나이 (?:드신|많은|많으신) 분)(?:은|는|도|들은)? {REFUSING}|"
            r"(?:중장년|시니어|나이 (?:드신|많은|많으신) 분들?)(?:은|는|도)? (?:어렵|어려[운울움]|곤란|힘들|죄송)"
        ),
        hits=("중장년은 어려움", "나이 많으신 분 죄송합니다", "고령자 지원 불가", "나이 많은 분은 사절", "중장년 제외"),
        misses=("노인 학대 금지", "고령자 우대", "어르신 지원이 어려울 때"),
    ),
    Row(
        ground=GROUND,
        pattern=(
            r"(?:나이|연령)(?:가|이)? (?:어린|어리신|젊은|젊으신|지긋)[가-힣]{0,3}|"
            r"(?<![가-힣])어린 (?:친구|분|직원|사람)"
        ),
        hits=("나이가 어린 분", "나이 젊은 분", "어린 친구들 환영"),
        misses=("나이 무관", "나이 상관없이"),
    ),
    Row(
        ground=Ground(
            code="age_wording",
            law=AGE,
            message="졸업한 지 얼마 안 된 사람만 뽑는 조건은 나이 많은 구직자에게 특히 불리할 수 있습니다.",
            fix="졸업 시기 조건을 지우고 ‘신입’ 또는 필요한 경력을 적어 주세요.",
        ),
        pattern=r"(?:졸업|대졸|고졸) (?:후|한 지)? \d{1,2} (?:년|개월) (?:이내|미만|이하)",
        hits=("졸업 후 1년 이내", "졸업한 지 2년 미만"),
        misses=("2026년 2월 졸업예정자", "초대졸 이상"),
    ),
)
