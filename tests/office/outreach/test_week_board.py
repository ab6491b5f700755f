"""The planning board: a week by counsellor and day, its load, and visits moved where they can be."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from jobvisit.base import clock
from jobvisit.flows import visit_week
from jobvisit.office.audit.models import Event
from jobvisit.office.outreach import visiting
from jobvisit.office.outreach.models import Case, Visit
from jobvisit.office.staff import actions as staff_actions
from jobvisit.office.staff.models import Post, Role
from tests.factories import companies, outreach, staff
from tests.office.outreach.test_plans import AT, MONDAY

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _friday(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def team(client):
    one = staff.counsellor()
    two, manager = staff.colleague_of(one), staff.colleague_of(one, Role.MANAGER)
    post = Post.objects.create(district=one.district, name="센터", kind="centre", lat=37.49, lon=127.01)
    for each in (one, two):
        staff_actions.post_user(user=each, post=post, zone=None, starts_on=MONDAY - timedelta(days=30))
    client.force_login(manager)
    return manager, one, two


def visit(who, on=MONDAY, at=None, **more) -> Visit:
    case = outreach.case(who, companies.company(who.district))
    return visiting.agree(case=case, counsellor=who, on=on, at=at, by=who, now=AT, **more)


def move(client, one, **posted):
    values = {"on": TUESDAY.isoformat(), "counsellor": str(one.counsellor_id), "version": one.version, **posted}
    page = client.post(reverse("outreach:move_visit", args=[one.pk]), values, follow=True).content.decode()
    one.refresh_from_db()
    return page


def cells(manager, who):
    return next(found for user, found in visit_week.week(MONDAY, by=manager).rows if user.pk == who.pk)


def test_a_week_shows_the_load_of_each_day_and_who_will_not_be_there(team):
    manager, one, two = team
    for hour in range(9, 17):
        visit(one, at=time(hour), minutes=60)
    visit(two, TUESDAY)
    staff_actions.add_absence(user=two, starts_on=TUESDAY, ends_on=TUESDAY, begins=None, ends=None)
    monday, tuesday, *_ = cells(manager, one)
    assert (len(monday.visits), monday.minutes, monday.full, monday.wrong) == (8, 8 * 60 + 9 * 20, True, False)
    assert (tuesday.minutes, tuesday.full) == (0, False)
    assert cells(manager, two)[1].wrong
    one.contract_until = MONDAY - timedelta(days=1)
    one.save()
    assert [cell.posted for cell in cells(manager, one)] == [False] * 5
    assert cells(manager, one)[0].wrong


def test_a_saturday_stands_on_the_board_only_when_a_visit_does(team):
    manager, one, _ = team
    assert len(visit_week.week(MONDAY, by=manager).days) == 5
    visit(one, MONDAY + timedelta(days=5))
    assert len(visit_week.week(MONDAY, by=manager).days) == 6


def test_a_proposed_visit_moves_to_another_day_and_person_and_is_called_before_it(client, team):
    _, one, two = team
    made = visit(one, TUESDAY, confirmed=False)
    Case.objects.filter(pk=made.case_id).update(next_on=TUESDAY, next_action="call")
    page = move(client, made, on=MONDAY.isoformat(), counsellor=str(two.pk))
    assert (made.on, made.counsellor, made.state) == (MONDAY, two, "proposed")
    assert Case.objects.get().next_on == MONDAY
    assert "옮겼습니다" in page
    assert Event.objects.filter(verb="outreach.visit_moved").count() == 1


def test_a_promised_day_moves_only_when_the_firm_has_agreed_anew_but_the_person_may_change(client, team):
    _, one, two = team
    made = visit(one, at=time(10))
    assert "먼저 전화해 다시 약속한 뒤" in move(client, made)
    assert made.on == MONDAY
    move(client, made, on=MONDAY.isoformat(), counsellor=str(two.pk))
    assert made.counsellor == two
    move(client, made, agreed="yes")
    assert (made.on, made.at) == (TUESDAY, time(10))
    assert Case.objects.get().next_on == TUESDAY


def test_what_cannot_be_is_said_and_nothing_is_changed(client, team):
    _, one, two = team
    made, other = visit(one, at=time(10)), visit(two, at=time(10))
    assert "그 시각에 다른 방문 약속이 있습니다" in move(client, made, on=MONDAY.isoformat(), counsellor=str(two.pk))
    assert "지난 날로는" in move(client, made, on=(MONDAY - timedelta(days=9)).isoformat(), agreed="yes")
    assert "그 사이에 이 방문이 바뀌었습니다" in move(client, made, version=made.version + 7, agreed="yes")
    assert "그 사이에 이 방문이 바뀌었습니다" in move(client, made, version="x", agreed="yes")
    visiting.arrive(visit=other, by=two, at=AT)
    assert "그 사이에 이 방문이 바뀌었습니다" in move(client, other, agreed="yes")
    assert {(one_.on, one_.counsellor_id) for one_ in Visit.objects.all()} == {(MONDAY, one.pk), (MONDAY, two.pk)}


def test_nonsense_in_the_address_or_the_form_moves_nothing(client, team):
    _, one, _ = team
    made = visit(one, confirmed=False)
    move(client, made, on="32. 13.", counsellor="99999")
    assert (made.on, made.counsellor) == (MONDAY, one)
    assert client.get(reverse("outreach:week"), {"from": "gestern"}).status_code == 200
