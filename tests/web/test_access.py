"""Who may open which page: every route of the staff, every role, and people from elsewhere."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from jobvisit.base import clock
from jobvisit.flows import intake
from jobvisit.office.matches import store
from jobvisit.office.matches.models import Round
from jobvisit.office.staff.models import Role
from jobvisit.office.staff.policy import MAY
from tests.factories import companies, orders, seekers, staff
from tests.factories.matches import empty_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """A district with a firm, an open order with its list, and a resident."""
    store.forget()
    someone = staff.counsellor()
    file = seekers.seeker(someone)
    order = orders.order(someone, companies.company(someone.district))
    intake.refresh_shortlist(order=order, by=someone, at=clock.now())
    Round.objects.create(district=someone.district, at=clock.now(), by=someone, state="proposed", **empty_round())
    return someone, order, file


def staff_routes() -> list[tuple[str, str]]:
    """(name of the route, verb that opens it) of every page of the staff."""
    found = []
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLResolver) and entry.app_name in {"companies", "orders", "seekers", "matches"}:
            for page in entry.url_patterns:
                if isinstance(page, URLPattern):
                    found.append((f"{entry.app_name}:{page.name}", page.callback.verb))
    return found


MATCHES = {
    "buys": lambda order, _: [order.number],
    "measure": lambda order, _: [order.number],
    "override": lambda order, file: [order.number, file.public_id],
    "for_seeker": lambda _, file: [file.public_id],
    "round": lambda order, _: [Round.objects.get(district=order.district).pk],
    "decide": lambda order, _: [Round.objects.get(district=order.district).pk],
    "excel": lambda order, _: [Round.objects.get(district=order.district).pk],
}
"""What stands in the addresses of the pages of matching."""


def address(name: str, order, file) -> str:
    """The route's address for this order and this file."""
    room, _, page = name.partition(":")
    keys = {
        "companies": [order.company_id],
        "orders": [order.number],
        "seekers": [file.public_id],
        "matches": MATCHES.get(page, lambda *_: [])(order, file),
    }[room]
    if page in {"list", "new", "look", "read", "draft", "occupations"}:
        keys = []
    return reverse(name, args=[*keys, file.public_id] if page == "why" else keys)


@pytest.mark.parametrize(("name", "verb"), staff_routes())
def test_a_page_opens_for_the_roles_of_its_verb_and_for_nobody_else(place, name, verb):
    someone, order, file = place
    for role in Role:
        client = Client()
        client.force_login(staff.colleague_of(someone, role))
        where = address(name, order, file)
        status = client.get(where).status_code
        if status == 405:
            status = client.post(where, {"company": order.company_id}).status_code
        if role in MAY[verb]:
            assert status in {200, 302, 422}, (name, role)
        else:
            assert status == 403, (name, role)


@pytest.mark.parametrize(("name", "verb"), staff_routes())
def test_whoever_is_not_logged_in_is_asked_to(place, name, verb):
    _, order, file = place
    answer = Client().get(address(name, order, file))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("login"))


@pytest.mark.parametrize(("name", "verb"), staff_routes())
def test_what_belongs_to_another_district_is_not_found(place, name, verb):
    _, order, file = place
    if name.startswith("matches:") and name.partition(":")[2] not in MATCHES:
        return  # pages of the district as a whole: tests/office/matches show that they hold nothing of another
    where = address(name, order, file)
    client = Client()
    client.force_login(staff.stranger(Role.MANAGER))
    if where.count("/") > 2 and not where.startswith(("/orders/new", "/orders/occ")) and not where.endswith("/new/"):
        assert client.get(where).status_code in {404, 405}, name
        assert client.post(where, {"reason": "…", "to": "open"}).status_code in {404, 405}, name


def test_a_page_says_how_many_statements_it_takes(place, django_assert_max_num_queries):
    someone, order, file = place
    client = Client()
    client.force_login(someone)
    for name, most in (
        ("today", 12),
        ("companies:list", 6),
        ("orders:list", 6),
        ("seekers:list", 7),
        ("orders:detail", 8),
        ("seekers:detail", 11),
    ):
        where = reverse(name) if ":" not in name else address(name, order, file)
        with django_assert_max_num_queries(most):
            assert client.get(where).status_code == 200


def test_every_answer_says_that_it_is_not_to_be_kept_and_runs_no_foreign_script(place):
    someone, order, file = place
    client = Client()
    client.force_login(someone)
    answer = client.get(address("seekers:detail", order, file))
    assert answer["Cache-Control"] == "no-store"
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"


def test_a_residents_name_and_number_are_masked_until_asked_for_with_a_reason(place):
    from jobvisit.office.audit.models import Event

    someone, order, file = place
    client = Client()
    client.force_login(someone)
    where = address("seekers:detail", order, file)
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
    someone, order, file = place
    client = Client(headers={"accept-language": "en"})
    client.force_login(someone)
    page = client.get(address("seekers:list", order, file)).content.decode()
    assert "Job seekers" in page or "Residents" in page or "seekers" in page.lower()
    assert "구직 등록" not in page
