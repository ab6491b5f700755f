"""A real Chromium, started once a run; pages at three widths that may only talk to this machine.

A test asks for `open_page` and gets a page that fails the test afterwards if anything went to the console as an error,
broke the content policy, or tried to leave the machine. `axe` checks a page the way assistive tools read it.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from jobvisit.base import clock
from tests.factories import story

# Playwright keeps an event loop in this thread, at which Django's guard against slow calls in loops takes offence.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PHONE, TABLET, PC = 390, 820, 1440
WIDTHS = (PHONE, TABLET, PC)
HEIGHTS = {PHONE: 844, TABLET: 1180, PC: 900}
LOCAL = {"127.0.0.1", "localhost", ""}
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
"""No name but this machine's is found; stopping requests one by one would switch the browser's cache off."""
AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@dataclass
class Trouble:
    """What a page did that it should not have done."""

    lines: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()

    def heard(self, message: ConsoleMessage) -> None:
        """Keep errors and warnings of the console, the expected ones apart.

        Only the page's own: what a test runs in it (axe tries styles, which the policy forbids) has no address.
        """
        if (
            message.location["url"]
            and message.type in {"error", "warning"}
            and not any(word in message.text for word in self.expected)
        ):
            self.lines.append(f"{message.type}: {message.text}")

    def asked(self, request: Request) -> None:
        """Keep requests to anywhere else; the browser itself finds no other machine (`ALONE`)."""
        if urlsplit(request.url).hostname not in LOCAL and not request.url.startswith(("data:", "blob:")):
            self.lines.append(f"left the machine: {request.url}")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for the whole run; starting it costs a second."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--lang=ko", ALONE])
        yield started
        started.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[OpenPage]:
    """`open_page("/orders/", width=PHONE, as_user=user)`: a page, logged in without the log-in page.

    `javascript=False` opens it without scripts; `expect` names console words that the test itself provokes. `on=page`
    goes on in a page opened before, with its cache, as somebody else: a third of the time of a new one.
    """
    contexts: list[BrowserContext] = []
    troubles: dict[Page, Trouble] = {}

    def fresh(width: int, javascript: bool) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            locale="ko-KR",
            timezone_id="Asia/Seoul",
            reduced_motion="reduce",
            java_script_enabled=javascript,
            has_touch=width < PC,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        trouble = troubles[page] = Trouble()
        page.on("console", trouble.heard)
        page.on("request", trouble.asked)
        page.on("pageerror", lambda error: trouble.lines.append(f"script: {error}"))
        return page

    def opened(
        path: str,
        *,
        width: int = PC,
        as_user: Any = None,
        javascript: bool = True,
        expect: tuple[str, ...] = (),
        on: Page | None = None,
    ) -> Page:
        page = on or fresh(width, javascript)
        page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 900)})
        troubles[page].expected = expect
        page.context.clear_cookies()
        if as_user is not None:
            page.context.add_cookies([{"name": "sessionid", "value": _session(as_user), "url": live_server.url}])
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [line for trouble in troubles.values() for line in trouble.lines] == []


def _session(user: Any) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """What axe finds wrong on a page, one readable line a finding; an empty list is the aim."""

    def violations(page: Page) -> list[str]:
        if not page.evaluate("() => Boolean(window.axe)"):
            page.evaluate(f"() => {{ {AXE} }}")
        found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")["violations"]
        return [f"{v['id']}: {v['help']} at {[node['target'] for node in v['nodes']]}" for v in found]

    return violations


@pytest.fixture
def overflow() -> Callable[[Page], int]:
    """By how many pixels a page is wider than its window; 0 is the aim. Waits for its styles, or it would see none."""

    def measure(page: Page) -> int:
        page.wait_for_load_state("load")
        return page.evaluate("() => document.documentElement.scrollWidth - innerWidth")

    return measure


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> story.Time:
    """The clock of a story, moved by hand."""
    hands = story.Time()
    monkeypatch.setattr(clock, "now", hands)
    return hands


@pytest.fixture
def log(tmp_path: Path, settings: Any, live_server: Any) -> Iterator[Path]:
    """A text gateway as a process, and the file in which it writes down every text."""
    settings.PUBLIC_URL = live_server.url
    with story.telephones(tmp_path / "sent.jsonl", settings) as file:
        yield file
