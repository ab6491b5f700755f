"""When a log-in is closed: each limit from both sides."""

from datetime import UTC, datetime, timedelta

import pytest

from jobvisit.office.staff.rules import ADDRESS, ANYWHERE, HERE, WINDOW, Failure, closed_until

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def failures(count: int, *, account: bool, address: bool, ago: timedelta = timedelta(minutes=1)) -> list[Failure]:
    return [Failure(NOW - ago, account, address)] * count


@pytest.mark.parametrize(
    ("limit", "account", "address"), [(HERE, True, True), (ANYWHERE, True, False), (ADDRESS, False, True)]
)
def test_it_closes_at_its_limit_and_not_one_failure_earlier(limit, account, address):
    assert closed_until(failures(limit - 1, account=account, address=address), NOW) is None
    assert closed_until(failures(limit, account=account, address=address), NOW) == NOW - timedelta(minutes=1) + WINDOW


def test_somebody_elsewhere_cannot_shut_a_colleague_out_with_a_handful_of_guesses():
    assert closed_until(failures(HERE, account=True, address=False), NOW) is None


def test_failures_of_other_people_at_the_same_office_do_not_close_an_account():
    assert closed_until(failures(HERE, account=False, address=True), NOW) is None


def test_what_is_older_than_the_window_is_forgotten():
    assert closed_until(failures(HERE, account=True, address=True, ago=WINDOW), NOW) is None


def test_it_opens_again_as_soon_as_fewer_failures_than_the_limit_lie_in_the_window():
    old = failures(1, account=True, address=True, ago=timedelta(minutes=14))
    new = failures(HERE - 1, account=True, address=True)
    assert closed_until(old + new, NOW) == NOW + timedelta(minutes=1)
