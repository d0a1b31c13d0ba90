"""Addresses that belong to the portal, which no page may take."""

from collections.abc import Iterable, Iterator
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver

CATCH_ALL = "wagtail_serve"


@cache
def reserved_slugs() -> frozenset[str]:
    """Return the first segment of every address the portal answers itself."""
    return frozenset(_first_segments(get_resolver().url_patterns))


def _first_segments(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and not str(pattern.pattern):
            yield from _first_segments(pattern.url_patterns)
        elif first := _first_segment(pattern):
            yield first


def _first_segment(pattern: URLPattern | URLResolver) -> str:
    """`account` for `account/settings/`; nothing for the home page, a catch-all or a variable."""
    if getattr(pattern, "name", None) == CATCH_ALL:
        return ""
    first = str(pattern.pattern).lstrip("^").split("/")[0]
    return "" if any(mark in first for mark in "<([\\$") else first
