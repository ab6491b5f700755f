"""Firms."""

from itertools import count
from typing import Any

from jobvisit.base import clock
from jobvisit.base.bizno import complete
from jobvisit.office.companies.models import Branch, Company
from jobvisit.office.staff.models import District
from tests.factories import staff

_numbers = count(1)
BANPO = {"dong": "1165058000", "lat": 37.4967, "lon": 127.0057}


def company(district: District | None = None, **more: Any) -> Company:
    """A small shop with its place of work in Banpo."""
    number = next(_numbers)
    values = {
        "name": f"초록샘 건강식품 {number}",
        "business_number": complete(f"000{number:06d}"),
        "headcount": 6,
        "industry_name": "소매업",
        "added_at": clock.now(),
    }
    place = district or staff.district()
    firm = Company.objects.create(district=place, **{**values, **more})
    Branch.objects.create(district=place, company=firm, name="본점", is_head=True, address="반포4동 27-3", **BANPO)
    return firm
