"""Addresses of pages for people without an account."""

from django.urls import path

from jobvisit.web.public import calendars, coming, desk, views

app_name = "public"
urlpatterns = [
    path("coming/", coming.only, name="coming_all"),
    path("coming/<slug:code>/", coming.page, name="coming"),
    path("desks/<uuid:key>/", desk.book, name="book"),
    path("desks/<uuid:key>/board/", desk.board, name="board"),
    path("desks/places/<uuid:key>.ics", desk.place_calendar, name="place_calendar"),
    path("desks/booked/<str:token>/", desk.booked, name="booked"),
    path("calendar/<str:token>.ics", calendars.feed, name="calendar"),
    path("classes/<slug:code>/", coming.classes_only, name="classes"),
    path("<str:token>/", views.door, name="door"),
    path("<str:token>/q/<slug:name>/", views.step, name="step"),
    path("<str:token>/check/", views.check, name="check"),
    path("<str:token>/again/", views.again, name="again"),
    path("<str:token>/done/", views.done, name="done"),
]
