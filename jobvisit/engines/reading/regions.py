"""시·도 and 시·군·구 of Korea: how addresses begin, with or without a blank before what follows.

Source: 행정안전부 행정구역 (names as of 2026-07-01: Incheon's 제물포구, 영종구, 서해구, 검단구 and Hwaseong's four 구
included; the names they replaced are kept because addresses written before still arrive). Addresses without 시·도 are
understood where the name is one of Seoul's or unmistakable.
"""

from typing import NamedTuple

SIDO = {
    "서울": "서울 서울시 서울특별시",
    "경기": "경기 경기도",
    "인천": "인천 인천시 인천광역시",
    "부산": "부산 부산시 부산광역시",
    "대구": "대구 대구시 대구광역시",
    "광주": "광주광역시 광주",
    "대전": "대전 대전시 대전광역시",
    "울산": "울산 울산시 울산광역시",
    "세종": "세종 세종시 세종특별자치시",
    "강원": "강원 강원도 강원특별자치도",
    "충북": "충북 충청북도",
    "충남": "충남 충청남도",
    "전북": "전북 전라북도 전북특별자치도",
    "전남": "전남 전라남도",
    "경북": "경북 경상북도",
    "경남": "경남 경상남도",
    "제주": "제주 제주도 제주특별자치도",
}

SIGUNGU = {
    "서울": "종로구 중구 용산구 성동구 광진구 동대문구 중랑구 성북구 강북구 도봉구 노원구 은평구 "
    "서대문구 마포구 양천구 강서구 구로구 금천구 영등포구 동작구 관악구 서초구 강남구 "
    "송파구 강동구",
    "경기": "수원시 성남시 의정부시 안양시 부천시 광명시 평택시 동두천시 안산시 고양시 과천시 "
    "구리시 남양주시 오산시 시흥시 군포시 의왕시 하남시 용인시 파주시 이천시 안성시 김포시 "
    "화성시 광주시 양주시 포천시 여주시 연천군 가평군 양평군",
    "인천": "제물포구 영종구 미추홀구 연수구 남동구 부평구 계양구 서해구 검단구 강화군 옹진군 중구 동구 남구 서구",
    "부산": "중구 서구 동구 영도구 부산진구 동래구 남구 북구 해운대구 사하구 금정구 강서구 연제구 수영구 사상구 기장군",
    "대구": "중구 동구 서구 남구 북구 수성구 달서구 달성군 군위군",
    "광주": "동구 서구 남구 북구 광산구",
    "대전": "동구 중구 서구 유성구 대덕구",
    "울산": "중구 남구 동구 북구 울주군",
    "세종": "",
    "강원": "춘천시 원주시 강릉시 동해시 태백시 속초시 삼척시 홍천군 횡성군 영월군 평창군 정선군 "
    "철원군 화천군 양구군 인제군 고성군 양양군",
    "충북": "청주시 충주시 제천시 보은군 옥천군 영동군 증평군 진천군 괴산군 음성군 단양군",
    "충남": "천안시 공주시 보령시 아산시 서산시 논산시 계룡시 당진시 금산군 부여군 서천군 청양군 홍성군 예산군 태안군",
    "전북": "전주시 군산시 익산시 정읍시 남원시 김제시 완주군 진안군 무주군 장수군 임실군 순창군 고창군 부안군",
    "전남": "목포시 여수시 순천시 나주시 광양시 담양군 곡성군 구례군 고흥군 보성군 화순군 장흥군 "
    "강진군 해남군 영암군 무안군 함평군 영광군 장성군 완도군 진도군 신안군",
    "경북": "포항시 경주시 김천시 안동시 구미시 영주시 영천시 상주시 문경시 경산시 의성군 청송군 "
    "영양군 영덕군 청도군 고령군 성주군 칠곡군 예천군 봉화군 울진군 울릉군",
    "경남": "창원시 진주시 통영시 사천시 김해시 밀양시 거제시 양산시 의령군 함안군 창녕군 고성군 "
    "남해군 하동군 산청군 함양군 거창군 합천군",
    "제주": "제주시 서귀포시",
}

GU_OF_CITY = {
    "수원시": "장안구 권선구 팔달구 영통구",
    "성남시": "수정구 중원구 분당구",
    "안양시": "만안구 동안구",
    "부천시": "원미구 소사구 오정구",
    "안산시": "상록구 단원구",
    "고양시": "덕양구 일산동구 일산서구",
    "용인시": "처인구 기흥구 수지구",
    "화성시": "만세구 효행구 병점구 동탄구",
    "청주시": "상당구 서원구 흥덕구 청원구",
    "천안시": "동남구 서북구",
    "전주시": "완산구 덕진구",
    "포항시": "남구 북구",
    "창원시": "의창구 성산구 마산합포구 마산회원구 진해구",
}


class Region(NamedTuple):
    """Where an address lies: 시·도 ("" if unsaid), 시·군·구 as it is written officially, and where its name ends."""

    sido: str
    sigungu: str
    end: int


_SIDO_WORDS = sorted(((word, sido) for sido, words in SIDO.items() for word in words.split()), key=lambda p: -len(p[0]))
_BY_SIDO = {sido: tuple(names.split()) for sido, names in SIGUNGU.items()}
_CITY_GU = {city: tuple(names.split()) for city, names in GU_OF_CITY.items()}
# names that say where they are without their 시·도: Seoul's, and those that only one 시·도 has
_ALONE: dict[str, str] = dict.fromkeys(_BY_SIDO["서울"], "서울")
for _sido, _names in _BY_SIDO.items():
    for _name in _names:
        if len(_name) >= 3 and sum(_name in names for names in _BY_SIDO.values()) == 1:
            _ALONE.setdefault(_name, _sido)


def sido_at(text: str, start: int) -> tuple[str, int] | None:
    """The 시·도 whose name stands at `start`, and where the name ends."""
    for word, sido in _SIDO_WORDS:
        if text.startswith(word, start):
            return sido, start + len(word)
    return None


def region_at(text: str, start: int) -> Region | None:
    """The region whose name begins at `start`: "서울 서초구", "경기 안산시 단원구", "안산시시흥스마트허브" → 안산시."""
    found = sido_at(text, start)
    sido, position = found if found else ("", start)
    position = _past_blank(text, position)
    if sido == "세종":
        return Region(sido, "세종시", found[1] if found else position)
    names = _BY_SIDO[sido] if sido else tuple(_ALONE)
    name = next((name for name in names if text.startswith(name, position)), None)
    if name is None and sido:  # "광주시 오포읍" is in 경기, not in 광주광역시
        sido, position = "", start
        name = next((name for name in _ALONE if text.startswith(name, start)), None)
    if name is None:
        return None
    end = position + len(name)
    inner = _past_blank(text, end)
    gu = next((gu for gu in _CITY_GU.get(name, ()) if text.startswith(gu, inner)), None)
    if gu:
        name, end = f"{name} {gu}", inner + len(gu)
    return Region(sido or _ALONE[name.split()[0]], name, end)


def _past_blank(text: str, position: int) -> int:
    while position < len(text) and text[position] in " ,.":
        position += 1
    return position
