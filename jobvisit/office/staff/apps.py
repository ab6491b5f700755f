from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "jobvisit.office.staff"
    label = "staff"
