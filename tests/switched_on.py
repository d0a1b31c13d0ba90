"""The services that the council of a test has switched on."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from pytest_django import Settings

from accounts.assisted.services import council_services
from cms.reserved import reserved_slugs
from services.installed import installed_services


@contextmanager
def switched_on(settings: Settings, *adapters: str) -> Iterator[None]:
    """Only these; afterwards nobody remembers them."""
    settings.COUNCIL_SERVICES = list(adapters)
    forget_services()
    yield
    forget_services()


def forget_services() -> None:
    """Whoever remembers them reads the settings again."""
    for remembered in (installed_services, council_services, reserved_slugs):
        remembered.cache_clear()
    cache.clear()
