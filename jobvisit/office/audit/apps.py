from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "jobvisit.office.audit"
    label = "audit"
