"""What may not decide: words in a reason that name sex, age, body, origin or family (직업안정법 §2)."""

import re
from typing import Final

_NAMED: Final = re.compile(
    r"여자|남자|여성|남성|성별|아줌마|아저씨|나이|연령|고령|노령|늙|젊|\d+\s?(?:세|살)|장애|임신|출산|육아|결혼|"
    r"미혼|기혼|이혼|한부모|외국인|이주민|다문화|조선족|탈북|출신|고향|종교|가족|자녀|아이가|"
    r"\b(?:woman|female|man|male|too old|age|disab\w*|pregnan\w*|married|foreign\w*|religio\w*|child\w*)\b",
    re.IGNORECASE,
)
_WORK: Final = re.compile(
    r"\s?(?:인|자|아)?\s?(?:활동\s?)?(?:돌봄|지원|상담|시설|간병|옷|의류|교육|도우미|경험|경력|복|화|전용)"
)
"""Right after such a word these say that it is the work that is meant: 장애인 활동지원 경험, 여성복 판매."""


def protected_words(note: str) -> str:
    """The first words of a reason that name what may not decide; empty where there are none."""
    for found in _NAMED.finditer(note):
        if not _WORK.match(note, found.end()):
            return found.group()
    return ""
