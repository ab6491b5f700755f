"""What every template knows: the district, who is logged in and which parts of the house they may enter."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, Any]:
    """The district of the person logged in, and whether this is the demo."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    post = request.session.get("post", "") if signed_in else ""
    return {"district": user.district if signed_in and user else None, "post": post, "demo": settings.DEMO}
