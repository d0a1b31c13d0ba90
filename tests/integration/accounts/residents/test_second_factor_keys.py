"""SECRET_KEY can be changed, and everybody's app and recovery codes still let them in."""

import threading
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.fernet import MultiFernet
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.residents import second_factor
from tests.integration.accounts.residents.conftest import code_of

NEW = "a-newer-secret-key-of-fifty-characters-" * 2


@pytest.fixture
def codes(amina) -> list[str]:
    """Her recovery codes, of which the first is used."""
    recovery = RecoveryCodes.activate(amina.user)
    codes: list[str] = recovery.generate_codes()
    assert recovery.validate_code(codes[0])
    return codes


def recovery_codes() -> RecoveryCodes:
    return RecoveryCodes(Authenticator.objects.get(type="recovery_codes"))


def change_the_key(settings) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [settings.SECRET_KEY]
    call_command("reseal", stdout=StringIO())
    settings.SECRET_KEY_FALLBACKS = []


def test_the_app_still_lets_her_in_when_the_old_key_is_gone(secret, settings):
    change_the_key(settings)

    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of(secret))


def test_her_recovery_codes_are_the_same_and_what_was_used_stays_used(codes, settings):
    change_the_key(settings)

    assert recovery_codes().get_unused_codes() == codes[1:]


def test_a_passkey_has_no_secret_and_stays_as_it_is(amina, settings):
    passkey = Authenticator.objects.create(user=amina.user, type="webauthn", data={"secret": "x"})

    change_the_key(settings)

    passkey.refresh_from_db()
    assert passkey.data == {"secret": "x"}


def test_a_secret_that_no_key_opens_is_said_and_left_as_it_was(secret, settings):
    before = Authenticator.objects.get().data
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, []

    with pytest.raises(CommandError, match="1 of 1 could not be opened"):
        call_command("reseal")

    assert Authenticator.objects.get().data == before


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_code_that_is_used_while_the_keys_change_is_not_good_again(codes, settings, monkeypatch):
    vault = second_factor._vault
    hers: list[threading.Thread] = []

    def use_the_next_code() -> None:
        recovery_codes().validate_code(codes[1])
        connection.close()

    def read_but_not_yet_written() -> MultiFernet:
        if not hers:
            hers.append(threading.Thread(target=use_the_next_code))
            hers[0].start()
            hers[0].join(0.5)  # long enough to be done, if nothing held it up
        return vault()

    monkeypatch.setattr(second_factor, "_vault", read_but_not_yet_written)
    change_the_key(settings)
    hers[0].join()

    settings.SECRET_KEY_FALLBACKS = []
    assert recovery_codes().get_unused_codes() == codes[2:]
