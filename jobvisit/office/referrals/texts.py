"""What is written to people about referrals beyond the texts that messaging brings along."""

from django.utils.translation import gettext_lazy as _

from jobvisit.office.messaging.templates import Template, register

register(
    Template(
        "order.paused",
        _("구인을 멈춤(사업체)"),
        _(
            "[{centre}] 45일 동안 답이 없어 {company}의 {job} 모집을 잠시 멈췄습니다. "
            "아직 구하시면 알려 주세요.\n{link}"
        ),
        title=_("[{centre}] 구인을 잠시 멈췄습니다"),
    ),
    Template(
        "order.closed",
        _("구인을 닫음(사업체)"),
        _("[{centre}] {company}의 {job} 모집이 끝났습니다. 사람을 어떻게 구하셨는지 알려 주세요.\n{link}"),
        title=_("[{centre}] 구인이 끝났습니다"),
    ),
    Template(
        "seeker.ending",
        _("구직 유효기간 안내"),
        _("[{centre}] {name}님의 구직등록이 {when}에 끝납니다. 계속 일자리를 찾으시면 알려 주세요.\n{link}"),
    ),
    Template(
        "seeker.ended",
        _("구직 유효기간이 끝남"),
        _("[{centre}] {name}님의 구직등록이 {when}에 끝났습니다. 다시 일자리를 찾으시면 알려 주세요.\n{link}"),
    ),
)
