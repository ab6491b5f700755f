"""Reading residents' files."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from jobvisit.base.bizno import digits
from jobvisit.base.text import initials, is_initials, normal
from jobvisit.office.seekers.models import Consent, ConsentScope, GroupClaim, Note, Seeker, SensitiveFact, Signature
from jobvisit.office.seekers.states import SeekerState
from jobvisit.office.staff.models import District, User

MATCHABLE = (SeekerState.REGISTERED, SeekerState.ACTIVE)
"""States in which a resident is shown to orders."""
LAPSES = (*MATCHABLE, SeekerState.PAUSED)
"""States in which a file ends by itself when its three months are over (칙 §3)."""


def visible_to(user: User) -> QuerySet[Seeker]:
    """The files of the user's district, anonymised ones left out."""
    return Seeker.objects.filter(district_id=user.district_id).exclude(state=SeekerState.ANONYMISED)


def get(user: User, public_id: UUID | str) -> Seeker:
    """One file by the key that stands in addresses. Raises `Seeker.DoesNotExist` outside the district."""
    return visible_to(user).select_related("owner", "post").get(public_id=public_id)


def in_list(user: User, *, words: str = "", states: Iterable[str] = (), owner: User | None = None) -> QuerySet[Seeker]:
    """Files for the list page; words are a name, its 초성 or the last digits of a telephone number."""
    files = visible_to(user).order_by("-applied_at", "-id")
    typed = normal(words)
    if typed and digits(typed) and len(digits(typed)) >= len(typed) - 2:
        files = files.filter(phone__endswith=digits(typed))
    elif typed and is_initials(typed):
        files = files.filter(name_initials__startswith=initials(typed))
    elif typed:
        files = files.filter(name__startswith=typed)
    if wanted := tuple(states):
        files = files.filter(state__in=wanted)
    return files.filter(owner=owner) if owner else files


def open_of(users: Iterable[User]) -> QuerySet[Seeker]:
    """Files in the hands of these people that are not at an end."""
    ended = [SeekerState.WITHDRAWN, SeekerState.EXPIRED, SeekerState.ANONYMISED]
    return Seeker.objects.filter(owner__in=list(users)).exclude(state__in=ended)


def ending(district_id: int, on: date, days: int) -> QuerySet[Seeker]:
    """Files whose last day is today or comes within so many days."""
    last = on + timedelta(days=days)
    found = Seeker.objects.filter(district_id=district_id, state__in=LAPSES, valid_until__range=(on, last))
    return found.select_related("district").order_by("valid_until", "id")


def ended(district_id: int, on: date) -> QuerySet[Seeker]:
    """Files whose last day lies behind, the longest past first."""
    found = Seeker.objects.filter(district_id=district_id, state__in=LAPSES, valid_until__lt=on)
    return found.select_related("district").order_by("valid_until", "id")


def by_key(district: District, pk: int) -> Seeker:
    """One file by its key, for answers that come without a member of staff."""
    found = Seeker.objects.select_related("owner", "district").filter(district=district)
    return found.exclude(state=SeekerState.ANONYMISED).get(pk=pk)


def wished(district_id: int, digits: int) -> dict[str, int]:
    """How many residents looking for work wish for each occupation group (the first `digits` of its code).

    Somebody with two wishes of one group counts once.
    """
    found: dict[str, int] = {}
    for wishes in Seeker.objects.filter(district_id=district_id, state__in=MATCHABLE).values_list("wishes", flat=True):
        for group in {wish[:digits] for wish in wishes}:
            found[group] = found.get(group, 0) + 1
    return found


def applied_between(district_id: int, first: datetime, last: datetime) -> QuerySet[Seeker]:
    """Files of those who applied for work in a time, whatever became of them."""
    found = Seeker.objects.filter(district_id=district_id, applied_at__range=(first, last))
    return found.exclude(state=SeekerState.ANONYMISED)


def named(user: User, keys: Iterable[int]) -> dict[int, Seeker]:
    """Files by primary key, for rows that an engine named."""
    return visible_to(user).in_bulk(list(keys))


def consents(seeker: Seeker) -> dict[str, Consent]:
    """The latest answer to each consent text."""
    latest: dict[str, Consent] = {}
    for consent in Consent.objects.filter(seeker=seeker):
        latest.setdefault(consent.scope, consent)
    return latest


def agreed(seeker: Seeker, scope: ConsentScope) -> bool:
    """Whether the resident's latest answer to this text is yes."""
    consent = Consent.objects.filter(seeker=seeker, scope=scope).first()
    return bool(consent and consent.given)


def signature_of(seeker: Seeker) -> Signature | None:
    """The last signature under this resident's consents, without its picture."""
    return Signature.objects.filter(seeker=seeker).defer("closed").order_by("-at", "-id").first()


def notes(seeker: Seeker) -> QuerySet[Note]:
    """Counselling notes, newest first."""
    return Note.objects.filter(seeker=seeker).select_related("by")


def group_claims(seeker: Seeker) -> QuerySet[GroupClaim]:
    """Target groups the file names, with their proof."""
    return GroupClaim.objects.filter(seeker=seeker).order_by("group")


def sensitive_kinds(seeker: Seeker) -> list[str]:
    """Which kinds of sensitive facts exist; not what they say."""
    return list(SensitiveFact.objects.filter(seeker=seeker).values_list("kind", flat=True).order_by("kind"))


def namesakes(user: User, name: str, birth_date: date) -> QuerySet[Seeker]:
    """Files of the same name and birth date: the same person, as far as the desk can tell."""
    return visible_to(user).filter(name=normal(name), birth_date=birth_date)
