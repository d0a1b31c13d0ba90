"""`{% navigation %}` and `{% way_in_or_out %}`: the header's links for whoever is looking."""

from functools import cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.navigation import Section, current_section, sections_for, way_for

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> SafeString:
    request = context["request"]
    sections = sections_for(request)
    return _drawn(sections, current_section(sections, request.path))


@cache
def _drawn(sections: tuple[Section, ...], current: Section | None) -> SafeString:
    """The same for everybody with these sections, so it is drawn once in each process."""
    links = [
        {"text": section.text, "href": section.address, "current": section == current}
        for section in sections
    ]
    return render_to_string("portal/navigation.html", {"links": links})


@register.inclusion_tag("portal/way_in_or_out.html", takes_context=True)
def way_in_or_out(context: template.Context) -> dict[str, Any]:  # Any: a template's context
    request = context["request"]
    return {"way": way_for(request), "csrf_token": context.get("csrf_token")}
