from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "jobvisit.office.messaging"
    label = "messaging"
