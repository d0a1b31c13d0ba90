"""Refuse to start quietly wrong: a page that already shadows the portal, an open editors' door."""

from collections.abc import Iterable
from typing import Any  # the check framework's own signature

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.db import DatabaseError

from cms.models import HomePage
from cms.reserved import reserved_slugs


@register(Tags.security)
def check_editors_door(**kwargs: Any) -> list[CheckMessage]:
    """Editors sign in through the staff directory; Wagtail's own password forms stay closed."""
    problems: list[CheckMessage] = []
    if not getattr(settings, "WAGTAILADMIN_LOGIN_URL", ""):
        problems.append(
            checks.Error(
                "Wagtail would show its own password form.",
                hint="Set WAGTAILADMIN_LOGIN_URL to the staff sign-in page.",
                id="cms.E001",
            )
        )
    if getattr(settings, "WAGTAIL_PASSWORD_MANAGEMENT_ENABLED", True):
        problems.append(
            checks.Error(
                "Wagtail would let editors set a password.",
                hint="Set WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False.",
                id="cms.E002",
            )
        )
    return problems


@register(Tags.database)
def check_slugs(**kwargs: Any) -> list[CheckMessage]:
    """Say which published page an address added since has taken over."""
    return [
        checks.Warning(
            f"The page “{title}” is at /{slug}/, an address of the portal: nobody can read it.",
            hint="Give the page another slug in /cms/.",
            id="cms.W001",
        )
        for slug, title in _shadowed()
    ]


def _shadowed() -> Iterable[tuple[str, str]]:
    try:
        home = HomePage.objects.first()
        if home is None:
            return []
        children = home.get_children().filter(slug__in=reserved_slugs())
        return list(children.values_list("slug", "title"))
    except DatabaseError:  # before the first migration there is no table to ask
        return []
