"""Addresses of the interface for other programs, and of what providers call back."""

from django.urls import path

from jobvisit.web.api.v1 import messages

app_name = "api"
urlpatterns = [
    path("messages/report/", messages.report, name="messages_report"),
    path("messages/inbound/", messages.inbound, name="messages_inbound"),
]
