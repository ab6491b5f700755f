"""Addresses of the interface for other programs, and of what providers call back."""

from django.urls import URLPattern

app_name = "api"
urlpatterns: list[URLPattern] = []
