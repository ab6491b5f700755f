"""Telephone numbers: digits in the database, hyphens on the screen."""

import re

import phonenumbers

from jobvisit.base.bizno import digits


def is_valid(number: str) -> bool:
    """Whether the digits form a Korean number: 02, 0XX, 010, 070, 050X, 15XX and their kind."""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, "KR"))
    except phonenumbers.NumberParseException:
        return False


def can_text(number: str) -> bool:
    """Whether a text message can reach it. 011 and its kind were switched off, whatever libraries say."""
    return is_valid(number) and number.startswith("010")


def pretty(number: str) -> str:
    """`01012345678` gives `010-1234-5678`; a number that nobody can have is grouped alike, anything else left alone."""
    if not is_valid(number):
        return re.sub(r"^(02|0\d\d)(\d{3,4})(\d{4})$", r"\1-\2-\3", number)
    return phonenumbers.format_number(phonenumbers.parse(number, "KR"), phonenumbers.PhoneNumberFormat.NATIONAL)


def mask(number: str) -> str:
    """The last four digits only, enough to tell two numbers apart on the telephone."""
    found = digits(number)
    return f"***-****-{found[-4:]}" if len(found) >= 7 else "***"
