"""Where each page lives. One line a room; a room's own addresses are in its `urls.py`."""

from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import include, path

from jobvisit.web.shared import door
from jobvisit.web.staff.today import views as today

handler400 = "jobvisit.web.shared.middleware.strange_request"
handler500 = "jobvisit.web.shared.middleware.broken"
urlpatterns = [
    path("", today.page, name="today"),
    path("companies/", include("jobvisit.web.staff.companies.urls")),
    path("orders/", include("jobvisit.web.staff.orders.urls")),
    path("seekers/", include("jobvisit.web.staff.seekers.urls")),
    path("matches/", include("jobvisit.web.staff.matches.urls")),
    path("referrals/", include("jobvisit.web.staff.referrals.urls")),
    path("messages/", include("jobvisit.web.staff.messaging.urls")),
    path("outreach/", include("jobvisit.web.staff.outreach.urls")),
    path("desks/", include("jobvisit.web.staff.desks.urls")),
    path("agreements/", include("jobvisit.web.staff.agreements.urls")),
    path("training/", include("jobvisit.web.staff.training.urls")),
    path("reports/", include("jobvisit.web.staff.reports.urls")),
    path("p/", include("jobvisit.web.public.urls")),
    path("api/v1/", include("jobvisit.web.api.v1.urls")),
    path("login/", door.Login.as_view(), name="login"),
    path("alive/", door.alive, name="alive"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("", include("jobvisit.web.shared.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/login/", door.one_door, name="admin_login"),
    path("admin/", admin.site.urls),
]
