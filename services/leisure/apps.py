from django.apps import AppConfig


class LeisureConfig(AppConfig):
    name = "services.leisure"
    label = "leisure"
