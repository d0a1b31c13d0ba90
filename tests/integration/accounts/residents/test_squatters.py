"""A password chosen with somebody else's address opens nothing once they prove it is theirs (A21).

By signing in with a code: see `test_sign_up`. Here by asking for a new password.
"""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.integration.accounts.residents.conftest import is_signed_in, sign_in
from tests.integration.accounts.residents.test_sign_up import sign_up

GRACE, SQUATTED = "grace@example.org", "password of a squatter"


@pytest.fixture(autouse=True)
def squatter() -> Client:
    squatter = Client()
    sign_up(squatter, GRACE, SQUATTED)
    return squatter


@pytest.fixture
def prove(client: Client, code_for: Callable[[str], str]) -> Callable[[], None]:
    """Grace is on the page that asks for a new password, and stays there."""

    def prove() -> None:
        client.post(reverse("account_reset_password"), {"email": GRACE})
        client.post(reverse("account_confirm_password_reset_code"), {"code": code_for(GRACE)})

    return prove


def test_a21_a_squatter_does_not_come_in_while_the_owner_chooses_a_password(
    prove: Callable[[], None], squatter: Client
) -> None:
    """There they would add a passkey or an app, which outlive the new password."""
    prove()

    for browser in (squatter, Client()):
        sign_in(browser, GRACE, SQUATTED)
        assert not is_signed_in(browser)


def test_a21_the_owner_still_chooses_one(client: Client, prove: Callable[[], None]) -> None:
    prove()
    chosen = {"password1": "the password of grace"}
    client.post(reverse("account_complete_password_reset"), chosen)

    sign_in(client, GRACE, "the password of grace")

    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_a21_c3_no_address_is_proved_without_ending_the_password_of_a_squatter(
    client: Client, prove: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(_user: User) -> None:
        raise OSError("the server is gone")

    monkeypatch.setattr(User, "set_unusable_password", die)
    client.raise_request_exception = False
    prove()

    assert not EmailAddress.objects.get().verified
