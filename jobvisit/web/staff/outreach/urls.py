"""Addresses of outreach."""

from django.urls import path

from jobvisit.web.staff.outreach import board, day, maps, notices, plans, territory, views

app_name = "outreach"
urlpatterns = [
    path("", views.case_list, name="list"),
    path("firms/<int:pk>/", views.firm, name="firm"),
    path("firms/<int:pk>/log/", views.log, name="log"),
    path("firms/<int:pk>/visit/", views.agree, name="agree"),
    path("board/", board.board, name="board"),
    path("board/download/", board.download, name="download_board"),
    path("board/fix/", board.fix, name="fix_board"),
    path("notices/", notices.rounds, name="notices"),
    path("notices/new/", notices.new, name="new_notice"),
    path("notices/preview/", notices.preview, name="preview_notice"),
    path("notices/<int:pk>/", notices.one, name="notice"),
    path("notices/<int:pk>/make/", notices.make, name="make_notice"),
    path("notices/<int:pk>/stop/", notices.stop, name="stop_notice"),
    path("notices/<int:pk>/progress/", notices.progress, name="notice_progress"),
    path("notices/<int:pk>/letters.pdf", notices.pdf, name="notice_pdf"),
    path("notices/<int:pk>/posted/", notices.posted, name="posted_notice"),
    path("notices/<int:pk>/mark/", notices.mark, name="mark_notice"),
    path("notices/<int:pk>/answered/", notices.answered, name="answered_notice"),
    path("notices/<int:pk>/download/", notices.download, name="download_notice"),
    path("plans/", plans.plans, name="plans"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/progress/", plans.progress, name="plan_progress"),
    path("plans/<int:pk>/accept/", plans.accept, name="accept_plan"),
    path("plans/<int:pk>/decide/", plans.decide, name="decide_plan"),
    path("firms/<int:pk>/slot/", views.take_slot, name="take_slot"),
    path("land/", maps.land, name="land"),
    path("zones/", territory.zones, name="zones"),
    path("team/", territory.team, name="team"),
    path("team/away/", territory.away, name="away"),
    path("calendar/", day.calendar, name="calendar"),
    path("day/", day.day, name="day"),
    path("visits/<int:pk>/", day.visit, name="visit"),
    path("visits/<int:pk>/arrive/", day.arrive, name="arrive"),
    path("visits/<int:pk>/forget-place/", day.forget_place, name="forget_place"),
    path("visits/<int:pk>/report/", day.report, name="report"),
    path("visits/<int:pk>/incident/", day.not_held, {"kind": "incident"}, name="incident"),
    path("visits/<int:pk>/cancel/", day.not_held, {"kind": "cancel"}, name="cancel"),
]
