from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "jobvisit.office.training"
    label = "training"

    def ready(self) -> None:
        from jobvisit.office.training import texts  # noqa: F401 (registers them)
