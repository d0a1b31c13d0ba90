from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    name = "services.benefits"
    label = "benefits"

    def ready(self) -> None:
        from services import submissions
        from services.benefits import operations

        submissions.register(
            operations.SERVICE,
            operations.REPORT.name,
            operations.deliver_change,
            notification="benefits-change-reported",
        )
