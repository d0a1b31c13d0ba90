"""What a resident does with the pages of their account, and the codes that arrive."""

import re
from collections.abc import Callable

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.notifications.models import OutboundNotification
from accounts.residents.models import Resident
from tests.factories.accounts import PASSWORD, ResidentFactory


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(db: None) -> None:
    cache.clear()


@pytest.fixture
def amina(db: None) -> Resident:
    return ResidentFactory(user__email="amina@example.org")


@pytest.fixture
def code_for() -> Callable[[str], str]:
    """The eight digits in the newest message to this address."""

    def newest(email: str) -> str:
        message = OutboundNotification.objects.filter(to=email, one_time=True).latest("created_at")
        found = re.search(r"^(\d{8})$", message.body, re.MULTILINE)
        assert found, message.body
        return found.group(1)

    return newest


def sign_in(client: Client, email: str, password: str = PASSWORD, **extra: str):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **extra)


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("residents:security")).status_code == 200


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


def code_of(secret: str) -> str:
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06d}"


@pytest.fixture
def secret(amina):
    """Amina has set up an app with this secret."""
    secret = generate_totp_secret()
    TOTP.activate(amina.user, secret)
    return secret


def second_step(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})
