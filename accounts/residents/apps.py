from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    name = "accounts.residents"
    label = "residents"

    def ready(self) -> None:
        from accounts.residents import signals

        signals.connect()
