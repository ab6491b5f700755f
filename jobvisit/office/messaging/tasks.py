"""What the worker does: procrastinate runs these, the outbox row stays the truth. A job is only a wake-up call."""

from procrastinate.contrib.django import app

from jobvisit.base import clock
from jobvisit.office.messaging import queries, sending
from jobvisit.office.messaging.states import MessageState


@app.task(name="messaging.send")
def send(message: int) -> None:
    """Send what is due. If another job took this message along already, there is nothing left to do."""
    if queries.is_due(message, clock.now()):
        sending.send_due()


@app.task(name="messaging.ask")
def ask(message: int) -> None:
    """Ask about one message that became unknown a moment ago."""
    found = queries.by_pk(message)
    if found is not None and found.state == MessageState.UNKNOWN:
        sending.ask(message=found, at=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="messaging.every_minute", queueing_lock="messaging.every_minute")
def every_minute(timestamp: int) -> None:
    """Send what lost its job, and give up on workers that died."""
    sending.send_due(most=1000)
    sending.sweep(at=clock.now())


@app.periodic(cron="7 * * * *")
@app.task(name="messaging.every_hour", queueing_lock="messaging.every_hour")
def every_hour(timestamp: int) -> None:
    """Ask about everything whose end is open."""
    sending.reconcile(at=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="messaging.forget_lost_jobs", queueing_lock="messaging.forget_lost_jobs")
async def forget_lost_jobs(timestamp: int) -> None:
    """Jobs of workers that were killed start anew: they are wake-up calls, and the outbox decides what is due."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
