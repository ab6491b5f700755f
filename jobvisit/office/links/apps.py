from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "jobvisit.office.links"
    label = "links"
