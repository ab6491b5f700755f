"""The question behind the code of a letter: people, a call, a visit, or no more letters. It shows nothing personal."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from jobvisit.base.states import IllegalTransitionError
from jobvisit.flows import notices
from jobvisit.flows.replies import About, Acted, Answers, Choice, Step, TooLateError, register
from jobvisit.office.outreach import letters, queries
from jobvisit.office.outreach.rules import NoticeAnswer

if TYPE_CHECKING:
    from jobvisit.flows.replies import Source
    from jobvisit.office.links.models import Link


class NoticeQuestion:
    """A firm with our letter in hand."""

    purpose = letters.LINK_PURPOSE

    def about(self, link: Link, at: datetime) -> About | None:
        """The letter and its firm; also after it has run out: a late answer counts."""
        notice = queries.notice_by_key(link.district_id, link.subject_id)
        return About(notice.company.name, ((_("안내문"), notice.campaign.title or notice.campaign.name),))

    def steps(self, link: Link, answers: Answers, at: datetime) -> list[Step]:
        """One question; whom to ask for only where somebody of ours is to call or come."""
        choices = (
            Choice(NoticeAnswer.PEOPLE, _("사람이 필요합니다"), _("상담사가 전화드리고 구인표를 함께 씁니다")),
            Choice(NoticeAnswer.CALL, _("전화해 주세요")),
            Choice(NoticeAnswer.VISIT, _("찾아와 주세요")),
            Choice(NoticeAnswer.NO_LETTERS, _("안내문을 그만 받겠습니다"), _("다시는 보내지 않습니다")),
        )
        found = [Step("need", _("무엇을 도와드릴까요?"), choices)]
        if answers.get("need") in {NoticeAnswer.PEOPLE, NoticeAnswer.CALL, NoticeAnswer.VISIT}:
            hint = _("비워 두셔도 됩니다. 예: 오후에 총무팀 02-000-0000, 주방 보조 2명")
            found.append(
                Step("words", _("누구를 찾으면 될까요? 어떤 사람이 필요하신가요?"), hint=hint, optional=True, most=300)
            )
        return found

    def act(self, link: Link, answers: Answers, source: Source, at: datetime) -> Acted:
        """Make the call, or stop the letters."""
        notice = queries.notice_by_key(link.district_id, link.subject_id)
        answer = NoticeAnswer(answers["need"])
        try:
            notices.answer(notice=notice, answer=answer, by=source.by, at=at, note=answers.get("words", ""))
        except IllegalTransitionError as problem:
            raise TooLateError(_("그 사이에 사정이 바뀌어 이 답을 받을 수 없습니다. 전화로 알려 주세요.")) from problem
        stop = (f"notice:{notice.pk}",)
        if answer == NoticeAnswer.NO_LETTERS:
            return Acted(_("앞으로 안내문을 보내지 않습니다."), final=False, stop=stop)
        return Acted(_("상담사가 곧 전화드리겠습니다."), final=False, stop=stop)


register(NoticeQuestion())
