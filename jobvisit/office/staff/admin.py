"""Accounts, posts, zones and postings, for administrators: each sees and changes their own district only."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jobvisit.office.staff.models import Post, Posting, User, Zone


class OwnDistrict(admin.ModelAdmin):
    """Rows of the administrator's district; new ones belong to it."""

    exclude = ("district",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Only the own district."""
        return super().get_queryset(request).filter(district_id=request.user.district_id)  # type: ignore[union-attr]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A new row gets the administrator's district."""
        obj.district_id = request.user.district_id  # type: ignore[union-attr]
        super().save_model(request, obj, form, change)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Choices come from the own district."""
        rows = db_field.remote_field.model.objects.filter(district_id=request.user.district_id)  # type: ignore[union-attr]
        return super().formfield_for_foreignkey(db_field, request, queryset=rows, **kwargs)


class UserForm(forms.ModelForm):
    """An account, with a new password if one is to be set."""

    new_password = forms.CharField(label=_("새 비밀번호"), widget=forms.PasswordInput, required=False)

    class Meta:
        model = User
        fields = ("login", "name", "role", "phone", "is_active", "contract_until")

    def clean_new_password(self) -> str:
        """A password that the rules allow; a new account needs one."""
        password: str = self.cleaned_data["new_password"]
        if password:
            validate_password(password, self.instance)
        elif not self.instance.pk:
            raise forms.ValidationError(_("새 계정에는 비밀번호가 있어야 합니다."))
        return password

    def save(self, commit: bool = True) -> User:
        """Hash the new password, if there is one."""
        if self.cleaned_data["new_password"]:
            self.instance.set_password(self.cleaned_data["new_password"])
        saved: User = super().save(commit)
        return saved


@admin.register(User)
class UserAdmin(OwnDistrict):
    """Accounts are closed, never deleted: their events stay."""

    form = UserForm
    list_display = ("login", "name", "role", "is_active", "contract_until")
    list_filter = ("role", "is_active")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


@admin.register(Post)
class PostAdmin(OwnDistrict):
    """Desks of the centre."""

    list_display = ("name", "kind")


@admin.register(Zone)
class ZoneAdmin(OwnDistrict):
    """Parts of the district."""

    list_display = ("name", "valid_from", "valid_until")


@admin.register(Posting)
class PostingAdmin(OwnDistrict):
    """Who sits where, from when until when."""

    list_display = ("user", "post", "zone", "starts_on", "ends_on")
