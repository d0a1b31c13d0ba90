from django.apps import AppConfig


class AssistedConfig(AppConfig):
    name = "accounts.assisted"
    label = "assisted"

    def ready(self) -> None:
        from accounts.assisted import signing_out  # noqa: F401  (connects its receiver)
