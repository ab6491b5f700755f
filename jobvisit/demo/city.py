"""The demo district's firms: invented names in real neighbourhoods. No firm here exists.

Business numbers begin with 000 and telephone numbers with 02-000 or 010-0000: no office and no company gives them out.
"""

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from jobvisit.base.bizno import complete
from jobvisit.demo.stage import GU, World
from jobvisit.demo.trades import TRADES
from jobvisit.office.companies import actions as companies
from jobvisit.office.reference import tables

FIRMS, LARGE_FIRMS = 2000, 714
"""714 firms of 50 and more staff: the number of letters that the founding district sent."""

_FIRST = (
    "가온 나래 다온 라온 마루 바른 새론 아람 자연 차오름 하늘 한결 해오름  "
    "푸른 늘봄 도담 미르 벼리 사랑채 온누리 우리샘 은하 정다운 참한 큰나무  "
    "터울 풀잎 한울 해솔 희망"
).split()
_LAST = {
    "요양": (["재가복지센터", "요양원", "노인복지센터", "방문요양센터"], "87", (5, 140)),
    "청소": (["환경", "클린서비스", "시설관리", "종합관리"], "74", (12, 480)),
    "음식": (["식당", "한식당", "푸드", "급식", "국수집", "베이커리"], "56", (3, 120)),
    "판매": (["마트", "상회", "건강식품", "백화점", "문구", "화장품"], "47", (2, 260)),
    "의료": (["의원", "병원", "한의원", "치과의원"], "86", (4, 320)),
    "사무": (["상사", "컴퍼니", "파트너스", "무역", "회계사무소", "법률사무소"], "71", (2, 300)),
    "기술": (["소프트", "테크", "시스템", "데이터", "네트웍스"], "62", (4, 420)),
    "운수": (["운수", "마을버스", "택배", "물류"], "49", (8, 210)),
    "교육": (["어린이집", "학원", "유치원", "평생교육원"], "85", (4, 90)),
    "건설": (["건설", "엔지니어링", "설비", "인테리어"], "42", (5, 350)),
}
_INDUSTRY = {
    "87": "사회복지 서비스업",
    "74": "사업시설 관리업",
    "56": "음식점 및 주점업",
    "47": "소매업",
    "86": "보건업",
    "71": "전문 서비스업",
    "62": "컴퓨터 프로그래밍업",
    "49": "육상 운송업",
    "85": "교육 서비스업",
    "42": "전문직별 공사업",
}
_HIRES = {
    "요양": ("550104", "550103", "307501"),
    "청소": ("561101", "542001", "562300"),
    "음식": ("532301", "531201", "531205", "532200", "531700"),
    "판매": ("615105", "616101", "562300"),
    "의료": ("307501", "561101", "029202"),
    "사무": ("029506", "027206", "029202"),
    "기술": ("133301", "029506"),
    "운수": ("622201", "624101", "027206"),
    "교육": ("232100", "029506", "531205"),
    "건설": ("027206", "029506", "542001"),
}


@dataclass(frozen=True)
class Firm:
    """One invented firm: what its row holds, where it stands, what it hires."""

    company: dict[str, Any]
    branch: dict[str, Any]
    contact: dict[str, Any]
    hires: tuple[str, ...]


SHOP_NAME = "초록샘 건강식품"
"""The health-food shop of the founding story, near the Banpo library."""


def play(world: World) -> None:
    """Register every firm, as if a list had been taken over a year ago."""
    world.firms = firms(world.rng, GU)
    rows = [(firm.company, firm.branch, firm.contact) for firm in world.firms]
    world.companies = companies.register_many(firms=rows, by=world.manager, at=world.now - timedelta(days=400))


def firms(rng: Random, gu: str) -> list[Firm]:
    """All firms of the district, the story's shop first; the same seed gives the same firms."""
    dongs = [dong for dong in tables.dongs().values() if dong.gu == gu]
    weights = [_pull(dong.name) for dong in dongs]
    large = set(rng.sample(range(1, FIRMS), LARGE_FIRMS))
    names: set[str] = set()
    found = [_shop(dongs)]
    for number in range(1, FIRMS):
        dong = rng.choices(dongs, weights)[0]
        found.append(_firm(rng, number, dong, number in large, names))
    return found


def jitter(rng: Random, lat: float, lon: float, spread: float = 0.0035) -> tuple[float, float]:
    """A point some hundred metres around a dong's centre."""
    return round(lat + rng.gauss(0, spread), 6), round(lon + rng.gauss(0, spread * 1.25), 6)


def trade_of(code: str) -> Any:
    """The trade that an occupation code belongs to."""
    return next(trade for trade in TRADES if trade.occupation == code)


def _pull(name: str) -> float:
    """Offices crowd around Seocho, Yangjae and Banpo; Naegok is hills."""
    for part, weight in (("서초", 3.0), ("양재", 2.6), ("반포", 1.6), ("잠원", 1.5), ("내곡", 0.4)):
        if name.startswith(part):
            return weight
    return 1.0


def _firm(rng: Random, number: int, dong: Any, large: bool, names: set[str]) -> Firm:
    kind = rng.choices(list(_LAST), (16, 12, 17, 16, 9, 15, 9, 5, 8, 7))[0]
    ends, industry, (least, most) = _LAST[kind]
    name = rng.choice(_FIRST) + rng.choice(("", "", rng.choice(_FIRST))) + " " + rng.choice(ends)
    while name in names:
        name = rng.choice(_FIRST) + rng.choice(_FIRST) + " " + rng.choice(ends)
        if name in names:
            name = f"{name} {dong.name}점"
            if name in names:
                name = f"{name} {number}호"
    names.add(name)
    form = rng.choices(("(주){}", "{}", "주식회사 {}"), (3, 5, 1))[0]
    staff = rng.randint(50, max(most, 90)) if large else rng.randint(least, min(most, 49))
    lat, lon = jitter(rng, dong.lat, dong.lon)
    return Firm(
        company={
            "name": form.format(name),
            "business_number": complete(f"000{number:06d}"),
            "representative": person_name(rng),
            "industry": industry,
            "industry_name": _INDUSTRY[industry],
            "headcount": staff,
            "phone": f"02000{number:05d}"[:10],
        },
        branch={
            "name": "본사",
            "is_head": True,
            "dong": dong.code,
            "lat": lat,
            "lon": lon,
            "address": f"서울 {dong.gu} {dong.name} {rng.randint(1, 400)}-{rng.randint(1, 30)}",
        },
        contact={
            "name": person_name(rng),
            "title": rng.choice(("인사담당", "총무팀장", "점장", "원장", "실장")),
            "phone": f"0100000{number:04d}",
            "decides": rng.random() < 0.6,
        },
        hires=_HIRES[kind],
    )


def _shop(dongs: list[Any]) -> Firm:
    banpo = next(dong for dong in dongs if dong.name == "반포4동")
    return Firm(
        company={
            "name": SHOP_NAME,
            "business_number": complete("000999001"),
            "representative": "정미란",
            "industry": "47",
            "industry_name": "소매업",
            "headcount": 6,
            "phone": "0200099001",
            "business": "건강식품과 전통 식재료 소매",
        },
        branch={
            "name": "본점",
            "is_head": True,
            "dong": banpo.code,
            "lat": banpo.lat,
            "lon": banpo.lon,
            "address": f"서울 {banpo.gu} {banpo.name} 27-3",
        },
        contact={"name": "정미란", "title": "대표", "phone": "01000009901", "decides": True},
        hires=("615105",),
    )


def _person(rng: Random) -> str:
    return person_name(rng)


_FAMILY = ("김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 전 홍 유 고 문 양 손 배 백 허 남궁 선우").split()
_GIVEN_1 = ("지 서 민 현 수 영 은 재 성 미 경 순 정 동 상 혜 윤 하 도 승 태 옥 명 금 복").split()
_GIVEN_2 = ("우 연 준 희 호 숙 자 영 훈 진 아 원 석 철 란 미 경 빈 솔 람 식 환 분 례 심").split()


def person_name(rng: Random) -> str:
    """An invented name."""
    return rng.choice(_FAMILY) + rng.choice(_GIVEN_1) + rng.choice(_GIVEN_2)
