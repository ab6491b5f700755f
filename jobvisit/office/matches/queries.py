"""Reading lists that were shown."""

from jobvisit.office.matches import record
from jobvisit.office.matches.models import ShownList
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.staff.models import User


def latest(user: User, order: JobOrder) -> ShownList | None:
    """The list last shown for an order."""
    return ShownList.objects.filter(district_id=user.district_id, order=order).select_related("by").first()


def passed_over(shown: ShownList) -> list[record.Passed]:
    """The recorded reasons of everyone passed over in this list."""
    return record.unpack(bytes(shown.passed))


def get(user: User, pk: int) -> ShownList:
    """One list of the user's district. Raises `ShownList.DoesNotExist` for any other."""
    return ShownList.objects.select_related("order", "by").get(district_id=user.district_id, pk=pk)
