"""The council's services as somebody agrees to them: by the names residents know."""

from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

GENERAL = {"": "the account’s front page", "details": "your details", "payments": "payments"}


@cache
def council_services() -> dict[str, str]:
    """Slug to title, in the order residents see them. Settings name them: we import none."""
    adapters = [import_string(path) for path in settings.COUNCIL_SERVICES]
    return {adapter.slug: adapter.title for adapter in adapters}


def titles_of(areas: Iterable[str]) -> tuple[str, ...]:
    """Each area by its name; an area that has left the settings keeps its slug's words."""
    known = {**GENERAL, **council_services()}
    return tuple(known.get(area, area.replace("_", " ")) for area in areas)
