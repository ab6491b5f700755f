"""The count at the end: what the clients were promised against what the tables and the gateway's own log hold.

Plain SQL as the database's administrator, on purpose: the product's code is not asked whether it was right.
"""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from jobvisit.config.postgres import ADMIN, Cluster
from tests.chaos.chaos_load import Ledger


@dataclass(frozen=True)
class Count:
    """What was found. All but `unclear_texts` must be zero."""

    lost_captures: int
    lost_proposals: int
    lost_hires: int
    double_captures: int
    double_proposals: int
    double_hires: int
    overfilled: int
    miscounted: int
    """Orders whose number of hires is not that of their placements."""
    untold: int
    """Deeds without the text that belongs into their transaction."""
    unnoted: int
    """Deeds without their event."""
    sent_twice: int
    """Texts that the gateway truly sent more than once."""
    never_sent: int
    """Texts that the outbox calls sent and the gateway never saw."""
    bad_pages: int
    """Checksum failures of the database."""
    unclear_texts: int
    """Texts whose answer was lost with the connection or with a worker; the case that tempts to send again."""

    @property
    def faults(self) -> dict[str, int]:
        """Everything that is wrong."""
        return {name: n for name, n in asdict(self).items() if n and name != "unclear_texts"}


def count(server: Cluster, name: str, ledger: Ledger, log: Path) -> Count:
    """Count one run."""
    orders = dict(_rows(server, name, "SELECT form_key, number FROM orders_joborder WHERE form_key <> ''"))
    asked = set(_rows(server, name, _ASKED))
    hired = dict(_rows(server, name, _HIRED))
    sent = times_sent(log)
    took = {row[0] for row in _rows(server, name, _TAKEN)}
    return Count(
        lost_captures=sum(orders.get(key) != number for key, number in ledger.captures.items() if key in orders)
        + len(ledger.captures.keys() - orders.keys()),
        lost_proposals=len(ledger.proposals - asked),
        lost_hires=sum(hired.get(referral) != placement for referral, placement in ledger.hires.items()),
        double_captures=double_captures(server, name),
        double_proposals=_number(server, name, _DOUBLE_PROPOSALS),
        double_hires=_number(server, name, _DOUBLE_HIRES),
        overfilled=overfilled(server, name),
        miscounted=_number(server, name, _MISCOUNTED),
        untold=_number(server, name, _UNTOLD),
        unnoted=_number(server, name, _UNNOTED),
        sent_twice=sum(n > 1 for n in sent.values()),
        never_sent=len(took - sent.keys()),
        bad_pages=_number(server, name, "SELECT COALESCE(sum(checksum_failures), 0)::int FROM pg_stat_database"),
        unclear_texts=_number(server, name, _UNCLEAR),
    )


def times_sent(log: Path) -> Counter[str]:
    """How often the gateway sent each text, from the lines that it wrote before it answered."""
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return Counter(json.loads(line)["reference"] for line in lines)


def lost_captures(server: Cluster, name: str, ledger: Ledger) -> int:
    """Orders that an answer confirmed and that are not there."""
    kept = {row[0] for row in _rows(server, name, "SELECT form_key FROM orders_joborder")}
    return len(ledger.captures.keys() - kept)


def double_captures(server: Cluster, name: str) -> int:
    """Captures that became more than one order: a title names its capture."""
    return _number(server, name, _DOUBLE_CAPTURES)


def overfilled(server: Cluster, name: str) -> int:
    """Orders with more people hired than openings, by their counter or by their placements."""
    return _number(server, name, _OVERFILLED)


def waiting(server: Cluster, name: str) -> int:
    """Texts that have not left and are not held."""
    return _number(server, name, "SELECT count(*) FROM messaging_message WHERE state IN ('queued', 'sending')")


def texts(server: Cluster, name: str) -> dict[str, int]:
    """Texts by state."""
    return dict(_rows(server, name, "SELECT state, count(*) FROM messaging_message GROUP BY state"))


def _number(server: Cluster, name: str, query: str) -> int:
    return int(_rows(server, name, query)[0][0])


def _rows(server: Cluster, name: str, query: str) -> list[tuple[Any, ...]]:
    with server.connect(ADMIN, name) as connection:
        return connection.execute(query).fetchall()


_ASKED = """
SELECT o.number, s.public_id::text FROM referrals_referral r
  JOIN orders_joborder o ON o.id = r.order_id JOIN seekers_seeker s ON s.id = r.seeker_id"""
_HIRED = """
SELECT r.number, p.public_id::text FROM referrals_placement p JOIN referrals_referral r ON r.id = p.referral_id
  WHERE r.state = 'hired' AND p.state <> 'annulled'"""
_DOUBLE_CAPTURES = """
SELECT count(*) FROM (SELECT title FROM orders_joborder WHERE title LIKE '매장 판매 직원 %-%'
  GROUP BY title HAVING count(*) > 1) twice"""
_DOUBLE_PROPOSALS = """
SELECT count(*) FROM (SELECT 1 FROM referrals_referral GROUP BY order_id, seeker_id HAVING count(*) > 1) twice"""
_DOUBLE_HIRES = """
SELECT count(*) FROM (SELECT 1 FROM referrals_placement GROUP BY seeker_id HAVING count(*) > 1) twice"""
_OVERFILLED = """
SELECT count(*) FROM orders_joborder o
  WHERE o.filled > o.openings OR (SELECT count(*) FROM referrals_placement p WHERE p.order_id = o.id) > o.openings"""
_MISCOUNTED = """
SELECT count(*) FROM orders_joborder o
  WHERE o.filled <> (SELECT count(*) FROM referrals_placement p WHERE p.order_id = o.id)"""
_UNTOLD = """
SELECT count(*) FROM referrals_referral r WHERE
  (r.number LIKE 'R-%' OR r.state = 'hired') AND NOT EXISTS (
    SELECT 1 FROM messaging_message m WHERE m.subject_kind = 'referral' AND m.subject_id = r.id
      AND m.purpose = CASE WHEN r.state = 'hired' THEN 'referral.hired' ELSE 'referral.proposal' END)"""
_UNNOTED = """
SELECT (SELECT count(*) FROM orders_joborder o WHERE NOT EXISTS (
          SELECT 1 FROM audit_event e WHERE e.subject_kind = 'joborder' AND e.subject_id = o.id
            AND e.verb = 'orders.place'))
     + (SELECT count(*) FROM referrals_placement p WHERE NOT EXISTS (
          SELECT 1 FROM audit_event e WHERE e.subject_kind = 'placement' AND e.subject_id = p.id
            AND e.verb = 'placements.claim'))"""
_TAKEN = "SELECT reference::text FROM messaging_message WHERE state IN ('sent', 'delivered', 'failed')"
_UNCLEAR = """
SELECT count(DISTINCT e.subject_id) FROM audit_event e
  WHERE e.verb = 'messaging.move' AND e.details->>'to' = 'unknown'"""
