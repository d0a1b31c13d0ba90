"""`{{ text|unbroken_numbers }}`: a telephone number never stands on two lines."""

import re

from django import template
from django.template.defaultfilters import stringfilter

register = template.Library()

_TELEPHONE = re.compile(r"(?<!tel:)\b0\d{2,4} \d{3} \d{3,4}\b")


@register.filter(is_safe=True)
@stringfilter
def unbroken_numbers(text: str) -> str:
    return _TELEPHONE.sub(lambda found: found.group().replace(" ", "\N{NO-BREAK SPACE}"), text)
