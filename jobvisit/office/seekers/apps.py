from django.apps import AppConfig


class SeekersConfig(AppConfig):
    name = "jobvisit.office.seekers"
    label = "seekers"
