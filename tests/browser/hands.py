"""Hands for the stories: on a telephone or a tablet, counting what they tap and type.

`JOBVISIT_PICTURES` names a folder for the screenshots; none are taken without it.
"""

import os
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PICTURES = os.environ.get("JOBVISIT_PICTURES")
HERS, SHOPS = "01023456789", "01055556666"


class Hand:
    """One hand on one telephone: counts its taps and what it types."""

    def __init__(self, page: Page, axe, overflow) -> None:
        self.page, self.axe, self.overflow, self.taps, self.typed = page, axe, overflow, 0, 0

    def tap(self, what: Locator) -> None:
        what.click()
        self.page.wait_for_load_state("networkidle")
        self.taps += 1

    def type(self, what: Locator, words: str) -> None:
        what.fill(words)
        self.typed += len(words)

    def see(self, name: str) -> None:
        """Look: clean to axe, no wider than the telephone; and a picture."""
        assert self.axe(self.page) == []
        assert self.overflow(self.page) <= 0
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"story-{name}.png", full_page=True)


def on(hand: Hand, path: str) -> str:
    scheme, _, rest = hand.page.url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}{path}"


def the_shop_hires(shop: Hand, fact: str) -> None:
    shop.type(shop.page.locator("#fact"), fact)
    shop.tap(shop.page.locator(".answer-next"))
    expect(shop.page.locator("main")).not_to_contain_text("김순영")
    shop.page.get_by_label("채용합니다", exact=True).check()
    shop.see("11-shop-result")
    shop.tap(shop.page.locator(".answer-next"))
    shop.type(shop.page.locator("input[type=date]"), "2026-12-01")
    shop.tap(shop.page.locator(".answer-next"))
    shop.tap(shop.page.locator(".answer-next"))
    expect(shop.page.locator(".answer-receipt")).to_be_visible()
