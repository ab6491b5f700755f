"""What is personal in links, how long it is kept, how it is erased.

A link holds digests and codes: of its token, of a second fact, of the telephone that may answer by text, of addresses
that typed a second fact, and the answers given so far. `KEEP` after its end all of them go; what stays says that a
question was asked about a thing and when it was answered, with the receipt that the person may still name.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet

from jobvisit.office.links import actions
from jobvisit.office.links.models import Attempt, Link
from jobvisit.office.staff.models import District

KEEP: Final = timedelta(days=90)
"""As long as somebody may come back with a receipt, and guesses are worth comparing."""
BATCH: Final = 500


@transaction.atomic
def forget_old(*, district: District, at: datetime) -> int:
    """Erase what ended longer than `KEEP` ago, `BATCH` links at most. Returns how many were emptied."""
    before = at - KEEP
    ended = Q(expires_at__lt=before) | Q(used_at__lt=before) | Q(revoked_at__lt=before)
    return _empty(Link.objects.filter(ended, district=district))


@transaction.atomic
def erase_about(*, subject: Any, at: datetime) -> int:
    """Erase everything about one thing: its links are revoked, then emptied. Returns how many were emptied."""
    actions.revoke_about(subject=subject, reason="erased", by=None, at=at)
    theirs = Link.objects.filter(
        district_id=subject.district_id, subject_kind=subject._meta.model_name, subject_id=subject.pk
    )
    done = 0
    while emptied := _empty(theirs):
        done += emptied
    return done


def _empty(links: QuerySet[Link]) -> int:
    full = links.exclude(second_fact="", reply_key="", draft={}, replies={}, attempts__isnull=True)
    keys = list(full.order_by("pk").values_list("pk", flat=True).distinct()[:BATCH])
    Attempt.objects.filter(link__in=keys).delete()
    Link.objects.filter(pk__in=keys).update(second_fact_kind="", second_fact="", reply_key="", draft={}, replies={})
    return len(keys)
