from django.apps import AppConfig


class ParkingConfig(AppConfig):
    name = "services.parking"
    label = "parking"
