"""The Korean business registration number (사업자등록번호): ten digits, the last of them a checksum."""

import re

_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)


def digits(text: str) -> str:
    """The digits of what a person typed, whatever stands between them."""
    return re.sub(r"\D", "", text)


def is_valid(number: str) -> bool:
    """Whether ten digits carry the right check digit.

    check = (10 - (sum of weighted digits + floor(9th * 5 / 10)) mod 10) mod 10, tested on real numbers
    (the common library `stdnum.kr.brn` looks at the format only).
    """
    if len(number) != 10 or not (number.isascii() and number.isdigit()) or number == "0000000000":
        return False
    figures = [int(character) for character in number]
    total = sum(weight * figure for weight, figure in zip(_WEIGHTS, figures, strict=False)) + figures[8] * 5 // 10
    return (10 - total % 10) % 10 == figures[9]


def complete(nine_digits: str) -> str:
    """The number that the first nine digits belong to. Used by the demo district only."""
    return next(nine_digits + check for check in "0123456789" if is_valid(nine_digits + check))


def pretty(number: str) -> str:
    """`1234567890` as officials write it: `123-45-67890`."""
    return f"{number[:3]}-{number[3:5]}-{number[5:]}" if len(number) == 10 else number
