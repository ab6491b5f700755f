"""Real parts at the far end: an SMTP server that receives and bounces, a receiver that checks signatures, a folder."""

import email
import http.server
import ipaddress
import json
import socket
import threading
import time

import pytest
from aiosmtpd.controller import Controller

from jobvisit.office.messaging import queries, sending
from jobvisit.office.messaging.channels import Outcome, Outgoing, letter, webhook
from jobvisit.office.messaging.channels import email as mail
from jobvisit.office.messaging.channels.webhook.target import BlockedError, target
from jobvisit.office.messaging.models import Message
from jobvisit.office.messaging.signing import genuine, signature
from tests.factories import messages, staff

PDF = b"%PDF-1.7 letter"


def outgoing(**more) -> Outgoing:
    values = {
        "reference": "3f0c9d0e-5f3e-4c53-9b4e-2b7d4b1a0f11",
        "address": "kim@example.kr",
        "title": "안내",
        "text": "초록샘 면접 안내 😀",
    }
    return Outgoing(**{**values, **more})


class Post:
    """An SMTP server's mind: keeps what it takes, bounces whom it does not know."""

    def __init__(self) -> None:
        self.got: list[bytes] = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if address.startswith("nobody"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later"):
            return "451 4.7.1 greylisted, come back"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        if b"hang up" in envelope.content:
            server.transport.abort()
            return "421 gone"
        self.got.append(envelope.content)
        return "250 OK"


@pytest.fixture
def post(settings):
    mind = Post()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(mind, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield mind
    controller.stop()


def test_a_mail_arrives_whole_with_its_paper_and_our_reference(post):
    answer = mail.send(outgoing(papers=(("알선장.pdf", PDF),)))
    assert answer.outcome == Outcome.TAKEN
    got = email.message_from_bytes(post.got[0], policy=email.policy.default)
    assert got["Subject"] == "안내"
    assert got.get_body().get_content().strip() == "초록샘 면접 안내 😀"
    [paper] = got.iter_attachments()
    assert (paper.get_filename(), paper.get_content()) == ("알선장.pdf", PDF)
    assert answer.gateway_id in got["Message-ID"]
    assert "3f0c9d0e" in answer.gateway_id


def test_a_mail_server_says_no_for_good_no_for_now_or_nothing_at_all(post, settings):
    refused = mail.send(outgoing(address="nobody@example.kr"))
    assert (refused.outcome, refused.code) == (Outcome.REFUSED, "550")
    later = mail.send(outgoing(address="later@example.kr"))
    assert (later.outcome, later.code) == (Outcome.NOT_HANDED_OVER, "451")
    assert mail.send(outgoing(text="hang up")).outcome == Outcome.UNCLEAR
    settings.EMAIL_PORT = 1
    assert mail.send(outgoing()).outcome == Outcome.NOT_HANDED_OVER
    assert not post.got


def test_a_title_with_a_line_break_adds_no_header(post):
    mail.send(outgoing(title="안내\r\nBcc: spy@example.kr"))
    assert email.message_from_bytes(post.got[0], policy=email.policy.default)["Bcc"] is None


@pytest.mark.django_db
def test_a_bounced_mail_is_a_failed_message(post):
    district = staff.district()
    to = messages.recipient(phone="", email="nobody@example.kr")
    message = messages.queued(district, to=to)
    sending.send_due()
    message.refresh_from_db()
    assert (message.state, message.reason, message.gateway_code) == ("failed", "bounced", "550")


@pytest.mark.django_db
def test_a_letter_lies_once_in_the_days_folder_with_its_address(settings, tmp_path):
    settings.LETTERS_ROOT = tmp_path
    to = messages.recipient(address="서초구 반포대로 58")
    message = messages.queued(channel="letter", to=to, papers=[("안내문.pdf", PDF)])
    assert PDF not in bytes(message.papers.get().closed)
    sending.send_due()
    Message.objects.filter(pk=message.pk).update(state="sent")
    letter.send(sending.outgoing(queries.by_pk(message.pk)))
    [paper] = tmp_path.glob("*/*.pdf")
    assert paper.read_bytes() == PDF
    assert json.loads(paper.with_suffix(".json").read_text())["address"] == "서초구 반포대로 58"
    assert paper.stat().st_mode & 0o077 == 0
    assert letter.ask(sending.outgoing(message)).fate == "sent"


@pytest.mark.django_db
def test_only_a_pdf_goes_into_an_envelope():
    with pytest.raises(ValueError, match="PDF"):
        messages.queued(channel="letter", to=messages.recipient(address="서초구"), papers=[("a.pdf", b"<html>")])


@pytest.fixture
def receiver(settings):
    """Another system: keeps what it was told, checks nothing itself."""
    got: list[tuple[dict, bytes]] = []

    class Receiver(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            got.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            if self.path.startswith("/away"):
                self.send_response(302)
                self.send_header("Location", "http://127.0.0.1:1/")
            else:
                self.send_response(int(self.path.strip("/") or 200))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    settings.WEBHOOK_HOSTS, settings.WEBHOOK_SECRET, settings.WEBHOOK_PRIVATE = ["localhost"], "shared", True
    yield f"http://localhost:{server.server_address[1]}", got
    server.shutdown()
    server.server_close()


def test_the_receiver_of_a_webhook_can_verify_who_sent_it_and_when(receiver):
    url, got = receiver
    assert webhook.send(outgoing(address=url)).outcome == Outcome.TAKEN
    headers, body = got[0]
    stamp, mark = headers["X-Jobvisit-Timestamp"], headers["X-Jobvisit-Signature"]
    assert genuine("shared", stamp, body, mark, time.time())
    assert not genuine("another", stamp, body, mark, time.time())
    assert not genuine("shared", stamp, body + b" ", mark, time.time())
    assert not genuine("shared", stamp, body, mark, time.time() + 301)
    assert not genuine("shared", "²", body, mark, time.time())
    assert not genuine("", stamp, body, signature("", stamp, body), time.time())
    assert json.loads(body)["text"] == "초록샘 면접 안내 😀"
    assert headers["Host"].startswith("localhost:")


def test_a_webhook_follows_no_redirect_and_reads_the_answer(receiver):
    url, got = receiver
    outcomes = [
        webhook.send(outgoing(address=url + path)).outcome for path in ("/away", "/204", "/503", "/500", "/404")
    ]
    assert outcomes == ["refused", "taken", "not_handed_over", "unclear", "refused"]
    assert len(got) == 5


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://other.example/", "host"),
        ("http://hooks.example/", "scheme"),
        ("ftp://hooks.example/", "scheme"),
        ("https://kim:pw@hooks.example/", "credentials"),
        ("https://hooks.example@other.example/", "credentials"),
        ("https://hooks.example.other.example/", "host"),
        ("https://hooks.example:99999/", "malformed"),
        ("https://[::1/", "malformed"),
        ("https://127.0.0.1/", "host"),
        ("https://2130706433/", "host"),
        ("https://hooks.example\\@other.example/", "host"),
        ("//hooks.example/", "scheme"),
        ("", "scheme"),
    ],
)
def test_an_address_that_plays_tricks_is_never_connected_to(settings, url, code):
    settings.WEBHOOK_HOSTS, settings.WEBHOOK_PRIVATE = ["hooks.example"], False
    with pytest.raises(BlockedError) as refusal:
        target(url)
    assert str(refusal.value) in {code, "credentials"}
    assert webhook.send(outgoing(address=url)).outcome == Outcome.REFUSED


@pytest.mark.parametrize(
    "number",
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.0.9 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 "
    "::1 fe80::1 fc00::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: ff02::1".split(),
)
def test_a_listed_name_that_leads_to_a_private_address_is_blocked(settings, monkeypatch, number):
    settings.WEBHOOK_HOSTS, settings.WEBHOOK_PRIVATE = ["hooks.example"], False
    public = "93.184.216.34"
    family = socket.AF_INET6 if ipaddress.ip_address(number).version == 6 else socket.AF_INET
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (public, 443)), (family, 1, 6, "", (number, 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(BlockedError, match="private"):
        target("https://hooks.example/")


def test_a_name_is_looked_up_once_and_the_connection_goes_to_that_number(settings, monkeypatch):
    settings.WEBHOOK_HOSTS, settings.WEBHOOK_PRIVATE = ["hooks.example"], False
    asked = []

    def look_up(host, *_, **__):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    where = target("https://Hooks.Example./a?b=1")
    assert (where.pinned_url, where.host_header) == ("https://93.184.216.34:443/a?b=1", "hooks.example")
    assert asked == ["hooks.example"]
