"""Rooms → papers: what stands on an official form, gathered from the rooms, in Korean by law; its issue is logged.

Each function asks for the reason, writes the log and makes the file in one transaction: no paper leaves unlogged.
Whoever may not see personal data in full gets the paper masked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

from django.db import transaction
from django.utils.translation import override

from jobvisit.base import bizno, phone
from jobvisit.base.clock import SEOUL, seoul_day
from jobvisit.base.text import mask_name
from jobvisit.engines import papers
from jobvisit.engines.papers.types import (
    Employer,
    Job,
    Link,
    Office,
    OrderForm,
    Person,
    ReferralLetter,
    ReferralList,
    Referred,
    RegistrationCertificate,
    ResultForm,
)
from jobvisit.flows import asking
from jobvisit.office.audit import actions as audit
from jobvisit.office.reference import tables
from jobvisit.office.referrals import queries as referrals
from jobvisit.office.referrals.states import COMING, WITH_EMPLOYER, ReferralState
from jobvisit.office.staff import policy

if TYPE_CHECKING:
    from jobvisit.office.companies.models import Branch, Company, Contact
    from jobvisit.office.orders.models import JobOrder
    from jobvisit.office.referrals.models import Referral
    from jobvisit.office.seekers.models import Seeker
    from jobvisit.office.staff.models import User

Format = Literal["pdf", "hwpx"]
Kind = Literal["letter", "list", "result"]
CONTENT_TYPES: Final[dict[Format, str]] = {"pdf": "application/pdf", "hwpx": "application/hwp+zip"}
_INSURANCES: Final = {"pension": "국민연금", "health": "건강보험", "employment": "고용보험", "accident": "산재보험"}
_RETIREMENT: Final = {"lump_sum": "퇴직금", "pension": "퇴직연금", "none": "없음"}
_OFFERS: Final = {
    "meals": "식사 제공",
    "lodging": "숙소 제공",
    "shuttle": "통근 차량",
    "near_station": "역 가까움",
    "training": "일 가르쳐 줌",
    "seated": "앉아서 하는 일",
}
_PAY: Final = {"hour": "시급", "day": "일급", "week": "주급", "month": "월급", "year": "연봉"}
_DAYS: Final = "월화수목금토일"
_KINDS: Final[dict[Kind, str]] = {"letter": "취업알선장", "list": "알선자명단", "result": "채용결과통보서"}
NAMED: Final = WITH_EMPLOYER | {ReferralState.CONSENTED, ReferralState.HIRED}
"""States in which the resident has agreed to be named to this employer, and still is."""
ANSWER_DAYS: Final = 14
"""The result form asks for its answer within two weeks of its issue."""


class NotAgreedError(ValueError):
    """The resident has not agreed to be named to this employer, or no longer is."""


@dataclass(frozen=True)
class Paper:
    """A file to hand out: its bytes, its name and what it is."""

    content: bytes
    name: str
    content_type: str


@transaction.atomic
def order_form(
    *, order: JobOrder, form: Format, reason: str, by: User, at: datetime, came_from: str | None = None
) -> Paper:
    """구인신청서(구인표) of an order. The contact's name and telephone are in it for those who may place orders."""
    policy.require(by, "orders.view")
    audit.note(
        by=by, at=at, verb="orders.paper", subject=order, reason=reason, details={"form": form}, came_from=came_from
    )
    values = order_values(order, full=policy.may(by, "orders.place"))
    made = papers.order_form(values) if form == "pdf" else papers.as_hwpx(values)
    return Paper(made, f"구인신청서_{order.number}.{form}", CONTENT_TYPES[form])


@transaction.atomic
def registration_certificate(
    *,
    seeker: Seeker,
    form: Format,
    purpose: str,
    reason: str,
    by: User,
    at: datetime,
    came_from: str | None = None,
) -> Paper:
    """구직등록 확인증 of a resident; its number is that of the logged event, so that a copy can be checked."""
    policy.require(by, "seekers.view")
    full = policy.may(by, "seekers.reveal")
    event = audit.note(
        by=by,
        at=at,
        verb="seekers.paper",
        subject=seeker,
        person_id=seeker.pk,
        reason=reason,
        details={"form": form, "full": full},
        came_from=came_from,
    )
    today = seoul_day(at)
    number = f"{today.year}-{event.pk:06d}"
    values = certificate_values(seeker, number=number, purpose=purpose, today=today, full=full)
    made = papers.registration_certificate(values) if form == "pdf" else papers.as_hwpx(values)
    return Paper(made, f"구직등록확인증_{number}.{form}", CONTENT_TYPES[form])


@transaction.atomic
def referral_paper(
    *, referral: Referral, kind: Kind, reason: str, by: User, at: datetime, came_from: str | None = None
) -> Paper:
    """취업알선장 of one referral, or 알선자 명단 and 채용결과 통보서 of all who are sent to its order.

    The result form carries a QR code by which the employer answers for the order; what the resident carries does not,
    for that link is the employer's. Raises `NotAgreedError` without the resident's consent to this employer. Each
    person named is logged.
    """
    policy.require(by, "referrals.view")
    if referral.state not in NAMED or referral.consent_id is None:
        raise NotAgreedError(referral.number)
    order, today = referral.order, seoul_day(at)
    sent = [referral] if kind == "letter" else list(referrals.sent_to(by, order, NAMED))
    for one in sent:
        audit.note(
            by=by, at=at, verb="referrals.paper", subject=one, person_id=one.seeker_id, reason=reason,
            details={"kind": kind}, came_from=came_from,
        )  # fmt: skip
    full = policy.may(by, "seekers.reveal")
    employer = _employer(order.company, order.branch, order.contact, full=True)
    if kind == "letter":
        made = papers.referral_letter(_letter(referral, employer, today, full=full))
    elif kind == "list":
        people = tuple(_referred(one, full=full) for one in sent)
        made = papers.referral_list(
            ReferralList(referral.number, today, office(by), employer, _job(order), people, _counsellor(referral.owner))
        )
    else:
        people = tuple(_referred(one, full=full) for one in sent)
        until = today + timedelta(days=ANSWER_DAYS)
        issued = asking.employer(order, subject=order, purpose=asking.ORDER_LINK, by=by, at=at)
        made = papers.result_form(
            ResultForm(
                referral.number, today, office(by), employer, _job(order), people, until, _counsellor(referral.owner),
                _link(issued.url),
            )
        )  # fmt: skip
    return Paper(made, f"{_KINDS[kind]}_{referral.number}.pdf", CONTENT_TYPES["pdf"])


@transaction.atomic
def letter_to_employer(*, referral: Referral, link: str, by: User | None, at: datetime) -> Paper:
    """취업알선장 as it goes to the employer, in full: the resident agreed to exactly that. `link` is its QR code.

    Raises `NotAgreedError` without that consent. Its issue is logged, whoever or whatever sends it.
    """
    if referral.state not in NAMED or referral.consent_id is None:
        raise NotAgreedError(referral.number)
    audit.note(
        by=by, at=at, verb="referrals.paper", subject=referral, person_id=referral.seeker_id,
        details={"kind": "letter", "to": "employer"},
    )  # fmt: skip
    order = referral.order
    employer = _employer(order.company, order.branch, order.contact, full=True)
    values = _letter(referral, employer, seoul_day(at), full=True, link=_link(link))
    return Paper(papers.referral_letter(values), f"{_KINDS['letter']}_{referral.number}.pdf", CONTENT_TYPES["pdf"])


def _link(url: str) -> Link:
    return Link(url, url.partition("://")[2], "결과 알리기")


def _letter(
    referral: Referral, employer: Employer, today: date, *, full: bool, link: Link | None = None
) -> ReferralLetter:
    seeker = referral.seeker
    coming = next((one for one in referrals.interviews(referral) if one.state in COMING), None)
    interview = ""
    if coming:
        local = coming.at.astimezone(SEOUL)
        interview = _joined(
            f"{_day(local.date())}({_DAYS[local.weekday()]}) {local:%H:%M}",
            coming.place,
            "상담사 동행" if coming.accompanied else "",
        )
    return ReferralLetter(
        number=referral.number,
        issued_on=today,
        office=office(referral.owner),
        person=Person(
            seeker.name if full else mask_name(seeker.name),
            _day(seeker.birth_date) if full else f"{seeker.birth_date.year}년",
            _dong(seeker.dong),
            phone.pretty(seeker.phone) if full else phone.mask(seeker.phone),
        ),
        employer=employer,
        job=_job(referral.order),
        interview=interview,
        counsellor=_counsellor(referral.owner),
        link=link,
    )


def _referred(referral: Referral, *, full: bool) -> Referred:
    seeker = referral.seeker
    months = seeker.career_months
    return Referred(
        name=seeker.name if full else mask_name(seeker.name),
        birth=_day(seeker.birth_date) if full else f"{seeker.birth_date.year}년",
        phone=phone.pretty(seeker.phone) if full else phone.mask(seeker.phone),
        career=f"{months // 12}년 {months % 12}개월" if months else "",
        licences=_joined(*seeker.licences),
        referred_on=seoul_day(referral.proposed_at),
    )


def _job(order: JobOrder) -> Job:
    values = order_values(order, full=False)
    return Job(order.number, order.title, values.occupation, values.openings, values.pay, values.hours, values.place)


def order_values(order: JobOrder, *, full: bool) -> OrderForm:
    """What stands on an order's form. What the employer did not say stays empty."""
    occupation = tables.occupations().get(order.occupation)
    with override("ko"):
        employment = str(order.get_employment_display())
        career = str(order.get_career_kind_display())
        education = str(order.get_education_display())
        channel = str(order.get_source_display())
    return OrderForm(
        number=order.number,
        received_on=seoul_day(order.accepted_at),
        valid_until=f"{_day(order.closes_on)}까지" + (" (채용 시까지)" if order.until_filled else ""),
        office=office(order.owner),
        employer=_employer(order.company, order.branch, order.contact, full=full),
        title=order.title,
        occupation=f"{occupation.name_ko}({occupation.code})" if occupation else "",
        duties=order.duties,
        openings=f"{order.openings}명" if order.openings else "",
        employment=_joined(
            employment,
            f"계약 {order.contract_months}개월" if order.contract_months else "",
            _trainee(order),
        ),
        career=_joined(career, f"{order.career_months_min / 12:g}년 이상" if order.career_months_min else ""),
        education=education,
        licences=_joined(*order.licences_required),
        preferred=_joined(*order.licences_preferred),
        pay=_pay(order),
        weekly_hours=f"{order.weekly_hours:g}시간" if order.weekly_hours is not None else "",
        hours=_hours(order),
        breaks=f"{order.break_minutes}분" if order.break_minutes is not None else "",
        shift={True: "있음", False: "없음"}.get(order.shift, "") if order.shift is not None else "",
        insurances=_joined(*(_INSURANCES.get(one, one) for one in order.insurances or ())),
        retirement=_RETIREMENT.get(order.retirement, order.retirement),
        benefits=_joined(*(_OFFERS.get(one, one) for one in order.offers), order.benefits),
        place=" ".join(filter(None, (order.gu, _dong(order.dong), order.address))),
        starts_on=order.starts_on,
        counsellor=_counsellor(order.owner),
        channel=channel,
    )


def certificate_values(
    seeker: Seeker, *, number: str, purpose: str, today: date, full: bool
) -> RegistrationCertificate:
    """What stands on a certificate of registration."""
    wished = (tables.occupations().get(code) for code in seeker.wishes)
    person = Person(
        name=seeker.name if full else mask_name(seeker.name),
        birth=_day(seeker.birth_date) if full else f"{seeker.birth_date.year}년",
        address=" ".join(filter(None, (_dong(seeker.dong), seeker.address if full else ""))),
    )
    return RegistrationCertificate(
        number=number,
        issued_on=today,
        office=office(seeker.owner),
        person=person,
        applied_on=seoul_day(seeker.applied_at),
        valid_until=seeker.valid_until,
        wishes=_joined(*(one.name_ko for one in wished if one)) or seeker.wish_words,
        purpose=purpose,
        counsellor=_counsellor(seeker.owner),
    )


def office(user: User) -> Office:
    """The centre of a user's district, as papers name it."""
    place = user.district
    return Office(place.name, place.centre_name, f"{place.name}청장", phone=phone.pretty(place.centre_phone))


def _employer(company: Company, branch: Branch | None, contact: Contact | None, *, full: bool) -> Employer:
    who = ""
    if contact:
        name, number = contact.name, phone.pretty(contact.phone)
        shown = (name, number) if full else (mask_name(name), phone.mask(contact.phone) if contact.phone else "")
        who = " ".join(filter(None, (shown[0], contact.title, shown[1])))
    return Employer(
        name=company.name,
        representative=company.representative if full else mask_name(company.representative),
        business_number=bizno.pretty(company.business_number),
        industry=company.industry_name,
        headcount=f"{company.headcount:,}명" if company.headcount is not None else "",
        business=company.business,
        address=" ".join(filter(None, (_dong(branch.dong), branch.address))) if branch else "",
        phone=phone.pretty(company.phone or (branch.phone if branch else "")),
        contact=who,
    )


def _pay(order: JobOrder) -> str:
    if order.pay_kind == "negotiable":
        return "면접 후 결정"
    amounts = [f"{amount:,}원" for amount in dict.fromkeys((order.pay_min, order.pay_max)) if amount]
    return f"{_PAY[order.pay_kind]} {'~'.join(amounts)}" if order.pay_kind and amounts else ""


def _hours(order: JobOrder) -> str:
    days = "".join(_DAYS[day] for day in order.days)
    if not days and order.days_per_week:
        days = f"주 {order.days_per_week:g}일"
    return " ".join(filter(None, (days, f"{order.start:%H:%M}–{order.end:%H:%M}" if order.start and order.end else "")))


def _trainee(order: JobOrder) -> str:
    if not order.trainee_months:
        return ""
    percent = f" (임금의 {order.trainee_pay_percent}%)" if order.trainee_pay_percent else ""
    return f"수습 {order.trainee_months}개월{percent}"


def _counsellor(user: User) -> str:
    return " ".join(filter(None, (user.name, phone.pretty(user.phone))))


def _dong(code: str) -> str:
    dong = tables.dongs().get(code)
    return dong.name if dong else ""


def _day(value: date) -> str:
    return f"{value.year}. {value.month}. {value.day}."


def _joined(*words: str) -> str:
    return ", ".join(filter(None, words))
