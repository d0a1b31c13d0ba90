"""Every page of signing in looks like ours, and nothing of allauth's own shows through."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from redis.exceptions import ConnectionError as RedisIsDown

from accounts.residents import doors
from tests.integration.accounts.residents.conftest import sign_in

SKIPPED = {
    "mfa_login_webauthn": "answers a script, and sends everybody else to the sign-in page",
    "mfa_download_recovery_codes": "is a text file",
    "mfa_reauthenticate_webauthn": "needs a passkey of a real device",
    "mfa_reauthenticate": "needs an authenticator app",
    "mfa_deactivate_totp": "needs an authenticator app",
    "account_set_password": "sends on everybody who has a password",
}
NAMES = [pattern.name for pattern in doors.urlpatterns]
WITH_A_KEY = {"mfa_edit_webauthn", "mfa_remove_webauthn"}
AFTER_A_STEP = {
    "account_email_verification_sent",
    "account_confirm_login_code",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "mfa_authenticate",
}
FOR_VISITORS = {
    "account_login",
    "account_signup",
    "account_request_login_code",
    "account_reset_password",
    "account_password_reset_completed",
    "account_inactive",
}


def what_is_not_ours(response):
    """What a page of ours has and this one has not."""
    names = [template.name or "" for template in response.templates]
    page = response.text
    ours = {
        "an answer": response.status_code == 200,
        "our frame": "portal/base.html" in names and "<main" in page,
        "none of allauth's templates": not [name for name in names if name.startswith("allauth/")],
        "one heading": page.count("<h1") == 1,
        "our title": re.search(r"<title>.+ – Thornbridge Council</title>", page, re.DOTALL),
        "our telephone number": "01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}100" in page,
        "no words inside a box": 'placeholder="' not in page,
    }
    return [what for what, is_there in ours.items() if not is_there]


@pytest.mark.parametrize("name", sorted(FOR_VISITORS))
def test_a_visitors_page_is_ours(client, db, name):
    assert what_is_not_ours(client.get(reverse(name))) == []


SIGNED_IN = sorted(set(NAMES) - FOR_VISITORS - AFTER_A_STEP - WITH_A_KEY - set(SKIPPED))


@pytest.mark.parametrize("name", SIGNED_IN)
def test_an_account_holders_page_is_ours(client, amina, name):
    RecoveryCodes.activate(amina.user)
    sign_in(client, "amina@example.org")

    assert what_is_not_ours(client.get(reverse(name))) == []


@pytest.mark.parametrize("name", sorted(WITH_A_KEY))
def test_the_page_of_one_passkey_is_ours(client, amina, name):
    key = Authenticator.objects.create(
        user=amina.user, type="webauthn", data={"name": "My phone", "credential": {}}
    )
    client.force_login(amina.user, "allauth.account.auth_backends.AuthenticationBackend")
    sign_in_freshly(client)

    assert what_is_not_ours(client.get(reverse(name, args=[key.pk]))) == []


@pytest.mark.parametrize("name", ["residents:about-you", "residents:details", "residents:security"])
def test_our_own_pages_are_too(client, amina, name):
    if name == "residents:about-you":
        amina.delete()
    sign_in(client, "amina@example.org")

    assert what_is_not_ours(client.get(reverse(name))) == []


def test_the_pages_after_a_step_are_ours(client, amina):
    client.post(reverse("account_request_login_code"), {"email": "amina@example.org"})
    assert what_is_not_ours(client.get(reverse("account_confirm_login_code"))) == []
    reset = Client()
    reset.post(reverse("account_reset_password"), {"email": "amina@example.org"})
    assert what_is_not_ours(reset.get(reverse("account_confirm_password_reset_code"))) == []
    new = Client()
    new.post(
        reverse("account_signup"), {"email": "x@example.org", "password1": "three funny words"}
    )
    assert what_is_not_ours(new.get(reverse("account_email_verification_sent"))) == []


def test_every_door_is_looked_at_here():
    looked_at = FOR_VISITORS | AFTER_A_STEP | WITH_A_KEY | set(SIGNED_IN) | set(SKIPPED)

    assert set(NAMES) == looked_at


@pytest.mark.parametrize(
    "name", sorted(FOR_VISITORS - {"account_inactive", "account_password_reset_completed"})
)
def test_mistakes_are_listed_at_the_top_and_tied_to_their_fields(client, db, name):
    page = client.post(reverse(name), {}).text

    assert "There is a problem" in page
    assert "<title>" in page
    assert page.split("<title>")[1].strip().startswith("Error: ")
    for target in re.findall(r'govuk-error-summary__list.*?href="#([^"]+)"', page, re.DOTALL):
        assert f'id="{target}"' in page


def test_passwords_can_be_pasted_and_kept_by_a_password_manager(client, db):
    sign_in_page = client.get(reverse("account_login")).text
    sign_up_page = client.get(reverse("account_signup")).text

    assert 'autocomplete="current-password"' in sign_in_page
    assert 'autocomplete="email"' in sign_in_page
    assert 'autocomplete="new-password"' in sign_up_page
    assert "onpaste" not in sign_in_page + sign_up_page


def test_every_template_that_allauth_can_show_is_replaced():
    for name in (
        "account/email.html",
        "account/email_change.html",
        "account/verified_email_required.html",
        "account/signup_closed.html",
        "mfa/webauthn/add_form.html",
        "mfa/totp/deactivate_form.html",
    ):
        assert "/accounts/residents/" in get_template(name).origin.name


def test_recovery_codes_download_as_plain_text(client, amina):
    codes = RecoveryCodes.activate(amina.user).get_unused_codes()
    sign_in(client, "amina@example.org")

    file = client.get(reverse("mfa_download_recovery_codes"))

    assert file.headers["Content-Type"].startswith("text/plain")
    assert all(code in file.content.decode() for code in codes)
    assert "no-store" in file.headers["Cache-Control"]


def test_a06_when_nobody_can_count_tries_nobody_gets_one(client, amina, monkeypatch):
    def down(*args, **kwargs):
        raise RedisIsDown

    monkeypatch.setattr("allauth.core.internal.ratelimit.cache.add", down)

    response = sign_in(client, "amina@example.org")

    assert response.status_code == 503
    assert "Signing in is paused" in response.text
    assert "_auth_user_id" not in client.session


def sign_in_freshly(client):
    """As if the password had just been typed."""
    session = client.session
    user_id = session["_auth_user_id"]
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = user_id
    session.save()
