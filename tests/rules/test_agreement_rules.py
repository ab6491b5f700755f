"""Agreements on plain values: whose order it is, what was promised when, the meter, windows, warnings."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from jobvisit.office.agreements import rules
from jobvisit.office.agreements.rules import Hire, Membership, Order, Promise, Recognised, Terms
from jobvisit.office.agreements.states import AgreementState, Commitment, Rung, Warn

DAY = date(2026, 6, 1)
HISTORIES = 1000


def terms(**more):
    return Terms(**{"from_on": DAY, "promised": 10, "due_on": DAY + timedelta(days=100), **more})


def promise(**more):
    values = {"line": 1, "agreement": 1, "party": None, "jobs": ("56",), "starts": DAY, "history": (terms(),)}
    return Promise(**{**values, "ends": DAY + timedelta(days=364), **more})


def member(firm=7, **more):
    return Membership(**{"agreement": 1, "party": 1, "firm": firm, "branch": None, "joined": DAY, **more})


ONE = (Membership(1, 1, 7, None, DAY),)


def recognised(members=ONE, promises=None, *, firms=(7,), branch=3, occupation="561101", day=DAY):
    return rules.recognise(
        firms=set(firms), branch=branch, occupation=occupation, day=day, members=members,
        promises=promises if promises is not None else [promise()],
    )  # fmt: skip


# Whose order it is


def test_an_order_of_a_member_is_the_line_of_its_job_family():
    assert recognised() == Recognised(1)
    assert recognised(occupation="611101") == rules.NOTHING
    assert recognised(firms=(8,)) == rules.NOTHING


def test_the_longest_job_family_wins_and_then_the_line_of_ones_own_party():
    broad, near, own = promise(), promise(line=2, jobs=("5611",)), promise(line=3, jobs=("5611",), party=1)
    assert recognised(promises=[broad, near]).line == 2
    assert recognised(promises=[near, broad, own]).line == 3
    assert recognised(promises=[broad, promise(line=4, jobs=())]).line == 1


def test_what_is_equal_and_an_occupation_nobody_knows_are_left_to_a_person():
    assert recognised(promises=[promise(), promise(line=2)]) == Recognised(choice=(1, 2))
    assert recognised(occupation="") == Recognised(choice=(1,))
    assert recognised(occupation="", promises=[promise(jobs=())]) == Recognised(1)


def test_only_the_branch_that_promised_counts_where_one_is_named():
    assert recognised(members=[member(branch=3)]).line == 1
    assert recognised(members=[member(branch=4)]) == rules.NOTHING


@pytest.mark.parametrize(("day", "belongs"), [(-1, False), (0, True), (9, True), (10, False), (11, False)])
def test_a_member_belongs_from_the_day_of_joining_until_before_the_day_of_leaving(day, belongs):
    one = member(left=DAY + timedelta(days=10))
    early = promise(starts=DAY - timedelta(days=30), history=(terms(from_on=DAY - timedelta(days=30)),))
    assert bool(recognised([one], [early], day=DAY + timedelta(days=day)).line) == belongs


@pytest.mark.parametrize(("day", "belongs"), [(-1, False), (0, True), (364, True), (365, False)])
def test_an_agreement_holds_from_its_first_to_its_last_day(day, belongs):
    assert bool(recognised([member(joined=date.min)], day=DAY + timedelta(days=day)).line) == belongs


def test_a_stopped_agreement_holds_no_more_from_that_day():
    stopped = promise(stopped=DAY + timedelta(days=5))
    assert recognised(promises=[stopped], day=DAY + timedelta(days=4)).line == 1
    assert recognised(promises=[stopped], day=DAY + timedelta(days=5)) == rules.NOTHING


def test_every_record_of_a_merged_firm_is_the_same_firm():
    merged = {1: 2, 2: 5, 9: 5, 7: 8}
    for firm in (1, 2, 5, 9):
        assert rules.same_firms(firm, merged) == {1, 2, 5, 9}
    assert rules.same_firms(3, merged) == {3}


# What was promised when


def test_each_day_has_the_terms_that_were_promised_for_it():
    history = (terms(), terms(from_on=DAY + timedelta(days=9), promised=4), terms(from_on=DAY + timedelta(days=9)))
    assert rules.terms_on(history, DAY - timedelta(days=1)) is None
    assert rules.terms_on(history, DAY + timedelta(days=8)) is history[0]
    assert rules.terms_on(history, DAY + timedelta(days=9)) is history[2], "the later word of one day holds"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"promised": 0}, "not_positive"), ({"promised": -3}, "not_positive"), ({"promised": 10_000}, "not_positive"),
        ({"due_on": DAY - timedelta(days=1)}, "due_past"), ({"due_on": DAY + timedelta(days=400)}, "due_after_end"),
        ({"group": "senior"}, "no_basis"), ({"group": "senior", "basis": "  "}, "no_basis"),
        ({"window": 60}, "window_for_nobody"),
        ({"group": "senior", "basis": "법", "window": 99_999}, "window_too_long"),
    ],
)  # fmt: skip
def test_a_line_of_zero_a_day_past_and_a_group_without_a_law_are_refused_with_the_field(more, code):
    found = rules.terms_problems(terms(**more), before=None, starts=DAY, ends=DAY + timedelta(days=364))
    assert code in {one.code for one in found}
    assert not rules.terms_problems(terms(), before=None, starts=DAY, ends=DAY + timedelta(days=364))


# The window


@pytest.mark.parametrize("minutes", [1, 59, 60, 1440])
def test_a_window_ends_at_its_very_minute(minutes):
    accepted = datetime(2026, 6, 1, 5, 30, 20, tzinfo=UTC)
    until = rules.window_until(accepted, minutes)
    assert until == accepted + timedelta(minutes=minutes)
    assert rules.window_until(accepted, 0) is None


# The meter


def hire(key, told=1, **more):
    return Hire(key, 1, DAY + timedelta(days=told), **more)


def measured(hires=(), on=50, one=None, orders=(), referred=()):
    return rules.meter(one or promise(), orders=orders, referred=referred, hires=hires, on=DAY + timedelta(days=on))


def test_an_annulled_hire_never_counted_and_one_that_ended_did():
    found = measured([hire(1), hire(2, annulled=True), hire(3, ended=True)])
    assert (found.hired, found.ended) == (2, 1)


def test_a_late_hire_counts_as_hired_and_keeps_no_promise():
    two = promise(history=(terms(promised=2),))
    found = measured([hire(1), hire(2, told=101)], on=120, one=two)
    assert (found.hired, found.late, found.commitment) == (2, 1, Commitment.PART)
    assert measured([hire(1), hire(2, told=100)], on=120, one=two).commitment == Commitment.MET


@pytest.mark.parametrize(
    ("on", "hires", "stands"),
    [
        (-1, 0, Commitment.PLANNED), (0, 0, Commitment.DUE), (100, 9, Commitment.DUE), (100, 10, Commitment.MET),
        (101, 9, Commitment.PART), (101, 0, Commitment.MISSED), (20, 12, Commitment.MET),
    ],
)  # fmt: skip
def test_where_a_line_stands_follows_from_the_day_and_the_hires(on, hires, stands):
    assert measured([hire(key, told=0) for key in range(hires)], on=on).commitment == stands


def test_the_pace_is_counted_in_whole_people():
    assert [measured(on=day).expected for day in (0, 9, 10, 99, 100, 300)] == [0, 0, 1, 9, 10, 10]


@pytest.mark.parametrize(
    ("kinds", "strongest"),
    [
        ((), Rung.CLAIMED), (("claimed",), Rung.CLAIMED), (("claimed", "resident"), Rung.CONFIRMED),
        (("employer", "documented"), Rung.DOCUMENTED), (("documented", "started"), Rung.STARTED),
        (("claimed", "retained_1", "retained_6", "ended"), Rung.RETAINED_6), (("retained_12",), Rung.RETAINED_12),
    ],
)  # fmt: skip
def test_a_hire_counts_at_its_strongest_proof(kinds, strongest):
    assert rules.rung(kinds) == strongest


# Warnings and the calendar


def warnings(meter, on=50, **more):
    return dict(
        rules.line_warnings(
            promise(), meter, on=DAY + timedelta(days=on), **{"decides": True, "decider_left": False, **more}
        )
    )


def test_what_is_behind_silent_or_has_nobody_who_decides_is_warned_of():
    assert warnings(measured(on=50))[Warn.BEHIND] == 5
    assert Warn.NO_ORDER not in warnings(measured(on=59), on=59)
    assert warnings(measured(on=60), on=60)[Warn.NO_ORDER] == 60
    recent = [Order(1, 1, 2, DAY + timedelta(days=20))]
    assert Warn.NO_ORDER not in warnings(measured(on=60, orders=recent), on=60)
    assert Warn.NOBODY_DECIDES in warnings(measured(), decides=False)
    assert Warn.DECIDER_GONE in warnings(measured(), decider_left=True)
    assert warnings(measured(on=101), on=101) == {Warn.PAST_DUE: 10}


def test_a_line_that_is_met_warns_of_nothing():
    met = measured([hire(key, told=0) for key in range(10)])
    assert warnings(met, decides=False, decider_left=True) == {}


def test_the_calendar_moves_a_signed_agreement_step_by_step():
    days = {"starts": DAY, "ends": DAY + timedelta(days=10), "review": DAY + timedelta(days=5)}
    path = [(-1, "signed", "signed"), (0, "signed", "active"), (4, "active", "active"), (5, "active", "review"),
            (10, "review", "review"), (11, "review", "expired"), (11, "active", "expired"), (99, "draft", "draft"),
            (99, "ended", "ended")]  # fmt: skip
    for day, before, after in path:
        assert rules.by_date(AgreementState(before), on=DAY + timedelta(days=day), **days) == after, (day, before)


# A thousand random histories, recounted


@dataclass
class History:
    """What happened, as events; dates are days from DAY."""

    agreements: dict = field(default_factory=dict)
    lines: list = field(default_factory=list)
    members: list = field(default_factory=list)
    merged: dict = field(default_factory=dict)
    gone_into: dict = field(default_factory=dict)
    orders: list = field(default_factory=list)
    referrals: list = field(default_factory=list)
    hires: list = field(default_factory=list)


def invented(rng: Random) -> History:
    made = History()
    for agreement in range(rng.randint(1, 3)):
        starts = rng.randint(-60, 30)
        stopped = rng.choice((None, None, starts + rng.randint(1, 200)))
        made.agreements[agreement] = (starts, starts + rng.randint(30, 300), stopped)
        for _ in range(rng.randint(1, 3)):
            own = rng.choice((None, agreement * 10 + rng.randint(0, 1)))
            jobs = rng.sample(["5", "56", "561", "5611", "561101", "62", "6201"], rng.randint(0, 2))
            changes, day = [], starts
            for _ in range(rng.randint(1, 3)):
                changes.append((day, rng.randint(1, 6), day + rng.randint(0, 200), rng.choice((0, 1, 30, 600))))
                day += rng.randint(0, 90)
            made.lines.append((len(made.lines), agreement, own, jobs, changes))
        for _ in range(rng.randint(1, 5)):
            joined = starts + rng.randint(-5, 60)
            left = rng.choice((None, joined + rng.randint(0, 120)))
            party = agreement * 10 + rng.randint(0, 1)
            made.members.append((agreement, party, rng.randint(1, 6), rng.choice((None, None, 1, 2)), joined, left))
    for firm in rng.sample(range(1, 7), rng.randint(0, 3)):
        into = rng.randint(1, 6)
        if rules.kept_firm(into, made.merged) != firm:
            made.merged[firm] = into
    if len(made.lines) > 1 and rng.random() < 0.3:
        old, new = rng.sample(range(len(made.lines)), 2)
        made.gone_into[old] = new
    for key in range(rng.randint(0, 16)):
        occupation = rng.choice(("561101", "561102", "562300", "620101", "611101", ""))
        order = (
            key,
            rng.randint(1, 6),
            rng.choice((None, 1, 2)),
            occupation,
            rng.randint(-40, 160),
            rng.choice((None, 1, 2, 5)),
        )
        made.orders.append(order)
        made.referrals += [(key, rng.randint(1, 8)) for _ in range(rng.randint(0, 3))]
        for _ in range(rng.randint(0, 3)):
            kinds = frozenset(
                rng.sample(
                    ["claimed", "employer", "resident", "documented", "started", "retained_1", "retained_3"],
                    rng.randint(0, 4),
                )
            )
            undone = rng.random() < 0.2
            made.hires.append(
                (len(made.hires), key, order[4] + rng.randint(0, 90), undone, not undone and rng.random() < 0.2, kinds)
            )
    return made


def at(day: int) -> date:
    return DAY + timedelta(days=day)


def by_the_product(history: History, on: int) -> dict[int, tuple]:
    """The product's way: recognise each order, then measure each line."""
    promises = []
    for key, agreement, own, jobs, changes in history.lines:
        starts, ends, stopped = history.agreements[agreement]
        said = tuple(Terms(at(day), n, at(due), "senior" if w else "", "법", w) for day, n, due, w in changes)
        promises.append(
            Promise(
                key, agreement, own, tuple(jobs), at(starts), at(ends), said,
                None if stopped is None else at(stopped), history.gone_into.get(key),
            )
        )  # fmt: skip
    members = [
        Membership(a, p, f, b, at(j), None if left is None else at(left)) for a, p, f, b, j, left in history.members
    ]
    line_of = {}
    for key, firm, branch, occupation, day, _ in history.orders:
        line_of[key] = rules.recognise(
            firms=rules.same_firms(firm, history.merged), branch=branch, occupation=occupation, day=at(day),
            members=members, promises=[one for one in promises if one.line not in history.gone_into],
        ).line  # fmt: skip
    orders = [Order(key, line_of[key], n, at(day)) for key, *_, day, n in history.orders if line_of[key] is not None]
    named = [(line_of[order], person) for order, person in history.referrals if line_of[order] is not None]
    hires = [
        Hire(key, line_of[order], at(told), undone, ended, kinds)
        for key, order, told, undone, ended, kinds in history.hires
        if line_of[order] is not None
    ]
    found = {}
    for one in promises:
        m = rules.meter(one, orders=orders, referred=named, hires=hires, on=at(on))
        rungs = {str(key): n for key, n in m.rungs.items() if n}
        found[one.line] = (m.orders, m.ordered, m.referred, m.hired, m.late, m.ended, rungs, m.promised)
    return found


def by_hand(history: History, on: int) -> dict[int, tuple]:
    """The same counted again from the placements, in another way."""
    alias = {firm: firm for firm in range(1, 7)}
    for firm, into in history.merged.items():
        old, new = alias[firm], alias[into]
        alias = {one: new if root == old else root for one, root in alias.items()}
    found = {line[0]: [0, 0, set(), 0, 0, 0, Counter()] for line in history.lines}
    tied = {}
    for key, firm, branch, occupation, day, openings in history.orders:
        candidates = []
        for number, agreement, own, jobs, changes in history.lines:
            starts, ends, stopped = history.agreements[agreement]
            open_days = range(starts, min(ends + 1, stopped if stopped is not None else ends + 1))
            inside = {
                p for a, p, f, b, joined, left in history.members
                if a == agreement and alias[f] == alias[firm] and b in (None, branch)
                and day in range(joined, 10_000 if left is None else left)
            }  # fmt: skip
            if number in history.gone_into or day not in open_days or min(c[0] for c in changes) > day or not inside:
                continue
            if own is not None and own not in inside:
                continue
            if not occupation:
                candidates.append(((0, False), number, not jobs))
                continue
            fits = [n for n in range(6, 0, -1) if occupation[:n] in jobs] or ([0] if not jobs else [])
            if fits:
                candidates.append(((fits[0], own is not None), number, True))
        best = max((one[0] for one in candidates), default=None)
        top = [one for one in candidates if one[0] == best]
        if len(top) == 1 and top[0][2]:
            tied[key] = top[0][1]
            if day <= on:
                found[top[0][1]][0] += 1
                found[top[0][1]][1] += openings or 1
    for order, person in history.referrals:
        if order in tied:
            found[tied[order]][2].add(person)
    for _, order, told, undone, ended, kinds in history.hires:
        if undone or order not in tied or told > on:
            continue
        line = found[tied[order]]
        due = due_on(history, tied[order], on)
        line[3] += 1
        line[4] += told > due
        line[5] += ended
        ladder = ["retained_3", "retained_1", "started", "documented"]
        sure = next((one for one in ladder if one in kinds), None)
        line[6][sure or ("confirmed" if kinds & {"employer", "resident"} else "claimed")] += 1
    return {
        key: (n, asked, len(people), hired, late, ended, dict(rungs), promised_on(history, key, on))
        for key, (n, asked, people, hired, late, ended, rungs) in found.items()
    }


def _held(history: History, line: int, on: int) -> tuple:
    changes = history.lines[line][4]
    return [one for one in changes if one[0] <= on][-1] if changes[0][0] <= on else changes[0]


def due_on(history: History, line: int, on: int) -> int:
    return _held(history, line, on)[2]


def promised_on(history: History, line: int, on: int) -> int:
    return _held(history, line, on)[1]


def windows_at_their_minutes(rng: Random, history: History) -> None:
    """Every window of every line, minute by minute: open from acceptance for exactly its length."""
    for _, _, _, _, changes in history.lines:
        for _, _, _, minutes in changes:
            accepted = datetime(2026, 6, 1, tzinfo=UTC) + timedelta(seconds=rng.randint(0, 86_400))
            until = rules.window_until(accepted, minutes)
            open_minutes = sum(
                until is not None and accepted + timedelta(minutes=m) < until for m in range(minutes + 3)
            )
            assert open_minutes == minutes


def test_the_meter_equals_a_recount_from_the_placements_in_a_thousand_random_histories():
    counted = 0
    for seed in range(HISTORIES):
        rng = Random(seed)
        history = invented(rng)
        on = rng.randint(-30, 320)
        recounted = by_hand(history, on)
        assert by_the_product(history, on) == recounted, seed
        windows_at_their_minutes(rng, history)
        counted += sum(row[3] for row in recounted.values())
    assert counted > 500, "the histories hold hires"
