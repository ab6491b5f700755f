"""A committed change is in the next list of every process; a large district has one snapshot, checked and caught up."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection

from jobvisit.base import clock
from jobvisit.flows import matching as flow
from jobvisit.office.matches import actions, queries, refresh, shelf, store
from jobvisit.office.matches.models import ShownList
from jobvisit.office.orders import queries as order_queries
from jobvisit.office.seekers.models import Seeker
from tests.factories import companies, orders, seekers, staff

NOW = clock.now()
TODAY = clock.seoul_day(NOW)
OTHER_PROCESS = """
import json, sys
import django
django.setup()
from datetime import date
from django.db import connection, transaction
from jobvisit.office.matches import store
for line in sys.stdin:
    district, day = json.loads(line)
    if day is None:  # answer from inside a transaction that began before
        continue
    found = store.people(district, date.fromisoformat(day))
    print(json.dumps(sorted(found.index.rows().ids.tolist())), flush=True)
"""


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_stands_in_the_next_list_of_another_process():
    by = staff.counsellor()
    first = seekers.seeker(by)
    settings = connection.settings_dict
    url = "postgresql://{USER}@/{NAME}?host={HOST}&port={PORT}".format(**settings)
    env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "jobvisit.config.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", OTHER_PROCESS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
    ) as other:

        def there() -> list[int]:
            other.stdin.write(json.dumps([by.district_id, TODAY.isoformat()]) + "\n")
            other.stdin.flush()
            return json.loads(other.stdout.readline())

        assert there() == [first.pk]
        second = seekers.seeker(by)
        assert there() == [first.pk, second.pk]
        Seeker.objects.filter(pk=first.pk).update(state="paused")
        assert there() == [second.pk]
        Seeker.objects.filter(pk=first.pk).update(state="active")
        assert there() == [first.pk, second.pk]
        other.stdin.close()


@pytest.fixture
def large(monkeypatch, settings, tmp_path):
    """A district that counts as large at four residents, read three at a time."""
    monkeypatch.setattr(shelf, "LARGE", 4)
    monkeypatch.setattr(store, "BATCH", 3)
    settings.MATCHING_ROOT = tmp_path
    by = staff.counsellor()
    people = [seekers.seeker(by) for _ in range(7)]
    return by, people, tmp_path / f"district-{by.district_id}.index"


def ids(by) -> list[int]:
    return sorted(store.people(by.district_id, TODAY).index.rows().ids.tolist())


@pytest.mark.django_db
def test_a_large_district_is_read_in_pieces_once_and_mapped_by_the_next_process(large, monkeypatch):
    by, people, path = large
    assert ids(by) == [one.pk for one in people]
    assert path.exists()
    store.forget()
    monkeypatch.setattr(store, "_fill", lambda *_: pytest.fail("the snapshot was there"))
    new = seekers.seeker(by)
    Seeker.objects.filter(pk=people[0].pk).update(state="paused")
    assert ids(by) == [*(one.pk for one in people[1:]), new.pk], "what changed since is asked for"


@pytest.mark.django_db
@pytest.mark.parametrize("spoil", [b"", b"not a snapshot", None])
def test_a_damaged_snapshot_is_refused_and_everyone_read_again(large, spoil):
    by, people, path = large
    ids(by)
    store.forget()
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]) if spoil is None else spoil)
    assert ids(by) == [one.pk for one in people]


@pytest.mark.django_db
def test_a_snapshot_of_another_database_is_refused(large, monkeypatch):
    by, people, _ = large
    monkeypatch.setattr(shelf, "_database", lambda: "elsewhere")
    ids(by)
    monkeypatch.undo()
    store.forget()
    assert ids(by) == [one.pk for one in people]


@pytest.mark.django_db
def test_an_order_is_asked_on_the_day_it_is_looked_at_not_on_the_day_it_came(large):
    by, people, _ = large
    orders.order(by, companies.company(by.district))
    fresh = actions.jobs_for(seeker=people[0], today=TODAY).candidate(0)
    later = actions.jobs_for(seeker=people[0], today=TODAY + timedelta(days=40)).candidate(0)
    assert dict(later.terms)[11] < dict(fresh.terms)[11], "freshness is counted from today"


@pytest.mark.django_db
def test_the_record_of_a_large_district_is_that_of_a_small_one_without_those_excluded(large, monkeypatch):
    by, people, _ = large
    order = orders.order(by, companies.company(by.district))
    monkeypatch.setattr("jobvisit.office.matches.actions.lists.LENGTH", 3)
    for step, one in enumerate(people):
        one.lon -= 0.002 * step
        one.applied_at = NOW - timedelta(days=step)
        one.save()
    seekers.seeker(by, wishes=["133301"], applied_at=NOW - timedelta(days=30))
    short = queries.passed_over(actions.shortlist(order=order, by=by, at=NOW).shown)
    monkeypatch.setattr(shelf, "LARGE", 1_000)
    full = queries.passed_over(actions.shortlist(order=order, by=by, at=NOW).shown)
    assert len(short) == 6
    assert set(short) == {one for one in full if one.reason >= 11}
    assert len(full) == len(short) + 1


@pytest.fixture
def many():
    """Three orders and a resident."""
    by = staff.manager()
    firm = companies.company(by.district)
    return by, [orders.order(by, firm) for _ in range(3)], seekers.seeker(by)


def refreshed(by, folder):
    found = refresh.lists(
        district=by.district,
        folder=folder,
        at=clock.now(),
        orders=order_queries.matchable_of(by.district),
        workers=None,
        ray=False,
        progress=None,
    )
    return sum(one.changed for one in found)


@pytest.mark.django_db
def test_every_list_is_made_once_and_only_what_changed_is_recorded_again(many, tmp_path):
    by, jobs, person = many
    assert refreshed(by, tmp_path) == 3
    assert refreshed(by, tmp_path) == 0
    seekers.seeker(by)
    assert refreshed(by, tmp_path) == 3
    assert queries.latest(by, jobs[0]).seekers[-1] > person.pk


@pytest.mark.django_db
def test_interrupted_between_two_blocks_the_rest_is_recorded_by_the_next_run(many, tmp_path, monkeypatch):
    by, *_ = many
    monkeypatch.setattr(refresh, "BLOCK", 1)
    running = flow.refresh_lists(district=by.district, folder=tmp_path, at=clock.now())
    next(running)
    running.close()
    assert ShownList.objects.count() == 1
    assert refreshed(by, tmp_path) == 2
    assert ShownList.objects.count() == 3
