"""What the editors' desk has beside the pages: messages about a service."""

from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.models import ServiceMessage


class ServiceMessages(SnippetViewSet):
    model = ServiceMessage
    icon = "warning"
    menu_label = "Service messages"
    menu_order = 150
    add_to_admin_menu = True
    list_display = [
        "__str__",
        Column("text", label="Text"),
        Column("starts_at", label="From"),
        Column("ends_at", label="Until"),
        "live",
    ]
    list_filter = ["service", "kind", "live"]


register_snippet(ServiceMessages)
