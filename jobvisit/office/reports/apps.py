from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "jobvisit.office.reports"
    label = "reports"
