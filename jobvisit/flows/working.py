"""What a worker does with a long work: begin it, tell how far it is, end it, whatever happens."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from jobvisit.base import clock
from jobvisit.engines import papers
from jobvisit.flows import notices, visits
from jobvisit.office.outreach import works
from jobvisit.office.outreach.states import WorkState

if TYPE_CHECKING:
    from jobvisit.office.outreach.models import Work

log = logging.getLogger(__name__)


def do(work_id: int) -> None:
    """Do a work, unless another worker has it or it is at its end."""
    with works.held(work_id) as work:
        if work is None or not works.begin(work=work, at=clock.now()):
            return
        try:
            result = _do(work)
        except papers.CancelledError:
            works.end(work=work, to=WorkState.CANCELLED, at=clock.now())
        except Exception as problem:
            log.exception("work %s", work.pk)
            works.end(work=work, to=WorkState.FAILED, at=clock.now(), problem=_words(problem))
        else:
            works.end(work=work, to=WorkState.DONE, at=clock.now(), result=result)


def _do(work: Work) -> bytes | None:
    def progress(done: int, total: int) -> None:
        works.beat(work=work, done=done, total=total, at=clock.now())

    def cancelled() -> bool:
        return works.stopped(work)

    if work.kind == "letters":
        return notices.make_letters(work, progress=progress, cancelled=cancelled)
    if work.kind == "messages":
        sent = notices.write_messages(work, progress=progress, cancelled=cancelled)
        return repr(sorted(sent.held.items())).encode()
    if work.kind == "plan":
        visits.compose(work, progress=progress, cancelled=cancelled)
        return None
    raise ValueError(work.kind)


def _words(problem: Exception) -> str:
    """What can be shown of a problem: its kind, and its words only where they are ours to show."""
    shown = isinstance(problem, ValueError | papers.PaperError)
    return f"{type(problem).__name__}: {problem}" if shown else type(problem).__name__
