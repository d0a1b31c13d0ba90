"""What the editors' desk has beside the pages: messages about a service, and addresses kept free.

Wagtail copies and moves pages without asking them whether they are in order, so an address of the
portal is looked at here as well as in `ContentPage.clean`.
"""

from typing import Any  # the form of a hook's request and page is Wagtail's

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.models import HomePage, ServiceMessage
from cms.reserved import reserved_slugs


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
        LiveStatusTagColumn(),
    ]
    list_filter = ["service", "kind", "live"]


register_snippet(ServiceMessages)


def way_back() -> MenuItem:
    """The desk looks like another house, and nothing of Wagtail's leads out of it."""
    return MenuItem("Staff pages", reverse("staff:landing"), icon_name="home", order=10_000)


def keep_addresses_free_of_copies(request: HttpRequest, page: Any) -> HttpResponse | None:
    wanted = request.POST.get("new_slug", ""), request.POST.get("new_parent_page", "")
    if _takes_an_address(*wanted):
        return _refused(request, wanted[0], "wagtailadmin_pages:copy", page.pk)
    return None


def keep_addresses_free_of_moves(
    request: HttpRequest, page: Any, destination: Any
) -> HttpResponse | None:
    if request.method == "POST" and _takes_an_address(page.slug, str(destination.pk)):
        return _refused(request, page.slug, "wagtailadmin_pages:move", page.pk)
    return None


def _takes_an_address(slug: str, parent: str) -> bool:
    home = HomePage.objects.filter(pk=parent) if parent.isdigit() else HomePage.objects.none()
    return slug in reserved_slugs() and home.exists()


def _refused(request: HttpRequest, slug: str, back: str, page: int) -> HttpResponse:
    messages.error(request, f"/{slug}/ is an address of the portal itself. Choose another.")
    return redirect(back, page)


hooks.register("register_admin_menu_item", way_back)
hooks.register("before_copy_page", keep_addresses_free_of_copies)
hooks.register("before_move_page", keep_addresses_free_of_moves)
