from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "jobvisit.office.referrals"
    label = "referrals"

    def ready(self) -> None:
        from jobvisit.office.referrals import texts  # noqa: F401 (registers them)
