"""Pieces shared by the patterns of the wording table. Every repeat is bounded."""

PEOPLE_SERVED = (
    "어르신|노인|대상자|이용자|이용인|수급자|고객|손님|환자|아동|청소년|영아|유아|영유아|원아|원생|학생|자녀|회원|"
    "주민|입소자|입소|보호자|할머니|할아버지|장애인|산모|아기|아이|수강생|소비자|독자"
)
"""Those whom the work is done for: an age or a sex said of them is no condition on the applicant."""

HIRING = (
    "모집|채용|구인|구함|구합|구해|구하|찾습|찾아|찾고|모십|모셔|받습|받아요|우대|우선|선호|환영|희망|"
    "원함|원합|원해|필요|적합"
)
"""Words that turn a person's mark into a condition of hiring."""

REFUSING = (
    r"(?:(?:지원|채용|근무|취업|입사|응시|고용)? (?:제한|불가|사절|제외|금지|안 됨|안 됩|안 받|못 함|X|x|정중)"
    r"|(?:지원|채용|근무|취업|입사|응시|고용)(?:하실|할|이|은|을|를)? (?:수 없|어렵|불가능|힘들|삼가|자제)"
    r"|(?:힘들어서|어려워|힘들어) (?:지원|채용) (?:불가|어렵))"
)
"""Words that shut someone out."""

"""A few blanks of any kind, on one line."""
JOSA = "(?:은|는|이|가|을|를|도|로|으로)?"

NO_MATTER = (
    rf"^ (?:여부|유무|제한|조건)?{JOSA} [:：]? (?:전혀 )?"
    r"(?:무관|불문|상관|관계 없|관계 無|제한 없|구분 없|차별 없|없음|없습|없이|없어|없는|없고|"
    r"안 (?:봅|봐|보|받|해|함)|보지|묻지|따지지|가리지|요구하지|받지|하지 않|않|아님|아닙|아니|불필요|"
    r"필요 없|금지|폐지)"
)
"""What takes a remark back: "용모 무관". It must follow at once, so that "남자만(경력 무관)" stays."""

LAWFUL_PROGRAMME = (
    "청년내일채움|내일채움공제|도약장려금|청년도약|청년일자리|청년인턴|청년디지털|고용촉진장려금|고용장려금|채용장려금|"
    "특별고용촉진|고령자 고용|계속고용|시니어 인턴|노인 일자리|사회활동 지원|신중년|지원 사업|정부 지원|공공근로|"
    "지역공동체|자활|국민취업지원|일경험|뉴딜|장려금|내일 배움|일학습"
)
"""Lawful support measures (고령자고용법 제4조의5 4호): an age named beside one is looked at, not blamed."""
