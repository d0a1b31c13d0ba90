"""The pages editors write. Each is one column of plain English with the services one link away."""

from dataclasses import dataclass
from typing import Any  # template contexts are mappings of anything

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms import messages
from cms.blocks import BodyBlock, DestinationBlock, NewsBlock
from cms.fields import BlocksField
from cms.offered import service_choices
from cms.reserved import reserved_slugs
from cms.tiles import Front, announced_for, tiles_for


class ContentPage(Page):
    """What every page of ours has: a summary, a body, and a slug that shadows nothing."""

    summary = models.CharField(
        max_length=200,
        help_text="One sentence: shown under the title, in search results and to search engines.",
    )
    body = BlocksField(BodyBlock(), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("body"),
    ]
    # No shared passwords: a page is public, for signed-in people, or for a group of staff.
    private_page_options = ["groups", "login"]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.slug in reserved_slugs() and self.is_first_level():
            raise ValidationError(
                {"slug": f"/{self.slug}/ is an address of the portal itself. Choose another."}
            )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["breadcrumbs"] = [
            {"text": above.title, "href": above.url}
            for above in self.get_ancestors().filter(depth__gte=HOME_LEVEL)
        ]
        return context

    def is_first_level(self) -> bool:
        """Whether its address is `/slug/`: a new page (no path yet) is judged as if it were."""
        return not self.path or self.depth == FIRST_LEVEL


HOME_LEVEL = 2
FIRST_LEVEL = 3
"""Levels of the tree: the root, the home page, then `/slug/`."""


class HomePage(ContentPage):
    hero_title = models.CharField(max_length=80, default="Everything you have with the council")
    hero_text = models.CharField(max_length=240)
    news = BlocksField([("item", NewsBlock())], blank=True, max_num=6)

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("hero_title"), FieldPanel("hero_text"), FieldPanel("summary")],
            heading="Welcome",
        ),
        FieldPanel("news", heading="What’s new"),
        FieldPanel("body"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    template = "cms/home_page.html"

    class Meta:
        verbose_name = "home page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        fronts = [page.front for page in ServicePage.objects.child_of(self).live().public()]
        showing = messages.live_messages(now=timezone.now())
        context["tiles"] = tiles_for(fronts, showing)
        context["announced"] = announced_for(fronts, showing)
        return context


class ServicePage(ContentPage):
    """The public front of one service: what it is, what can be done, and the way in."""

    service = models.CharField(max_length=50, choices=service_choices)
    things_to_do = BlocksField([("link", DestinationBlock())], blank=True, max_num=8)

    content_panels = [
        *Page.content_panels,
        FieldPanel("service"),
        FieldPanel("summary"),
        FieldPanel("things_to_do"),
        FieldPanel("body"),
    ]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.GuidancePage"]
    template = "cms/service_page.html"

    class Meta:
        verbose_name = "service page"

    @property
    def front(self) -> Front:
        return Front(self.service, self.title, self.summary, self.url)

    @property
    def service_url(self) -> str:
        """Where this service is, inside the resident's account."""
        try:
            return reverse(f"{self.service}:index")
        except NoReverseMatch:
            return reverse("dashboard:index")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        by_service = messages.live_messages(now=timezone.now())
        context["service_messages"] = by_service.get(self.service, ())
        context["guidance"] = GuidancePage.objects.child_of(self).live().public()
        return context


class GuidancePage(ContentPage):
    """How something works, written for the person who has to do it."""

    parent_page_types = ["cms.HomePage", "cms.ServicePage", "cms.GuidancePage"]
    subpage_types = ["cms.GuidancePage"]
    template = "cms/guidance_page.html"

    class Meta:
        verbose_name = "guidance page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["rail"] = _rail(self)
        return context


class HelpPage(ContentPage):
    """Help with My Account itself, and what the law asks us to publish."""

    parent_page_types = ["cms.HomePage", "cms.HelpPage"]
    subpage_types = ["cms.HelpPage"]
    template = "cms/help_page.html"

    class Meta:
        verbose_name = "help page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["topics"] = self.get_children().live().public().specific()
        context["rail"] = _rail(self)
        return context


@dataclass(frozen=True, slots=True)
class Rail:
    """The pages beside this one, under the page they belong to."""

    title: str
    href: str
    links: tuple[tuple[str, str, bool], ...]
    """Title, address, and whether it is this page."""


def _rail(page: Page) -> Rail | None:
    """Nothing for a page right below the home page: the whole site is beside it."""
    parent = page.get_parent()
    if parent is None or parent.depth <= HOME_LEVEL:
        return None
    beside = parent.get_children().live().public()
    return Rail(
        title=parent.title,
        href=parent.url,
        links=tuple((each.title, each.url, each.pk == page.pk) for each in beside),
    )
