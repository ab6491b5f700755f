"""Wake-up calls for the worker, in the transaction of whoever calls.

Inside the worker procrastinate speaks over connections of its own; a call made there by its usual door would be
heard before the row it is about is committed. So we always use Django's connection.
"""

from datetime import datetime
from typing import Final

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job, JobDeferrer
from procrastinate.manager import JobManager

SEND: Final = "messaging.send"
ASK: Final = "messaging.ask"
_MANAGER: Final = JobManager(DjangoConnector())


def wake(task: str, message: int, at: datetime) -> None:
    """Ask for a worker for one message at a moment; undone when the transaction is."""
    job = Job(
        id=None,
        queue="default",
        lock=None,
        queueing_lock=None,
        task_name=task,
        task_kwargs={"message": message},
        scheduled_at=at,
    )
    JobDeferrer(job_manager=_MANAGER, job=job).defer()
