from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "jobvisit.office.orders"
    label = "orders"
