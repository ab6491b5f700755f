"""Who may open which page: every route of the staff, every role, and people from elsewhere.

How to reach a route stands in `tests/web/access/<room>.py`.
"""

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from jobvisit.base import clock
from jobvisit.flows import intake
from jobvisit.office.matches import store
from jobvisit.office.staff.models import Role
from jobvisit.office.staff.policy import MAY
from tests.browser.pages import sights
from tests.factories import companies, orders, seekers, staff
from tests.web.access import Door, doors

pytestmark = pytest.mark.django_db


DOORS = doors()
SEEN = {sight.route for sight in sights()}
"""Pages that axe and three widths look at in a browser."""
OPEN = {"login", "logout", "set_language", "display", "alive"}
APART = ("gallery/", "p/", "api/", "admin/")
"""Routes that are no pages of the staff: they have tests of their own."""


def staff_routes() -> dict[str, str]:
    """The name of every route of the staff, and the verb that opens it (empty: everyone logged in)."""

    def walk(patterns, prefix, space):
        for entry in patterns:
            address = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry.url_patterns, address, f"{space}{entry.namespace}:" if entry.namespace else space)
            elif isinstance(entry, URLPattern) and entry.name not in OPEN and not address.startswith(APART):
                yield f"{space}{entry.name}", entry.callback.verb

    return dict(walk(get_resolver().url_patterns, "", ""))


def named(door: Door) -> str:
    return door.route


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def opened(client: Client, where: str, words: dict) -> HttpResponseBase:
    """The page; what the deed answers, where the address is one that only takes deeds."""
    answer = client.get(where)
    return client.post(where, words) if answer.status_code == 405 else answer


def is_page(answer: HttpResponseBase) -> bool:
    """Whether a person sees a whole page: no part, no file, no answer to a deed. What only its maker opens is one."""
    if answer.streaming or answer.request["REQUEST_METHOD"] != "GET":
        return False
    return answer.status_code == 404 or (answer.status_code == 200 and b"<html" in answer.content)


def test_every_route_of_the_staff_has_its_door_in_this_folder():
    assert {door.route for door in DOORS} == set(staff_routes()), "tests/web/access/<room>.py names every route"
    assert len({door.route for door in DOORS}) == len(DOORS)


@pytest.mark.parametrize("door", DOORS, ids=named)
def test_a_page_opens_for_the_roles_of_its_verb_and_for_nobody_else(door):
    """Roles, people not logged in, people of another district; and every page is one that a browser looks at."""
    someone = staff.counsellor()
    where, words = door.address(someone), door.post(someone)
    verb = staff_routes()[door.route]
    allowed = MAY[verb] if verb else frozenset(Role)

    for answer in (Client().get(where), Client().post(where)):
        assert answer.status_code == 302, "not logged in"
        assert answer["Location"].startswith(reverse("login"))
    if door.closed:
        stranger = logged_in(staff.stranger(next(role for role in Role if role in allowed)))
        assert stranger.get(where).status_code in {404, 405}, "another district"
        assert stranger.post(where, {"reason": "…", "to": "open"}).status_code in {404, 405}, "another district"
    for role in Role:
        answer = opened(logged_in(staff.colleague_of(someone, role)), where, words)
        if role in allowed:
            assert answer.status_code in ({404} if door.personal else {200, 302, 422}), role
            assert door.route in SEEN or not is_page(answer), "tests/browser/pages/<room>.py"
        else:
            assert answer.status_code == 403, role


@pytest.fixture
def place():
    """A counsellor with an order and its list, and a resident."""
    store.forget()
    someone = staff.counsellor()
    file = seekers.seeker(someone)
    order = orders.order(someone, companies.company(someone.district))
    intake.refresh_shortlist(order=order, by=someone, at=clock.now())
    return someone, order, file


def test_a_page_says_how_many_statements_it_takes(place, django_assert_max_num_queries):
    someone, order, file = place
    client = Client()
    client.force_login(someone)
    for name, keys, most in (
        ("today", [], 25),
        ("companies:list", [], 6),
        ("orders:list", [], 6),
        ("seekers:list", [], 7),
        ("orders:detail", [order.number], 11),
        ("seekers:detail", [file.public_id], 15),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(reverse(name, args=keys)).status_code == 200


def test_every_answer_says_that_it_is_not_to_be_kept_and_runs_no_foreign_script(place):
    someone, _order, file = place
    client = Client()
    client.force_login(someone)
    answer = client.get(reverse("seekers:detail", args=[file.public_id]))
    assert answer["Cache-Control"] == "no-store"
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"


def test_a_residents_name_and_number_are_masked_until_asked_for_with_a_reason(place):
    from jobvisit.office.audit.models import Event

    someone, _order, file = place
    client = Client()
    client.force_login(someone)
    where = reverse("seekers:detail", args=[file.public_id])
    page = client.get(where).content.decode()
    assert file.name not in page
    assert file.phone not in page
    refused = client.post(reverse("seekers:reveal", args=[file.public_id]), {"reason": ""})
    assert refused.status_code == 422
    assert file.phone not in refused.content.decode()
    shown = client.post(reverse("seekers:reveal", args=[file.public_id]), {"reason": "면접 안내"}).content.decode()
    assert file.name in shown
    event = Event.objects.get(verb="seekers.reveal")
    assert (event.person_id, event.actor, event.reason) == (file.pk, someone, "면접 안내")


def test_the_same_page_in_english_holds_no_korean_of_ours(place):
    someone, _order, _file = place
    client = Client(headers={"accept-language": "en"})
    client.force_login(someone)
    page = client.get(reverse("seekers:list")).content.decode()
    assert "Job seekers" in page or "Residents" in page or "seekers" in page.lower()
    assert "구직 등록" not in page
