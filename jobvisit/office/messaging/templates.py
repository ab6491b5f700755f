"""What is written to people: one entry a purpose, in Korean and, through gettext, in English.

A room above registers its own (`register`) when it is loaded. A district may put its own words in the place of ours
later; the names of the values stay. Values are put in as they are: no markup, no code.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from jobvisit.base.text import normal

_FIELD: Final = re.compile(r"\{([a-z_]+)\}")
VALUE_MOST: Final = 300
"""Characters of one value; a note of ten thousand belongs into a file, not into a text."""


@dataclass(frozen=True)
class Template:
    """One text. `channels` in the order in which they are tried; `scope` is what a person can refuse."""

    code: str
    label: str | Promise
    text: str | Promise
    title: str | Promise = ""
    channels: tuple[str, ...] = ("sms", "email")
    scope: str = "service"

    def fields(self) -> frozenset[str]:
        """Names of the values that the text needs."""
        with override("ko"):
            return frozenset(_FIELD.findall(f"{self.title}\n{self.text}"))


@dataclass(frozen=True)
class Written:
    """A text with its values put in."""

    title: str
    text: str


class UnknownTemplateError(LookupError):
    """No template has this code: a mistake of ours."""


class MissingValueError(ValueError):
    """The template needs values that were not given: a mistake of ours."""


_TEMPLATES: dict[str, Template] = {}


def register(*templates: Template) -> None:
    """Add templates; a code registered twice with another text is a mistake of ours."""
    for one in templates:
        if _TEMPLATES.get(one.code, one) != one:
            raise ValueError(f"template {one.code} registered twice")
        _TEMPLATES[one.code] = one


def find(code: str) -> Template:
    """One template. Raises `UnknownTemplateError`."""
    try:
        return _TEMPLATES[code]
    except KeyError:
        raise UnknownTemplateError(code) from None


def every() -> list[Template]:
    """All templates, by code."""
    return [_TEMPLATES[code] for code in sorted(_TEMPLATES)]


def write(template: Template, values: Mapping[str, str], language: str) -> Written:
    """Put the values in. Raises `MissingValueError`. Values are tidied (NFC, no control characters), never cut."""
    if missing := sorted(template.fields() - values.keys()):
        raise MissingValueError(f"{template.code}: {', '.join(missing)}")
    with override(language):
        title, text = str(template.title), str(template.text)
    tidy = {name: normal(value) for name, value in values.items()}
    return Written(_filled(title, tidy), _filled(text, tidy))


def _filled(text: str, values: Mapping[str, str]) -> str:
    """One pass, so that a value which looks like a field stays what it is."""
    return _FIELD.sub(lambda match: values[match[1]], text)


register(
    Template(
        "referral.proposal",
        _("일자리 제안"),
        _(
            "[{centre}] {name}님, {company}에서 사람을 찾습니다: {job}. 조건을 보고 답해 주세요.\n{link}\n"
            "답장: 1 이 업체에 이름·연락처·경력을 알려도 됨, 2 아니요"
        ),
    ),
    Template(
        "referral.reminder",
        _("답을 다시 여쭘"),
        _(
            "[{centre}] {name}님, 앞서 알려 드린 일자리에 아직 답을 받지 못했습니다.\n{link}\n"
            "답장: 1 이 업체에 이름·연락처·경력을 알려도 됨, 2 아니요"
        ),
    ),
    Template(
        "interview.offer",
        _("면접 시간 고르기"),
        _("[{centre}] {name}님, {company} 면접 시간을 골라 주세요.\n{link}"),
    ),
    Template(
        "interview.booked",
        _("면접 안내"),
        _("[{centre}] {name}님, {company} 면접은 {when}, {where}입니다. 못 가시면 알려 주세요. {phone}"),
    ),
    Template(
        "employer.introduced",
        _("추천 안내(사업체)"),
        _("[{centre}] {company} {job} 모집에 {count}명을 소개합니다. 면접 시간을 정하고 결과를 알려 주세요.\n{link}"),
        title=_("[{centre}] 구직자를 소개합니다"),
    ),
    Template(
        "employer.result",
        _("면접 결과 여쭘(사업체)"),
        _("[{centre}] {company} {job} 면접 결과를 알려 주세요. 한 번 누르고 확인하면 끝납니다.\n{link}"),
        title=_("[{centre}] 면접 결과를 알려 주세요"),
    ),
    Template(
        "employer.still_looking",
        _("아직 찾는지 여쭘(사업체)"),
        _("[{centre}] {company}의 {job} 모집, 아직 사람을 찾고 있습니까?\n{link}"),
        title=_("[{centre}] 아직 사람을 찾고 있습니까?"),
    ),
    Template(
        "referral.hired",
        _("채용 축하"),
        _("[{centre}] {name}님, {company} 채용을 축하드립니다. 첫 출근은 {when}입니다. 궁금한 점은 {phone}"),
    ),
    Template(
        "followup.resident",
        _("근무 확인(구직자)"),
        _("[{centre}] {name}님, {company}에서 일하고 계신지 여쭙니다.\n{link}\n답장: 1 일하고 있음, 2 그만둠"),
        scope="follow_up",
    ),
    Template(
        "followup.employer",
        _("근무 확인(사업체)"),
        _("[{centre}] {company}에서 채용하신 분이 계속 일하고 있는지 알려 주세요.\n{link}"),
        title=_("[{centre}] 근무 확인"),
    ),
    Template(
        "reply.received",
        _("답장 받음"),
        _("[{centre}] 답을 받았습니다. 접수번호 {receipt}. 바꾸시려면 {phone}"),
    ),
)
