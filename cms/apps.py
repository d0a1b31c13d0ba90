"""What editors publish: pages, guidance and service messages."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = "Content"

    def ready(self) -> None:
        from cms import checks, editors, messages  # noqa: F401  (registers the checks)

        editors.connect()
        messages.connect()
