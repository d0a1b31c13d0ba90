from django.apps import AppConfig


class LeisureConfig(AppConfig):
    name = "services.leisure"
    label = "leisure"

    def ready(self) -> None:
        from services.leisure.operations import register_tasks  # models are not ready before

        register_tasks()
