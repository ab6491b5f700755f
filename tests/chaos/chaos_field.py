"""What a run works on: people with accounts, firms with orders, residents to propose and to hire.

    python -m tests.chaos.chaos_field CLIENTS PROPOSALS HIRES    prints the field as JSON
    python -m tests.chaos.chaos_field later                      the clock passes every lease

A hire needs six steps before it; those are walked here in bulk along legal states. The hire itself, proposals and
captures go through the pages.
"""

import json
import sys
from datetime import date, time
from typing import Any

import django

PASSWORD = "chaos-chaos-2026"
OPENINGS, RIVALS = 2, 4
"""Openings of an order in the race, and residents whom its employer wants."""
ASKED_OF_ONE = 10
"""Residents proposed to one firm: fewer than its cap."""


def main() -> None:
    """Do what the command says."""
    if sys.argv[1] == "later":
        later()
    else:
        print(json.dumps(sow(*(int(word) for word in sys.argv[1:4]))))


def sow(clients: int, proposals: int, hires: int) -> dict[str, Any]:
    """Make the field."""
    from tests.factories import messages, staff

    district = staff.district()
    messages.sender(district)
    messages.limits(
        district, quiet_starts=time(0), quiet_ends=time(0), person_per_day=100, campaign=1_000_000,
        district_per_day=1_000_000,
    )  # fmt: skip
    people = [staff.counsellor(district=district) for _ in range(clients)]
    for one in people:
        one.set_password(PASSWORD)
        one.save()
    asked = _orders(people[0], -(-proposals // ASKED_OF_ONE), openings=3)
    residents = _residents(people[0], proposals)
    wanted = _orders(people[0], -(-hires // RIVALS), openings=OPENINGS)
    return {
        "logins": [one.login for one in people],
        "companies": [asked[number % len(asked)].company_id for number in range(min(len(asked), 20))],
        "proposals": [
            [asked[number // ASKED_OF_ONE].number, str(one.public_id)] for number, one in enumerate(residents)
        ],
        "hires": _offered(people[0], wanted),
    }


def later() -> None:
    """Every lease runs out: what a dead worker held becomes `unknown` and is asked about. Run with no worker alive."""
    from jobvisit.base import clock
    from jobvisit.office.messaging import sending

    print(sending.sweep(at=clock.now() + sending.LEASE * 2))


def _orders(by: Any, count: int, *, openings: int) -> list[Any]:
    from tests.factories import companies, orders

    return [orders.order(by, companies.company(by.district), openings=openings) for _ in range(count)]


def _residents(by: Any, count: int) -> list[Any]:
    from jobvisit.base import clock
    from jobvisit.office.seekers.models import Seeker
    from tests.factories import seekers

    now = clock.now()
    first = Seeker.objects.count()
    files = [
        seekers.unsaved(
            state="active", applied_at=now, active_on=now.date(), valid_until=date(2100, 1, 1), owner=by,
            district=by.district, phone=f"010{first + number:08d}",
        )
        for number in range(count)
    ]  # fmt: skip
    for file in files:
        file.derive()
    return Seeker.objects.bulk_create(files)


def _offered(by: Any, orders: list[Any]) -> list[str]:
    """Numbers of referrals that the employer has said yes to, an order's rivals side by side."""
    from jobvisit.base import clock
    from jobvisit.office.referrals.models import Referral, ReferralConsent

    now = clock.now()
    files = _residents(by, len(orders) * RIVALS)
    made = Referral.objects.bulk_create(
        [
            Referral(
                district=by.district, number=f"C{number:06d}", order=orders[number // RIVALS], seeker=file, owner=by,
                state="proposed", proposed_at=now, proposed_by=by, special="counsellor", moved_at=now,
                answer_by=now.date(),
            )
            for number, file in enumerate(files)
        ]
    )  # fmt: skip
    consents = ReferralConsent.objects.bulk_create(
        [
            ReferralConsent(
                district=by.district, referral=one, company_id=one.order.company_id, given=True, text_version="1",
                channel="paper", source="paper", at=now,
            )
            for one in made
        ]
    )  # fmt: skip
    for one, consent in zip(made, consents, strict=True):
        one.consent = consent
    Referral.objects.bulk_update(made, ["consent"])
    ours = Referral.objects.filter(pk__in=[one.pk for one in made])
    for state in ("consented", "sent", "offered"):
        ours.update(state=state)
    return [one.number for one in made]


if __name__ == "__main__":
    django.setup()
    main()
