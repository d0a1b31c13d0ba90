"""`{% service_picture card.slug %}`: the small drawing that stands for a service."""

from functools import cache

from django import template
from django.template import TemplateDoesNotExist
from django.template.loader import select_template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
@cache
def service_picture(slug: str) -> SafeString:
    """The service's own, or the one for any service. A page never fails for want of a picture."""
    try:
        drawing = select_template([f"cms/icons/{slug}.html", "cms/icons/service.html"])
    except TemplateDoesNotExist:
        return SafeString()
    html: SafeString = mark_safe(drawing.render())  # noqa: S308  (our own, nothing is filled in)
    return html
