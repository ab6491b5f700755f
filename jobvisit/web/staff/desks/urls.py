"""Addresses of field desks; keys in them are random and say nothing."""

from django.urls import path

from jobvisit.web.staff.desks import day, home, intake, plans, yields

app_name = "desks"
urlpatterns = [
    path("", home.home, name="home"),
    path("yield/", yields.desk_yield, name="yield"),
    path("places/new/", home.new_place, name="new_place"),
    path("places/<uuid:key>/", home.place, name="place"),
    path("places/<uuid:key>/shut/", home.shut, name="shut"),
    path("places/<uuid:key>/shut/<int:pk>/end/", home.open_again, name="open_again"),
    path("series/new/", plans.new_series, name="new_series"),
    path("series/<uuid:key>/", plans.series, name="series"),
    path("sessions/new/", plans.new_session, name="new_session"),
    path("sessions/<uuid:key>/", day.session, name="session"),
    path("sessions/<uuid:key>/open/", day.open_desk, name="open"),
    path("sessions/<uuid:key>/take/", day.take, name="take"),
    path("sessions/<uuid:key>/call/", day.call, name="call"),
    path("sessions/<uuid:key>/close/", day.close, name="close"),
    path("sessions/<uuid:key>/cancel/", day.cancel, name="cancel"),
    path("sessions/<uuid:key>/staff/", day.seat, name="seat"),
    path("licences/", intake.licences, name="licences"),
    path("tickets/<uuid:key>/register/", intake.register, name="register"),
    path("tickets/<uuid:key>/look/", intake.look, name="look"),
    path("tickets/<uuid:key>/recognise/", intake.recognise, name="recognise"),
    path("tickets/<uuid:key>/jobs/", intake.jobs, name="jobs"),
    path("tickets/<uuid:key>/<slug:to>/", day.step, name="step"),
]
