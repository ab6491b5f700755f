"""Choosing a neighbourhood in forms."""

from django.utils.translation import gettext as _

from jobvisit.office.reference import tables
from jobvisit.office.staff.models import User


def dong_choices(user: User) -> list[tuple[str, str]]:
    """The district's 동 first, then the rest of Seoul by 구; an empty first choice."""
    own = [dong for dong in tables.dongs().values() if dong.gu == user.district.name]
    others = [dong for dong in tables.dongs().values() if dong.gu != user.district.name]
    rows = [(dong.code, dong.name) for dong in own]
    rows += [(dong.code, f"{dong.gu} {dong.name}") for dong in others]
    return [("", _("동을 고르세요")), *rows]


def dong_name(code: str) -> str:
    """A dong's name, or nothing for an unknown code."""
    dong = tables.dongs().get(code)
    return dong.name if dong else ""


def centre(code: str) -> tuple[float, float] | None:
    """A dong's centre as latitude and longitude."""
    dong = tables.dongs().get(code)
    return (dong.lat, dong.lon) if dong else None
