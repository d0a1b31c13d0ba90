"""Signing in with a password: who gets in, and how often one may try (catalogue A01 to A10)."""

import re

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.notifications.models import OutboundNotification
from accounts.residents import lock
from tests.factories.accounts import PASSWORD, ResidentFactory
from tests.integration.accounts.residents.conftest import is_signed_in, sign_in


def test_amina_signs_in_and_sees_her_account(client, amina):
    response = sign_in(client, "amina@example.org")

    assert response.headers["Location"] == reverse("dashboard:index")
    assert is_signed_in(client)
    assert AuditEntry.objects.filter(
        event="accounts.session.started", resident_id=amina.pk, facts__method="password"
    ).exists()


def test_a_wrong_password_signs_nobody_in(client, amina):
    response = sign_in(client, "amina@example.org", "not her password")

    assert response.status_code == 200
    assert "do not match" in response.text
    assert not is_signed_in(client)


def test_a01_after_six_wrong_passwords_the_right_one_waits_fifteen_minutes(client, amina):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        answers = [sign_in(client, "amina@example.org", "wrong password!").text for _ in range(6)]
        seventh = sign_in(client, "amina@example.org")
        assert seventh.status_code == 200
        assert not is_signed_in(client)
        assert visible(seventh.text) == visible(answers[0])

        clock.shift(15 * 60 - 1)
        cache.clear()
        assert sign_in(client, "amina@example.org").status_code == 200
        clock.shift(1)
        assert sign_in(client, "amina@example.org").status_code == 302
    assert is_signed_in(client)


def test_a01_the_owner_is_told_once_and_it_is_on_record(client, amina):
    for _ in range(9):
        sign_in(client, "amina@example.org", "wrong password!")

    assert OutboundNotification.objects.get(template="account/locked").to == "amina@example.org"
    assert AuditEntry.objects.get(event="accounts.sign_in.locked").resident_id == amina.pk


def test_five_wrong_passwords_lock_nothing_and_the_right_one_starts_anew(client, amina):
    for _ in range(2):
        for _ in range(5):
            sign_in(client, "amina@example.org", "wrong password!")
        assert sign_in(client, "amina@example.org").status_code == 302
        client.post(reverse("account_logout"))

    assert not OutboundNotification.objects.filter(template="account/locked").exists()


def test_a02_one_address_may_try_twenty_passwords_a_minute(client, amina):
    for number in range(20):
        assert sign_in(client, f"nobody{number}@example.org", "password1234").status_code == 200

    assert sign_in(client, "amina@example.org").status_code == 429
    assert sign_in(client, "amina@example.org", REMOTE_ADDR="192.0.2.7").status_code == 302


HEADERS = ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_CF_CONNECTING_IP"]


@pytest.mark.parametrize("header", HEADERS)
def test_a03_a_header_that_names_another_address_counts_for_nothing(client, header):
    """A03"""
    answers = {
        sign_in(
            client,
            f"nobody{number}@example.org",
            "password1234",
            **{header: f"198.51.100.{number}"},
        ).status_code
        for number in range(25)
    }

    assert answers == {200, 429}


def test_a03_behind_our_own_proxy_each_address_has_its_own_limit(client, settings):
    """What the proxy adds comes last; what a client wrote before it counts for nothing."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def try_from(said, email="nobody@example.org", password="password1234"):
        return sign_in(client, email, password, HTTP_X_FORWARDED_FOR=said).status_code

    for number in range(20):
        assert try_from("198.51.100.9", f"nobody{number}@example.org") == 200

    assert try_from("192.0.2.1, 198.51.100.9") == 429
    assert try_from("192.0.2.7") == 200


def test_a04_six_tries_are_six_however_they_are_counted(amina):
    now = timezone.now()

    assert [lock.take_try("amina@example.org", now=now) for _ in range(100)].count(True) == 6


SPELLINGS = [
    "AMINA@EXAMPLE.ORG",
    " amina@example.org ",
    "amina@example.org.",
    "ａｍｉｎａ@example.org",
    "amina@ｅｘａｍｐｌｅ.org",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a05_every_spelling_of_an_address_is_one_account_and_one_counter(client, amina, spelling):
    for _ in range(6):
        sign_in(client, spelling, "wrong password!")

    assert sign_in(client, "amina@example.org").status_code == 200
    assert lock.is_locked("amina@example.org", now=timezone.now())


@pytest.mark.parametrize(
    "spelling", ["ámina@example.org", "amına@example.org", "amina+x@example.org"]
)
def test_a05_an_address_that_is_another_one_is_another_counter(client, amina, spelling):
    for _ in range(6):
        sign_in(client, spelling, "wrong password!")

    assert sign_in(client, "amina@example.org").status_code == 302


def test_a07_somebody_who_is_locked_out_still_gets_in_with_a_code(client, amina, code_for):
    attacker = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(6):
        sign_in(attacker, "amina@example.org", "wrong password!")

    client.post(reverse("account_request_login_code"), {"email": "amina@example.org"})
    client.post(reverse("account_confirm_login_code"), {"code": code_for("amina@example.org")})
    assert is_signed_in(client)


def test_a08_an_unknown_address_looks_exactly_like_a_wrong_password(client, amina):
    """A08"""
    known = sign_in(client, "amina@example.org", "wrong password!")
    unknown = sign_in(Client(), "amani@example.org", "wrong password!")

    assert known.status_code == unknown.status_code == 200
    assert visible(known.text).replace("amina", "") == visible(unknown.text).replace("amani", "")


def test_a08_an_unknown_address_is_locked_like_a_known_one(client, amina):
    for address in ("amina@example.org", "amani@example.org"):
        for _ in range(7):
            last = sign_in(
                client, address, "wrong password!", REMOTE_ADDR=f"192.0.2.{len(address)}"
            )
        assert last.status_code == 200
        assert lock.is_locked(address, now=timezone.now())
        cache.clear()


def test_a09_a_password_is_hashed_for_nobody_too(client, amina, monkeypatch):
    """A09"""
    hashed = []
    monkeypatch.setattr(
        "django.contrib.auth.base_user.make_password", lambda raw, *args: hashed.append(raw)
    )

    sign_in(client, "amani@example.org", "a password 123")

    assert hashed == ["a password 123"]


@pytest.mark.parametrize("password", ["x" * 129, "x" * 1_000_000, "\x00" * 12, " " * 12])
def test_a28_a_password_that_cannot_be_one_is_refused_without_hashing_it(
    client, amina, password, monkeypatch
):
    """A28"""
    if len(password) > 128:
        monkeypatch.setattr("accounts.models.User.check_password", _never)

    response = sign_in(client, "amina@example.org", password)

    assert response.status_code == 200
    assert not is_signed_in(client)


def test_the_longest_password_there_is_signs_in(client, amina):
    amina.user.set_password("a 7-letter mix! " * 8)
    amina.user.save()

    sign_in(client, "amina@example.org", "a 7-letter mix! " * 8)

    assert is_signed_in(client)


def test_a30_nobody_signs_in_without_the_forms_token(amina):
    """A30"""
    strict = Client(enforce_csrf_checks=True)

    assert sign_in(strict, "amina@example.org").status_code == 403
    assert "_auth_user_id" not in strict.session


def test_a_closed_account_stays_closed(client, amina):
    amina.user.is_active = False
    amina.user.save()

    response = sign_in(client, "amina@example.org")

    assert response.headers.get("Location") == reverse("account_inactive")
    assert not is_signed_in(client)


def test_a_resident_without_a_password_cannot_sign_in_with_an_empty_one(client):
    amina = ResidentFactory(user__email="amina@example.org")
    amina.user.set_unusable_password()
    amina.user.save()

    for password in ("", "!", PASSWORD, amina.user.password):
        sign_in(client, "amina@example.org", password)
        assert not is_signed_in(client)


EVIL = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https://evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/%0d%0aSet-Cookie:x=1\r\nx",
    " //evil.example",
    "https://testserver@evil.example",
    "https://testserver.evil.example",
    "ftp://testserver/",
]


@pytest.mark.parametrize("wanted", EVIL)
def test_a23_signing_in_leads_only_to_pages_of_ours(client, amina, wanted):
    response = client.post(
        f"{reverse('account_login')}",
        {"login": "amina@example.org", "password": PASSWORD, "next": wanted},
    )

    assert response.status_code == 302
    assert "evil" not in response.headers["Location"]
    assert response.headers["Location"].startswith("/")
    assert "\r" not in response.headers["Location"]


def test_signing_in_leads_back_to_where_one_was_going(client, amina):
    response = client.post(
        reverse("account_login"),
        {"login": "amina@example.org", "password": PASSWORD, "next": "/account/messages/"},
    )

    assert response.headers["Location"] == "/account/messages/"


def visible(page: str) -> str:
    """The page without what differs on every request."""
    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]+|(nonce=")[^"]+', "", page)


def _never(*args, **kwargs):
    raise AssertionError("a password was looked at")
