"""Messages, replies, texts and their rules."""

import secrets
from typing import Any

from django.urls import reverse

from jobvisit.base import clock
from jobvisit.office.messaging import actions, incoming
from jobvisit.office.messaging.models import Message
from jobvisit.office.staff.models import Role, User
from tests.browser.pages import Sight
from tests.factories import messages, staff


def _some(someone: User) -> Message:
    messages.sender(someone.district)
    messages.queued(someone.district, by=someone, to=messages.recipient(phone=""))
    message = messages.queued(someone.district, by=someone)
    Message.objects.filter(pk=message.pk).update(state="sending")
    Message.objects.filter(pk=message.pk).update(state="unknown", reason="no_answer")
    return message


def _list(someone: User) -> str:
    _some(someone)
    return reverse("messaging:list")


def _nothing(_: User) -> str:
    return reverse("messaging:list")


def _unknown(someone: User) -> str:
    return reverse("messaging:detail", args=[_some(someone).reference])


def _inbound(someone: User) -> str:
    text = "내일 두 시에 전화 주세요"
    identity = f"R{secrets.token_hex(4)}"
    incoming.keep(district=someone.district, gateway_id=identity, number="01020001234", text=text, at=clock.now())
    return reverse("messaging:inbound")


def _rules(someone: User) -> str:
    messages.sender(someone.district)
    messages.limits(someone.district, approval_above=0)
    opener = staff.colleague_of(someone, Role.MANAGER)
    actions.open_campaign(
        district=someone.district, code="autumn", name="가을 안내", expected=3, by=opener, at=clock.now()
    )  # fmt: skip
    messages.queued(someone.district, campaign="autumn", by=opener)
    return reverse("messaging:rules")


def _templates(_: User) -> str:
    return reverse("messaging:templates")


def _wrong(page: Any) -> None:
    page.locator("#id_text").fill("뷁 😀")
    page.locator("main form .btn-primary").click()
    page.locator(".field-error").wait_for()


PAGES = [
    Sight("messages", "messaging:list", _list),
    Sight("no messages", "messaging:list", _nothing),
    Sight("an unknown message", "messaging:detail", _unknown),
    Sight("replies to read", "messaging:inbound", _inbound),
    Sight("templates", "messaging:templates", _templates),
    Sight(
        "a text that breaks",
        "messaging:templates",
        _templates,
        then=_wrong,
        expect=("422",),
    ),
    Sight("rules of sending", "messaging:rules", _rules, role=Role.MANAGER),
]
