"""What each paper holds. Masking is the caller's: what stands here is printed.

Forms follow the items of 직업안정법 시행규칙 별지 (korea.md §1); their arrangement on the sheet is ours. A field left
empty is printed empty, to be filled by hand. Strings are Korean as the office writes them, amounts and times included.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Office:
    """The centre that issues a paper: the head of every sheet and its last line."""

    district: str
    """서초구"""
    centre: str
    """서초 취업정보은행"""
    head: str
    """Who signs: 서초구청장."""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Employer:
    """The firm of an order or a referral."""

    name: str
    representative: str = ""
    business_number: str = ""
    industry: str = ""
    headcount: str = ""
    business: str = ""
    address: str = ""
    phone: str = ""
    contact: str = ""
    """The person to ask for, with title and telephone."""


@dataclass(frozen=True, slots=True)
class Person:
    """A resident, as far as the reader of the paper may know them."""

    name: str
    birth: str = ""
    """Birth date, or the year only, as the caller decides. Never a resident number."""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """The terms of an order that a referral names."""

    order_number: str
    title: str
    occupation: str = ""
    openings: str = ""
    pay: str = ""
    hours: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An address for the QR code, and the short one printed beneath it for people who type."""

    url: str
    short: str
    purpose: str = ""
    """What opens: 결과 알리기."""


@dataclass(frozen=True, slots=True)
class ReferralLetter:
    """취업알선장 (시행규칙 제5조제2항, 별지 제3호서식): the resident takes it to the employer."""

    number: str
    issued_on: date
    office: Office
    person: Person
    employer: Employer
    job: Job
    interview: str = ""
    """When and where, and whether a counsellor comes along."""
    bring: str = ""
    counsellor: str = ""
    """Name and telephone."""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Referred:
    """One line of 알선자 명단 and of 채용결과 통보서."""

    name: str
    birth: str = ""
    phone: str = ""
    career: str = ""
    licences: str = ""
    referred_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReferralList:
    """알선자 명단 (시행규칙 제5조제2항, 별지 제4호서식): to the employer, who is being sent."""

    number: str
    issued_on: date
    office: Office
    employer: Employer
    job: Job
    people: tuple[Referred, ...]
    counsellor: str = ""


@dataclass(frozen=True, slots=True)
class ResultForm:
    """채용결과 통보서 (시행령 제8조, 시행규칙 별지 제4호의2서식): the employer fills it in and sends it back."""

    number: str
    issued_on: date
    office: Office
    employer: Employer
    job: Job
    people: tuple[Referred, ...]
    answer_by: date | None = None
    counsellor: str = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class OrderForm:
    """구인신청서, 구인표 (시행규칙 제2조제1항, 별지 제1호·제1호의2서식): what a firm asks for and offers."""

    number: str
    received_on: date | None
    valid_until: str
    """마감일, or 채용 시까지 with the last day."""
    office: Office
    employer: Employer
    title: str
    occupation: str = ""
    duties: str = ""
    openings: str = ""
    employment: str = ""
    """고용형태 with the months of the contract and of a trial."""
    career: str = ""
    education: str = ""
    licences: str = ""
    preferred: str = ""
    pay: str = ""
    weekly_hours: str = ""
    hours: str = ""
    breaks: str = ""
    shift: str = ""
    insurances: str = ""
    retirement: str = ""
    benefits: str = ""
    place: str = ""
    starts_on: date | None = None
    selection: str = ""
    documents: str = ""
    counsellor: str = ""
    channel: str = ""
    """접수 경로"""


@dataclass(frozen=True, slots=True)
class RegistrationCertificate:
    """구직등록 확인증 (시행규칙 제2조, 별지 제2호의4서식): given to a resident on request."""

    number: str
    issued_on: date
    office: Office
    person: Person
    applied_on: date
    valid_until: date
    wishes: str = ""
    purpose: str = ""
    counsellor: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of a notice campaign (안내문): to whom, and its own address to answer at."""

    reference: str
    recipient: str
    """The firm's name."""
    link: Link
    attention: str = ""
    """대표 홍길동 귀하"""
    address: str = ""
    counsellor: str = ""
    """Who will telephone, with the number."""
    lines: tuple[str, ...] = ()
    """Sentences for this firm only, above the common text."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What the letters of one campaign share."""

    office: Office
    title: str
    dated: date
    paragraphs: tuple[str, ...]
    steps: tuple[str, ...] = ()
    """How to answer, one step a line."""
    refuse: str = ""
    """How not to get further letters."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One line of an agreement: how many, which jobs, whom first, by when, who decides on site."""

    jobs: str
    number: str
    first: str = ""
    basis: str = ""
    """The lawful measure that the priority rests on."""
    by: str = ""
    decides: str = ""


@dataclass(frozen=True, slots=True)
class AgreementDraft:
    """업무협약서 초안: two parties, promises with numbers, clauses. A draft says so on every page."""

    title: str
    office: Office
    party: Employer
    purpose: str
    promises: tuple[Promise, ...]
    clauses: tuple[tuple[str, str], ...]
    """Heading and text of each article, in order."""
    starts_on: date | None = None
    ends_on: date | None = None
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: headings and rows of text; `right` counts the columns (from 0) whose figures stand to the right."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        """A row of another length would move every figure after it into a wrong column: `ValueError`."""
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"{self.title}: a row is not as long as the {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture as SVG with the words that say what it shows (PDF/UA refuses one without).

    Its texts name the font `Pretendard GOV`: no other is there.
    """

    svg: bytes
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: a sentence, a chart, the table under it."""

    title: str
    text: str = ""
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report of figures (월간 보고). Its texts come in the reader's language; `language` is `ko` or `en`."""

    title: str
    period: str
    office: Office
    made_on: date
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = field(default=())
    language: str = "ko"
