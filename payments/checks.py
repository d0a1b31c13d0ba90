"""Refuse to start with settings that could lose or invent money."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

LIVE_KEYS = ("sk_live_", "rk_live_")
LIVE_API = "https://api.stripe.com"


@register(Tags.security)
def check_payment_settings(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:  # Django's signature
    """Every problem at once."""
    return [*_key_problems(), *_secret_problems(), *_address_problems()]


def _key_problems() -> list[CheckMessage]:
    is_live_key = settings.STRIPE_SECRET_KEY.startswith(LIVE_KEYS)
    if settings.STRIPE_LIVE and not is_live_key:
        return [
            Error(
                "STRIPE_SECRET_KEY is not a live key, and STRIPE_LIVE is on: "
                "residents would believe that they paid.",
                hint="Set the live key (sk_live_… or rk_live_…), or STRIPE_LIVE=no on a test "
                "system.",
                id="payments.E001",
            )
        ]
    if is_live_key and not settings.STRIPE_LIVE:
        return [
            Error(
                "STRIPE_SECRET_KEY is a live key outside production: tests would move money.",
                hint="Set a test key (sk_test_…) here, and make a new live key: this one has been "
                "where it should not be.",
                id="payments.E002",
            )
        ]
    return []


def _secret_problems() -> list[CheckMessage]:
    secrets = settings.STRIPE_WEBHOOK_SECRETS
    if not secrets:
        return [
            Error(
                "STRIPE_WEBHOOK_SECRETS is empty: no webhook could be believed.",
                hint="Copy the signing secret (whsec_…) of the endpoint in Stripe's dashboard.",
                id="payments.E003",
            )
        ]
    if settings.STRIPE_LIVE and any("sandbox" in secret for secret in secrets):
        return [
            Error(
                "STRIPE_WEBHOOK_SECRETS holds the sandbox's secret: anybody could sign webhooks.",
                hint="Keep only the secrets that Stripe's dashboard shows.",
                id="payments.E004",
            )
        ]
    if len(secrets) > 2:
        return [
            Error(
                "STRIPE_WEBHOOK_SECRETS holds more than two secrets.",
                hint="Two are enough while one is being rotated; remove the older ones.",
                id="payments.E005",
            )
        ]
    return []


def _address_problems() -> list[CheckMessage]:
    if not settings.STRIPE_LIVE:
        return []
    problems: list[CheckMessage] = []
    if settings.STRIPE_API_URL != LIVE_API:
        problems.append(
            Error(
                f"STRIPE_API_URL is not {LIVE_API}, and STRIPE_LIVE is on.",
                hint=f"Set STRIPE_API_URL={LIVE_API}.",
                id="payments.E006",
            )
        )
    if not settings.PORTAL_URL.startswith("https://"):
        problems.append(
            Error(
                "PORTAL_URL is not https: the card page would send residents to an open line.",
                hint="Set PORTAL_URL to the address residents use, starting with https://.",
                id="payments.E007",
            )
        )
    return problems
