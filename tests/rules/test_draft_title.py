"""The title of a draft names the job; pay, hours, openings and calls to apply have fields of their own."""

from datetime import date

import pytest

from jobvisit.engines.reading import read_text
from jobvisit.office.orders.drafting import LONGEST_TITLE, title_of
from jobvisit.office.reference.vocabulary import vocabulary

TITLES = {
    "초록샘 건강식품 매장 판매 직원 1명 모집합니다. 주5일(월~금) 10:00~17:00, 월급 150만원": "건강식품 매장 판매 직원",
    "[급구] 주방이모 2명 구함 / 월 250~280 / 09:00-18:00 / 주5일 / 방배동": "주방이모",
    "◆ 마케팅 담당자 채용 ◆\n- 경력 : 3년 이상": "마케팅 담당자",
    "일당 13만원! 물류 상하차 3명 급구!! 오전 7시~오후 5시": "물류 상하차",
    "월·수·금 11:00~15:00 카페 바리스타 1명 시급 10,500원": "카페 바리스타",
    "급여 월 2,156,880원, 주5일 40시간 9~18시, 사무원 1인": "사무원",
    "시설관리(전기) 1명\n- 전기산업기사 이상 필수": "시설관리(전기)",
    "[판교] 게임회사 QA 신입사원 3명 / 초봉 3천만원": "판교 게임회사 QA",
    "구청 기간제 근로자 1명 (방배1동 주민센터) 주5일": "구청 기간제 근로자",
    "Senior Backend Engineer 채용\n경력 5년↑": "Senior Backend Engineer",
    "👵 재가요양보호사 구합니다 👵\n반포동": "재가요양보호사",
    "주방보조 1명 주5일 9-18시 월 220 식사제공 방배동": "주방보조",
}


@pytest.mark.parametrize(("advert", "title"), TITLES.items())
def test_the_title_is_the_words_that_name_the_job(advert: str, title: str) -> None:
    assert title_of(read_text(advert, vocabulary(), on=date(2026, 11, 23)), firm="초록샘") == title


@pytest.mark.parametrize("advert", ["", " \n\n", "시급 10,320원", "1명", "!!!", "가" * 5_000, "a " * 3_000])
def test_a_title_is_never_longer_than_it_may_be(advert: str) -> None:
    assert len(title_of(read_text(advert, vocabulary(), on=date(2026, 11, 23)))) <= LONGEST_TITLE
