"""Telephone numbers: `{{ council.telephone|call }}`, `{{ text|unbroken_numbers }}`."""

import re

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.html import format_html
from django.utils.safestring import SafeString

NO_BREAK = "\N{NO-BREAK SPACE}"

register = template.Library()

_TELEPHONE = re.compile(r"(?<!tel:)\b0\d{2,4} \d{3} \d{3,4}\b")
_NOT_DIALLED = re.compile(r"[^\d+]")


@register.filter
def call(number: str, classes: str = "govuk-link") -> SafeString:
    """A link that rings the number on a phone. It never stands on two lines."""
    return format_html(
        '<a class="{}" href="tel:{}">{}</a>',
        classes,
        _NOT_DIALLED.sub("", number),
        number.replace(" ", NO_BREAK),
    )


@register.filter(is_safe=True)
@stringfilter
def unbroken_numbers(text: str) -> str:
    """No telephone number in the text stands on two lines."""
    return _TELEPHONE.sub(lambda found: found.group().replace(" ", NO_BREAK), text)
