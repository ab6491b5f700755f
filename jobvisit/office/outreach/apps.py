from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "jobvisit.office.outreach"
    label = "outreach"
