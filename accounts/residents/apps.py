from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    name = "accounts.residents"
    label = "residents"
