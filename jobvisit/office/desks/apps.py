from django.apps import AppConfig


class DesksConfig(AppConfig):
    name = "jobvisit.office.desks"
    label = "desks"
