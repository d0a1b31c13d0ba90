"""A17: six tries at a code from an e-mail are six, also when twelve come at the same moment."""

from collections.abc import Callable
from itertools import count

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import PASSWORD, ResidentFactory
from tests.together import together

AMINA = "amina@example.org"
DOORS = [
    # where a code is asked for, where it is typed, whether Amina has an account
    ("account_request_login_code", "account_confirm_login_code", True),
    ("account_reset_password", "account_confirm_password_reset_code", True),
    ("account_signup", "account_email_verification_sent", False),
]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("ask", "confirm", "has_account"), DOORS)
def test_a17_who_guesses_from_twelve_places_at_once_has_no_more_than_six_tries(
    client: Client, code_for: Callable[[str], str], ask: str, confirm: str, *, has_account: bool
) -> None:
    if has_account:
        ResidentFactory(user__email=AMINA)
    client.post(reverse(ask), {"email": AMINA, "password1": PASSWORD})
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    places = count(1)

    def guess() -> HttpResponse:
        elsewhere = Client(REMOTE_ADDR=f"192.0.2.{next(places)}")
        elsewhere.cookies[settings.SESSION_COOKIE_NAME] = session
        return elsewhere.post(reverse(confirm), {"code": "00000000"})

    together(12, guess)
    late = client.post(reverse(confirm), {"code": code_for(AMINA)})

    assert "That code is not right" in late.text
    assert "_auth_user_id" not in client.session
