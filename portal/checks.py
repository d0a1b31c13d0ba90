"""System checks on the environment: every wrong setting at once, each with what to do."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.http.request import validate_host

from portal.settings.env import BASE_DIR, problems


@register(Tags.security)
def check_environment(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:  # Django's signature
    """A variable that is missing, or holds something else than it should."""
    hint = "Set it in the environment; docs/reference/settings.md lists every variable."
    return [
        Error(f"{name} {wrong}.", hint=hint, id="portal.E001")
        for name, wrong in dict.fromkeys(problems)
    ]


@register(Tags.security)
def check_snapshot_keys(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:  # Django's signature
    """Without a good key nothing of a supplier's answer, or a resident's request, could be kept."""
    hint = (
        "Make one with: python -c 'from cryptography.fernet import Fernet; "
        "print(Fernet.generate_key().decode())'"
    )
    if not settings.SNAPSHOT_KEYS:
        return [Error("SNAPSHOT_KEYS is empty.", hint=hint, id="portal.E002")]
    wrong = [number for number, key in enumerate(settings.SNAPSHOT_KEYS, 1) if not _is_key(key)]
    return [
        Error(f"SNAPSHOT_KEYS: number {number} is not a Fernet key.", hint=hint, id="portal.E002")
        for number in wrong
    ]


@register(Tags.security)
def check_own_host(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:  # Django's signature
    """Whoever follows a link in a message, or comes back from the card page, must be let in."""
    host = urlsplit(settings.PORTAL_URL).hostname or ""
    if not host or not settings.ALLOWED_HOSTS or validate_host(host, settings.ALLOWED_HOSTS):
        return []
    hint = "Add the host of PORTAL_URL to ALLOWED_HOSTS."
    return [Error(f"ALLOWED_HOSTS does not name {host}.", hint=hint, id="portal.E004")]


@register(Tags.caches, deploy=True)
def check_shared_cache(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:  # Django's signature
    """Rate limits that each worker counts for itself are no limits."""
    if "locmem" in str(settings.CACHES["default"]["BACKEND"]):
        hint = "Name a Redis in REDIS_URL."
        return [Error("The cache is not shared between workers.", hint=hint, id="portal.E003")]
    return []


@register(Tags.staticfiles)
def check_styles(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:  # Django's signature
    """Pages without their styles are readable, but nobody's idea of done."""
    compiled = BASE_DIR / "portal" / "static" / "compiled" / "portal.css"
    if compiled.exists():
        return []
    return [
        checks.Warning("The styles are not compiled.", hint="Run `make setup`.", id="portal.W001")
    ]


def _is_key(key: str) -> bool:
    try:
        Fernet(key)
    except ValueError:
        return False
    return True
