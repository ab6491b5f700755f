"""What the pages of versions show, as plain small values."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from jobvisit.engines.matching import Term
from jobvisit.office.matches.models import Override
from jobvisit.web.staff.matches.phrases import TERMS

if TYPE_CHECKING:
    from jobvisit.engines.matching.judging import Bin, Comparison, Interval, SideJudged
    from jobvisit.engines.matching.learning import Model
    from jobvisit.engines.matching.versions import History


def judge_url(version: str) -> str:
    """The page that compares a version with the live one."""
    return f"{reverse('matches:judge')}?{urlencode({'version': version})}"


def rows(history: "History") -> list[dict[str, Any]]:
    """One line a version, newest first."""
    since = {step.version: step for step in history.steps}
    return [
        {
            "model": model,
            "live": model.version == history.live.version,
            "prior": model.version == history.prior.version,
            "since": datetime.fromisoformat(since[model.version].at) if model.version in since else None,
            "reason": since[model.version].reason if model.version in since else "",
            "url": "" if model.version == history.live.version else judge_url(model.version),
        }
        for model in reversed(history.models)
    ]


def earlier(history: "History") -> list[str]:
    """Versions that were live and are not."""
    lived = [history.prior.version, *(step.version for step in history.steps)]
    return [version for version in dict.fromkeys(reversed(lived)) if version != history.live.version]


def reasons(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    """Why people overruled lists, the commonest first."""
    return [(str(Override.Why(code).label), n) for code, n in counted.items()]


def sides(verdict: "Comparison") -> list[dict[str, Any]]:
    """Both questions with their figures."""
    return [_side(_("구직자가 받아들이나"), verdict.accept), _side(_("사업체가 채용하나"), verdict.hire)]


def faults(verdict: "Comparison") -> list[str]:
    """Why the version may not go live; empty where it may."""
    said = {
        "TOO_FEW": _("견줄 결과가 아직 모자랍니다. 물음마다 결과 100건(성공과 실패 각각 15건)이 있어야 합니다."),
        "NOT_BETTER": _("지금 판보다 확실히 낫지 않습니다."),
        "WORSE": _("한쪽 물음에서 지금 판보다 확실히 나쁩니다."),
        "OVERALL": _("예상한 비율과 실제 비율이 전체에서 어긋납니다."),
        "SLOPE": _("큰 예상과 작은 예상의 차이가 실제와 어긋납니다."),
        "GROUP": _("어느 대상 집단에서 예상과 실제가 어긋납니다."),
    }
    return [said[fault.name] for fault in verdict.faults]


def factors(new: "Model", live: "Model") -> list[tuple[str, str, str]]:
    """By which each term of the documented priors is stretched, now and in the new version."""
    bases = {Term.ACCEPT_BASE: 0, Term.HIRE_BASE: 1}
    shown = []
    for term in Term:
        if term in bases:
            shown.append((str(TERMS[term]), f"{live.shifts[bases[term]]:+.2f}", f"{new.shifts[bases[term]]:+.2f}"))
        else:
            shown.append((str(TERMS[term]), f"× {live.factors[term]:.2f}", f"× {new.factors[term]:.2f}"))
    return shown


def _side(name: str, side: "SideJudged") -> dict[str, Any]:
    calibration = side.calibration
    return {
        "name": name,
        "rows": side.rows,
        "successes": side.successes,
        "enough": side.enough,
        "old": f"{side.old_loss:.4f}",
        "new": f"{side.new_loss:.4f}",
        "change": _interval(side.change, 4) if side.enough else "–",
        "order": f"{_share(side.old_order)} → {_share(side.new_order)}",
        "bins": [_bin(one, one.name) for one in calibration.bins],
        "groups": [_bin(one, one.name) for one in calibration.groups],
    }


def _bin(one: "Bin", name: str) -> dict[str, Any]:
    return {
        "name": name,
        "rows": one.rows,
        "expected": _share(one.expected),
        "observed": f"{_share(one.observed.value)} ({_share(max(0, one.observed.low))}–{_share(one.observed.high)})",
        "wrong": one.wrong(),
    }


def _interval(found: "Interval", digits: int) -> str:
    return f"{found.value:+.{digits}f} ({found.low:+.{digits}f} … {found.high:+.{digits}f})"


def _share(value: float) -> str:
    return "–" if value != value else f"{100 * value:.0f}%"
