"""Opening accounts: in the own district, with a password that is hashed, and nothing of anybody else's."""

import pytest
from django.test import Client

from jobvisit.office.staff.models import Role, User
from tests.factories import staff

pytestmark = pytest.mark.django_db
NEW = {"login": "newcomer", "name": "새 직원", "role": "desk", "is_active": "on", "new_password": "a-long-pass-2026"}


@pytest.fixture
def administrator() -> User:
    return staff.user(Role.ADMINISTRATOR)


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_an_administrator_opens_an_account_in_the_own_district(administrator):
    answer = logged_in(administrator).post("/admin/staff/user/add/", NEW)
    assert answer.status_code == 302
    opened = User.objects.get(login="newcomer")
    assert opened.district == administrator.district
    assert opened.check_password(NEW["new_password"])


def test_a_new_account_needs_a_password(administrator):
    answer = logged_in(administrator).post("/admin/staff/user/add/", {**NEW, "new_password": ""})
    assert answer.status_code == 200
    assert not User.objects.filter(login="newcomer").exists()


def test_accounts_of_other_districts_are_not_there(administrator):
    stranger = staff.stranger()
    client = logged_in(administrator)
    assert stranger.login not in client.get("/admin/staff/user/").content.decode()
    assert client.get(f"/admin/staff/user/{stranger.pk}/change/").status_code == 302


def test_an_account_is_closed_never_deleted(administrator):
    other = staff.colleague_of(administrator)
    assert logged_in(administrator).post(f"/admin/staff/user/{other.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_counsellor_has_no_administration(administrator):
    assert logged_in(staff.colleague_of(administrator)).get("/admin/").status_code == 302
