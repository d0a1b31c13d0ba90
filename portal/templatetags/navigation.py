"""`{% navigation %}` and `{% way_in_or_out %}`: the header's links for whoever is looking."""

from typing import Any

from django import template

from portal.navigation import current_section, sections_for, way_for

register = template.Library()


@register.inclusion_tag("portal/navigation.html", takes_context=True)
def navigation(context: template.Context) -> dict[str, Any]:  # Any: a template's context
    request = context["request"]
    sections = sections_for(request)
    current = current_section(sections, request.path)
    links = [
        {"text": section.text, "href": section.address, "current": section == current}
        for section in sections
    ]
    return {"links": links}


@register.inclusion_tag("portal/way_in_or_out.html", takes_context=True)
def way_in_or_out(context: template.Context) -> dict[str, Any]:  # Any: a template's context
    request = context["request"]
    return {"way": way_for(request), "csrf_token": context.get("csrf_token")}
