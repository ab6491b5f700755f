"""Addresses of job orders."""

from django.urls import path

from jobvisit.web.staff.orders import lists, live, papers, views

app_name = "orders"
urlpatterns = [
    path("", lists.order_list, name="list"),
    path("download/", lists.download, name="download"),
    path("new/", views.new, name="new"),
    path("new/look/", live.look, name="look"),
    path("new/read/", live.read, name="read"),
    path("new/draft/", live.draft, name="draft"),
    path("occupations/", live.occupations, name="occupations"),
    path("<str:number>/", views.detail, name="detail"),
    path("<str:number>/edit/", views.edit, name="edit"),
    path("<str:number>/form/", papers.order_form, name="form"),
    path("<str:number>/move/", views.move, name="move"),
    path("<str:number>/refuse/", views.refuse, name="refuse"),
    path("<str:number>/shortlist/", views.shortlist, name="shortlist"),
    path("<str:number>/passed/", views.passed, name="passed"),
    path("<str:number>/why/<uuid:seeker>/", views.why, name="why"),
]
