"""Addresses of the school."""

from django.urls import path

from jobvisit.web.staff.training import attending, cohorts, lists, offers, opening, outcomes, pledges, seats

app_name = "training"
urlpatterns = [
    path("", cohorts.home, name="home"),
    path("offers/", offers.offers, name="offers"),
    path("offers/<int:licence>/", offers.offer, name="offer"),
    path("open/", opening.open_class, name="open"),
    path("courses/<int:pk>/", opening.course, name="course"),
    path("certificates/<uuid:key>/", attending.enter_certificate, name="enter_certificate"),
    path("certificates/<int:pk>/take-back/", attending.take_back, name="take_back"),
    path("nominate/<uuid:key>/", seats.nominate, name="nominate"),
    path("seats/<int:pk>/", seats.seat, name="seat"),
    path("seats/<int:pk>/<slug:what>/", seats.step, name="step"),
    path("<int:pk>/", cohorts.detail, name="cohort"),
    path("<int:pk>/edit/", opening.edit, name="edit"),
    path("<int:pk>/move/<slug:to>/", cohorts.move, name="move"),
    path("<int:pk>/selection/", lists.selection, name="selection"),
    path("<int:pk>/selection/paper/", lists.selection_paper, name="selection_paper"),
    path("<int:pk>/download/", lists.download, name="download"),
    path("<int:pk>/attendance/", attending.attendance, name="attendance"),
    path("<int:pk>/certificates/", attending.certificates, name="certificates"),
    path("<int:pk>/pledges/", pledges.pledge, name="pledge"),
    path("<int:pk>/pledges/<int:pledge_pk>/end/", pledges.end, name="end_pledge"),
    path("<int:pk>/after/<int:months>/", outcomes.after, name="after"),
    path("<int:pk>/after/<int:months>/download/", outcomes.download, name="after_download"),
]
