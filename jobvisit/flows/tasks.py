"""Jobs of the queue that need several rooms. A job only wakes: the work's row says what is to be done."""

from procrastinate.contrib.django import app

from jobvisit.base import clock
from jobvisit.flows import nightly, working
from jobvisit.office.outreach import works


@app.task(name=works.WORK_JOB, queue=works.QUEUE)
def work(work: int) -> None:
    """Do one long work."""
    working.do(work)


@app.periodic(cron="* * * * *")
@app.task(name="outreach.every_minute", queue=works.QUEUE, queueing_lock="outreach.every_minute")
def every_minute(timestamp: int) -> None:
    """Wake works whose worker died."""
    works.rouse(clock.now())


@app.periodic(cron="30 21 * * *")
@app.task(name="nightly", queue=works.QUEUE, queueing_lock="nightly")
def every_night(timestamp: int) -> None:
    """What falls due by itself, at 06:30 in Seoul (21:30 UTC, the clock of the queue)."""
    nightly.run_everywhere(on=clock.seoul_day(clock.now()))
