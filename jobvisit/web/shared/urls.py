"""Pages of no room: the way of showing, and the component gallery."""

from django.urls import path

from jobvisit.web.shared import display, gallery

urlpatterns = [
    path("display/", display.choose, name="display"),
    path("gallery/", gallery.page, name="gallery"),
    path("gallery/part/", gallery.part, name="gallery_part"),
    path("gallery/suggest/", gallery.suggest, name="gallery_suggest"),
    path("gallery/draft/", gallery.draft, name="gallery_draft"),
]
