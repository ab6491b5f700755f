"""Districts and the people who work there."""

from itertools import count
from typing import Any

from jobvisit.office.staff.models import District, Role, User

_numbers = count(1)


def district(**more: Any) -> District:
    """A district of its own."""
    number = next(_numbers)
    values = {
        "code": f"{number:05d}",
        "name": "서초구",
        "name_en": "Seocho-gu",
        "centre_name": "서초 취업정보은행",
        "lat": 37.4837,
        "lon": 127.0324,
    }
    return District.objects.create(**{**values, **more})


def user(role: Role = Role.COUNSELLOR, **more: Any) -> User:
    """Somebody with an account; tests log in with `client.force_login`."""
    number = next(_numbers)
    place = more.pop("district", None) or district()
    someone = User(district=place, login=f"user{number}", name="이은주", role=role, **more)
    someone.set_unusable_password()
    someone.save()
    return someone


def counsellor(**more: Any) -> User:
    """A counsellor."""
    return user(Role.COUNSELLOR, **more)


def manager(**more: Any) -> User:
    """A manager."""
    return user(Role.MANAGER, **more)


def colleague_of(someone: User, role: Role = Role.COUNSELLOR) -> User:
    """Somebody else in the same district."""
    return user(role, district=someone.district)


def stranger(role: Role = Role.COUNSELLOR) -> User:
    """Somebody in another district."""
    return user(role)
