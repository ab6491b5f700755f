"""The questions behind the links of referrals: what a resident and an employer are asked, and what their answer does.

Which steps come depends on where the subject stands, so the same link serves for the first answer, for the choice of an
interview and for a change of mind. Names of residents are masked towards an employer who has them on paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from jobvisit.base.clock import seoul_day
from jobvisit.base.db import OutOfDateError
from jobvisit.base.states import IllegalTransitionError
from jobvisit.base.text import mask_name
from jobvisit.flows import asking
from jobvisit.flows import referral as flow
from jobvisit.flows.replies import About, Acted, Answers, Choice, How, Question, Step, TooLateError, register
from jobvisit.office.orders import queries as orders
from jobvisit.office.orders.states import OrderState
from jobvisit.office.reference import queries as reference
from jobvisit.office.referrals import actions, codes, queries, rules, silence
from jobvisit.office.referrals.codes import Heard, HowFilled, Source
from jobvisit.office.referrals.problems import CannotError
from jobvisit.office.referrals.states import LIVE, STANDING, WITH_EMPLOYER, ReferralState
from jobvisit.office.seekers import actions as seeker_actions
from jobvisit.office.seekers import queries as seekers
from jobvisit.office.seekers.states import SeekerState

if TYPE_CHECKING:
    from django.db.models import TextChoices

    from jobvisit.flows.replies import Source as Said
    from jobvisit.office.links.models import Link
    from jobvisit.office.orders.models import JobOrder
    from jobvisit.office.referrals.models import Placement, Referral

_S = ReferralState
SOURCES = {How.LINK: Source.LINK, How.TEXT: Source.SMS, How.SPOKEN: Source.SPOKEN_PHONE}
START_WITHIN = timedelta(days=90)


class Proposal:
    """A resident: interested, and may this employer know your name? Later: which interview, or take it back."""

    purpose = asking.PROPOSAL_LINK

    def about(self, link: Link, at: datetime) -> About | None:
        """The order, while the resident's answer still matters."""
        referral = queries.by_key(link.district, link.subject_id)
        return About(referral.order.company.name, order=referral.order) if referral.state in LIVE else None

    def steps(self, link: Link, answers: Answers, at: datetime) -> list[Step]:
        """Interest, then consent or why not; after consent the interview."""
        referral = queries.by_key(link.district, link.subject_id)
        if referral.state == _S.PROPOSED:
            return self._first(referral, answers)
        wishes = self._wishes(referral, at)
        chooses = wishes[0].code.startswith("slot-")
        found = [Step("wish", _("언제 면접을 보시겠습니까?") if chooses else _("무엇을 하시겠습니까?"), wishes)]
        return [*found, _why()] if answers.get("wish") == "withdraw" else found

    def act(self, link: Link, answers: Answers, source: Said, at: datetime) -> Acted:
        """Consent, decline, book or withdraw."""
        referral = queries.by_key(link.district, link.subject_id)
        who: dict[str, Any] = {"source": SOURCES[source.how], "by": source.by, "at": at}
        with _in_time():
            if referral.state != _S.PROPOSED:
                return self._wished(referral, answers, who)
            if answers.get("answer") == "yes" and answers.get("consent") == "yes":
                flow.consent(referral=referral, version=None, **who)
                return Acted(_("동의를 받았습니다."), final=False)
            reason = answers.get("why") or codes.Declined.NO_CONSENT
            flow.answer(referral=referral, to=_S.DECLINED, version=None, reason=reason, **who)
        return Acted(_("알겠습니다. 다른 일자리를 찾아보겠습니다."))

    def _first(self, referral: Referral, answers: Answers) -> list[Step]:
        choices = (Choice("yes", _("관심 있어요")), Choice("no", _("이번에는 아니에요")))
        found = [Step("answer", _("이 일자리에 관심이 있으신가요?"), choices)]
        if answers.get("answer") == "yes":
            found.append(
                Step(
                    "consent",
                    _("이 사업체에 알려도 될까요?"),
                    (Choice("yes", _("동의합니다")), Choice("no", _("동의하지 않습니다"))),
                    text=consent_text(referral),
                    version=flow.CONSENT_TEXT,
                )
            )
        return [*found, _why()] if answers.get("answer") == "no" else found

    def _wishes(self, referral: Referral, at: datetime) -> tuple[Choice, ...]:
        slots = queries.free_slots(referral.order, at) if referral.state in WITH_EMPLOYER else []
        times = [
            Choice(f"slot-{slot.pk}", _("면접 %s") % f"{localtime(slot.at):%m/%d %H:%M}", slot.place) for slot in slots
        ]
        return (
            *times,
            Choice("keep", _("그대로 둡니다")),
            Choice("withdraw", _("그만두겠습니다"), _("사업체에 더는 알리지 않습니다")),
        )

    def _wished(self, referral: Referral, answers: Answers, who: dict[str, Any]) -> Acted:
        wish = answers.get("wish", "")
        if wish == "withdraw":
            if answers.get("why") == codes.Declined.NO_CONSENT:
                flow.take_back_consent(referral=referral, **who)
            else:
                flow.answer(referral=referral, to=_S.DECLINED, version=None, reason=answers["why"], **who)
            return Acted(_("그만두신다고 적었습니다."))
        if wish.startswith("slot-"):
            slots = {f"slot-{slot.pk}": slot for slot in queries.free_slots(referral.order, who["at"])}
            if wish not in slots:
                raise TooLateError(_("그 시간은 방금 찼습니다. 다른 시간을 골라 주세요."))
            place = slots[wish].place
            flow.book(referral=referral, slot=slots[wish], time=None, place=place, companion=None, **who)
            return Acted(_("면접을 잡았습니다."), final=False)
        return Acted(_("그대로 두었습니다."), final=False)


class Result:
    """An employer: what came of the one we introduced?"""

    purpose = asking.RESULT_LINK

    def about(self, link: Link, at: datetime) -> About | None:
        """Whom it is about, masked: the name stands on the letter."""
        referral = queries.by_key(link.district, link.subject_id)
        if referral.state not in WITH_EMPLOYER:
            return None
        return About(
            referral.order.title, ((_("소개한 분"), mask_name(referral.seeker.name)), (_("알선 번호"), referral.number))
        )

    def steps(self, link: Link, answers: Answers, at: datetime) -> list[Step]:
        """The result, then the first day or the reason."""
        referral = queries.by_key(link.district, link.subject_id)
        choices = [
            Choice("hired", _("채용합니다")),
            Choice("refused", _("채용하지 않습니다")),
            Choice("later", _("아직 정하지 못했습니다")),
        ]
        if referral.state == _S.INTERVIEW:
            choices.append(Choice("no_show", _("면접에 오지 않았습니다")))
        return [Step("result", _("어떻게 되었습니까?"), tuple(choices)), *_then(answers.get("result", ""), at)]

    def act(self, link: Link, answers: Answers, source: Said, at: datetime) -> Acted:
        """Hire, refuse, or only note that the employer is still at it."""
        referral = queries.by_key(link.district, link.subject_id)
        who: dict[str, Any] = {"source": SOURCES[source.how], "by": source.by, "at": at}
        with _in_time():
            return _result(referral, answers["result"], answers, who)


class Order:
    """An employer: still looking, hired one of ours, or done, and how was it filled?"""

    purpose = asking.ORDER_LINK

    def about(self, link: Link, at: datetime) -> About | None:
        """The order; also one that is closed, until we know how it was filled."""
        order = orders.by_key(link.district, link.subject_id)
        return About(order.title, order=order) if _asks(order) else None

    def steps(self, link: Link, answers: Answers, at: datetime) -> list[Step]:
        """Looking, hired (which one, from when), or closing (how)."""
        order = orders.by_key(link.district, link.subject_id)
        people = tuple(
            Choice(str(one.pk), mask_name(one.seeker.name), one.number) for one in queries.with_employer(order)
        )
        choices = [Choice("looking", _("아직 찾고 있습니다")), Choice("close", _("그만 찾습니다"))]
        if people:
            choices.insert(1, Choice("hired", _("소개받은 분을 채용했습니다")))
        steps = [Step("still", _("아직 사람을 찾고 있습니까?"), tuple(choices))]
        if answers.get("still") == "hired":
            return [*steps, Step("who", _("누구를 채용하셨습니까?"), people), *_then("hired", at)]
        if answers.get("still") == "close":
            steps.append(Step("how", _("어떻게 사람을 구하셨습니까?"), _coded(HowFilled)))
        return steps

    def act(self, link: Link, answers: Answers, source: Said, at: datetime) -> Acted:
        """Note the word, hire, or close."""
        order = orders.by_key(link.district, link.subject_id)
        who: dict[str, Any] = {"source": SOURCES[source.how], "by": source.by, "at": at}
        with _in_time():
            if answers["still"] == "hired":
                chosen = {str(one.pk): one for one in queries.with_employer(order)}
                if answers["who"] not in chosen:
                    raise TooLateError(_("그분의 알선은 이미 끝났습니다."))
                return _result(chosen[answers["who"]], "hired", answers, who)
            if answers["still"] == "close":
                actions.heard(order=order, what=Heard.CLOSE, **who)
                flow.close_order(order=order, how=HowFilled(answers["how"]), **who)
                return Acted(_("모집을 마쳤습니다."), stop=(f"order:{order.pk}:",))
            actions.heard(order=order, what=Heard.STILL_LOOKING, **who)
        return Acted(_("계속 찾아보겠습니다."), final=False, stop=(f"order:{order.pk}:",))


class FollowUp:
    """A resident some months after the hire: still at work?"""

    purpose = asking.FOLLOW_UP_LINK

    def about(self, link: Link, at: datetime) -> About | None:
        """The firm, while the hire stands."""
        placement = queries.placement_by_key(link.district, link.subject_id)
        return About(placement.company.name) if placement.state in STANDING else None

    def steps(self, link: Link, answers: Answers, at: datetime) -> list[Step]:
        """At work or not; if not, since when and why."""
        choices = (Choice("yes", _("네, 일하고 있어요")), Choice("no", _("아니요, 그만뒀어요")))
        found = [Step("working", _("지금도 그곳에서 일하시나요?"), choices)]
        if answers.get("working") == "no":
            today = seoul_day(at)
            found += [
                Step("until", _("마지막으로 일한 날은 언제인가요?"), day=True, latest=today),
                Step("reason", _("까닭을 골라 주세요"), _coded(codes.Ended)),
            ]
        return found

    def act(self, link: Link, answers: Answers, source: Said, at: datetime) -> Acted:
        """Add the rung that has come due, or end the job."""
        placement = queries.placement_by_key(link.district, link.subject_id)
        who: dict[str, Any] = {"source": SOURCES[source.how], "by": source.by, "at": at}
        with _in_time():
            if answers["working"] == "no":
                on = date.fromisoformat(answers["until"])
                actions.end(placement=placement, on=on, reason=answers["reason"], note="", version=None, **who)
            else:
                _still_there(placement, who)
        return Acted(_("알려 주셔서 고맙습니다."), stop=(f"referral:{placement.referral_id}:followup",))


class Renewal:
    """A resident whose file ends: still looking for work?"""

    purpose = asking.RENEWAL_LINK

    def about(self, link: Link, at: datetime) -> About | None:
        """Until when the file is good, while it is open or has only lapsed."""
        seeker = seekers.by_key(link.district, link.subject_id)
        if SeekerState(seeker.state) not in {*seekers.LAPSES, SeekerState.EXPIRED}:
            return None
        return About(_("구직등록"), ((_("유효기간"), f"{seeker.valid_until:%Y-%m-%d}"),))

    def steps(self, link: Link, answers: Answers, at: datetime) -> list[Step]:
        """One question."""
        choices = (Choice("yes", _("네, 계속 찾아요")), Choice("no", _("아니요, 이제 찾지 않아요")))
        return [Step("looking", _("계속 일자리를 찾으시나요?"), choices)]

    def act(self, link: Link, answers: Answers, source: Said, at: datetime) -> Acted:
        """Three more months, or the file ends at the resident's word."""
        seeker = seekers.by_key(link.district, link.subject_id)
        with _in_time():
            if answers["looking"] == "yes":
                flow.heard_of(seeker=seeker, by=source.by, at=at)
                return Acted(_("석 달 더 이어 두었습니다."))
            if seeker.state != SeekerState.EXPIRED:
                to, why = SeekerState.WITHDRAWN, "본인이 그만 찾는다고 함"
                seeker_actions.move(seeker=seeker, to=to, reason=why, by=source.by, at=at)
        return Acted(_("알려 주셔서 고맙습니다. 다시 찾으실 때 언제든 오세요."), stop=(f"seeker:{seeker.pk}:",))


def consent_text(referral: Referral) -> str:
    """What a resident agrees to when named to one employer."""
    return consent_words(referral.order)


def consent_words(order: JobOrder) -> str:
    """To whom, what, what for, how long, and that no is free: the same words by link and read out at a desk."""
    return _(
        "받는 곳: %(company)s\n알리는 것: 이름, 전화번호, 경력과 자격\n쓰는 목적: 이 구인(%(job)s)의 채용 심사\n"
        "보관: 채용이 끝날 때까지, 그 뒤 지움\n"
        "동의하지 않아도 되며, 그러면 이 사업체에는 알리지 않습니다. 나중에 거둘 수 있습니다."
    ) % {"company": order.company.name, "job": order.title}


def _result(referral: Referral, result: str, answers: Answers, who: dict[str, Any]) -> Acted:
    if result == "hired":
        start = date.fromisoformat(answers["start"])
        flow.hire(referral=referral, start_on=start, version=None, said_by="employer", **who)
        return Acted(_("채용을 적었습니다. 고맙습니다."))
    if result == "refused":
        flow.answer(referral=referral, to=_S.REFUSED, version=None, reason=answers["reason"], **who)
        return Acted(_("알려 주셔서 고맙습니다."))
    if result == "no_show":
        flow.answer(referral=referral, to=_S.NO_SHOW, version=None, reason=codes.Missed.UNKNOWN, **who)
        return Acted(_("알려 주셔서 고맙습니다."))
    actions.heard(order=referral.order, what=Heard.RESULT, **who)
    return Acted(_("정해지면 알려 주세요."), final=False)


def _still_there(placement: Placement, who: dict[str, Any]) -> None:
    today = seoul_day(who["at"])
    recorded = queries.months_retained([rung.kind for rung in queries.rungs(placement)])
    due = rules.follow_up_due(
        placement.start_on,
        recorded,
        today,
        reference.days_off(placement.start_on, placement.start_on + timedelta(days=400)),
    )
    kind = f"retained_{due[0]}" if due else "started"
    actions.climb(placement=placement, kind=kind, **who)


def _then(result: str, at: datetime) -> list[Step]:
    today = seoul_day(at)
    if result == "hired":
        dates: dict[str, Any] = {"earliest": today - START_WITHIN, "latest": today + START_WITHIN}
        return [Step("start", _("첫 출근일은 언제입니까?"), day=True, **dates)]
    return [Step("reason", _("까닭을 골라 주세요"), _coded(codes.Refused))] if result == "refused" else []


def _why() -> Step:
    return Step("why", _("까닭을 알려 주세요"), _coded(codes.Declined))


def _coded(kind: type[TextChoices]) -> tuple[Choice, ...]:
    return tuple(Choice(value, str(label)) for value, label in kind.choices)


def _asks(order: JobOrder) -> bool:
    closing = silence.closing(order)
    return order.state in {OrderState.OPEN, OrderState.PAUSED} or closing is None or closing.how == HowFilled.UNKNOWN


@contextmanager
def _in_time() -> Iterator[None]:
    """Whatever the rooms refuse becomes one plain sentence for somebody who cannot know our states."""
    try:
        yield
    except (CannotError, IllegalTransitionError, OutOfDateError) as problem:
        raise TooLateError(_("그 사이에 사정이 바뀌어 이 답을 받을 수 없습니다. 전화로 알려 주세요.")) from problem


QUESTIONS: tuple[Callable[[], Question], ...] = (Proposal, Result, Order, FollowUp, Renewal)
for _question in QUESTIONS:
    register(_question())
