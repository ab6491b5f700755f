"""Whole small adverts, as they are pasted: every suspect wording in them, and nothing else."""

import pytest

from jobvisit.office.orders.rules.terms import OrderTerms
from jobvisit.office.orders.rules.wording import wording

ADVERTS = [
    (
        "[급구] 한식당 홀서빙\n- 시급 10,500원, 주5일 10~20시\n- 나이 20~45세, 성별 여\n- 초보 가능, 식사 제공",
        ["age_wording", "sex_wording"],
    ),
    (
        "아파트 경비원 모집\n- 격일제 06시~익일06시\n- 만 60세~68세\n- 경비신임교육 이수자, 신체 건강한 남자",
        ["age_wording", "disability_wording", "sex_wording"],
    ),
    (
        "사무보조(경리) 모집\n자격: 초대졸 이상, 엑셀 능숙자\n"
        "우대: 인근 거주자, 미혼\n제출서류: 이력서(사진부착), 주민등록등본",
        ["family_wording", "marital_wording", "photo_demand"],
    ),
    (
        "물류센터 야간 상하차\n외국인 불가, 내국인만\n군필자 환영, 체력 좋은 남성",
        ["military_wording", "origin_wording", "sex_wording"],
    ),
    ("백화점 안내데스크\n키 165 이상, 용모단정, 25세 전후 여성", ["age_wording", "appearance_wording", "sex_wording"]),
    ("어린이집 보육교사 구인\n만 2세반 담임, 여교사 선호, 기독교인 우대", ["religion_wording", "sex_wording"]),
    (
        "재가요양보호사 구인\n대상자: 여 83세 3등급\n근무: 월~금 9시~12시\n"
        "시급 13,200원(주휴 포함)\n남성요양보호사 불가",
        ["sex_wording"],
    ),
    ("가사도우미 모집\n50대 여성분 환영, 조선족 가능", ["age_wording", "sex_wording"]),
    ("주유소 직원\n남녀노소 누구나, 기숙사 제공, 외국인 가능\n3일 이내 퇴사 시 급여 미지급", ["penalty_clause"]),
    (
        "미용실 스탭\n20대 초중반 우대, 예쁘고 친절하신 분\n교육비 매월 10만원 공제",
        ["age_wording", "appearance_wording", "fee_demand"],
    ),
    ("텔레마케터\n기본급 없음, 100% 실적제, 3.3% 공제\n주부 환영", ["contract_unclear", "disguised_ad", "sex_wording"]),
    ("생산직 사원모집 (정규직)\n주야 2교대\n45세 이하 건강한 남,여\n4대보험, 퇴직금 별도", ["age_wording"]),
    ("간병사 구함\n환자: 남자 75세 85kg 와상\n24시간 상주, 일당 13만원\n여자 간병사님 원하십니다", ["sex_wording"]),
    ("카페 알바\n동네 주민 우대, 책임감 있는 분\n외모 X 성격 O", []),
    ("요양원 조리원\n정년 65세, 65세 이후 촉탁 가능\n보건증 필수, 어르신 70분 식사", []),
    ("학원 셔틀버스 기사\n1종 대형, 버스운전자격증\n만 20세 이상 관련법상 자격 보유자\n사고이력 없는 분", []),
    ("장애인활동지원사\n20대 남성 이용자, 성별 무관이나 신변처리로 남성 우대", ["sex_wording"]),
    ("마트 캐셔\n오전 09~14 / 오후 14~20\n가까운 분 우대, 장기근무자 우대\n주휴수당, 4대보험", []),
    ("IT 개발자\n신입~경력 3년, 병역특례 가능, 학력무관\n수평적이고 젊은 조직", []),
    ("청소원\n○○구민 우선 채용\n만 55세 이상 고령자 우대 사업", ["age_wording", "origin_wording"]),
    ("경호원\n신장 175cm 이상 / 무술 유단자 / 군필", ["appearance_wording", "military_wording"]),
    ("식당 주방\n이모님 1분 모십니다 60대 초반까지", ["age_wording", "sex_wording"]),
    ("교회 사무간사\n세례교인, 담임목사 추천서 제출", ["religion_wording"]),
    (
        "사무직\n가족관계증명서, 재산세 납부증명서, 신원보증인 2인",
        ["family_wording", "guarantor_demand", "property_wording"],
    ),
    ("배송기사\n차량 소지자, 나이·성별 안 봄\n월 매출 400~500", []),
    ("세차원\n남 50대까지", ["age_wording", "sex_wording"]),
    ("모델하우스 도우미\n여/20~35세/키 163↑", ["age_wording", "appearance_wording", "sex_wording"]),
    ("간호조무사\n여성의원, 여성 환자 위주, 야간 없음", []),
    ("아이돌보미\n5세 여아, 7세 남아 / 등원 전 2시간\n엄마처럼 돌봐주실 분", []),
    ("헬스트레이너\n여성 회원 PT 가능자, 여성 전용관 근무", []),
]


@pytest.mark.parametrize(("text", "codes"), ADVERTS, ids=[text.partition("\n")[0] for text, _ in ADVERTS])
def test_an_advert_gives_its_suspect_wordings_and_no_others(text: str, codes: list[str]) -> None:
    assert sorted({one.code for one in wording(OrderTerms(texts={"duties": text}))}) == codes
