"""The four grounds on which a person may refuse an order (직업안정법 제8조), and the explanation owed (영 제5조④).

No check refuses anything: a refusal is a person's act, with one of these grounds, a reason and a date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .terms import Finding, Outcome


class RefusalGround(StrEnum):
    """직업안정법 제8조 단서, items 1 to 4."""

    UNLAWFUL = "unlawful_content"
    UNSUITABLE = "unsuitable_terms"
    UNDISCLOSED = "terms_not_disclosed"
    WAGE_ARREARS = "published_wage_arrears"


@dataclass(frozen=True)
class GroundText:
    """What a ground is called, its article, and how it is explained to the employer (Korean)."""

    name: str
    article: str
    explanation: str


GROUND_TEXTS: dict[RefusalGround, GroundText] = {
    RefusalGround.UNLAWFUL: GroundText(
        "구인신청 내용의 법령 위반",
        "직업안정법 제8조 제1호",
        "신청하신 구인 내용이 법령에 맞지 않아 접수할 수 없습니다. 아래 내용을 고치시면 다시 신청하실 수 있습니다.",
    ),
    RefusalGround.UNSUITABLE: GroundText(
        "통상 조건보다 현저히 부적당한 근로조건",
        "직업안정법 제8조 제2호",
        "임금·근로시간 등 근로조건이 통상적인 조건에 비하여 현저하게 부적당하여 접수할 수 없습니다.",
    ),
    RefusalGround.UNDISCLOSED: GroundText(
        "구인조건을 밝히기를 거부",
        "직업안정법 제8조 제3호",
        "구직자에게 알려야 하는 구인조건을 밝히지 않으셔서 접수할 수 없습니다. 조건을 알려 주시면 "
        "다시 신청하실 수 있습니다.",
    ),
    RefusalGround.WAGE_ARREARS: GroundText(
        "명단이 공개 중인 체불사업주",
        "직업안정법 제8조 제4호, 근로기준법 제43조의2",
        "신청하신 때에 임금체불 사업주 명단이 공개되어 있어 접수할 수 없습니다.",
    ),
}


GROUNDS: dict[str, str] = {ground.value: text.name for ground, text in GROUND_TEXTS.items()}
"""Code and name of each ground, for a form."""


def explanation(ground: RefusalGround, reason: str) -> str:
    """The letter's sentence: the ground, its article, and the officer's own reason. Raises ValueError without one."""
    if not reason.strip():
        raise ValueError("거부 사유를 적어야 합니다(직업안정법 시행령 제5조④).")
    text = GROUND_TEXTS[ground]
    return f"{text.explanation}\n근거: {text.article}({text.name})\n사유: {reason.strip()}"


def grounds_to_consider(findings: Sequence[Finding]) -> list[RefusalGround]:
    """Grounds that findings may support, for a person to weigh. Wording alone never supports one."""
    grounds = []
    if any(one.outcome is Outcome.UNLAWFUL for one in findings):
        grounds.append(RefusalGround.UNLAWFUL)
    if any(one.code in ("missing_term", "pay_unclear") and one.outcome is Outcome.TO_CONFIRM for one in findings):
        grounds.append(RefusalGround.UNDISCLOSED)
    return grounds
