from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "jobvisit.office.agreements"
    label = "agreements"
