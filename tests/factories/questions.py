"""A small question, so that pages and texts can be tried without any room above."""

from datetime import timedelta
from typing import Any

from jobvisit.base import clock
from jobvisit.flows import replies
from jobvisit.flows.replies import About, Acted, Choice, Step
from jobvisit.office.links import actions as links
from jobvisit.office.staff.models import User

CONSENT = "초록샘에 이름, 전화, 경력을 알리는 데 동의합니다."
REPLIES = {
    "1": {"answer": "yes", "consent": "yes", "words": "관심 있음"},
    "2": {"answer": "no", "why": "pay", "words": "아니요"},
}


class Asked:
    """Interested? If yes: consent; if not: why. Remembers what it was told; may be told that it is too late."""

    purpose = "test.proposal"

    def __init__(self, *, final: bool = True) -> None:
        self.final = final
        self.told: list[tuple[dict[str, str], replies.Source]] = []
        self.late = ""
        self.over = False

    def about(self, link: Any, at: Any) -> About | None:
        return None if self.over else About("초록샘 판매 직원", (("급여", "월 190만원"), ("곳", "반포4동")))

    def steps(self, link: Any, answers: Any, at: Any) -> list[Step]:
        choices = (Choice("yes", "관심 있어요"), Choice("no", "이번에는 아니에요"))
        found = [Step("answer", "이 일자리에 관심이 있으신가요?", choices)]
        if answers.get("answer") == "yes":
            agree = (Choice("yes", "동의합니다"), Choice("no", "동의하지 않습니다"))
            found.append(Step("consent", "이 사업체에 알려도 될까요?", agree, text=CONSENT, version="2026-1"))
        if answers.get("answer") == "no":
            why = (Choice("pay", "급여가 맞지 않아요"), Choice("far", "너무 멀어요"), Choice("other", "다른 까닭"))
            found.append(Step("why", "까닭을 알려 주세요", why, many=True))
        return [*found, Step("note", "더 하실 말씀이 있나요?", optional=True)]

    def act(self, link: Any, answers: Any, source: Any, at: Any) -> Acted:
        if self.late:
            raise replies.TooLateError(self.late)
        self.told.append((dict(answers), source))
        return Acted("고맙습니다", final=self.final, stop=(f"test:{link.subject_id}:",))


def ask(someone: User, *, fact: str | None = "birth:0411", phone: str = "", days: int = 7, **more: Any) -> links.Issued:
    """A live link to that question, about somebody who is at hand."""
    now = clock.now()
    return links.issue(
        district=someone.district,
        purpose=more.get("purpose", Asked.purpose),
        subject=someone,
        expires_at=now + timedelta(days=days),
        second_fact=fact,
        by=someone,
        at=now,
        reply_from=phone,
        replies=REPLIES if phone else None,
    )
