"""Telephone numbers: `{{ council.telephone|call }}`, `{{ text|ringing }}`."""

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

NO_BREAK = "\N{NO-BREAK SPACE}"

register = template.Library()

_TELEPHONE = re.compile(r"\b0\d{2,4} \d{3} \d{3,4}\b")
_NOT_DIALLED = re.compile(r"[^\d+]")
_LINK_OR_TAG = re.compile(r"(<a\b.*?</a>|<[^>]*>)", re.DOTALL)


@register.filter
def call(number: str, classes: str = "govuk-link") -> SafeString:
    """A link that rings the number on a phone. It never stands on two lines."""
    return format_html(
        '<a class="{}" href="tel:{}">{}</a>',
        classes,
        _NOT_DIALLED.sub("", number),
        number.replace(" ", NO_BREAK),
    )


@register.filter
def ringing(text: str) -> SafeString:
    """Text or rich text (HTML) in which every number outside a link is a link that rings it."""
    parts = _LINK_OR_TAG.split(conditional_escape(text))
    linked = (
        part if part.startswith("<") else _TELEPHONE.sub(lambda found: call(found.group()), part)
        for part in parts
    )
    return mark_safe("".join(linked))  # noqa: S308  (escaped above, unless it was safe before)
