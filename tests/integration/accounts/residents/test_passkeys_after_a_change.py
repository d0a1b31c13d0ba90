"""Whoever takes over an account may add a passkey before they change its address (A19)."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import SignIn, User
from accounts.residents import account, address_changes
from accounts.residents.models import AddressChange, Resident
from accounts.residents.second_step_forms import SignInWithPasskey
from tests.factories.accounts import PASSWORD, ResidentFactory
from tests.integration.accounts.residents.conftest import is_signed_in, sign_in

OLD, NEW = "amina@example.org", "thief@example.org"
DAY = timedelta(days=1)


def a_passkey(user: User, *, before: timedelta = timedelta(0)) -> Authenticator:
    added: Authenticator = Authenticator.objects.create(
        user=user, type="webauthn", data={"name": "A phone", "credential": {}}
    )
    Authenticator.objects.filter(pk=added.pk).update(created_at=timezone.now() - before)
    return added


def use(passkey: Authenticator, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The browser of whoever holds it; the cryptography is allauth's."""
    known = Authenticator.objects.get(pk=passkey.pk)
    monkeypatch.setattr(SignInWithPasskey, "clean_credential", lambda form: known)
    monkeypatch.setattr(Authenticator, "record_usage", lambda passkey: None)
    client = Client()
    client.post(reverse("mfa_login_webauthn"), {"credential": '{"id": 1}'})
    return client


def change_and_take_back(user: User) -> None:
    address_changes.remember(user, OLD, NEW, now=timezone.now())
    change = AddressChange.objects.get()
    change.user.email = NEW
    address_changes.undo(change)


@pytest.mark.parametrize(
    ("before", "alone"),
    [(timedelta(minutes=1), False), (DAY - timedelta(minutes=1), False), (DAY + DAY, True)],
)
def test_a19_a_passkey_of_the_day_before_does_not_open_what_was_taken_back(
    amina: Resident, monkeypatch: pytest.MonkeyPatch, before: timedelta, alone: bool
) -> None:
    passkey = a_passkey(amina.user, before=before)
    assert is_signed_in(use(passkey, monkeypatch)), "or this would prove nothing"
    change_and_take_back(amina.user)

    assert is_signed_in(use(passkey, monkeypatch)) is alone


def test_a19_nor_when_the_owner_has_chosen_a_password_since(
    amina: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a second step still: neither the thief nor an old mailbox comes in with one of two."""
    passkey = a_passkey(amina.user)
    change_and_take_back(amina.user)
    user = User.objects.get(pk=amina.user_id)
    user.set_password(PASSWORD)
    user.save()

    thief = use(passkey, monkeypatch)
    owner = sign_in(Client(), OLD)

    assert not is_signed_in(thief)
    assert "Ask for a code first" in thief.get(reverse("account_request_login_code")).text
    assert owner.headers["Location"] == reverse("mfa_authenticate")


def test_the_owner_who_tried_the_passkey_first_does_as_told_and_comes_in_with_a_code(
    amina: Resident, monkeypatch: pytest.MonkeyPatch, code_for: Callable[[str], str]
) -> None:
    passkey = a_passkey(amina.user)
    change_and_take_back(amina.user)
    owner = use(passkey, monkeypatch)

    owner.post(reverse("account_request_login_code"), {"email": OLD})
    answer = owner.post(reverse("account_confirm_login_code"), {"code": code_for(OLD)})

    assert answer.headers["Location"] == reverse("mfa_authenticate")


@pytest.mark.parametrize(("before", "alone"), [(timedelta(0), False), (DAY, True)])
def test_a25_a_passkey_added_since_somebody_else_signed_in_opens_nothing_alone(
    amina: Resident, monkeypatch: pytest.MonkeyPatch, before: timedelta, alone: bool
) -> None:
    """Or who is signed out, and whose password is changed, comes back with what they added."""
    sign_in(Client(), OLD)
    theirs = SignIn.objects.get()
    passkey = a_passkey(amina.user, before=before)

    account.disown(amina.user, theirs.pk, current=uuid4())

    assert is_signed_in(use(passkey, monkeypatch)) is alone


@pytest.mark.parametrize("sent", ["{}", "[]", "1", '"x"', '{"id": 1}', '{"id": "eA"}', "[" * 5000])
def test_what_is_no_passkey_is_told_so(client: Client, amina: Resident, sent: str) -> None:
    """J13"""
    answer = client.post(reverse("mfa_login_webauthn"), {"credential": sent})

    assert answer.headers["Location"] == reverse("account_login")


def test_somebody_elses_passkey_opens_their_own_account_as_before(
    amina: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    tom = ResidentFactory(user__email="tom@example.org")
    passkey = a_passkey(tom.user)
    a_passkey(amina.user)
    change_and_take_back(amina.user)

    assert is_signed_in(use(passkey, monkeypatch))
