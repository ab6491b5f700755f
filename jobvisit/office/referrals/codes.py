"""Coded reasons and sources, with their office words. What is coded can be counted; words go beside the code."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Declined(models.TextChoices):
    """Why a resident says no."""

    PAY = "pay", _("임금이 맞지 않음")
    HOURS = "hours", _("근무 시간·요일이 맞지 않음")
    DISTANCE = "distance", _("너무 멂")
    WORK = "work", _("하는 일이 맞지 않음")
    EMPLOYER = "employer", _("이 업체는 원하지 않음")
    LICENCE = "licence", _("필요한 자격·면허가 없음")
    FOUND_WORK = "found_work", _("다른 곳에 취업함")
    HEALTH = "health", _("지금은 일할 형편이 아님")
    NO_CONSENT = "no_consent", _("개인정보 제공에 동의하지 않음")
    OTHER = "other", _("그 밖의 까닭")


class Refused(models.TextChoices):
    """Why an employer says no. None of them names sex, age, disability, origin or family."""

    EXPERIENCE = "experience", _("경력이 맞지 않음")
    LICENCE = "licence", _("자격·면허가 없음")
    SKILL = "skill", _("업무 능력이 맞지 않음")
    TERMS = "terms", _("근무 조건이 서로 맞지 않음")
    ANOTHER = "another", _("다른 지원자를 채용함")
    CLOSED = "closed", _("채용 계획이 없어짐")
    UNREACHABLE = "unreachable", _("지원자와 연락이 닿지 않음")
    OTHER = "other", _("그 밖의 까닭")


class Withdrawn(models.TextChoices):
    """Why the centre takes a referral back."""

    MISTAKE = "mistake", _("잘못 알선함")
    ORDER_CLOSED = "order_closed", _("구인이 끝남")
    CONSENT_WITHDRAWN = "consent_withdrawn", _("동의를 거두어들임")
    UNLAWFUL = "unlawful", _("구인 조건이 법에 어긋남")
    OTHER = "other", _("그 밖의 까닭")


class Parked(models.TextChoices):
    """Why a referral became obsolete through a hire."""

    HIRED_ELSEWHERE = "hired_elsewhere", _("다른 알선으로 취업함")
    ORDER_FILLED = "order_filled", _("모집 인원이 다 참")


class Expired(models.TextChoices):
    """Why a referral ran out by itself."""

    NO_ANSWER = "no_answer", _("구직자의 답이 없음")
    NO_RESULT = "no_result", _("사업주의 회신이 없음")
    ORDER_CLOSED = "order_closed", _("구인이 끝남")


class Missed(models.TextChoices):
    """Why somebody did not come to the interview, as far as it is known."""

    UNKNOWN = "unknown", _("까닭을 모름")
    CHANGED_MIND = "changed_mind", _("마음이 바뀜")
    LOST = "lost", _("길·시간을 놓침")
    ILL = "ill", _("몸이 아픔")


class Source(models.TextChoices):
    """Who said so and how. A spoken answer is as good as a written one, if its source stands beside it."""

    SPOKEN_VISIT = "spoken_visit", _("방문해서 들음")
    SPOKEN_PHONE = "spoken_phone", _("전화로 들음")
    SPOKEN_DESK = "spoken_desk", _("창구에서 들음")
    LINK = "link", _("링크로 답함")
    SMS = "sms", _("문자로 답함")
    PAPER = "paper", _("서류")
    OFFICE = "office", _("센터의 판단")
    SYSTEM = "system", _("저절로")


class Channel(models.TextChoices):
    """By which way a resident's consent to one referral was given (영 제17조: by telephone too, if it is recorded)."""

    PAPER = "paper", _("종이 서명")
    TABLET = "tablet", _("태블릿 서명")
    FACE = "face", _("만나서 말로")
    PHONE = "phone", _("전화")
    LINK = "link", _("링크")
    SMS = "sms", _("문자")


CHANNEL_OF = {
    Source.PAPER: Channel.PAPER,
    Source.SPOKEN_VISIT: Channel.FACE,
    Source.SPOKEN_DESK: Channel.FACE,
    Source.SPOKEN_PHONE: Channel.PHONE,
    Source.LINK: Channel.LINK,
    Source.SMS: Channel.SMS,
}
"""The way that goes with where an answer was heard, unless somebody says otherwise."""

SPOKEN = (Source.SPOKEN_VISIT, Source.SPOKEN_PHONE, Source.SPOKEN_DESK)
"""Answers that a member of staff heard and wrote down."""


class Skip(models.TextChoices):
    """Why the counsellor asks somebody lower in the list first (칙 §5④: a special reason, recorded)."""

    UNREACHABLE = "unreachable", _("연락이 닿지 않음")
    NOT_NOW = "not_now", _("본인이 지금은 원하지 않음")
    ELSEWHERE = "elsewhere", _("다른 알선이 진행 중")
    ASKED_BEFORE = "asked_before", _("이 업체를 이미 거절함")
    TO_CONFIRM = "to_confirm", _("확인할 조건이 남음")
    MEASURE = "measure", _("법령·협약에 따른 우선 알선")


class Special(models.TextChoices):
    """Why somebody is proposed whom the list does not name."""

    RESIDENT_ASKED = "resident_asked", _("본인이 원함")
    EMPLOYER_ASKED = "employer_asked", _("사업주가 지정함")
    MEASURE = "measure", _("법령·협약에 따른 우선 알선")
    COUNSELLOR = "counsellor", _("상담 결과 알맞음")


class Ended(models.TextChoices):
    """Why a job ended."""

    PERSONAL = "personal", _("본인 사정")
    EMPLOYER = "employer", _("회사 사정")
    TERM = "term", _("계약 기간 끝남")
    MOVED = "moved", _("더 나은 일자리로 옮김")
    TERMS_BROKEN = "terms_broken", _("약속한 조건과 다름")
    NEVER_STARTED = "never_started", _("출근하지 않음")
    UNREACHABLE = "unreachable", _("연락 불가")
    OTHER = "other", _("그 밖의 까닭")


class Annulled(models.TextChoices):
    """Why a hire does not count."""

    MISTAKE = "mistake", _("잘못 기록함")
    NOT_HIRED = "not_hired", _("실제로 채용되지 않음")
    DUPLICATE = "duplicate", _("같은 취업을 두 번 셈")
    UNPROVEN = "unproven", _("확인할 수 없음")


class Agency(models.TextChoices):
    """Who else counts the same hire."""

    WORK24 = "work24", _("고용센터(고용24)")
    SAEIL = "saeil", _("여성새로일하기센터")
    SEOUL = "seoul", _("서울시 일자리센터")
    SENIOR = "senior", _("시니어클럽·노인일자리")
    DISABILITY = "disability", _("장애인고용공단")
    OTHER = "other", _("그 밖의 기관")


class HowFilled(models.TextChoices):
    """How an order that closes was filled."""

    BY_US = "by_us", _("우리가 알선한 사람을 채용")
    BY_THEMSELVES = "by_themselves", _("업체가 스스로 채용")
    OTHER_AGENCY = "other_agency", _("다른 기관의 알선으로 채용")
    NOT_FILLED = "not_filled", _("채용하지 못함")
    NO_LONGER = "no_longer", _("뽑을 계획이 없어짐")
    UNKNOWN = "unknown", _("모름")


class Silence(models.TextChoices):
    """What was done about an employer's silence."""

    ASK = "ask", _("물어봄")
    PAUSE = "pause", _("멈춤")
    CLOSE = "close", _("닫음")


class Heard(models.TextChoices):
    """What an employer said about an order."""

    STILL_LOOKING = "still_looking", _("아직 구함")
    CLOSE = "close", _("그만 구함")
    RESULT = "result", _("결과를 알려 줌")
