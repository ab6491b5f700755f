"""Reading job orders."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from jobvisit.base import bizno
from jobvisit.base.clock import seoul_day
from jobvisit.base.text import firm_key, normal
from jobvisit.engines.reading import read_text
from jobvisit.office.agreements.models import Member
from jobvisit.office.companies.models import Company
from jobvisit.office.orders.models import JobOrder, OrderDraft
from jobvisit.office.orders.rules import Finding, LawTables, OrderTerms, Outcome
from jobvisit.office.orders.rules.beside import beside
from jobvisit.office.orders.states import MATCHABLE, ORDER, OrderState
from jobvisit.office.reference import queries as reference
from jobvisit.office.reference.vocabulary import vocabulary
from jobvisit.office.staff.models import District, User


def visible_to(user: User) -> QuerySet[JobOrder]:
    """The orders of the user's district."""
    return JobOrder.objects.filter(district_id=user.district_id)


def by_key(district: District, pk: int) -> JobOrder:
    """One order by its key, for answers that come without a member of staff."""
    return JobOrder.objects.select_related("company", "branch", "contact", "district").get(district=district, pk=pk)


def get(user: User, number: str) -> JobOrder:
    """One order by its number. Raises `JobOrder.DoesNotExist` outside the district.

    `promised` says whether its firm is in any agreement, so that a page need not ask further where it is in none.
    """
    related = ("company", "branch", "contact", "owner", "line__agreement")
    same = Q(company=OuterRef("company")) | Q(company__merged_into=OuterRef("company"))
    found = visible_to(user).select_related(*related).annotate(promised=Exists(Member.objects.filter(same)))
    return found.get(number=number)


def by_form(user: User, form_key: str) -> JobOrder | None:
    """The order that this form was saved as, if it was."""
    return visible_to(user).select_related("company", "branch", "contact", "owner").filter(form_key=form_key).first()


def in_list(
    user: User, *, words: str = "", states: tuple[str, ...] = (), owner: User | None = None
) -> QuerySet[JobOrder]:
    """Orders for the list page; words are part of the title, of the firm's name, or an order number."""
    orders = visible_to(user).select_related("company", "owner").order_by("-accepted_at", "-id")
    typed = normal(words)
    if typed:
        by_firm = Company.objects.filter(district_id=user.district_id, name_key__contains=firm_key(typed) or typed)
        orders = orders.filter(title__icontains=typed) | orders.filter(company__in=by_firm)
        orders = orders | visible_to(user).filter(number=typed).select_related("company", "owner")
    if states:
        orders = orders.filter(state__in=states)
    return orders.filter(owner=owner) if owner else orders


def of_company(user: User, company: Company) -> QuerySet[JobOrder]:
    """A firm's orders, newest first."""
    return visible_to(user).filter(company=company).select_related("owner").order_by("-accepted_at")


def firms_with_orders(district_id: int, since: date | None = None) -> dict[int, tuple[int, int]]:
    """Firms that gave an order, from a day on: (orders, people hired through them) by the firm's key. Drafts and
    refused ones do not count."""
    placed = JobOrder.objects.filter(district_id=district_id).exclude(state__in=["draft", "refused"])
    if since:
        placed = placed.filter(accepted_at__date__gte=since)
    rows = placed.values_list("company_id").annotate(Count("id"), Sum("filled"))
    return {company: (orders, hired or 0) for company, orders, hired in rows}


def asked_for(district_id: int) -> list[tuple[int, str, str, int, int]]:
    """What firms have asked for so far: firm, its industry, occupation, openings, hired. One statement.

    An order whose openings nobody has said yet counts as one.
    """
    rows = JobOrder.objects.filter(district_id=district_id).exclude(state=OrderState.DRAFT)
    named = rows.values_list("company_id", "company__industry_name", "occupation", "openings", "filled")
    return [(firm, industry, job, openings or 1, filled) for firm, industry, job, openings, filled in named]


def untied(district_id: int, firms: Iterable[int], owner: User | None = None) -> QuerySet[JobOrder]:
    """Orders of some firms that belong to no line of an agreement, as far as nobody said that they do not.

    `owner` narrows to one person's.
    """
    found = JobOrder.objects.filter(district_id=district_id, company__in=list(firms), line=None, line_by_hand=False)
    found = found if owner is None else found.filter(owner=owner)
    return found.exclude(state=OrderState.REFUSED).select_related("company", "owner").order_by("accepted_at", "id")


def of_lines(district_id: int, lines: Iterable[int]) -> QuerySet[JobOrder]:
    """Orders that belong to lines of agreements, the latest first. Drafts and refused ones do not count."""
    found = JobOrder.objects.filter(district_id=district_id, line__in=list(lines))
    return found.exclude(state__in=[OrderState.DRAFT, OrderState.REFUSED]).order_by("-accepted_at", "-id")


def open_of(users: Iterable[User]) -> QuerySet[JobOrder]:
    """Orders in the hands of these people on which work is still to be done."""
    return JobOrder.objects.filter(
        owner__in=list(users), state__in=[state for state in OrderState if ORDER.steps.get(state)]
    )


def matchable(user: User) -> QuerySet[JobOrder]:
    """Orders that residents are shown."""
    return visible_to(user).filter(state__in=[state.value for state in MATCHABLE])


def matchable_of(district: District) -> QuerySet[JobOrder]:
    """A district's orders that residents are shown, for work that no person asked for."""
    return JobOrder.objects.filter(district=district, state__in=[state.value for state in MATCHABLE])


def named(user: User, keys: list[int]) -> dict[int, JobOrder]:
    """Orders by primary key, with their firms, for rows that an engine named."""
    return visible_to(user).select_related("company").in_bulk(keys)


def findings(order: JobOrder) -> list[Finding]:
    """What the checks said when the order was last saved."""
    return [Finding(**{**row, "outcome": Outcome(row["outcome"])}) for row in order.findings]


def draft(user: User, key: str) -> OrderDraft | None:
    """What the user typed into this form and has not saved yet."""
    return OrderDraft.objects.filter(district_id=user.district_id, user=user, key=key).first()


def law_tables() -> LawTables:
    """The dated law tables that the checks rest on."""
    return LawTables.of(reference.wage_floors())


def terms_beside_text(order: JobOrder, on: date) -> OrderTerms:
    """The order's terms as checked on a day, with what its own duties text says otherwise."""
    terms = terms_of(order, on)
    return beside(terms, read_text(order.duties, vocabulary(), on=on), "duties") if order.duties else terms


def terms_of(order: JobOrder, on: date) -> OrderTerms:
    """The order as the plain values that the checks read, on the day of the check. `order` need not be saved."""
    company = order.company if order.company_id else None
    return OrderTerms(
        title=order.title or None,
        duties=order.duties or None,
        occupation=order.occupation or None,
        headcount=order.openings,
        pay_kind=order.pay_kind or None,  # type: ignore[arg-type]
        pay_min=order.pay_min,
        pay_max=order.pay_max,
        days_per_week=float(order.days_per_week) if order.days_per_week is not None else None,
        work_days=tuple(order.days),
        weekly_hours=float(order.weekly_hours) if order.weekly_hours is not None else None,
        start=order.start,
        end=order.end,
        break_minutes=order.break_minutes,
        shift=order.shift,
        employment=order.employment or None,  # type: ignore[arg-type]
        contract_months=order.contract_months,
        trainee_months=order.trainee_months,
        trainee_pay_percent=order.trainee_pay_percent,
        career_kind=order.career_kind or None,  # type: ignore[arg-type]
        career_years_min=order.career_months_min / 12 if order.career_months_min is not None else None,
        education=order.education or None,  # type: ignore[arg-type]
        licences_required=tuple(order.licences_required),
        checked_on=on,
        starts_on=order.starts_on,
        accepted_on=seoul_day(order.accepted_at) if order.accepted_at else None,
        closes_on=order.closes_on,
        until_filled=order.until_filled,
        gu=order.gu or None,
        dong=order.dong or None,
        address=order.address or None,
        insurances=frozenset(order.insurances) if order.insurances is not None else None,  # type: ignore[arg-type]
        retirement=order.retirement or None,  # type: ignore[arg-type]
        firm_headcount=company.headcount if company else None,
        employer_name=company.name if company else None,
        business_number=company.business_number or None if company else None,
        business_number_valid=bizno.is_valid(company.business_number) if company and company.business_number else None,
        texts={"title": order.title, "duties": order.duties, "benefits": order.benefits},
    )
