from django.apps import AppConfig


class SocialCareConfig(AppConfig):
    name = "services.social_care"
    label = "social_care"

    def ready(self) -> None:
        from services.social_care.operations import register_tasks  # needs models, so not before

        register_tasks()
