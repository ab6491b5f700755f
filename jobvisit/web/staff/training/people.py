"""A resident's classes and certificates, for the resident's page."""

from typing import Any

from django.urls import reverse

from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff.policy import may
from jobvisit.office.training import queries
from jobvisit.web.shared.access import StaffRequest
from jobvisit.web.staff.training import show


def of_seeker(request: StaffRequest, seeker: Seeker) -> dict[str, Any]:
    """The part of a resident's page that speaks of classes."""
    rows = []
    for one in queries.of_seeker(request.user, seeker)[:10]:
        word, tone = show.seat_state(one)
        rows.append({
            "name": f"{one.cohort.course.name} · {show.span(one.cohort)}", "state": word, "tone": tone,
            "url": reverse("training:seat", args=[one.pk]), "at": one.moved_at, "why": show.reason(one),
        })  # fmt: skip
    return {
        "rows": rows,
        "certificates": [
            (show.licence_name(one.licence), one.issued_on) for one in queries.certificates(request.user, seeker)[:10]
        ],
        "may_nominate": may(request.user, "training.nominate"),
        "may_certify": may(request.user, "training.certify"),
    }
