"""Addresses of agreements."""

from django.urls import path

from jobvisit.web.staff.agreements import lines, lists, papers, steps, tie, views

app_name = "agreements"
urlpatterns = [
    path("", lists.wall, name="list"),
    path("download/", lists.download, name="download"),
    path("new/", views.new, name="new"),
    path("firms/", lists.firms, name="firms"),
    path("firm/<int:pk>/", views.of_firm, name="of_firm"),
    path("order/<str:number>/", tie.tie, name="tie"),
    path("<str:number>/", views.detail, name="detail"),
    path("<str:number>/edit/", views.edit, name="edit"),
    path("<str:number>/parties/new/", views.party, name="party"),
    path("<str:number>/members/new/", views.member, name="member"),
    path("<str:number>/members/<int:pk>/leave/", views.leave, name="leave"),
    path("<str:number>/lines/new/", lines.new, name="new_line"),
    path("<str:number>/lines/<int:line>/", lines.detail, name="line"),
    path("<str:number>/lines/<int:line>/amend/", lines.amend, name="amend_line"),
    path("<str:number>/papers/", papers.attach, name="attach"),
    path("<str:number>/papers/<int:pk>/", papers.paper, name="paper"),
    path("<str:number>/document/", papers.document, name="document"),
    path("<str:number>/negotiate/", steps.negotiate, name="negotiate"),
    path("<str:number>/talk/", steps.talk, name="talk"),
    path("<str:number>/sign/", steps.sign, name="sign"),
    path("<str:number>/review/", steps.review, name="review"),
    path("<str:number>/end/", steps.end, name="end"),
    path("<str:number>/reopen/", steps.reopen, name="reopen"),
    path("<str:number>/renew/", steps.renew, name="renew"),
    path("<str:number>/combine/", steps.combine, name="combine"),
]
