"""Registers the accessible building blocks."""

from django.apps import AppConfig


class AccessibilityConfig(AppConfig):
    name = "accessibility"
