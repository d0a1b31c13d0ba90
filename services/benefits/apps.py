from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    name = "services.benefits"
    label = "benefits"

    def ready(self) -> None:
        from services.benefits import operations

        operations.register_tasks()
