from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    name = "services.benefits"
    label = "benefits"
