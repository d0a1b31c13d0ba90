"""`{% service_messages %}`: on the pages of a service, what editors say about it."""

from typing import Any  # template contexts

from django import template
from django.utils import timezone

from cms.messages import live_messages
from services.installed import find_service

register = template.Library()


@register.inclusion_tag("cms/service_messages.html", takes_context=True)
def service_messages(context: template.Context) -> dict[str, Any]:
    """The page's service is the first namespace of its address: `parking:permit` is parking's."""
    match = getattr(context.get("request"), "resolver_match", None)
    service = match.namespaces[0] if match and match.namespaces else ""
    if find_service(service) is None:
        return {"messages": ()}
    return {"messages": live_messages(now=timezone.now()).get(service, ())}
