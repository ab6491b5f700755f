"""Every page of the staff, in every state that the rooms name (`pages/<room>.py`), at three widths: clean to axe, no
wider than its window, nothing to press that is smaller than a thumb, and silent on the console."""

import os
from pathlib import Path

import pytest

from jobvisit.office.matches import store
from tests.browser import pages
from tests.browser.conftest import HEIGHTS, PHONE, WIDTHS
from tests.factories import staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PICTURES = os.environ.get("JOBVISIT_PICTURES")
"""A folder to put a screenshot of every page into, to be looked at; none are taken without it."""
SMALL = """() => [...document.querySelectorAll('main :is(a, button, summary, input, select, textarea, label.choice)')]
  .filter(e => e.checkVisibility({visibilityProperty: true}))
  .filter(e => !e.matches('.choice input, p a, li > a, td a, .crumbs a, [data-error-summary] a'))
  .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
  .filter(([, box]) => box.height > 1 && box.height < 43.5)
  .map(([html, box]) => `${box.height} ${html}`)"""


@pytest.mark.parametrize("room", pages.rooms())
def test_every_page_of_a_room_is_clean_and_fits_its_window(chromium, open_page, axe, overflow, room):
    """Each page has a district of its own, is opened on a phone, and its window is then widened."""
    wrong, page = [], None
    for sight in pages.of_room(room):
        store.forget()
        someone = staff.counsellor()
        user = someone if sight.role == someone.role else staff.colleague_of(someone, sight.role)
        page = open_page(sight.reach(someone), width=PHONE, as_user=user, expect=sight.expect, on=page)
        sight.then(page)
        for width in WIDTHS:
            name = f"{sight.name}-{width}"
            page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            wrong += [(name, line) for line in axe(page)]
            if (pixels := overflow(page)) > 0:
                wrong.append((name, f"{pixels} pixels too wide"))
            if width == PHONE:
                wrong += [(name, f"too small to press: {line}") for line in page.evaluate(SMALL)]
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
    assert wrong == []
