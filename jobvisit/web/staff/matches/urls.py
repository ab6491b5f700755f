"""Addresses of this room's pages."""

from django.urls import path

from jobvisit.web.staff.matches import audits, pairs, rounds, versions

app_name = "matches"
urlpatterns = [
    path("", rounds.home, name="home"),
    path("rounds/", rounds.round_list, name="rounds"),
    path("rounds/<int:pk>/", rounds.detail, name="round"),
    path("rounds/<int:pk>/decide/", rounds.decide, name="decide"),
    path("rounds/<int:pk>/excel/", rounds.download, name="excel"),
    path("never/", rounds.never, name="never"),
    path("versions/", versions.version_list, name="versions"),
    path("versions/fit/", versions.fit, name="fit"),
    path("versions/judge/", versions.judge, name="judge"),
    path("versions/change/", versions.change, name="change"),
    path("audit/", audits.page, name="audit"),
    path("order/<str:number>/buys/", pairs.order_buys, name="buys"),
    path("order/<str:number>/measure/", pairs.measure, name="measure"),
    path("order/<str:number>/override/<uuid:seeker>/", pairs.override, name="override"),
    path("seeker/<uuid:seeker>/", pairs.for_seeker, name="for_seeker"),
]
