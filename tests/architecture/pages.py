"""Every page of the portal, as its URLconf says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Door:
    """One address, and the view behind it."""

    route: str
    name: str
    """With its namespace: «parking:index»."""
    view: Callable[..., Any]

    @property
    def guard(self) -> Any:
        """The guard of the view, or None."""
        return getattr(self.view, "guard", None)

    @property
    def module(self) -> str:
        view = getattr(self.view, "view_class", self.view)
        return str(getattr(view, "__module__", ""))


def every_door() -> list[Door]:
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, before: str, space: str) -> Iterator[Door]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern, route, inner)
        elif isinstance(pattern, URLPattern):
            yield Door(route, f"{space}{pattern.name or ''}", pattern.callback)
