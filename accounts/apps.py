from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "accounts"
    label = "accounts"

    def ready(self) -> None:
        from accounts import sign_ins

        user_logged_in.connect(sign_ins.begin, dispatch_uid="accounts.sign_ins.begin")
