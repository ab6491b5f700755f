from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "jobvisit.office.referrals"
    label = "referrals"
