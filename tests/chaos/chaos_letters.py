"""A campaign of letters to print while workers are killed.

python -m tests.chaos.chaos_letters sow N       firms, a campaign and its work; prints their keys as JSON
python -m tests.chaos.chaos_letters rouse       a minute passes: works without news are woken
python -m tests.chaos.chaos_letters read WORK   the letters' PDF on the disk, and which letter has which address
"""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import django


def sow(count: int) -> dict[str, int]:
    """Firms of 50 and more, a campaign to all of them, and its work asked for."""
    from jobvisit.base import clock
    from jobvisit.flows import notices
    from jobvisit.office.outreach import actions, queries
    from tests.factories import companies, staff

    manager = staff.manager()
    for _ in range(count):
        companies.company(manager.district, headcount=60)
    now = clock.now()
    campaign = actions.draft_campaign(
        name="안내", channel="letter", choice=queries.Choice(), by=manager, at=now,
        expires_on=clock.seoul_day(now) + timedelta(days=20),
    )  # fmt: skip
    work = notices.ask_for_letters(campaign=campaign, by=manager, at=now)
    return {"work": work.pk, "campaign": campaign.pk}


def rouse() -> int:
    """What the periodic job does, a minute later."""
    from jobvisit.base import clock
    from jobvisit.office.outreach import works

    return works.rouse(clock.now() + 2 * works.SILENT)


def read(work_id: int) -> dict[str, Any]:
    """The work as it ended."""
    from jobvisit.office.outreach import letters, queries
    from jobvisit.office.outreach.models import Notice, Work

    work = Work.objects.get(pk=work_id)
    path = Path(os.environ["JOBVISIT_HOME"]) / f"letters-{work.pk}.pdf"
    path.write_bytes(queries.result_of(work))
    rows = Notice.objects.filter(campaign=work.subject_id).order_by("number")
    return {"state": work.state, "pdf": str(path), "addresses": {one.number: letters.address(one) for one in rows}}


if __name__ == "__main__":
    django.setup()
    deeds: dict[str, Any] = {"sow": sow, "rouse": rouse, "read": read}
    print(json.dumps(deeds[sys.argv[1]](*map(int, sys.argv[2:]))))
