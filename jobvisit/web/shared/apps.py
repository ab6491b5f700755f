from django.apps import AppConfig


class SharedConfig(AppConfig):
    """Template tags and the small things that every page uses."""

    name = "jobvisit.web.shared"
    label = "web_shared"
