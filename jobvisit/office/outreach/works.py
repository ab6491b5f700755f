"""Long work in the background: asked for, done by one worker at a time, watched, called off, taken up again.

The row is the truth; a job of the queue only wakes a worker. A worker that is killed leaves its lock with its
connection, so the next one goes on from the parts that are kept.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction
from procrastinate.contrib.django import app as jobs

from jobvisit.office.audit import actions as audit
from jobvisit.office.outreach.models import Work, WorkPart
from jobvisit.office.outreach.states import WORK, WorkState
from jobvisit.office.staff.models import User

WORK_JOB = "outreach.work"
QUEUE = "outreach"
SILENT = timedelta(seconds=60)
"""Without news for so long a running work is taken for abandoned and woken again."""
_LOCKS = 0x4A56  # our half of PostgreSQL's two-part advisory key


@transaction.atomic
def ask(*, kind: str, subject_id: int, total: int, by: User, at: datetime) -> Work:
    """Ask for a work, or find the one of this kind and subject that is not at its end."""
    work = Work.objects.filter(
        district_id=by.district_id, kind=kind, subject_id=subject_id, state__in=["waiting", "running"]
    ).first()
    if work is None:
        work = Work.objects.create(
            district_id=by.district_id, kind=kind, subject_id=subject_id, total=total, asked_by=by, asked_at=at,
            beat_at=at,
        )  # fmt: skip
        audit.note(by=by, at=at, verb="outreach.work_asked", subject=work, details={"kind": kind})
        wake(work)
    return work


@transaction.atomic
def again(*, work: Work, by: User, at: datetime) -> None:
    """Take up a work that was called off or failed. Raises `IllegalTransitionError`."""
    _move(work, WorkState.WAITING, by=by, at=at, stop_asked=False, problem="", ended_at=None, beat_at=at)
    wake(work)


@transaction.atomic
def stop(*, work: Work, by: User, at: datetime) -> None:
    """Call a work off: at once if no worker has begun, else at its next step. What it finished is kept."""
    current = Work.objects.select_for_update().get(pk=work.pk)
    if current.state == WorkState.WAITING:
        _move(current, WorkState.CANCELLED, by=by, at=at, ended_at=at)
    elif current.state == WorkState.RUNNING:
        Work.objects.filter(pk=work.pk).update(stop_asked=True)
        audit.note(by=by, at=at, verb="outreach.work_stop", subject=work)
    work.refresh_from_db()


@contextmanager
def held(work_id: int) -> Iterator[Work | None]:
    """The work, for as long as this connection lives, or None where another worker has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCKS, work_id])
        mine = cursor.fetchone()[0]
    try:
        yield Work.objects.select_related("asked_by__district").filter(pk=work_id).first() if mine else None
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_LOCKS, work_id])


def begin(*, work: Work, at: datetime) -> bool:
    """Mark it as running; whether there is anything to do. Only the holder of `held` asks this."""
    if work.state == WorkState.WAITING:
        _move(work, WorkState.RUNNING, by=None, at=at, beat_at=at)
    return work.state == WorkState.RUNNING


def beat(*, work: Work, done: int, total: int, at: datetime) -> None:
    """Say how far it is."""
    Work.objects.filter(pk=work.pk).update(done=done, total=total, beat_at=at)


def stopped(work: Work) -> bool:
    """Whether somebody has called it off."""
    return Work.objects.filter(pk=work.pk, stop_asked=True).exists()


@transaction.atomic
def end(*, work: Work, to: WorkState, at: datetime, result: bytes | None = None, problem: str = "") -> None:
    """Done, failed (with the problem in words) or called off. Finished parts go when they are no longer needed."""
    more = {"result": result} if result is not None else {}
    _move(work, to, by=None, at=at, ended_at=at, problem=problem[:200], **more)
    if to == WorkState.DONE:
        WorkPart.objects.filter(work=work).delete()


def rouse(at: datetime) -> int:
    """Wake every work that waits or whose worker has given no sign for a minute. The number woken."""
    silent = Work.objects.filter(state__in=["waiting", "running"], beat_at__lt=at - SILENT)
    rows = list(silent.order_by("pk")[:50])
    for work in rows:
        wake(work)
    return len(rows)


def wake(work: Work) -> None:
    """Ask for a worker; within a transaction the job lives and dies with it."""
    jobs.configure_task(WORK_JOB, queue=QUEUE).defer(work=work.pk)


class Parts:
    """Finished parts as rows, for the engines' `kept=`."""

    def __init__(self, work: Work) -> None:
        self.work = work

    def get(self, key: str) -> bytes | None:
        """The part of this key, whole, or None."""
        part = WorkPart.objects.filter(work=self.work, key=key).values_list("content", flat=True).first()
        return bytes(part) if part is not None else None

    def put(self, key: str, content: bytes) -> None:
        """Keep a part; a kill in the middle leaves none."""
        WorkPart.objects.get_or_create(
            district_id=self.work.district_id, work=self.work, key=key, defaults={"content": content}
        )


def _move(work: Work, to: WorkState, *, by: User | None, at: datetime, **columns: object) -> None:
    WORK.check(WorkState(work.state), to)
    Work.objects.filter(pk=work.pk).update(state=to, **columns)
    audit.note(by=by, at=at, verb=f"outreach.work_{to}", subject=work)
    work.refresh_from_db()
