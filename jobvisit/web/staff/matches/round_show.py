"""What the pages of a round show, and its sheets, as plain small values."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from jobvisit.base.text import mask_name
from jobvisit.flows.matching import NeverListed
from jobvisit.office.matches.models import Round
from jobvisit.office.matches.states import RoundState
from jobvisit.office.orders import queries as orders
from jobvisit.office.orders.models import JobOrder
from jobvisit.office.seekers import queries as seekers
from jobvisit.office.seekers.models import Seeker
from jobvisit.office.staff.models import User
from jobvisit.web.shared import formats
from jobvisit.web.shared.parts import Fact
from jobvisit.web.staff.matches import excel, phrases

Found = Mapping[str, npt.NDArray[Any]]

STATES = {
    RoundState.PROPOSED: (gettext_lazy("제안"), "info"),
    RoundState.ACCEPTED: (gettext_lazy("받아들임"), "success"),
    RoundState.DISCARDED: (gettext_lazy("내려놓음"), "neutral"),
    RoundState.REPLACED: (gettext_lazy("끝남"), "neutral"),
}
LEFT = {
    "no_place": gettext_lazy("받을 수 있는 소개가 0건으로 정해짐"),
    "no_edge": gettext_lazy("맞는 구인이 하나도 없음"),
    "no_chance": gettext_lazy("맞는 구인마다 가능성이 없음"),
    "no_seat": gettext_lazy("맞는 구인에 남은 자리가 없음"),
    "outbid": gettext_lazy("맞는 구인의 자리가 더 잘 맞는 사람에게 감"),
}
_CODES = tuple(LEFT)


def state(one: Round) -> tuple[str, str]:
    """The office word for a round's state, and its tone."""
    word, tone = STATES[RoundState(one.state)]
    return str(word), tone


def list_row(one: Round) -> dict[str, Any]:
    """One line of the list of rounds."""
    word, tone = state(one)
    found = one.summary
    return {
        "round": one,
        "state": word,
        "tone": tone,
        "referrals": found["referrals"],
        "expected": f"{found['expected']:.1f}",
        "gap": gap(found["gap"]),
    }


def gap(share: float) -> str:
    """`0.004%`: how far from the best possible the proposal can be at most."""
    return f"{100 * share:.3f}%"


def facts(one: Round) -> list[Fact]:
    """The proof and the inputs."""
    found, asked = one.summary, one.inputs
    price = found["expected_plain"] - found["expected"]
    return [
        Fact(_("구직자와 구인"), _("%(residents)s명 · %(orders)s건") % _grouped(found, "residents", "orders")),
        Fact(_("걸리는 조건이 없는 짝"), f"{found['pairs']:,}"),
        Fact(_("남은 자리와 소개 한도"), f"{found['seats']:,} · {found['capacity']:,}",
             _("자리마다 %(k)d명, 한 사람에게 %(q)d건") % {"k": asked["per_opening"], "q": asked["quota"]}),
        Fact(_("증명된 격차"), gap(found["gap"]),
             _("어떤 배정도 기대 %(bound)s을 넘을 수 없습니다") % {"bound": f"{found['bound']:.2f}"}),
        Fact(_("우선·협약이 줄인 기대 취업"), _("%(n)s명") % {"n": f"{price:.2f}"}),
        Fact(_("평가 기준 판"), one.model_version),
        Fact(_("계산 시간"), _("%(s)s초") % {"s": found["seconds"]}),
        Fact(_("만든 사람"), one.by.name, formats.moment(localtime(one.at), _language())),
    ]  # fmt: skip


def left_counts(one: Round) -> list[tuple[str, int]]:
    """How many got nothing, by reason, the commonest first."""
    counted = [(str(LEFT[code]), n) for code, n in one.summary["left"].items() if n]
    return sorted(counted, key=lambda row: -row[1])


def measures(one: Round) -> list[dict[str, Any]]:
    """Lawful measures, windows and minimums that were weighed, each with what it did."""
    on = localtime(one.at).date()
    weighed = [
        {
            "name": row["basis"],
            "whom": phrases.group_name(row["group"], on),
            "did": _("구인 %(number)s · 가중 %(weight)s") % row,
            "price": _("기대 취업 −%(n)s명") % {"n": f"{row['cost']:.3f}"},
        }
        for row in one.summary["measures"]
    ]
    opened = [
        {"name": name, "whom": "", "did": _("협약의 우선 기간이 열려 있음"), "price": ""}
        for name in one.summary["windows"]
    ]
    least = [
        {
            "name": row["name"],
            "whom": "",
            "did": _("적어도 %(asked)d건 가운데 %(reached)d건") % row,
            "price": _("자격 있는 짝이 모자람(%(reachable)d건까지)") % row if row["unreachable"] else "",
        }
        for row in one.summary["minimums"]
    ]
    return weighed + opened + least


def load_line(found: Found, at: int, named: Mapping[int, JobOrder]) -> dict[str, Any]:
    """One order of the round: how full it is, and what one more place would be worth to others."""
    return {
        "order": named.get(int(found["order_ids"][at])),
        "openings": int(found["order_openings"][at]),
        "load": int(found["order_load"][at]),
        "capacity": int(found["order_capacity"][at]),
        "full": bool(found["order_load"][at] >= found["order_capacity"][at]),
        "price": percent(found["order_price"][at]),
    }


def left_line(found: Found, at: int, people: Mapping[int, Seeker], places: Mapping[int, JobOrder]) -> dict[str, Any]:
    """One resident who got nothing."""
    code = _CODES[int(found["left_reason"][at])]
    order = places.get(int(found["left_order"][at]))
    return {
        "person": people.get(int(found["left_seeker"][at])),
        "why": str(LEFT[code]),
        "order": order,
        "value": percent(found["left_value"][at]),
        "price": percent(found["left_price"][at]),
        "outbid": code == "outbid",
    }


def never_line(one: NeverListed) -> dict[str, Any]:
    """One resident of the alarm."""
    reasons = [f"{phrases.REQUIREMENTS[requirement]} {n}" for requirement, n in one.excluded[:3]]
    return {"person": one.seeker, "fitting": one.fitting, "reasons": " · ".join(reasons)}


def percent(millionths: Any) -> str:
    """Millionths as a percentage with one digit."""
    return f"{int(millionths) / 10_000:.1f}%"


def sheets(user: User, one: Round, found: Found) -> Iterable[excel.Sheet]:
    """The workbook of a round."""
    keys = {int(key) for name in ("order_ids", "left_order") for key in found[name] if key > 0}
    jobs = orders.named(user, sorted(keys))
    people = seekers.named(user, np.concatenate([found["seeker"], found["left_seeker"]]).tolist())
    titles = (_("구인 번호"), _("구인"), _("사업체"))
    return [
        (
            _("소개"),
            (*titles, _("구직자"), _("전화"), _("담당 상담사"), _("가능성(%)")),
            _referrals(found, jobs, people),
        ),
        (_("구인별"), (*titles, _("남은 자리"), _("한도"), _("소개"), _("가격(%)")), _loads(found, jobs)),
        (_("받지 못한 사람"), (_("구직자"), _("까닭"), *titles), _left(found, jobs, people)),
        excel.inputs(one.inputs, one.summary),
    ]


def _referrals(found: Found, jobs: Mapping[int, JobOrder], people: Mapping[int, Seeker]) -> Iterable[tuple[Any, ...]]:
    rows = zip(found["order"].tolist(), found["seeker"].tolist(), found["value"].tolist(), strict=True)
    for order, seeker, value in sorted(rows):
        if order in jobs and seeker in people:
            person = people[seeker]
            yield (*_titles(jobs[order]), person.name, person.phone, person.owner.name, round(value / 10_000, 1))


def _loads(found: Found, jobs: Mapping[int, JobOrder]) -> Iterable[tuple[Any, ...]]:
    columns = [found[name].tolist() for name in ("order_ids", "order_openings", "order_capacity", "order_load")]
    for order, openings, capacity, load, price in zip(*columns, found["order_price"].tolist(), strict=True):
        if order in jobs:
            yield (*_titles(jobs[order]), openings, capacity, load, round(price / 10_000, 1))


def _left(found: Found, jobs: Mapping[int, JobOrder], people: Mapping[int, Seeker]) -> Iterable[tuple[Any, ...]]:
    columns = [found[name].tolist() for name in ("left_seeker", "left_reason", "left_order")]
    for seeker, reason, order in zip(*columns, strict=True):
        if seeker in people:
            place = _titles(jobs[order]) if order in jobs else ("", "", "")
            yield (mask_name(people[seeker].name), str(LEFT[_CODES[reason]]), *place)


def _titles(order: JobOrder) -> tuple[str, str, str]:
    return order.number, order.title, order.company.name


def _grouped(found: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: f"{found[name]:,}" for name in names}


def _language() -> str:
    return "ko" if (get_language() or "ko").startswith("ko") else "en"
