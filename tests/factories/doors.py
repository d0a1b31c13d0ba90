"""Every address of a service, with something in each of its blanks."""

import re
from collections.abc import Iterator
from importlib import import_module
from uuid import uuid4

from django.urls import reverse
from django.urls.resolvers import RoutePattern

BLANKS = {"uuid": str(uuid4()), "slug": "10004104"}
"""Names of nothing, written as the address wants them."""


def addresses(service: str) -> Iterator[tuple[str, str]]:
    """The name and an address of every page."""
    for url in import_module(f"services.{service}.urls").urlpatterns:
        assert isinstance(url.pattern, RoutePattern)
        kinds = re.findall(r"<(\w+):\w+>", url.pattern._route)
        yield url.name, reverse(f"{service}:{url.name}", args=[BLANKS[kind] for kind in kinds])
