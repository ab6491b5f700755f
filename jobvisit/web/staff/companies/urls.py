"""Addresses of firms."""

from django.urls import path

from jobvisit.web.staff.companies import views

app_name = "companies"
urlpatterns = [
    path("", views.company_list, name="list"),
    path("download/", views.download, name="download"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/contacts/", views.add_contact, name="add_contact"),
]
