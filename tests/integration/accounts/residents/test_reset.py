"""A new password for somebody who forgot theirs (security catalogue A10 to A13)."""

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.notifications.models import OutboundNotification
from tests.factories.accounts import PASSWORD
from tests.integration.accounts.residents.conftest import is_signed_in, sign_in

NEW_PASSWORD = "three other words"


def ask(client, email="amina@example.org"):
    return client.post(reverse("account_reset_password"), {"email": email})


def type_code(client, code):
    return client.post(reverse("account_confirm_password_reset_code"), {"code": code})


def choose(client, password=NEW_PASSWORD):
    return client.post(reverse("account_complete_password_reset"), {"password1": password})


def test_amina_chooses_a_new_password_with_a_code(client, amina, code_for):
    ask(client)
    type_code(client, code_for("amina@example.org"))
    done = choose(client)

    assert done.headers["Location"] == reverse("account_password_reset_completed")
    assert not is_signed_in(client)
    assert sign_in(client, "amina@example.org", PASSWORD).status_code == 200
    assert sign_in(client, "amina@example.org", NEW_PASSWORD).status_code == 302
    assert AuditEntry.objects.filter(event="accounts.password.changed").exists()


def test_who_mistyped_the_address_can_ask_again_and_use_the_new_code(client, amina, code_for):
    waiting = client.get(ask(client, "amima@example.org").headers["Location"]).text
    again = reverse("account_reset_password")
    assert f'href="{again}"' in waiting
    assert "E-mail address" in client.get(again).text

    ask(client)

    assert type_code(client, code_for("amina@example.org")).status_code == 302


def test_a10_an_unknown_address_looks_the_same_and_gets_a_mail_that_says_so(client, amina):
    stranger = Client()
    known, unknown = ask(client), ask(stranger, "nobody@example.org")

    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert (
        OutboundNotification.objects.get(to="nobody@example.org").template
        == "account/unknown_account"
    )
    pages = [one.get(known.headers["Location"]).text for one in (client, stranger)]
    assert pages[0].count("<form") == pages[1].count("<form")


def test_a11_a_code_of_another_browser_is_refused(client, amina, code_for):
    ask(client)
    thief = Client()
    ask(thief, "nobody@example.org")

    type_code(thief, code_for("amina@example.org"))
    choose(thief)

    assert sign_in(thief, "amina@example.org", NEW_PASSWORD).status_code == 200


def test_a11_a_code_works_once(client, amina, code_for):
    ask(client)
    code = code_for("amina@example.org")
    type_code(client, code)
    choose(client)

    type_code(client, code)
    choose(client, "yet another password")

    assert sign_in(client, "amina@example.org", "yet another password").status_code == 200


def test_a11_the_last_step_is_closed_without_the_code(client, amina):
    ask(client)

    assert choose(client).headers["Location"] == reverse("account_confirm_password_reset_code")
    assert sign_in(client, "amina@example.org", NEW_PASSWORD).status_code == 200


@pytest.mark.parametrize(("seconds", "works"), [(599, True), (601, False)])
def test_a11_a_code_works_for_ten_minutes(client, amina, code_for, seconds, works):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ask(client)
        code = code_for("amina@example.org")
        clock.shift(seconds)
        type_code(client, code)
        choose(client)

    amina.user.refresh_from_db()
    assert amina.user.check_password(NEW_PASSWORD) is works


def test_a11_six_wrong_codes_end_a_reset(client, amina, code_for):
    ask(client)
    code = code_for("amina@example.org")
    for number in range(1, 7):
        type_code(client, f"{(int(code) + number) % 1_000_000:06d}")

    type_code(client, code)
    choose(client)

    amina.user.refresh_from_db()
    assert amina.user.check_password(PASSWORD)


@pytest.mark.parametrize("confirmed", [False, True])
def test_a11_a_reset_is_over_when_the_owner_has_signed_in_since(client, amina, code_for, confirmed):
    thief = Client()
    ask(thief)
    code = code_for("amina@example.org")
    if confirmed:
        type_code(thief, code)
    sign_in(client, "amina@example.org")

    type_code(thief, code)
    choose(thief)

    amina.user.refresh_from_db()
    assert amina.user.check_password(PASSWORD)


def test_a12_an_e_mail_links_to_the_address_in_the_settings_whatever_the_host(
    client, amina, settings
):
    """A12"""
    settings.PORTAL_URL = "https://account.example"
    settings.ALLOWED_HOSTS = ["testserver", "evil.example"]

    client.post(
        reverse("account_reset_password"), {"email": "nobody@example.org"}, HTTP_HOST="evil.example"
    )

    body = OutboundNotification.objects.get().body
    assert "https://account.example/account/create/" in body
    assert "evil" not in body


def test_a12_an_unknown_host_is_refused(client, db):
    assert (
        client.get(reverse("account_reset_password"), HTTP_HOST="evil.example").status_code == 400
    )


def test_a13_a_reset_ends_every_session(client, amina, code_for):
    phone = Client()
    sign_in(phone, "amina@example.org")

    ask(client)
    type_code(client, code_for("amina@example.org"))
    choose(client)

    assert not is_signed_in(phone)


def test_a01_a_reset_opens_the_lock(client, amina, code_for):
    for _ in range(6):
        sign_in(client, "amina@example.org", "wrong password!")
    cache.clear()

    ask(client)
    type_code(client, code_for("amina@example.org"))
    choose(client)

    assert sign_in(client, "amina@example.org", NEW_PASSWORD).status_code == 302


@pytest.mark.parametrize("password", ["short", "long words here " * 8 + "x", "passwordpassword"])
def test_a_weak_new_password_is_refused(client, amina, code_for, password):
    ask(client)
    type_code(client, code_for("amina@example.org"))

    assert choose(client, password).status_code == 200
    assert sign_in(client, "amina@example.org", PASSWORD).status_code == 302


@pytest.mark.parametrize("confirmed", [False, True])
def test_a11_a_reset_begun_with_the_old_address_is_not_finished_with_the_new_one(
    client, amina, code_for, confirmed
):
    ask(client)
    code = code_for("amina@example.org")
    if confirmed:
        type_code(client, code)
    change_address(amina.user)

    type_code(client, code)
    choose(client)

    amina.user.refresh_from_db()
    assert amina.user.check_password(PASSWORD)


def test_a11_a_sign_in_code_sent_to_the_old_address_opens_nothing_after_the_change(
    client, amina, code_for
):
    client.post(reverse("account_request_login_code"), {"email": "amina@example.org"})
    change_address(amina.user)

    client.post(reverse("account_confirm_login_code"), {"code": code_for("amina@example.org")})

    assert not is_signed_in(client)


def change_address(user, email="amina.new@example.org"):
    user.email = email
    user.save()
    EmailAddress.objects.filter(user=user).update(email=email)
