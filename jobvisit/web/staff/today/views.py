"""The counsellor's day: what is due, what is open, what to do next."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobvisit.base import clock
from jobvisit.flows import today as flow
from jobvisit.office.orders.states import OrderState
from jobvisit.office.staff import queries as staff
from jobvisit.office.staff.policy import Role, may
from jobvisit.web.shared.access import StaffRequest, open_to_all
from jobvisit.web.shared.parts import Task
from jobvisit.web.staff.agreements import show as agreement_show
from jobvisit.web.staff.desks import tasks as desk_tasks
from jobvisit.web.staff.orders import show as order_show
from jobvisit.web.staff.outreach import show as outreach_show
from jobvisit.web.staff.referrals import tasks as referral_tasks
from jobvisit.web.staff.reports import tasks as report_tasks
from jobvisit.web.staff.training import tasks as training_tasks


@require_safe
@open_to_all
def page(request: StaffRequest) -> HttpResponse:
    """Work due for the person logged in."""
    now = clock.now()
    day = clock.seoul_day(now)
    due = flow.due_for(by=request.user, on=day, at=now)
    tasks = referral_tasks.of_day(due)
    tasks += training_tasks.of_day(due.classes, due.promised)
    tasks += [
        Task(
            name=order.title,
            url=reverse("orders:edit", args=[order.number]),
            note=order.company.name,
            badge=order_show.state_name(OrderState(order.state)),
            tone="warning",
        )
        for order in due.to_mend
    ]
    tasks += [
        Task(
            name=order.title,
            url=reverse("orders:detail", args=[order.number]),
            note=order.company.name,
            badge=_("곧 마감"),
            tone="info",
        )
        for order in due.closing
    ]
    tasks += agreement_show.tasks(due.agreements, due.unclear)
    street = outreach_show.street(request.user, now) if may(request.user, "outreach.work") else None
    if street:
        tasks = [*street.tasks, *tasks]
    at_desk, unclosed = desk_tasks.of_day(request.user, day) if may(request.user, "desks.work") else ([], [])
    tasks = [*unclosed, *tasks]
    if may(request.user, "reports.close"):
        tasks = [*report_tasks.of_day(request.user, day, now), *tasks]
    posting = staff.posting(request.user, day)
    request.session["post"] = posting.post.name if posting else ""  # for the header of every page, without asking again
    context = {
        "due": due,
        "tasks": tasks,
        "street": street,
        "desks": at_desk,
        "today": day,
        "posting": posting,
        "may_place": may(request.user, "orders.place"),
        "may_register": may(request.user, "seekers.register"),
        "at_desk": request.user.role == Role.DESK,
    }
    return render(request, "today/page.html", context)
