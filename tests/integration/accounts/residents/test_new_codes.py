"""Asking for another code, and copying half of one."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.integration.accounts.residents.test_sign_up import confirm, sign_up

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("email", ["grace@example.org", "amina@example.org"])
def test_whoever_asks_for_another_code_is_told_that_it_was_sent(client, amina, email) -> None:
    """And an address that has an account is told the same."""
    sign_up(client, email)

    again = {"action": "resend"}
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        page = client.post(reverse("account_email_verification_sent"), again, follow=True)

    assert "We have sent a new code. Only the newest one works." in page.content.decode()


def test_the_first_code_is_not_called_a_new_one(client: Client) -> None:
    sign_up(client)

    page = client.get(reverse("account_email_verification_sent"))

    assert "new code." not in page.content.decode()


def test_a_code_that_was_not_copied_whole_is_said_to_be_too_short(client: Client) -> None:
    sign_up(client)

    assert "The code has 8 digits" in confirm(client, "6147 62").content.decode()
