"""Addresses of residents' files; the key in them is random and says nothing."""

from django.urls import path

from jobvisit.web.staff.seekers import lists, papers, views

app_name = "seekers"
urlpatterns = [
    path("", lists.seeker_list, name="list"),
    path("download/", lists.download, name="download"),
    path("new/", views.new, name="new"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/edit/", views.edit, name="edit"),
    path("<uuid:key>/certificate/", papers.certificate, name="certificate"),
    path("<uuid:key>/notes/", views.add_note, name="add_note"),
    path("<uuid:key>/reveal/", views.reveal, name="reveal"),
    path("<uuid:key>/signatures/<uuid:drawn>/", views.signature, name="signature"),
    path("<uuid:key>/move/", views.move, name="move"),
]
