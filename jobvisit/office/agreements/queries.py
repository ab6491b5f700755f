"""Reading agreements: who promises what, and the same as the plain values that the rules work on."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from jobvisit.base.text import firm_key, normal
from jobvisit.office.agreements.models import Agreement, Line, LineTerms, Member, Party, SignedPaper
from jobvisit.office.agreements.rules import Membership, Promise, Terms
from jobvisit.office.agreements.states import RUNNING, WRITING, AgreementState
from jobvisit.office.companies import queries as companies
from jobvisit.office.companies.models import Branch, Company
from jobvisit.office.staff.models import District, User

OVER = frozenset({AgreementState.RENEWED, AgreementState.EXPIRED, AgreementState.ENDED})
GROUPS: dict[str, frozenset[AgreementState]] = {
    "running": RUNNING,
    "writing": WRITING,
    "over": OVER,
    "all": RUNNING | WRITING | OVER,
}
"""What the tabs of the list show."""


def visible_to(user: User) -> QuerySet[Agreement]:
    """The agreements of the user's district."""
    return Agreement.objects.filter(district_id=user.district_id)


def get(user: User, number: str) -> Agreement:
    """One agreement by its number. Raises `Agreement.DoesNotExist` outside the district."""
    return visible_to(user).select_related("owner", "follows", "district").get(number=number)


def in_list(user: User, *, words: str = "", states: Collection[str] = (), owner: User | None = None) -> list[Agreement]:
    """Agreements with parties, lines and terms; words are part of the title, a party's or a member's name."""
    found = visible_to(user).select_related("owner")
    if typed := normal(words):
        firms = Company.objects.filter(district_id=user.district_id, name_key__contains=firm_key(typed) or typed)
        inside = Member.objects.filter(party__agreement=OuterRef("pk"), company__in=firms)
        named = Party.objects.filter(agreement=OuterRef("pk"), name__icontains=typed)
        found = found.filter(Q(title__icontains=typed) | Q(number=typed.upper()) | Exists(inside) | Exists(named))
    if states:
        found = found.filter(state__in=sorted(states))
    if owner:
        found = found.filter(owner=owner)
    return list(_whole(found).order_by("ends_on", "id"))


def running(district_id: int) -> list[Agreement]:
    """Agreements that are signed and neither over nor replaced, with parties, lines and terms."""
    found = Agreement.objects.filter(district_id=district_id, state__in=sorted(RUNNING)).select_related("owner")
    return list(_whole(found).order_by("ends_on", "id"))


def open_of(users: Iterable[User]) -> QuerySet[Agreement]:
    """Agreements in the hands of these people that are not over."""
    return Agreement.objects.filter(owner__in=list(users), state__in=sorted(RUNNING | WRITING))


def by_date(district: District) -> QuerySet[Agreement]:
    """Agreements whose state follows from the calendar."""
    return Agreement.objects.filter(district=district, state__in=sorted(RUNNING)).order_by("id")


def whole(user: User, number: str) -> Agreement:
    """One agreement with parties, members, lines and terms. Raises `Agreement.DoesNotExist` outside the district."""
    return _whole(visible_to(user).select_related("owner", "follows", "district")).get(number=number)


def line(user: User, agreement: Agreement, number: int) -> Line:
    """One line with its terms. Raises `Line.DoesNotExist`."""
    found = Line.objects.filter(district_id=user.district_id, agreement=agreement)
    return found.select_related("agreement", "party").prefetch_related(_TERMS).get(number=number)


def lines_by_key(user: User, keys: Iterable[int]) -> dict[int, Line]:
    """Lines of the district with their agreements."""
    found = Line.objects.filter(district_id=user.district_id).select_related("agreement").prefetch_related(_TERMS)
    return found.in_bulk(list(keys))


def party(user: User, agreement: Agreement, pk: int) -> Party:
    """One party of an agreement. Raises `Party.DoesNotExist`."""
    return Party.objects.get(district_id=user.district_id, agreement=agreement, pk=pk)


def member(user: User, agreement: Agreement, pk: int) -> Member:
    """One member of an agreement. Raises `Member.DoesNotExist`."""
    found = Member.objects.filter(district_id=user.district_id, party__agreement=agreement)
    return found.select_related("party", "company").get(pk=pk)


def members(agreement: Agreement) -> QuerySet[Member]:
    """Everyone who is or was in it, those present first."""
    found = Member.objects.filter(party__agreement=agreement).select_related("party", "company", "branch")
    return found.select_related("company__merged_into").order_by("party_id", "left_on", "company__name", "id")


def papers(agreement: Agreement) -> QuerySet[SignedPaper]:
    """The signed papers, the first first."""
    return SignedPaper.objects.filter(agreement=agreement).select_related("by")


def paper(user: User, agreement: Agreement, pk: int) -> SignedPaper:
    """One signed paper. Raises `SignedPaper.DoesNotExist` for any other."""
    return SignedPaper.objects.get(district_id=user.district_id, agreement=agreement, pk=pk)


def following(agreement: Agreement) -> Agreement | None:
    """The agreement that renews this one, if there is one."""
    return Agreement.objects.filter(district_id=agreement.district_id, follows=agreement).order_by("-id").first()


def of_firm(user: User, company: Company) -> list[Agreement]:
    """The agreements in which a firm is or was, itself or under a firm merged into it; those running first."""
    inside = Member.objects.filter(party__agreement=OuterRef("pk"), company__in=companies.with_merged(company.pk))
    whose = Party.objects.filter(agreement=OuterRef("pk"), company__in=companies.with_merged(company.pk))
    found = _whole(visible_to(user).filter(Exists(inside) | Exists(whose)).select_related("owner"))
    return sorted(found, key=lambda one: (one.state in OVER, one.pk))


# As plain values


def memberships_of(district_id: int, company_id: int) -> list[Membership]:
    """Where a firm, or a firm merged into it, promises something under a signed agreement. One statement."""
    found = Member.objects.filter(district_id=district_id, company__in=companies.with_merged(company_id))
    return [_membership(one) for one in _signed(found)]


def firm_with_head(user: User, pk: int) -> tuple[Company, Branch | None]:
    """One firm and its headquarters, in one statement. Raises `Company.DoesNotExist` outside the district.

    The firm's `promised` says whether it, or a record merged with it, promises anything under a signed agreement.
    """
    inside = Member.objects.filter(company__in=companies.with_merged(pk), party__agreement__signed_on__isnull=False)
    branch = companies.heads(user, pk).annotate(promised=Exists(inside)).first()
    if branch is None:
        return companies.get(user, pk), None
    vars(branch.company).update(promised=branch.promised)
    return branch.company, branch


def memberships(district_id: int) -> list[Membership]:
    """The same of every firm of a district. One statement."""
    return [_membership(one) for one in _signed(Member.objects.filter(district_id=district_id))]


def promises(district_id: int, agreements: Iterable[int] | None = None) -> list[Promise]:
    """The lines of some (or all) signed agreements. Two statements."""
    found = Line.objects.filter(district_id=district_id, agreement__signed_on__isnull=False, into__isnull=True)
    if agreements is not None:
        found = found.filter(agreement__in=list(agreements))
    return [promise(one) for one in found.select_related("agreement").prefetch_related(_TERMS)]


def promise(one: Line) -> Promise:
    """A line as the rules see it; one whose agreement has no days yet stands far in the future."""
    agreement = one.agreement
    return Promise(
        line=one.pk,
        agreement=agreement.pk,
        party=one.party_id,
        jobs=tuple(one.occupations),
        starts=agreement.starts_on or date.max,
        ends=agreement.ends_on or date.max,
        history=tuple(_plain(row) for row in one.terms.all()),
        stopped=agreement.stopped_on,
        into=one.into_id,
    )


def merged_lines(district_id: int) -> dict[int, int]:
    """Lines that others go on in place of: key → key of the line that goes on."""
    found = Line.objects.filter(district_id=district_id, into__isnull=False)
    return {pk: into for pk, into in found.values_list("pk", "into_id") if into is not None}


def roots(district_id: int) -> dict[int, int]:
    """Each line that went into another → the line that counts for it today."""
    merged = merged_lines(district_id)
    found = {}
    for line in merged:
        root = line
        while root in merged:
            root = merged[root]
        found[line] = root
    return found


def terms_at(one: Line, day: date) -> LineTerms | None:
    """The row of the terms that hold on a day, before all of them the first. The law is that of `rules.terms_on`."""
    rows = list(one.terms.all())
    return next((row for row in reversed(rows) if row.from_on <= day), rows[0] if rows else None)


def _plain(row: LineTerms) -> Terms:
    return Terms(row.from_on, row.promised, row.due_on, row.group, row.basis, row.window_minutes)


def _membership(one: Any) -> Membership:
    agreement, party_, firm, branch, joined, left = one
    return Membership(agreement, party_, firm, branch, joined, left)


def _signed(found: QuerySet[Member]) -> QuerySet[Member, Any]:
    signed = found.filter(party__agreement__signed_on__isnull=False)
    return signed.values_list("party__agreement_id", "party_id", "company_id", "branch_id", "joined_on", "left_on")


_TERMS = Prefetch("terms", LineTerms.objects.select_related("decides", "decides__company").order_by("id"))


def _whole(found: QuerySet[Agreement]) -> QuerySet[Agreement]:
    lines = Line.objects.select_related("agreement", "party").prefetch_related(_TERMS).order_by("number")
    inside = Member.objects.select_related("company").order_by("company__name", "id")
    parties = Party.objects.select_related("company").order_by("id")
    return found.prefetch_related(
        Prefetch("parties", parties), Prefetch("parties__members", inside), Prefetch("lines", lines)
    )
