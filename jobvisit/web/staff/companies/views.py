"""Firms: the list, the one-screen card, registering and changing."""

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jobvisit.base import bizno, clock, phone
from jobvisit.base.db import OutOfDateError
from jobvisit.flows import agreements as agreement_flow
from jobvisit.office.agreements import queries as agreements
from jobvisit.office.companies import actions, queries
from jobvisit.office.companies.models import Company
from jobvisit.office.orders import queries as orders
from jobvisit.office.outreach import queries as outreach
from jobvisit.office.staff.policy import may
from jobvisit.web.shared import toasts
from jobvisit.web.shared.access import StaffRequest, needs, or_404
from jobvisit.web.shared.conflict import Difference, differences
from jobvisit.web.shared.downloads import Cell, Listing, answer
from jobvisit.web.shared.listing import page_of, sorted_by
from jobvisit.web.shared.partials import page_or_part
from jobvisit.web.shared.parts import Column, Fact, Tab
from jobvisit.web.staff.agreements import show as agreement_show
from jobvisit.web.staff.companies.consents import consent_context
from jobvisit.web.staff.companies.forms import CompanyForm, ContactForm, NarrowForm
from jobvisit.web.staff.orders import show as order_show
from jobvisit.web.staff.outreach import show as outreach_show
from jobvisit.web.staff.places import dong_name
from jobvisit.web.staff.referrals.show import hires

SORTS = {"name": "name", "staff": "headcount", "industry": "industry_name"}


@require_safe
@needs("companies.view")
def company_list(request: StaffRequest) -> HttpResponse:
    """Firms by name, 초성 or number; all, or those of 50 and more staff."""
    size = request.GET.get("size", "all")
    narrow = NarrowForm.of(request)
    page = page_of(request, _listed(request, narrow))
    tabs = [Tab(_("전체"), "?size=all", size != "50"), Tab(_("50명 이상"), "?size=50", size == "50")]
    columns = [
        Column(_("업체명"), "name"), Column(_("업종"), "industry"), Column(_("근로자"), "staff", end=True),
        Column(_("사업자번호")), Column(_("전화")),
    ]  # fmt: skip
    may_import = may(request.user, "companies.import")
    context = {
        "page": page, "tabs": tabs, "columns": columns, "may_import": may_import, "narrow": narrow,
        "kept": [(key, request.GET[key]) for key in ("q", "size", "sort") if key in request.GET],
    }  # fmt: skip
    return page_or_part(request, "companies/list.html", "companies/_rows.html", context)


@needs("companies.download")
def download(request: StaffRequest) -> HttpResponseBase:
    """The list, as filtered and sorted, as an Excel file."""
    narrow = NarrowForm.of(request)
    found = _listed(request, narrow)
    narrowed = [request.GET.get("q", ""), _("50명 이상") if request.GET.get("size") == "50" else ""]
    narrowed += narrow.words()
    cells = [
        Cell(_("업체명"), lambda firm: firm.name, 28),
        Cell(_("사업자번호"), lambda firm: bizno.pretty(firm.business_number), 15),
        Cell(_("대표자"), lambda firm: firm.representative),
        Cell(_("업종"), lambda firm: firm.industry_name, 22),
        Cell(_("근로자"), lambda firm: firm.headcount, 9),
        Cell(_("전화"), lambda firm: phone.pretty(firm.phone), 16),
        Cell(_("안내문"), lambda firm: _("받지 않음") if firm.no_letters else _("받음"), 10),
    ]
    listing = Listing(
        title=_("사업체 목록"), verb="companies.download", cells=cells, rows=found.iterator(), count=found.count(),
        back=reverse("companies:list"), narrowed=", ".join(filter(None, narrowed)),
    )  # fmt: skip
    return answer(request, listing)


def _listed(request: StaffRequest, narrow: NarrowForm) -> QuerySet[Company]:
    """The firms that the address asks for, in its order."""
    least = 50 if request.GET.get("size") == "50" else None
    found = queries.in_list(
        request.user, words=request.GET.get("q", ""), least_staff=least, dongs=narrow.dongs, industry=narrow.industry
    )
    if narrow.never_reached:
        found = found.exclude(pk__in=outreach.reached(request.user.district_id))
    return sorted_by(request, found, SORTS)


@require_safe
@needs("companies.view")
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One firm on one screen: whom to talk to, where, its orders."""
    company = _company(request, pk)
    today = clock.seoul_day(clock.now())
    found = agreements.of_firm(request.user, company)
    agreed = agreement_flow.bars(found, district_id=company.district_id, on=today)
    context = {
        "company": company,
        "facts": facts(company),
        "branches": [(branch, dong_name(branch.dong)) for branch in queries.branches(company)],
        "contacts": queries.contacts(company),
        "orders": [order_show.list_row(order) for order in orders.of_company(request.user, company)[:20]],
        "hires": hires(request.user, company),
        "contact_form": ContactForm(),
        "agreements": agreement_show.firm_rows(agreed),
        "may_agree": may(request.user, "agreements.edit"),
        "card": outreach_show.card(request.user, company, today),
        **consent_context(request.user, company),
    }
    return render(request, "companies/detail.html", context)


@needs("companies.edit")
def new(request: StaffRequest) -> HttpResponse:
    """Register a firm. Others of the same name are shown first, never merged by themselves."""
    form = CompanyForm(request.POST or None, user=request.user)
    twins: list[Company] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        twins = list(queries.namesakes(request.user, data["name"], data["business_number"])[:5])
        if not twins or request.POST.get("different"):
            company = form.save(commit=False)
            actions.register(company=company, branch=form.branch(), by=request.user, at=clock.now())
            toasts.say(request, _("사업체를 등록했습니다."))
            return redirect("companies:detail", pk=company.pk)
    status = 422 if form.is_bound else 200
    return render(request, "companies/form.html", {"form": form, "twins": twins}, status=status)


@needs("companies.edit")
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a firm; someone else's change since is shown, never overwritten."""
    company = _company(request, pk)
    form = _edit_form(request, company, request.POST or None)
    conflict: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.changed_data if name in CompanyForm.Meta.fields}
        try:
            version = int(request.POST.get("version", "0"))
            actions.change(company=company, changes=changes, version=version, by=request.user, at=clock.now())
        except OutOfDateError:
            current = _company(request, pk)
            conflict, company.version = differences(form, _edit_form(request, current)), current.version
        else:
            toasts.say(request, _("고쳤습니다."))
            return redirect("companies:detail", pk=pk)
    status = 409 if conflict else 422 if form.is_bound else 200
    context = {"form": form, "company": company, "conflict": conflict}
    return render(request, "companies/form.html", context, status=status)


def _edit_form(request: StaffRequest, company: Company, sent: QueryDict | None = None) -> CompanyForm:
    """The form of a firm that exists: its places of work are not changed here."""
    form = CompanyForm(sent, instance=company, user=request.user)
    for name in ("dong", "address"):
        del form.fields[name]
    return form


@require_POST
@needs("companies.edit")
def add_contact(request: StaffRequest, pk: int) -> HttpResponse:
    """Remember a person one talks to."""
    company = _company(request, pk)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return render(request, "companies/contact.html", {"company": company, "form": form}, status=422)
    contact = form.save(commit=False)
    contact.company = company
    actions.add_contact(contact=contact, by=request.user, at=clock.now())
    return redirect("companies:detail", pk=pk)


@require_POST
@needs("companies.edit")
def contact_left(request: StaffRequest, pk: int, contact: int) -> HttpResponse:
    """Somebody one talked to is there no more, from today."""
    company = _company(request, pk)
    found = or_404(queries.contact, request.user, company, contact)
    now = clock.now()
    actions.contact_left(contact=found, left_on=clock.seoul_day(now), by=request.user, at=now)
    toasts.say(request, _("%(name)s 님이 떠난 것으로 적었습니다.") % {"name": found.name})
    return redirect("companies:detail", pk=pk)


def facts(company: Company) -> list[Fact]:
    """What is known of a firm; what is not says so."""
    unknown = _("모름")
    return [
        Fact(_("사업자등록번호"), bizno.pretty(company.business_number) or unknown),
        Fact(_("대표자"), company.representative or unknown),
        Fact(_("업종"), company.industry_name or unknown),
        Fact(_("근로자 수"), _("%(n)d명") % {"n": company.headcount} if company.headcount is not None else unknown),
        Fact(_("대표 전화"), phone.pretty(company.phone) or unknown),
        Fact(_("안내문"), _("받지 않음") if company.no_letters else _("받음")),
    ]


def _company(request: StaffRequest, pk: int) -> Company:
    return or_404(queries.get, request.user, pk)
