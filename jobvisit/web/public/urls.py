"""Addresses of pages for people without an account."""

from django.urls import path

from jobvisit.web.public import calendars, classes, views

app_name = "public"
urlpatterns = [
    path("calendar/<str:token>.ics", calendars.feed, name="calendar"),
    path("classes/<str:code>/", classes.classes, name="classes"),
    path("<str:token>/", views.door, name="door"),
    path("<str:token>/q/<slug:name>/", views.step, name="step"),
    path("<str:token>/check/", views.check, name="check"),
    path("<str:token>/again/", views.again, name="again"),
    path("<str:token>/done/", views.done, name="done"),
]
