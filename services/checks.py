"""System checks on the services this council has switched on."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string

REQUIRED = ("slug", "title", "from_settings", "fetch_summary")


@register("services")
def check_never_kept(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:  # Django's signature
    """A name that is misspelt here would let the service's answers be kept after all."""
    hint = "Name services as SUPPLIERS does, such as social_care."
    return [
        Error(f"SERVICES_WITHOUT_SNAPSHOTS: {name} is no service.", hint=hint, id="services.E004")
        for name in settings.SERVICES_WITHOUT_SNAPSHOTS
        if name not in settings.SUPPLIERS
    ]


@register("services")
def check_services(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:  # Django's signature
    """Report a path that cannot be imported, a missing method and a slug used twice."""
    found: list[CheckMessage] = []
    slugs: set[str] = set()
    for path in settings.COUNCIL_SERVICES:
        try:
            adapter = import_string(path)
        except ImportError as fault:
            hint = "Check the spelling in COUNCIL_SERVICES, or take the line out."
            found.append(Error(f"{path}: {fault}", hint=hint, id="services.E001"))
            continue
        missing = [name for name in REQUIRED if not hasattr(adapter, name)]
        if missing:
            hint = "services/contract.py says what a service promises."
            found.append(
                Error(f"{path} has no {', '.join(missing)}", hint=hint, id="services.E002")
            )
            continue
        if adapter.slug in slugs:
            hint = "Each service needs a slug of its own: links and snapshots are kept by it."
            found.append(Error(f"{path}: {adapter.slug} is taken", hint=hint, id="services.E003"))
        slugs.add(adapter.slug)
    return found
