"""Channel shift for service managers."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "portal.reporting"
    label = "reporting"
    verbose_name = "Reports"

    def ready(self) -> None:
        from portal.reporting import costs  # noqa: F401  (registers its check)
