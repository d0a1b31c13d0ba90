"""Addresses that never change while a process runs, worked out once: `reverse` is not free."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.urls import reverse

register = template.Library()


@register.filter
@cache
def address(url_name: str) -> str:
    """`{{ notice.url_name|address }}`: the page of this name, when its address names nothing."""
    return reverse(url_name)


@register.simple_tag
@cache
def asset(path: str) -> str:
    """`{% asset "compiled/portal.css" %}`: where this static file is served."""
    return static(path)
