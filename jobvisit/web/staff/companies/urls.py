"""Addresses of firms."""

from django.urls import path

from jobvisit.web.staff.companies import consents, lists, views

app_name = "companies"
urlpatterns = [
    path("", views.company_list, name="list"),
    path("download/", views.download, name="download"),
    path("imports/", lists.imports_page, name="imports"),
    path("imports/staged/<int:pk>/", lists.staged, name="staged"),
    path("imports/staged/<int:pk>/decide/", lists.decide, name="decide"),
    path("imports/<int:pk>/", lists.import_page, name="import"),
    path("imports/<int:pk>/refused/", lists.refused_rows, name="refused_rows"),
    path("imports/<int:pk>/undo/", lists.undo_import, name="undo_import"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/consent/", consents.record, name="consent"),
    path("<int:pk>/contacts/", views.add_contact, name="add_contact"),
    path("<int:pk>/contacts/<int:contact>/left/", views.contact_left, name="contact_left"),
]
