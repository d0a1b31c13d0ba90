"""The services this council has switched on, in the order residents see them."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from services.contract import ServiceAdapter


@cache
def installed_services() -> tuple[ServiceAdapter, ...]:
    return tuple(import_string(path).from_settings() for path in settings.COUNCIL_SERVICES)


def find_service(slug: str) -> ServiceAdapter | None:
    return next((service for service in installed_services() if service.slug == slug), None)


def get_service(slug: str) -> ServiceAdapter:
    """Raises LookupError for a service that is not switched on."""
    service = find_service(slug)
    if service is None:
        raise LookupError(slug)
    return service
