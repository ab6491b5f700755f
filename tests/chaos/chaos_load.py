"""Clients who write through the pages, as logged-in counsellors, and note a write only after its answer came.

A request without a clear answer is sent again, the same in every byte, until it is answered: what a browser's second
press, and a tablet's outbox, do.
"""

import random
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx

from jobvisit.base import clock
from tests.chaos.chaos_field import PASSWORD

PAUSE = 0.15


@dataclass
class Ledger:
    """What the clients know, and nothing else: the checker holds the house to it."""

    captures: dict[str, str] = field(default_factory=dict)
    """Form key → number of the order that the answer named."""
    proposals: set[tuple[str, str]] = field(default_factory=set)
    """(order, resident) that the answer said were asked."""
    hires: dict[str, str] = field(default_factory=dict)
    """Referral → placement that the answer named."""
    told: Counter[str] = field(default_factory=Counter)
    """Refusals that are right: an order full meanwhile."""
    unclear: Counter[str] = field(default_factory=Counter)
    """Requests sent again, by what came instead of an answer."""
    strange: list[str] = field(default_factory=list)
    """Answers that must not be: a broken page, a 503 without Retry-After."""
    unanswered: int = 0
    """Writes given up when the clients had to stop."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def acknowledged(self) -> int:
        """Writes that were answered."""
        return len(self.captures) + len(self.proposals) + len(self.hires)


class Work:
    """What is left to do; each piece is given out once, the rivals for an order at nearly the same moment."""

    def __init__(self, sown: dict[str, Any], seed: int, *, kinds: tuple[str, ...]) -> None:
        self.sown, self.kinds = sown, kinds
        self.random = random.Random(seed)
        self.proposals, self.hires = list(reversed(sown["proposals"])), list(reversed(sown["hires"]))
        self.lock = threading.Lock()

    def next(self) -> tuple[str, Any]:
        """(kind, what)."""
        with self.lock:
            kind = self.random.choice(self.kinds)
            if kind == "propose" and self.proposals:
                return kind, self.proposals.pop()
            if kind == "hire" and self.hires:
                return kind, self.hires.pop()
            key = str(UUID(int=self.random.getrandbits(128)))
            return "capture", (key, self.random.choice(self.sown["companies"]))

    @property
    def used_up(self) -> bool:
        """Whether hires were asked for and none is left."""
        return not self.hires


class Counsellor(threading.Thread):
    """One person at one browser."""

    def __init__(self, address: str, login: str, work: Work, ledger: Ledger, *, with_key: bool = True) -> None:
        super().__init__(name=login, daemon=True)
        self.address, self.login, self.work, self.ledger, self.with_key = address, login, work, ledger, with_key
        self.no_more, self.give_up = threading.Event(), threading.Event()
        self.client = self._new_client()

    def run(self) -> None:
        """Work until told to stop; what was begun is finished."""
        self.log_in()
        while not self.no_more.is_set():
            kind, what = self.work.next()
            getattr(self, kind)(what)
        self.client.close()

    def log_in(self) -> None:
        """Through the page, again and again if need be."""
        while not self.give_up.is_set():
            try:
                self.client.cookies.clear()
                self.client.get("/login/")
                words = {"username": self.login, "password": PASSWORD}
                if self.client.post("/login/", data=words, headers=self._token()).status_code == 302:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(PAUSE)

    def capture(self, what: tuple[str, int]) -> None:
        """A job order, typed at the employer's table."""
        key, company = what
        words = {
            "company": str(company), "form_key": key if self.with_key else "", "title": f"매장 판매 직원 {key}",
            "occupation": "615110", "openings": "1", "pay_kind": "month", "pay_min": "2200000",
            "days": ["0", "1", "2", "3", "4"], "days_per_week": "5", "start": "10:00", "end": "17:00",
            "break_minutes": "60", "weekly_hours": "30", "employment": "permanent", "dong": "1165058000",
            "source": "visit", "confirmed": "on",
        }  # fmt: skip
        answer = self._until_answered("/orders/new/", words)
        if answer is not None and answer.status_code == 302:
            number = re.fullmatch(r"/orders/([^/]+)/.*", answer.headers["Location"])
            with self.ledger.lock:
                self.ledger.captures[key] = number[1] if number else ""
        elif answer is not None:
            self._strange(answer)

    def propose(self, what: tuple[str, str]) -> None:
        """Ask one resident."""
        order, resident = what
        words = {"seeker": resident, "special": "counsellor"}
        answer = self._until_answered(f"/referrals/orders/{order}/propose/", words)
        if answer is not None and answer.status_code == 302:
            with self.ledger.lock:
                self.ledger.proposals.add((order, resident))
        elif answer is not None:
            self._strange(answer)

    def hire(self, referral: str) -> None:
        """Record a hire; the last opening may be gone by then."""
        start = clock.seoul_day(clock.now()) + timedelta(days=7)
        words = {"source": "spoken_phone", "start_on": start.isoformat(), "said_by": "employer"}
        # The version that the page showed; a second try meets the hire of the first and is told of it.
        seen = {f"hired-{name}": value for name, value in {**words, "version": "1"}.items()}
        answer = self._until_answered(f"/referrals/{referral}/steps/hired/", seen)
        if answer is not None and answer.status_code == 302:
            with self.ledger.lock:
                self.ledger.hires[referral] = answer.headers["Location"].rstrip("/").rpartition("/")[2]
        elif answer is not None and answer.status_code == 422:
            self.ledger.told["full"] += 1
        elif answer is not None:
            self._strange(answer)

    def _until_answered(self, where: str, words: dict[str, Any]) -> httpx.Response | None:
        while not self.give_up.is_set():
            try:
                answer = self.client.post(where, data=words, headers=self._token())
            except httpx.HTTPError as problem:
                self.ledger.unclear[type(problem).__name__] += 1
                self.client.close()
                self.client = self._new_client(self.client.cookies)
                time.sleep(PAUSE)
                continue
            if answer.status_code == 302 and answer.headers["Location"].startswith("/login/"):
                self.ledger.unclear["logged out"] += 1
                self.log_in()
            elif answer.status_code == 503 and answer.headers.get("Retry-After"):
                self.ledger.unclear["503"] += 1
                time.sleep(PAUSE)
            elif answer.status_code >= 500:
                self._strange(answer)
                time.sleep(PAUSE)
            else:
                return answer
        with self.ledger.lock:
            self.ledger.unanswered += 1
        return None

    def _strange(self, answer: httpx.Response) -> None:
        words = re.sub(r"<[^>]+>|\s+", " ", answer.text)
        said = f"{answer.status_code} {answer.request.url.path} {words[-600:]}"
        with self.ledger.lock:
            self.ledger.strange.append(said)

    def _token(self) -> dict[str, str]:
        return {"X-CSRFToken": self.client.cookies.get("csrftoken", "")}

    def _new_client(self, cookies: Any = None) -> httpx.Client:
        return httpx.Client(base_url=self.address, timeout=30, trust_env=False, cookies=cookies)


def let_work(house: Any, sown: dict[str, Any], work: Work, ledger: Ledger, **more: Any) -> list[Counsellor]:
    """Everyone begins."""
    everyone = [Counsellor(house.address, login, work, ledger, **more) for login in sown["logins"]]
    for one in everyone:
        one.start()
    return everyone


def stop_work(everyone: list[Counsellor], patience: float = 60.0) -> None:
    """Everyone finishes what they began; whoever cannot within `patience` gives up, and that is counted."""
    for one in everyone:
        one.no_more.set()
    deadline = time.monotonic() + patience
    for one in everyone:
        one.join(max(0.1, deadline - time.monotonic()))
        one.give_up.set()
    for one in everyone:
        one.join(40)
