"""What is due about referrals, as lines of the counsellor's day: what to ask whom, one tap away."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from jobvisit.base.text import mask_name
from jobvisit.flows.today import Due
from jobvisit.office.referrals.models import Placement, Referral
from jobvisit.web.shared.parts import Task, Tone


def of_day(due: Due) -> list[Task]:
    """The most pressing first: results nobody knows, people who wait for us, then what can wait a day."""
    return [
        *_referrals(due.results, _("면접 결과 물어보기"), "danger"),
        *_referrals(due.letters, _("알선장 보내기"), "warning"),
        *_referrals(due.unanswered, _("답이 없음 — 전화하기"), "warning"),
        *_placements(due.starts, _("출근했는지 확인"), "warning"),
        *(
            Task(
                name=f"{mask_name(one.placement.seeker.name)} · {one.placement.company.name}",
                url=reverse("referrals:placement", args=[one.placement.public_id]),
                note=_("%(n)s개월 근무 확인") % {"n": one.months},
                badge=_("사후관리"),
                tone="info",
            )
            for one in due.follow_ups
        ),
        *(
            Task(
                name=one.order.title,
                url=reverse("orders:detail", args=[one.order.number]) + "#referrals",
                note=_("%(firm)s · %(n)s일째 답 없음") % {"firm": one.order.company.name, "n": one.days},
                badge=_("아직 구하는지 묻기"),
                tone="warning",
            )
            for one in due.silent
        ),
    ]  # fmt: skip


def _referrals(found: Iterable[Referral], badge: str, tone: Tone) -> list[Task]:
    return [
        Task(
            name=f"{mask_name(one.seeker.name)} · {one.order.company.name}",
            url=reverse("referrals:detail", args=[one.number]),
            note=one.order.title,
            badge=badge,
            tone=tone,
        )
        for one in found
    ]


def _placements(found: Iterable[Placement], badge: str, tone: Tone) -> list[Task]:
    return [
        Task(
            name=f"{mask_name(one.seeker.name)} · {one.company.name}",
            url=reverse("referrals:placement", args=[one.public_id]),
            note=one.order.title,
            badge=badge,
            tone=tone,
        )
        for one in found
    ]
