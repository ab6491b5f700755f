"""What is written to people who booked a desk: times and places, never what they come for."""

from django.utils.translation import gettext_lazy as _

from jobvisit.office.messaging.templates import Template, register

register(
    Template(
        "desk.booked",
        _("상담 예약 확인"),
        _("[{centre}] {when} {place} 상담을 예약하셨습니다. 취소나 확인은\n{link}\n답장: 1 취소"),
    ),
    Template(
        "desk.listed",
        _("상담 대기 등록"),
        _("[{centre}] {when} {place} 상담은 자리가 차서 대기로 적었습니다. 자리가 나면 알려 드립니다.\n{link}"),
    ),
    Template(
        "desk.moved_up",
        _("대기자에게 자리가 남"),
        _("[{centre}] 기다리신 {when} {place} 상담에 자리가 나 예약되었습니다. 못 오시면 알려 주세요.\n{link}"),
    ),
    Template(
        "desk.reminder",
        _("상담 하루 전 알림"),
        _("[{centre}] 내일 {when} {place} 상담입니다. 못 오시면 기다리는 분을 위해 알려 주세요.\n{link}\n답장: 1 취소"),
    ),
    Template(
        "desk.cancelled",
        _("상담소가 열리지 않음"),
        _("[{centre}] {when} {place} 상담소를 열지 못합니다({why}). 죄송합니다. 다시 예약하시려면 {phone}"),
    ),
)
