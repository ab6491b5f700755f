"""Reading employers."""

from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from jobvisit.base.bizno import digits
from jobvisit.base.text import firm_key, initials, is_initials, normal
from jobvisit.office.companies.models import Branch, Company, Contact
from jobvisit.office.staff.models import User


def visible_to(user: User) -> QuerySet[Company]:
    """The firms of the user's district, merged ones left out."""
    return Company.objects.filter(district_id=user.district_id).exclude(status=Company.Status.MERGED)


def found_by(user: User, words: str) -> QuerySet[Company]:
    """Firms by name, 초성 or business number, the likeliest first: `ㅂㄴㄷ`, `건강식품`, `123-45`."""
    typed = normal(words)
    firms = visible_to(user)
    number = digits(typed)
    if len(number) >= 3 and len(number) >= len(typed) - 3:
        return firms.filter(business_number__startswith=number).order_by("name", "id")
    if is_initials(typed):
        return firms.filter(name_initials__contains=initials(typed)).order_by("name", "id")
    return firms.filter(name_key__contains=firm_key(typed)).order_by("name", "id")


def in_list(
    user: User, *, words: str = "", dongs: Sequence[str] = (), least_staff: int | None = None, industry: str = ""
) -> QuerySet[Company]:
    """Firms for the list page, narrowed by what was typed and chosen."""
    firms = found_by(user, words) if words.strip() else visible_to(user).order_by("name", "id")
    if dongs:
        firms = firms.filter(Exists(Branch.objects.filter(company=OuterRef("pk"), dong__in=dongs)))
    if least_staff is not None:
        firms = firms.filter(headcount__gte=least_staff)
    return firms.filter(industry_name=industry) if industry else firms


def get(user: User, pk: int) -> Company:
    """One firm of the user's district. Raises `Company.DoesNotExist` for any other."""
    return visible_to(user).get(pk=pk)


def with_head_branch(user: User, pk: int) -> tuple[Company, Branch | None]:
    """One firm and its headquarters, in one statement. Raises `Company.DoesNotExist` outside the district."""
    head = heads(user, pk).first()
    return (head.company, head) if head else (get(user, pk), None)


def heads(user: User, pk: int) -> QuerySet[Branch]:
    """A firm's places of work with the firm, headquarters first."""
    found = Branch.objects.filter(company__in=visible_to(user).filter(pk=pk)).select_related("company")
    return found.order_by("-is_head", "id")


def with_merged(pk: int) -> RawSQL:
    """For `company__in=`: every record of the same firm. Merging, directly or by way of others, makes them one."""
    return RawSQL(
        "WITH RECURSIVE same(id, kept) AS (SELECT id, merged_into_id FROM companies_company WHERE id = %s UNION "
        "SELECT other.id, other.merged_into_id FROM companies_company other "
        "JOIN same ON other.merged_into_id = same.id OR other.id = same.kept) SELECT id FROM same",
        [pk],
    )


def merged(district_id: int) -> dict[int, int]:
    """Firms of a district that were merged: key → key of the firm kept."""
    found = Company.objects.filter(district_id=district_id, merged_into__isnull=False)
    return {pk: kept for pk, kept in found.values_list("pk", "merged_into_id") if kept is not None}


def head_branch(company: Company) -> Branch | None:
    """Headquarters, or the first branch there is."""
    return Branch.objects.filter(company=company).order_by("-is_head", "id").first()


def dong_of(firms: Iterable[Company]) -> dict[int, str]:
    """The 동 of each firm's headquarters, or of its first branch, by the firm's key. One statement."""
    rows = Branch.objects.filter(company__in=[firm.pk for firm in firms]).order_by("company_id", "-is_head", "id")
    return dict(rows.distinct("company_id").values_list("company_id", "dong"))


def heads_of(firms: Iterable[Company]) -> dict[int, Branch]:
    """The headquarters of each firm, or its first branch, by the firm's key. One statement."""
    rows = Branch.objects.filter(company__in=[firm.pk for firm in firms]).order_by("company_id", "-is_head", "id")
    return {branch.company_id: branch for branch in rows.distinct("company_id")}


def branches(company: Company) -> QuerySet[Branch]:
    """All places of work, headquarters first."""
    return Branch.objects.filter(company=company).order_by("-is_head", "name")


def contacts(company: Company) -> QuerySet[Contact]:
    """People still there, those who decide first."""
    return Contact.objects.filter(company=company, left_on__isnull=True).order_by("-decides", "name")


def contact(user: User, company: Company, pk: int) -> Contact:
    """One person of a firm. Raises `Contact.DoesNotExist` for any other."""
    return Contact.objects.get(district_id=user.district_id, company=company, pk=pk)


def contacts_of(firms: Iterable[int], most: int = 200) -> QuerySet[Contact]:
    """People still there at some firms, those who decide first."""
    found = Contact.objects.filter(company__in=list(firms), left_on__isnull=True).select_related("company")
    return found.order_by("-decides", "company__name", "name")[:most]


def namesakes(user: User, name: str, number: str = "") -> QuerySet[Company]:
    """Firms that may be the same: equal number, or equal name without its legal form."""
    same = Q(name_key=firm_key(name))
    if number:
        same |= Q(business_number=number)
    return visible_to(user).filter(same).order_by("name", "id")


def successors(district_id: int) -> dict[int, int]:
    """What became of each merged firm: the firm at the end of its chain of mergers. One statement."""
    merged = Company.objects.filter(district_id=district_id, status=Company.Status.MERGED, merged_into__isnull=False)
    into = dict(merged.values_list("pk", "merged_into_id"))
    found = {}
    for firm in into:
        seen, last = {firm}, into[firm]
        while last in into and last not in seen:
            seen.add(last)
            last = into[last]
        found[firm] = last
    return found
