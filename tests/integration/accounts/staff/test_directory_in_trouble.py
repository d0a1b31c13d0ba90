"""A directory that is down, broken or says no gives a page (catalogue B12, B15 to B17, B22)."""

from types import SimpleNamespace

import pytest
import requests
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from redis.exceptions import ConnectionError as RedisIsDown

from tests.factories.accounts import PASSWORD, ResidentFactory
from tests.integration.accounts.staff.directory import answer
from tests.integration.accounts.staff.test_sign_in import is_signed_in

BROKEN = {
    "500": answer(b"Traceback", 500),
    "HTML": answer(b"<html>"),
    "nothing": answer(b""),
    "a list": answer([1, 2]),
    "no token": answer({"token_type": "Bearer"}),
    "a number as token": answer({"access_token": 7}),
    "a redirect": answer(b"", 302),
    "too deep": answer(b'{"access_token":' + b"[" * 50_000),
    "not UTF-8": answer(b'{"access_token": "\xff"}'),
    "reset": requests.ConnectionError("reset"),
    "hung": requests.ReadTimeout("slow"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.parametrize("part", ["/token", "/userinfo"])
def test_b15_a_broken_directory_gives_a_page_not_a_trace(client, directory, part, broken):
    directory.answers[part] = broken

    response = directory.sign_in(client)

    assert response.status_code in {403, 503}
    assert "01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}100" in response.text
    assert not is_signed_in(client)


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_b16_without_keys_nobody_comes_in(client, directory, broken):
    directory.answers["/jwks"] = broken

    assert directory.sign_in(client).status_code in {403, 503}
    assert not is_signed_in(client)


def test_b16_keys_we_know_serve_while_the_directory_does_not_give_them(client, directory):
    directory.sign_in(Client())
    directory.answers["/jwks"] = requests.ConnectionError("down")

    assert directory.sign_in(client).status_code == 302


def test_b22_a_directory_that_is_down_says_so_and_residents_are_not_affected(client, directory):
    directory.answers["/.well-known/openid-configuration"] = requests.ConnectTimeout("down")
    ResidentFactory(user__email="amina@example.org")

    response = client.get(reverse("staff:sign-in"))
    assert response.status_code == 503
    assert "staff directory is not answering" in response.text

    client.post(reverse("account_login"), {"login": "amina@example.org", "password": PASSWORD})
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (RedisIsDown("Error 111"), "ConnectionError: Error 111"),
        (OSError(28, "No space left"), "OSError: [Errno 28] No space left"),
        (requests.ConnectTimeout(), "DirectoryUnavailable: ConnectTimeout"),
    ],
)
def test_whatever_keeps_staff_out_they_get_a_page_and_the_log_says_why(
    client, directory, monkeypatch, caplog, fault, said
):
    """N08"""

    def fails(*_asked, **_options):
        raise fault

    if isinstance(fault, requests.RequestException):
        directory.answers["/.well-known/openid-configuration"] = fault
    else:
        away = SimpleNamespace(get=fails, set=fails)
        monkeypatch.setattr("accounts.staff.directory.cache", away)

    assert client.get(reverse("staff:sign-in")).status_code == 503
    faults = [line.fault for line in caplog.records if hasattr(line, "fault")]
    assert faults == [said]


@pytest.mark.parametrize(
    "changes",
    [{"issuer": "https://evil.example"}, {"token_endpoint": "http://directory.example/token"}],
)
def test_a_directory_that_describes_itself_wrongly_is_not_used(client, directory, changes):
    directory.discovery = changes

    assert client.get(reverse("staff:sign-in")).status_code == 503
    assert cache.get("staff-directory") is None


ERRORS = [
    ("access_denied", "You did not finish signing in"),
    ("temporarily_unavailable", "not answering at the moment"),
    ("<script>alert(1)</script>", "could not sign you in"),
]


@pytest.mark.parametrize(("error", "words"), ERRORS)
def test_b17_an_error_of_the_directory_is_put_into_words(client, directory, error, words):
    asked = directory.go_out(client)

    response = client.get(
        reverse("staff:callback"),
        {"error": error, "error_description": "<b>x</b>", "state": asked["state"]},
    )

    assert response.status_code == 403
    assert words in response.text
    assert "<script>alert" not in response.text
    assert "<b>x" not in response.text


def test_b17_login_required_ends_our_session(client, directory):
    directory.sign_in(client)
    asked = directory.go_out(client)

    client.get(reverse("staff:callback"), {"error": "login_required", "state": asked["state"]})

    assert not is_signed_in(client)


def test_b12_coming_back_twice_is_harmless(client, directory):
    """B11"""
    asked = directory.go_out(client)
    back = {"code": "a-code", "state": asked["state"]}
    client.get(reverse("staff:callback"), back)

    again = client.get(reverse("staff:callback"), back)

    assert again.status_code == 400
    assert "Sign in again" in again.text
    assert is_signed_in(client)
