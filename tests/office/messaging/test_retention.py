"""Nothing of an erased person can be read from the outbox, its papers, what came in, or links."""

from datetime import timedelta

import pytest
from django.db import connection

from jobvisit.base import clock
from jobvisit.office.links import retention as link_retention
from jobvisit.office.links.models import Attempt, Link
from jobvisit.office.messaging import actions, incoming, queries, retention
from jobvisit.office.messaging.models import ContactChoice, Message, Paper
from tests.factories import messages, questions, staff

pytestmark = pytest.mark.django_db
NOON = messages.NOON


@pytest.fixture
def district():
    return staff.district()


def end(message: Message, state: str = "delivered") -> None:
    for step in ("sending", state):
        Message.objects.filter(pk=message.pk).update(state=step)


def residue(words: str) -> list[str]:
    """Tables of this room in which something still says these words; closed columns are empty or are counted too."""
    found = []
    with connection.cursor() as cursor:
        for table in ("messaging_message", "messaging_inbound", "messaging_paper", "audit_event", "links_link"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{words}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_a_person_is_erased_and_figures_stay(district):
    to = messages.recipient(name="지울이름")
    gone = messages.queued(district, to=to, papers=[("letter.pdf", b"%PDF-1.7 x")])
    end(gone)
    waiting = messages.queued(district, to=to)
    other = messages.queued(district)
    incoming.keep(district=district, gateway_id="R1", number=to.phone, text="지울이름입니다", at=NOON)
    assert retention.erase_person(district=district, kind=to.kind, person=to.id, at=NOON) == 0
    assert residue("지울이름") == []
    assert residue(gone.address) == []
    assert not Paper.objects.exists()
    states = dict(Message.objects.values_list("pk", "state"))
    assert states == {gone.pk: "delivered", waiting.pk: "cancelled", other.pk: "queued"}
    assert all(not bytes(one.closed_text) for one in Message.objects.filter(recipient_id=to.id))
    assert queries.text_of(Message.objects.get(pk=other.pk))


def test_a_refusal_outlives_the_person(district):
    to = messages.recipient()
    first = messages.queued(district, to=to)
    end(first)
    said = {"scope": "service", "allowed": False, "source": "phone", "by": None, "at": NOON}
    actions.choose(district=district, address=first.address, **said)
    retention.erase_person(district=district, kind=to.kind, person=to.id, at=NOON)
    assert ContactChoice.objects.exists()
    assert messages.queued(district, to=messages.recipient(phone=to.phone)).state == "held"


def test_what_is_still_open_is_told_and_emptied_once_it_has_ended(district):
    to = messages.recipient()
    message = messages.queued(district, to=to)
    end(message, "unknown")
    assert retention.erase_person(district=district, kind=to.kind, person=to.id, at=NOON) == 1
    Message.objects.filter(pk=message.pk).update(state="settled")
    assert retention.erase_person(district=district, kind=to.kind, person=to.id, at=NOON) == 0
    assert Message.objects.get(pk=message.pk).address == ""


def test_what_is_past_its_term_is_emptied_and_nothing_else(district):
    old, young, waiting = (messages.queued(district) for _ in range(3))
    end(old)
    end(young)
    Message.objects.filter(pk__in=[old.pk, waiting.pk]).update(queued_at=NOON - retention.KEEP - timedelta(days=1))
    incoming.keep(
        district=district, gateway_id="R1", number="01020001234", text="?", at=NOON - timedelta(days=400)
    )  # fmt: skip
    assert retention.forget_old(district=district, at=NOON) == 2
    assert retention.forget_old(district=district, at=NOON) == 0
    left = Message.objects.exclude(closed_text=b"").values_list("pk", flat=True)
    assert set(left) == {young.pk, waiting.pk}


def test_links_that_ended_long_ago_hold_no_fact_no_telephone_and_no_attempt():
    someone = staff.counsellor()
    now = clock.now()
    old = questions.ask(someone, phone="01020001234").link
    live = questions.ask(someone, phone="01020001234").link
    Attempt.objects.create(district=someone.district, link=old, address_key="a", right=False, at=now)
    Link.objects.filter(pk=old.pk).update(expires_at=now - link_retention.KEEP - timedelta(days=1))
    assert link_retention.forget_old(district=someone.district, at=now) == 1
    assert link_retention.forget_old(district=someone.district, at=now) == 0
    found = Link.objects.get(pk=old.pk)
    assert (found.second_fact, found.reply_key, found.replies, found.draft) == ("", "", {}, {})
    assert not Attempt.objects.exists()
    assert Link.objects.get(pk=live.pk).second_fact
    assert link_retention.erase_about(subject=someone, at=now) == 1
    assert not Link.objects.exclude(second_fact="").exists()
