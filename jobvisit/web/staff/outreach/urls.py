"""Addresses of outreach."""

from django.urls import path

from jobvisit.web.staff.outreach import board, day, views

app_name = "outreach"
urlpatterns = [
    path("", views.case_list, name="list"),
    path("firms/<int:pk>/", views.firm, name="firm"),
    path("firms/<int:pk>/log/", views.log, name="log"),
    path("firms/<int:pk>/visit/", views.agree, name="agree"),
    path("board/", board.board, name="board"),
    path("board/download/", board.download, name="download_board"),
    path("board/fix/", board.fix, name="fix_board"),
    path("day/", day.day, name="day"),
    path("visits/<int:pk>/", day.visit, name="visit"),
    path("visits/<int:pk>/arrive/", day.arrive, name="arrive"),
    path("visits/<int:pk>/report/", day.report, name="report"),
    path("visits/<int:pk>/incident/", day.not_held, {"kind": "incident"}, name="incident"),
    path("visits/<int:pk>/cancel/", day.not_held, {"kind": "cancel"}, name="cancel"),
]
