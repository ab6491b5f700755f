"""Addresses of messages."""

from django.urls import path

from jobvisit.web.staff.messaging import rules, views

app_name = "messaging"
urlpatterns = [
    path("", views.message_list, name="list"),
    path("inbound/", views.inbound, name="inbound"),
    path("inbound/<int:pk>/", views.handled, name="handled"),
    path("templates/", rules.templates, name="templates"),
    path("rules/", rules.page, name="rules"),
    path("rules/limits/", rules.limits, name="limits"),
    path("rules/senders/", rules.sender, name="sender"),
    path("rules/campaigns/<int:pk>/approve/", rules.approve_campaign, name="approve_campaign"),
    path("rules/choices/", rules.choice, name="choice"),
    path("m/<uuid:reference>/", views.detail, name="detail"),
    path("m/<uuid:reference>/decide/", views.decide, name="decide"),
    path("m/<uuid:reference>/approve/", views.approve, name="approve"),
    path("m/<uuid:reference>/release/", views.release, name="release"),
]
