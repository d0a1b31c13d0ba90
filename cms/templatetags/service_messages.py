"""`{% service_messages %}`: on the pages of a service, what editors say about it."""

from typing import Any  # template contexts

from django import template
from django.utils import timezone

from cms.messages import live_messages

register = template.Library()


@register.inclusion_tag("cms/service_messages.html", takes_context=True)
def service_messages(context: template.Context) -> dict[str, Any]:
    """The page's service is the first namespace of its address: `parking:permit` is parking's."""
    match = getattr(context.get("request"), "resolver_match", None)
    service = match.namespaces[0] if match and match.namespaces else ""
    if not service:
        return {"messages": ()}
    return {"messages": live_messages(now=timezone.now()).get(service, ())}
