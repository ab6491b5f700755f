from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "jobvisit.office.companies"
    label = "companies"
