from django.apps import AppConfig


class AssistedConfig(AppConfig):
    name = "accounts.assisted"
    label = "assisted"

    def ready(self) -> None:
        from accounts.assisted import signing_out  # noqa: F401  (connects its receiver)
        from accounts.assisted.cautioning import why_nobody_writes
        from accounts.notifications import outbox

        outbox.withhold(why_nobody_writes)
