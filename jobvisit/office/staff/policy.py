"""Who may do what. One table; views ask it by verb, tests walk it cell by cell.

Verbs are `room.action`. A role that is not listed may not. Whose rows a person sees is the business of each
room's `queries.visible_to`, which never crosses a district.
"""

from typing import Final

from jobvisit.office.staff.models import Role, User

__all__ = ["MAY", "NotAllowedError", "Role", "may", "require"]

_FIELD: Final = frozenset({Role.COUNSELLOR, Role.DESK, Role.MANAGER})
_COUNSEL: Final = frozenset({Role.COUNSELLOR, Role.MANAGER})

MAY: Final[dict[str, frozenset[Role]]] = {
    "companies.view": _FIELD,
    "companies.edit": _FIELD,
    "companies.import": frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
    "companies.download": _FIELD,
    "orders.view": _FIELD,
    "orders.place": _FIELD,
    "orders.refuse": _COUNSEL,
    "orders.download": _FIELD,
    "orders.import": frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
    "seekers.view": _FIELD,
    "seekers.register": _FIELD,
    "seekers.reveal": _FIELD,
    "seekers.download": _FIELD,
    "seekers.download_full": frozenset({Role.MANAGER}),
    "seekers.view_signature": _COUNSEL | {Role.PRIVACY_OFFICER},
    "seekers.view_sensitive": _COUNSEL | {Role.PRIVACY_OFFICER},
    "matches.view": _FIELD,
    "referrals.view": _FIELD,
    "referrals.download": _FIELD,
    "referrals.propose": _FIELD,
    "referrals.record": _FIELD,
    "referrals.reopen": _COUNSEL,
    "placements.evidence": _FIELD,
    "placements.sample": frozenset({Role.MANAGER, Role.PRIVACY_OFFICER}),
    "staff.hand_over": frozenset({Role.MANAGER}),
    "messages.view": _FIELD,
    "messages.decide": _FIELD,
    "messages.approve": frozenset({Role.MANAGER}),
    "messages.release": frozenset({Role.MANAGER}),
    "messages.campaign": _COUNSEL,
    "messages.configure": frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
    "outreach.view": _FIELD,
    "outreach.work": _COUNSEL,
    "outreach.assign": frozenset({Role.MANAGER}),
    "outreach.notify": frozenset({Role.MANAGER}),
    "training.view": _FIELD,
    "training.edit": _COUNSEL,
    "training.nominate": _FIELD,
    "training.select": frozenset({Role.MANAGER}),
    "training.attend": _FIELD,
    "training.certify": _FIELD,
    "training.download": _FIELD,
    "training.download_full": frozenset({Role.MANAGER}),
    "matches.override": _FIELD,
    "matches.measure": frozenset({Role.MANAGER}),
    "matches.rounds": frozenset({Role.MANAGER}),
    "matches.versions": frozenset({Role.MANAGER}),
    "matches.audit": frozenset({Role.MANAGER, Role.PRIVACY_OFFICER}),
    "desks.view": _FIELD,
    "desks.work": _FIELD,
    "desks.plan": _COUNSEL,
    "agreements.view": _FIELD,
    "agreements.edit": _COUNSEL,
    "agreements.sign": frozenset({Role.MANAGER}),
    "agreements.tie": _COUNSEL,
    "agreements.download": _FIELD,
    "reports.view": frozenset(Role),
    "reports.inside": _FIELD,
    "reports.download": _FIELD | {Role.PRIVACY_OFFICER},
    "reports.close": frozenset({Role.MANAGER}),
    "audit.view": frozenset({Role.PRIVACY_OFFICER}),
    "staff.view": frozenset({Role.MANAGER, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER}),
    "staff.edit": frozenset({Role.ADMINISTRATOR}),
}


class NotAllowedError(PermissionError):
    """The person's role does not hold the verb."""


def may(user: User, verb: str) -> bool:
    """Whether `user` may do `verb`. An unknown verb is a mistake of ours and raises `KeyError`."""
    return user.is_active and user.role in MAY[verb]


def require(user: User, verb: str) -> None:
    """Raise `NotAllowedError` unless `user` may do `verb`."""
    if not may(user, verb):
        raise NotAllowedError(verb)
