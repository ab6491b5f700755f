"""Addresses of referrals and placements."""

from django.urls import path

from jobvisit.web.staff.referrals import lists, managers, papers, placements, proposing, views

app_name = "referrals"
urlpatterns = [
    path("", lists.referral_list, name="list"),
    path("download/", lists.download, name="download"),
    path("orders/<str:number>/propose/", proposing.propose, name="propose"),
    path("orders/<str:number>/propose/<uuid:key>/", proposing.ask, name="ask"),
    path("orders/<str:number>/slots/", proposing.slots, name="slots"),
    path("orders/<str:number>/still-looking/", proposing.still_looking, name="still_looking"),
    path("orders/<str:number>/close/", proposing.close, name="close"),
    path("placements/", lists.placement_list, name="placements"),
    path("placements/download/", lists.placement_download, name="placement_download"),
    path("placements/<uuid:key>/", placements.detail, name="placement"),
    path("placements/<uuid:key>/rung/", placements.rung, name="rung"),
    path("placements/<uuid:key>/attach/", placements.attach, name="attach"),
    path("placements/<uuid:key>/papers/<int:pk>/", placements.paper, name="paper"),
    path("placements/<uuid:key>/end/", placements.end, name="end"),
    path("placements/<uuid:key>/undo/", placements.undo, name="undo"),
    path("placements/<uuid:key>/reopen/", placements.reopen, name="reopen_end"),
    path("placements/<uuid:key>/counted/", placements.counted, name="counted"),
    path("samples/", managers.samples, name="samples"),
    path("samples/<int:pk>/", managers.sample, name="sample"),
    path("samples/items/<int:pk>/", managers.check, name="check"),
    path("handover/", managers.handover, name="handover"),
    path("<str:number>/", views.detail, name="detail"),
    path("<str:number>/documents/", papers.documents, name="documents"),
    path("<str:number>/steps/<str:to>/", views.step, name="step"),
    path("<str:number>/interviews/<int:pk>/", views.interview, name="interview"),
    path("<str:number>/reopen/", views.reopen, name="reopen"),
    path("<str:number>/withdraw-consent/", views.withdraw_consent, name="withdraw_consent"),
]
