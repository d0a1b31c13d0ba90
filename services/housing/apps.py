from django.apps import AppConfig


class HousingConfig(AppConfig):
    name = "services.housing"
    label = "housing"
