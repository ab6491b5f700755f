"""Addresses of the month's figures."""

from django.urls import path

from jobvisit.web.staff.reports import closing, rows, views

app_name = "reports"
urlpatterns = [
    path("", views.home, name="home"),
    path("<int:year>-<int:number>/", views.month, name="month"),
    path("<int:year>-<int:number>/download/", views.download, name="download"),
    path("<int:year>-<int:number>/close/", closing.close, name="close"),
    path("<int:year>-<int:number>/revisions/", closing.revisions, name="revisions"),
    path("<int:year>-<int:number>/<slug:code>/", views.figure, name="figure"),
    path("<int:year>-<int:number>/<slug:code>/rows/", rows.behind, name="rows"),
]
