"""What is written to residents about classes."""

from django.utils.translation import gettext_lazy as _

from jobvisit.office.messaging.templates import Template, register

register(
    Template(
        "training.accepted",
        _("교육 자리를 드림"),
        _(
            "[{centre}] {name}님, {course} 교육에 선발되셨습니다. 첫날은 {when}, {place}. "
            "못 오시면 알려 주세요. {phone}"
        ),
    ),
    Template(
        "training.waiting",
        _("교육 대기"),
        _("[{centre}] {name}님, {course} 교육 대기 {rank}번입니다. 자리가 나면 바로 알려 드립니다. {phone}"),
    ),
    Template(
        "training.not_accepted",
        _("교육 자리를 드리지 못함"),
        _("[{centre}] {name}님, {course} 교육에 자리를 드리지 못했습니다. 다음 반이 열리면 알려 드립니다. {phone}"),
    ),
    Template(
        "training.starts",
        _("교육 시작 안내"),
        _("[{centre}] {name}님, {course} 교육이 {when}에 시작합니다. {place}. 못 오시면 알려 주세요. {phone}"),
    ),
    Template(
        "training.cancelled",
        _("교육이 열리지 않음"),
        _("[{centre}] {name}님, {course} 교육이 열리지 않게 되었습니다. 다른 길을 함께 찾겠습니다. {phone}"),
    ),
)
