"""`{% service_messages %}`: on the pages of a service, what editors say about it."""

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from cms.messages import live_messages
from services.installed import find_service

register = template.Library()


@register.simple_tag(takes_context=True)
def service_messages(context: template.Context) -> SafeString:
    """The page's service is the first namespace of its address: `parking:permit` is parking's."""
    match = getattr(context.get("request"), "resolver_match", None)
    service = match.namespaces[0] if match and match.namespaces else ""
    if find_service(service) is None:
        return SafeString()
    messages = live_messages(now=timezone.now()).get(service, ())
    return render_to_string("cms/service_messages.html", {"messages": messages})
