"""Forms of firms and their people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobvisit.office.companies import queries
from jobvisit.office.companies.models import Branch, Company, Contact
from jobvisit.office.outreach import queries as outreach
from jobvisit.office.staff import queries as staff
from jobvisit.office.staff.models import User
from jobvisit.web.shared.access import StaffRequest
from jobvisit.web.shared.fields import BusinessNumberField, PhoneField, offer
from jobvisit.web.staff.places import centre, dong_choices


class CompanyForm(forms.ModelForm):
    """A firm and its first place of work, as they are said on the telephone."""

    business_number = BusinessNumberField(label=_("사업자등록번호"), required=False, help_text=_("모르면 비워 두세요"))
    phone = PhoneField(label=_("대표 전화"), required=False)
    dong = forms.ChoiceField(label=_("동"), required=False)
    address = forms.CharField(label=_("주소"), required=False, max_length=200)

    class Meta:
        model = Company
        fields = ("name", "business_number", "representative", "industry_name", "headcount", "phone", "business")
        widgets = {"business": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        offer(self, "dong", dong_choices(user))

    def clean_business_number(self) -> str:
        """A number that another firm of the district has is named, never doubled."""
        number: str = self.cleaned_data["business_number"]
        if number:
            twin = queries.visible_to(self.user).filter(business_number=number).exclude(pk=self.instance.pk).first()
            if twin:
                raise forms.ValidationError(_("이 번호는 ‘%(name)s’의 것입니다."), params={"name": twin.name})
        return number

    def branch(self) -> Branch:
        """The place of work typed with the firm, unsaved."""
        data = self.cleaned_data
        point = centre(data.get("dong", "")) or (None, None)
        branch = Branch(name=str(_("본사")), is_head=True, dong=data.get("dong", ""), address=data.get("address", ""))
        branch.lat, branch.lon = point
        return branch


class ContactForm(forms.ModelForm):
    """A person one talks to."""

    phone = PhoneField(label=_("전화"), required=False)

    class Meta:
        model = Contact
        fields = ("name", "title", "phone", "email", "decides")


class NarrowForm(forms.Form):
    """What a list of firms is narrowed by. A value that is none of ours narrows nothing."""

    zone = forms.ChoiceField(label=_("권역"), required=False)
    sector = forms.ChoiceField(label=_("업종"), required=False)
    reached = forms.ChoiceField(
        label=_("연락"), required=False, choices=[("", _("모두")), ("never", _("아직 연락이 닿지 않은 곳만"))]
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zones = {str(zone.pk): zone for zone in staff.zones(user)}
        offer(self, "zone", [("", _("모든 권역")), *((key, zone.name) for key, zone in self.zones.items())])
        offer(self, "sector", [("", _("모든 업종")), *((name, name) for name in outreach.industries(user))])

    @classmethod
    def of(cls, request: StaffRequest) -> "NarrowForm":
        """As the address says."""
        form = cls(request.GET, user=request.user)
        form.is_valid()
        return form

    @property
    def dongs(self) -> list[str]:
        """The dong of the chosen zone; none where none is chosen."""
        zone = self.zones.get(self.cleaned_data.get("zone", ""))
        return list(zone.dongs) if zone else []

    @property
    def industry(self) -> str:
        """The chosen industry."""
        return str(self.cleaned_data.get("sector", ""))

    @property
    def never_reached(self) -> bool:
        """Whether only firms are wanted that nobody has talked with."""
        return bool(self.cleaned_data.get("reached"))

    def words(self) -> list[str]:
        """The choices in words, for the head of a download."""
        zone = self.zones.get(self.cleaned_data.get("zone", ""))
        never = str(_("아직 연락이 닿지 않은 곳만")) if self.never_reached else ""
        return [word for word in (zone.name if zone else "", self.industry, never) if word]
