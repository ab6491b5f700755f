"""A canary: one person's name, number, address and words go through every flow, well and badly, and are afterwards
looked for in every address, every log line, every error page and every message of the system."""

import io
import logging
import re
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse
from django.utils.log import configure_logging

from jobvisit.config.logs import Discreet
from jobvisit.office.audit.models import Event
from jobvisit.office.seekers.models import Seeker
from tests.factories import companies, orders, staff

pytestmark = pytest.mark.django_db

NAME, PHONE, STREET, WORDS = "남궁카나리", "01093847561", "노란새길 77", "카나리만 아는 사정"
SIGNS = (NAME, PHONE, "010-9384-7561", "9384", STREET, WORDS)


def found_in(text: str) -> list[str]:
    return [sign for sign in SIGNS if sign in unquote(text)]


@pytest.fixture
def log():
    """Everything that any logger says from INFO up, in the form in which it is written."""
    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
    form = logging.getLogger().handlers[-1].formatter
    assert isinstance(form, Discreet)
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(form)
    root = logging.getLogger()
    django = logging.getLogger("django")
    before = root.level, django.level
    for logger in (root, django):
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    yield out
    for logger, level in zip((root, django), before, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


class Watched(Client):
    """A client that remembers every address it was sent to or shown."""

    def __init__(self, **more):
        super().__init__(**more)
        self.addresses: list[str] = []

    def request(self, **request):
        answer = super().request(**request)
        self.addresses += [request.get("PATH_INFO", ""), str(request.get("QUERY_STRING", ""))]
        self.addresses += [
            answer.get(header, "") for header in ("Location", "HX-Push-Url", "HX-Redirect", "HX-Location")
        ]
        if not answer.streaming:
            self.addresses += re.findall(r'(?:href|action|hx-\w+)="([^"]*)"', answer.content.decode())
        return answer


@pytest.fixture
def client(django_db_blocker):
    someone = staff.counsellor()
    watched = Watched(raise_request_exception=False)
    watched.force_login(someone)
    watched.someone = someone
    return watched


FILE = {
    "name": NAME, "birth_date": "1970-04-11", "phone": PHONE, "address": STREET, "email": "", "career_words": WORDS,
    "collection": "on", "channel": "paper", "dong": "1165060000",
}  # fmt: skip


def registered(client) -> Seeker:
    answer = client.post(reverse("seekers:new"), FILE)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return Seeker.objects.get(name=NAME)


def test_nothing_of_a_resident_stands_in_an_address_or_a_log_line(client, log):
    file = registered(client)
    where = {
        page: reverse(f"seekers:{page}", args=[file.public_id]) for page in ("detail", "edit", "reveal", "add_note")
    }
    client.post(reverse("seekers:new"), FILE)  # once more: the same person is shown
    client.post(reverse("seekers:new"), {**FILE, "phone": "12"})  # wrong: the form comes back
    for words in (NAME, "ㄴㄱㅋㄴㄹ", "7561"):
        client.post(reverse("seekers:list"), {"q": words})
        client.get(reverse("seekers:list") + "?sort=applied")
    client.get(where["detail"])
    client.post(where["reveal"], {"reason": "면접 안내"})
    client.post(where["add_note"], {"text": WORDS})
    client.post(where["edit"], {**FILE, "version": "99"})
    client.post(where["edit"], {**FILE, "version": str(Seeker.objects.get(pk=file.pk).version)})
    order = orders.order(client.someone)
    client.post(reverse("orders:shortlist", args=[order.number]))
    for page, keys in (("detail", []), ("passed", []), ("why", [file.public_id])):
        assert client.get(reverse(f"orders:{page}", args=[order.number, *keys])).status_code == 200
    answer = client.post(reverse("seekers:download"), {"reason": "보고"})
    assert not found_in(answer["Content-Disposition"])
    Client().post(reverse("seekers:new"), FILE)  # nobody is logged in
    Client(enforce_csrf_checks=True).post(reverse("seekers:new"), FILE)
    assert [line for line in client.addresses if found_in(line)] == [f"tel:{PHONE}"]
    assert found_in(log.getvalue()) == []


def test_names_are_masked_on_every_page_that_did_not_ask_for_them(client):
    file = registered(client)
    order = orders.order(client.someone)
    client.post(reverse("orders:shortlist", args=[order.number]))
    for route, keys in (
        ("seekers:list", []),
        ("seekers:detail", [file.public_id]),
        ("orders:detail", [order.number]),
        ("orders:passed", [order.number]),
        ("orders:why", [order.number, file.public_id]),
        ("today", []),
    ):
        page = client.get(reverse(route, args=keys))
        assert page.status_code == 200
        assert found_in(page.content.decode()) in ([], [WORDS], ["카나리만"]), route


def test_the_event_log_holds_keys_and_no_words_about_a_person(client):
    file = registered(client)
    client.post(reverse("seekers:add_note", args=[file.public_id]), {"text": WORDS})
    client.post(reverse("seekers:edit", args=[file.public_id]), {**FILE, "version": "1"})
    assert found_in(str(list(Event.objects.values()))) == []


def test_a_failure_of_ours_shows_and_logs_nothing_of_the_row(client, log, monkeypatch):
    """The database refuses the row and repeats it in its message."""
    real = Seeker.save
    monkeypatch.setattr(Seeker, "save", lambda self, **more: (setattr(self, "valid_until", None), real(self, **more)))
    answer = client.post(reverse("seekers:new"), FILE)
    assert answer.status_code == 500
    assert found_in(answer.content.decode()) == []
    told = log.getvalue()
    assert "IntegrityError" in told
    assert "left out" in told
    assert found_in(told) == []


def test_the_canary_would_be_heard(client):
    """The control: without the discreet formatter the database's message does hold the name."""
    file = registered(client)
    with pytest.raises(IntegrityError) as caught, connection.cursor() as cursor:
        cursor.execute("UPDATE seekers_seeker SET valid_until = NULL WHERE id = %s", [file.pk])
    assert NAME in str(caught.value)


def test_a_name_typed_into_the_search_of_firms_or_orders_is_a_firms_word_and_stays_short(client):
    companies.company(client.someone.district)
    assert client.get(reverse("companies:list") + "?q=" + "가" * 5000).status_code == 200
