from django.apps import AppConfig


class HousingConfig(AppConfig):
    name = "services.housing"
    label = "housing"

    def ready(self) -> None:
        from services import submissions
        from services.housing import operations

        submissions.register(
            operations.SERVICE,
            operations.REPORT.name,
            operations.deliver_repair,
            notification="repair-reported",
        )
