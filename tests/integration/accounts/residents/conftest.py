"""What a resident does with the pages of their account, and the codes that arrive."""

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

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
    """The six digits in the newest message to this address."""

    def newest(email: str) -> str:
        message = OutboundNotification.objects.filter(to=email, one_time=True).latest("created_at")
        found = re.search(r"^(\d{6})$", message.body, re.MULTILINE)
        assert found, message.body
        return found.group(1)

    return newest


def sign_in(client: Client, email: str, password: str = PASSWORD, **extra: str):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **extra)


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("residents:security")).status_code == 200
