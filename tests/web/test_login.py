"""Coming in: the lock after failures, the access log, and no second door."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from jobvisit.base import clock
from jobvisit.config import settings as product
from jobvisit.office.audit.models import Event
from jobvisit.office.staff.models import LoginFailure, Role
from jobvisit.office.staff.rules import HERE, WINDOW
from jobvisit.web.shared.access import came_from
from tests.factories import staff

pytestmark = pytest.mark.django_db

RIGHT = "correct-horse-battery"


@pytest.fixture
def someone():
    user = staff.counsellor()
    user.set_password(RIGHT)
    user.save()
    return user


def tried(user, password: str, address: str = "10.0.0.1", client: Client | None = None):
    words = {"username": user.login, "password": password}
    return (client or Client()).post(reverse("login"), words, REMOTE_ADDR=address)


def test_after_five_failures_even_the_right_password_is_not_tried_for_a_while(someone):
    for _ in range(HERE):
        assert tried(someone, "wrong").status_code == 422
    closed = tried(someone, RIGHT)
    assert closed.status_code == 429
    assert "15분 동안 잠겼습니다" in closed.content.decode()
    with time_machine.travel(clock.now() + WINDOW + timedelta(seconds=1), tick=False):
        assert tried(someone, RIGHT).status_code == 302


def test_from_another_address_the_colleague_still_comes_in(someone):
    for _ in range(HERE + 1):
        tried(someone, "wrong", "10.6.6.6")
    assert tried(someone, RIGHT, "10.0.0.2").status_code == 302


def test_an_account_that_does_not_exist_is_answered_and_locked_just_the_same(someone):
    nobody = type("Nobody", (), {"login": "nobody"})
    first, known = tried(nobody, "wrong"), tried(someone, "wrong")
    assert (first.status_code, known.status_code) == (422, 422)
    for _ in range(HERE):
        last = tried(nobody, "wrong")
    assert last.status_code == 429


def test_failures_before_a_right_password_are_forgotten(someone):
    for _ in range(HERE - 1):
        tried(someone, "wrong")
    assert tried(someone, RIGHT).status_code == 302
    assert tried(someone, "wrong").status_code == 422


def test_what_was_typed_into_the_field_of_the_account_is_not_kept(someone):
    tried(type("Mistaken", (), {"login": "my-secret-password"}), "x")
    assert "my-secret-password" not in str(LoginFailure.objects.values())


def test_who_came_in_when_and_from_where_is_logged(someone):
    tried(someone, RIGHT, "10.0.0.9")
    event = Event.objects.get(verb="staff.login")
    assert (event.actor, event.came_from, event.district) == (someone, "10.0.0.9", someone.district)


def test_coming_in_gives_a_new_session(someone):
    client = Client()
    client.get(reverse("login"))
    client.session["planted"] = "1"
    before = client.session.session_key
    tried(someone, RIGHT, client=client)
    assert client.session.session_key != before


def test_the_cookies_are_out_of_reach_of_scripts_and_other_sites(someone):
    client = Client()
    client.get(reverse("login"))
    tried(someone, RIGHT, client=client)
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name


def test_a_form_without_its_token_is_refused(someone):
    client = Client(enforce_csrf_checks=True)
    client.force_login(someone)
    assert client.post(reverse("companies:new"), {"name": "가게"}).status_code == 403


def test_the_administration_pages_have_no_log_in_of_their_own():
    answer = Client().post("/admin/login/?next=/admin/staff/", {"username": "a", "password": "b"})
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('login')}?next=%2Fadmin%2Fstaff%2F"


def test_nobody_is_led_elsewhere_after_the_log_in(someone):
    answer = Client().post(
        reverse("login"), {"username": someone.login, "password": RIGHT, "next": "https://evil.example/"}
    )
    assert answer["Location"] == reverse("today")


def test_a_closed_account_does_not_come_in(someone):
    someone.is_active = False
    someone.save()
    assert tried(someone, RIGHT).status_code == 422


def test_administration_pages_are_for_administrators_only(someone):
    for role in Role:
        client = Client()
        client.force_login(staff.colleague_of(someone, role))
        assert (client.get("/admin/staff/user/").status_code == 200) == (role == Role.ADMINISTRATOR)


def test_the_product_hashes_passwords_slowly_whatever_the_tests_do():
    assert product.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "<script>", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_heard_is_believed_of_an_address(rf, settings, proxies, forwarded, address):
    settings.PROXIES = proxies
    request = rf.get("/", headers={"x-forwarded-for": forwarded}, REMOTE_ADDR="10.0.0.1")
    assert came_from(request) == address
