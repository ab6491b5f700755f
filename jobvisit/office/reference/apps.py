from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "jobvisit.office.reference"
    label = "reference"
