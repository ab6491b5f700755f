from django.apps import AppConfig


class DesksConfig(AppConfig):
    name = "jobvisit.office.desks"
    label = "desks"

    def ready(self) -> None:
        from jobvisit.office.desks import texts  # noqa: F401 (registers them)
