"""`{% accessibility_overlay %}`: django-axe on the page, only while developing."""

from django import template
from django.conf import settings
from django.template.loader import render_to_string

register = template.Library()


@register.simple_tag(takes_context=True)
def accessibility_overlay(context: template.Context) -> str:
    if not settings.DJANGO_AXE_ENABLED:
        return ""
    return render_to_string("django_axe/script.html", request=context["request"])
