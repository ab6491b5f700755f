"""Django's administration pages for the reference tables: a change of law is a row added here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from jobvisit.office.reference import models


class ReferenceAdmin(admin.ModelAdmin):
    """Rows saved here are marked as an administrator's; only those can be deleted."""

    readonly_fields = ("by_hand",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Mark the row, so that a later release leaves it alone."""
        obj.by_hand = True
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A shipped row would only come back; it is ended by a date instead."""
        return (obj is None or obj.by_hand) and super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """No deleting by the list: it would not ask row by row."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}


@admin.register(models.Occupation)
class OccupationAdmin(ReferenceAdmin):
    list_display = ("code", "name_ko", "name_en", "valid_from", "valid_until", "by_hand")
    search_fields = ("code", "name_ko", "name_en")


@admin.register(models.Dong)
class DongAdmin(ReferenceAdmin):
    list_display = ("code", "gu", "name", "name_en", "valid_from", "valid_until", "by_hand")
    list_filter = ("gu",)
    search_fields = ("code", "name")


@admin.register(models.Station)
class StationAdmin(ReferenceAdmin):
    list_display = ("name", "line", "areas", "valid_from", "valid_until", "by_hand")
    list_filter = ("line",)
    search_fields = ("name", "also")


@admin.register(models.Holiday)
class HolidayAdmin(ReferenceAdmin):
    list_display = ("on", "name_ko", "kind", "area", "by_hand")
    list_filter = ("kind", "area")
    date_hierarchy = "on"


@admin.register(models.WageFloor)
class WageFloorAdmin(ReferenceAdmin):
    list_display = ("valid_from", "valid_until", "hourly", "confidence", "by_hand")


@admin.register(models.TargetGroup)
class TargetGroupAdmin(ReferenceAdmin):
    list_display = ("name_ko", "law", "by_birth_date", "valid_from", "valid_until", "confidence", "by_hand")
    search_fields = ("code", "name_ko", "law")


@admin.register(models.Licence)
class LicenceAdmin(ReferenceAdmin):
    list_display = ("name", "kind", "issuer", "partial", "valid_from", "valid_until", "by_hand")
    list_filter = ("kind",)
    search_fields = ("name", "name_en", "issuer")


@admin.register(models.LicenceAlias)
class LicenceAliasAdmin(ReferenceAdmin):
    list_display = ("alias", "name", "basis", "valid_from", "valid_until", "by_hand")
    search_fields = ("alias", "name")
