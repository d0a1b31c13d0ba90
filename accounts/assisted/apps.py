from django.apps import AppConfig


class AssistedConfig(AppConfig):
    name = "accounts.assisted"
    label = "assisted"
