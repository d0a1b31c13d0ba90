from django.apps import AppConfig


class SocialCareConfig(AppConfig):
    name = "services.social_care"
    label = "social_care"
