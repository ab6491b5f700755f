from django.apps import AppConfig


class MatchesConfig(AppConfig):
    name = "jobvisit.office.matches"
    label = "matches"
