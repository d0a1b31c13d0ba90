"""Codes of an authenticator app cannot be guessed, from however many addresses (catalogue A18)."""

import pytest
from allauth.mfa.totp.internal.auth import hotp_value
from django.test import Client
from django.urls import reverse

from accounts.audit.models import AuditEntry
from accounts.notifications.models import OutboundNotification
from tests.integration.accounts.residents.conftest import (
    code_of,
    is_signed_in,
    second_step,
    sign_in,
)


def test_a18_codes_of_the_app_cannot_be_guessed_all_day(client, amina, secret, clock):
    sign_in(client, "amina@example.org")
    right = code_of(secret)
    for number in range(30):
        guess = f"{(int(right) + 1 + number) % 1_000_000:06d}"
        second_step(client, guess)

    second_step(client, right)

    assert not is_signed_in(client)


def guess_from_everywhere(client, right, times):
    """Wrong codes, each from another address: for one that knows the password and has a botnet."""
    for number in range(1, times + 1):
        address, guess = f"198.51.100.{number}", f"{(int(right) + number) % 1_000_000:06d}"
        last = client.post(reverse("mfa_authenticate"), {"code": guess}, REMOTE_ADDR=address)
    return last


def test_a18_six_wrong_codes_are_the_last_for_fifteen_minutes_from_any_address(
    client, amina, secret, clock
):
    sign_in(client, "amina@example.org")
    guess_from_everywhere(client, code_of(secret), 6)

    refused = second_step(client, code_of(secret))
    assert "Wait 15 minutes" in refused.text
    clock.shift(15 * 60 - 1)
    sign_in(client, "amina@example.org")
    second_step(client, code_of(secret))
    assert not is_signed_in(client)

    clock.shift(1)
    second_step(client, code_of(secret))
    assert is_signed_in(client)


def test_a18_five_wrong_codes_lock_nothing_and_a_right_one_starts_anew(
    client, amina, secret, clock
):
    for _ in range(2):
        sign_in(client, "amina@example.org")
        guess_from_everywhere(client, code_of(secret), 5)
        second_step(client, code_of(secret))
        assert is_signed_in(client)
        client.post(reverse("account_logout"))
        clock.shift(60)


def test_a18_the_owner_is_told_once_that_somebody_knows_the_password(client, amina, secret, clock):
    sign_in(client, "amina@example.org")
    guess_from_everywhere(client, code_of(secret), 9)

    told = OutboundNotification.objects.get(template="account/second_step_locked")
    assert told.to == "amina@example.org"
    assert "they know your password" in told.body
    assert AuditEntry.objects.get(event="accounts.sign_in.locked").facts == {"step": "second"}


def test_a18_wrong_codes_while_confirming_count_too(client, amina, secret, clock):
    sign_in(client, "amina@example.org")
    second_step(client, code_of(secret))
    clock.shift(301)
    for number in range(1, 7):
        guess = f"{(int(code_of(secret)) + number) % 1_000_000:06d}"
        client.post(reverse("mfa_reauthenticate"), {"code": guess})

    client.post(reverse("mfa_reauthenticate"), {"code": code_of(secret)})

    assert client.get(reverse("mfa_activate_totp")).status_code == 302


@pytest.mark.parametrize("later", [0, 31, 59])
def test_a17_a_code_of_the_app_that_somebody_saw_opens_nothing_more(
    client, amina, secret, clock, later
):
    """It is taken for a while before and after its own half minute, for clocks that are wrong."""
    half_minute = 59_833_334
    clock.move_to(half_minute * 30)
    seen = f"{hotp_value(secret, half_minute):06d}"
    sign_in(client, "amina@example.org")
    second_step(client, seen)
    assert is_signed_in(client)

    clock.shift(later)
    thief = Client()
    sign_in(thief, "amina@example.org")
    second_step(thief, seen)

    assert not is_signed_in(thief)
