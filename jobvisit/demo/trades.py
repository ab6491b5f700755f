"""What people do in the demo district: trades with their usual pay, hours and wording. Invented, but ordinary.

Proportions follow the published figures: care, cleaning, kitchens, guards and shops make up most of what a district's
centre handles (전국 워크넷 2024-12: health and welfare 44,109 and building services 23,414 of 158,227 openings).
"""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True)
class Trade:
    """One kind of job as the demo's firms ask for it. Pay in won an hour above the floor; `share` of all orders."""

    occupation: str
    title: str
    share: int
    wanted: int
    above_floor: tuple[int, int]
    turns: tuple[tuple[time, time, float], ...]
    days: tuple[int, ...]
    licence: str = ""
    shift: bool = False
    duties: str = ""


_FULL = ((time(9), time(18), 40.0),)
_WEEK, _SIX = (0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5)

TRADES = (
    Trade(
        "550104",
        "재가 요양보호사",
        16,
        11,
        (600, 3200),
        ((time(9), time(12), 15), (time(13), time(16), 15), (time(14), time(17), 15), (time(9), time(13), 20)),
        _WEEK,
        "요양보호사",
        duties="어르신 댁을 방문하여 신체활동과 일상생활을 돕습니다.",
    ),
    Trade(
        "550103",
        "시설 요양보호사",
        6,
        5,
        (0, 1500),
        ((time(7), time(15), 40), (time(9), time(18), 40)),
        _WEEK,
        "요양보호사",
        True,
        "요양원에서 어르신을 돌봅니다. 교대 근무가 있습니다.",
    ),
    Trade(
        "561101",
        "건물 미화원",
        13,
        12,
        (0, 900),
        ((time(6), time(15), 40), (time(7), time(13), 30), (time(9), time(16), 30)),
        _WEEK,
        duties="사무실과 복도, 화장실을 청소합니다.",
    ),
    Trade(
        "542001",
        "아파트 경비원",
        7,
        8,
        (0, 400),
        ((time(6), time(6), 40), (time(7), time(19), 40)),
        _SIX,
        "",
        True,
        "단지를 순찰하고 방문객을 안내합니다.",
    ),
    Trade(
        "532301",
        "주방 보조원",
        9,
        8,
        (100, 1900),
        ((time(10), time(19), 40), (time(9), time(15), 30), (time(16), time(22), 30)),
        _SIX,
        duties="재료 손질과 설거지, 주방 정리를 돕습니다.",
    ),
    Trade(
        "531201",
        "한식 조리사",
        5,
        4,
        (2000, 6500),
        ((time(9), time(20), 48), (time(10), time(19), 40)),
        _SIX,
        "한식조리기능사",
        duties="점심과 저녁 한식을 조리합니다.",
    ),
    Trade(
        "531205",
        "구내식당 급식 조리사",
        4,
        3,
        (700, 3000),
        ((time(6), time(15), 40),),
        _WEEK,
        "한식조리기능사",
        duties="사업체 구내식당에서 단체급식을 조리합니다.",
    ),
    Trade(
        "532200",
        "홀서빙원",
        6,
        5,
        (200, 2400),
        ((time(11), time(20), 40), (time(17), time(22), 25), (time(11), time(15), 20)),
        _SIX,
        duties="주문을 받고 음식을 나르며 홀을 정리합니다.",
    ),
    Trade(
        "615105",
        "매장 판매원",
        9,
        11,
        (100, 1800),
        ((time(10), time(19), 40), (time(10), time(15), 25), (time(14), time(20), 30)),
        _WEEK,
        duties="상품을 진열하고 손님을 안내하며 판매합니다.",
    ),
    Trade(
        "616101",
        "매장 계산원",
        5,
        6,
        (0, 900),
        ((time(9), time(18), 40), (time(13), time(18), 25), (time(18), time(23), 25)),
        _SIX,
        duties="계산대에서 상품을 계산하고 포장을 돕습니다.",
    ),
    Trade("029506", "사무 보조원", 7, 10, (0, 1600), _FULL, _WEEK, duties="문서 작성과 자료 정리, 전화 응대를 합니다."),
    Trade(
        "027206",
        "경리 사무원",
        4,
        5,
        (900, 4200),
        _FULL,
        _WEEK,
        "전산회계운용사 2급",
        duties="전표 입력과 급여, 세금계산서를 처리합니다.",
    ),
    Trade(
        "307501",
        "간호조무사",
        4,
        3,
        (900, 3200),
        _FULL,
        _SIX,
        "간호조무사",
        duties="진료 보조와 환자 안내, 접수 업무를 합니다.",
    ),
    Trade(
        "232100",
        "보육교사",
        3,
        3,
        (300, 2200),
        ((time(8), time(17), 40),),
        _WEEK,
        "보육교사 2급",
        duties="영유아 보육과 놀이를 맡습니다.",
    ),
    Trade(
        "622201",
        "마을버스 운전원",
        3,
        3,
        (2500, 5200),
        ((time(5), time(14), 45), (time(14), time(23), 45)),
        _SIX,
        "자동차운전면허 1종 대형",
        True,
        "마을버스를 운행합니다.",
    ),
    Trade(
        "624101",
        "택배원",
        2,
        3,
        (2000, 6000),
        ((time(7), time(16), 45),),
        _SIX,
        "자동차운전면허 1종 보통",
        duties="구역의 택배를 배송합니다.",
    ),
    Trade(
        "562300",
        "주차 관리원",
        3,
        4,
        (0, 600),
        ((time(8), time(17), 40), (time(13), time(22), 40)),
        _SIX,
        duties="주차장 안내와 요금 정산을 합니다.",
    ),
    Trade("029202", "콜센터 상담원", 4, 5, (300, 2600), _FULL, _WEEK, duties="고객의 전화 문의를 상담하고 기록합니다."),
    Trade(
        "133301",
        "웹 개발자",
        2,
        3,
        (7000, 19000),
        ((time(10), time(19), 40),),
        _WEEK,
        duties="웹 서비스를 개발하고 운영합니다.",
    ),
    Trade(
        "531700",
        "바리스타",
        3,
        5,
        (100, 1700),
        ((time(8), time(14), 30), (time(12), time(20), 40)),
        _SIX,
        duties="음료를 만들고 매장을 관리합니다.",
    ),
)
"""`share` weighs orders, `wanted` weighs residents' wishes."""
