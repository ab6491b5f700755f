from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "jobvisit.office.training"
    label = "training"
