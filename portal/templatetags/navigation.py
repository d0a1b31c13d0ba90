"""`{% navigation %}` and `{% way_in_or_out %}`: the header's links for whoever is looking."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.navigation import (
    REQUESTS,
    Section,
    count_requests,
    current_section,
    sections_for,
    way_for,
)

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> SafeString:
    request = context["request"]
    sections = sections_for(request)
    waiting = count_requests(request) if REQUESTS in sections else 0
    return _drawn(sections, current_section(sections, request.path), waiting)


@lru_cache(maxsize=200)
def _drawn(sections: tuple[Section, ...], current: Section | None, waiting: int) -> SafeString:
    """The same for everybody with these sections, so it is drawn once in each process."""
    links = [
        {
            "text": f"{one.text} ({waiting})" if one == REQUESTS and waiting else one.text,
            "href": one.address,
            "current": one == current,
        }
        for one in sections
    ]
    return render_to_string("portal/navigation.html", {"links": links})


@register.inclusion_tag("portal/way_in_or_out.html", takes_context=True)
def way_in_or_out(context: template.Context) -> dict[str, Any]:  # Any: a template's context
    request = context["request"]
    return {"way": way_for(request), "csrf_token": context.get("csrf_token")}
