"""Authenticator apps and recovery codes, and what needs them (catalogue A13, A15 to A18, 7.5.1)."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.audit.models import AuditEntry
from accounts.notifications.models import OutboundNotification
from tests.factories.accounts import PASSWORD, ResidentFactory
from tests.integration.accounts.residents.conftest import (
    code_of,
    is_signed_in,
    second_step,
    sign_in,
)


def test_amina_sets_up_an_app_and_gets_recovery_codes(
    client, amina, clock, django_capture_on_commit_callbacks
):
    sign_in(client, "amina@example.org")
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret

    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    assert done.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(done.headers["Location"]).text.count("<code>") == 10
    assert AuditEntry.objects.filter(event="accounts.second_factor.changed").exists()
    assert OutboundNotification.objects.get().template == "account/totp_activated"


def test_the_secret_of_an_app_is_encrypted_in_the_database(amina, secret):
    stored = Authenticator.objects.get(type="totp").data["secret"]

    assert secret not in stored
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of(secret))


def test_a_password_alone_is_not_enough_any_more(client, amina, secret):
    response = sign_in(client, "amina@example.org")

    assert response.headers["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_the_second_step_lets_her_in(client, amina, secret, clock):
    sign_in(client, "amina@example.org")

    second_step(client, code_of(secret))

    assert is_signed_in(client)


def test_an_e_mailed_code_does_not_replace_the_second_step(client, amina, secret, code_for):
    client.post(reverse("account_request_login_code"), {"email": "amina@example.org"})
    client.post(reverse("account_confirm_login_code"), {"code": code_for("amina@example.org")})

    assert not is_signed_in(client)
    assert client.get(reverse("mfa_authenticate")).status_code == 200


def test_a13_a_reset_does_not_skip_the_second_step(client, amina, secret, code_for):
    client.post(reverse("account_reset_password"), {"email": "amina@example.org"})
    client.post(
        reverse("account_confirm_password_reset_code"), {"code": code_for("amina@example.org")}
    )
    client.post(reverse("account_complete_password_reset"), {"password1": "three other words"})
    sign_in(client, "amina@example.org", "three other words")

    assert not is_signed_in(client)
    assert client.get(reverse("mfa_authenticate")).status_code == 200


def test_a16_a_half_finished_sign_in_does_not_leak_into_the_next_one(client, amina, secret):
    """A16"""
    tom = ResidentFactory(user__email="tom@example.org")
    sign_in(client, "amina@example.org")
    assert "Start again" in client.get(reverse("mfa_authenticate")).text
    client.post(reverse("account_logout"), {"next": reverse("account_login")})

    sign_in(client, "tom@example.org")

    assert is_signed_in(client)
    assert client.session["_auth_user_id"] == str(tom.user_id)
    methods = client.session["account_authentication_methods"]
    assert [method.get("email") for method in methods] == ["tom@example.org"]


def test_a17_a_code_of_the_app_works_once(client, amina, secret, clock):
    code = code_of(secret)
    sign_in(client, "amina@example.org")
    second_step(client, code)
    assert is_signed_in(client)
    client.post(reverse("account_logout"))

    sign_in(client, "amina@example.org")
    second_step(client, code)

    assert not is_signed_in(client)


def test_a_recovery_code_works_once(client, amina, clock):
    sign_in(client, "amina@example.org")
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    client.post(reverse("account_logout"))

    for expected in (True, False):
        sign_in(client, "amina@example.org")
        second_step(client, codes[0])
        assert is_signed_in(client) is expected
        client.post(reverse("account_logout"))
        cache.clear()


def test_a15_a_new_second_step_signs_out_every_other_device(
    client, amina, clock, django_capture_on_commit_callbacks
):
    phone = Client()
    sign_in(phone, "amina@example.org")
    sign_in(client, "amina@example.org")
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    assert is_signed_in(client)
    assert not is_signed_in(phone)


LOCKS = [
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_email",
]
"""Pages that change how somebody signs in, and need a proof of the last five minutes."""


@pytest.mark.parametrize("name", LOCKS)
def test_what_changes_the_locks_needs_a_proof_of_the_last_five_minutes(client, amina, clock, name):
    sign_in(client, "amina@example.org")
    clock.shift(300)
    assert client.get(reverse(name)).status_code == 200

    clock.shift(1)
    asked = client.post(reverse(name), {"action_add": "", "email": "new@example.org"})

    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))


def test_contact_details_change_only_after_a_fresh_proof(client, amina, clock):
    sign_in(client, "amina@example.org")
    clock.shift(301)
    changed = {"address": "1 New Street", "postcode": "TB1 1AA", "preferred_route": "email"}

    asked = client.post(reverse("residents:details"), changed)
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("residents:details"), changed)

    amina.refresh_from_db()
    assert amina.address == "1 New Street"
    entry = AuditEntry.objects.get(event="accounts.contact.changed")
    assert "New Street" not in str(entry.facts)


def test_contact_details_are_read_without_one(client, amina, clock):
    sign_in(client, "amina@example.org")
    clock.shift(301)

    assert client.get(reverse("residents:details")).status_code == 200


def test_a20_a_new_telephone_number_is_told_by_e_mail(client, amina):
    """A text to the new number would tell only whoever has it now."""
    sign_in(client, "amina@example.org")

    client.post(
        reverse("residents:details"),
        {
            "address": amina.address,
            "postcode": amina.postcode,
            "telephone": "07700 900999",
            "preferred_route": "sms",
        },
    )

    told = OutboundNotification.objects.get(template="account/contact_changed")
    assert (told.route, told.to) == ("email", "amina@example.org")
    assert "telephone, preferred_route" not in told.body
    assert "telephone number, how we write to you" in told.body
    assert "900999" not in told.body


def test_saving_contact_details_without_a_change_tells_nobody(client, amina):
    sign_in(client, "amina@example.org")
    same = {name: getattr(amina, name) for name in ("address", "postcode", "preferred_route")}

    client.post(reverse("residents:details"), same)

    assert not OutboundNotification.objects.filter(template="account/contact_changed").exists()
    assert not AuditEntry.objects.filter(event="accounts.contact.changed").exists()


def test_a_wrong_password_confirms_nothing(client, amina, clock):
    sign_in(client, "amina@example.org")
    clock.shift(301)

    client.post(reverse("account_reauthenticate"), {"password": "wrong password!"})

    assert client.get(reverse("mfa_activate_totp")).status_code == 302


def test_a_code_by_e_mail_is_no_fresh_proof(client, amina, code_for):
    client.post(reverse("account_request_login_code"), {"email": "amina@example.org"})
    client.post(reverse("account_confirm_login_code"), {"code": code_for("amina@example.org")})

    assert client.get(reverse("mfa_activate_totp")).status_code == 302
