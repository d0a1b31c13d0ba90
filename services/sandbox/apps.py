from django.apps import AppConfig


class SandboxConfig(AppConfig):
    name = "services.sandbox"
    label = "sandbox"
