"""What the pretended directory hands out, for how long, and to whom (catalogue 2C).

How it looks from outside is in tests/contract/accounts.
"""

import json
import time

import jwt
import pytest

from services.sandbox.staff_directory import people, provider, views
from tests.unit.accounts.staff_directory.calls import (
    CALLBACK,
    JOY,
    NONCE,
    ask,
    code_for,
    exchange,
    renew,
    userinfo,
)


@pytest.mark.parametrize(("seconds", "status"), [(60, 200), (60.5, 400)])
def test_a_code_works_for_a_minute(settings, clock, seconds, status):
    code = code_for(settings)

    clock.shift(seconds)

    assert exchange(settings, code)[0] == status


@pytest.mark.parametrize(("seconds", "status"), [(600, 200), (601, 401)])
def test_an_access_token_works_for_ten_minutes(settings, clock, seconds, status):
    _, tokens = exchange(settings, code_for(settings))

    clock.shift(seconds)

    assert userinfo(f"Bearer {tokens['access_token']}").status_code == status


def test_an_id_token_is_good_for_five_minutes_and_says_when_somebody_signed_in(settings, clock):
    code, began = code_for(settings), int(time.time())
    clock.shift(30)

    _, tokens = exchange(settings, code)

    claims = jwt.decode(tokens["id_token"], options={"verify_signature": False})
    assert (claims["auth_time"], claims["iat"]) == (began, began + 30)
    assert claims["exp"] == began + 330
    assert (claims["nonce"], claims["amr"], claims["acr"]) == (NONCE, ["pwd", "mfa"], "2")
    assert tokens["scope"] == "openid profile"


def test_of_two_who_bring_a_code_at_the_same_moment_one_finds_it(settings, shelf, monkeypatch):
    """The second one has read the code, and then finds that it is gone."""
    code = code_for(settings)
    assert provider.CodeGrant.query_authorization_code(None, code, None) is not None
    monkeypatch.setattr(provider.store, "get", lambda *key: {"expires_at": time.time() + 60})

    assert provider.CodeGrant.query_authorization_code(None, code, None) is None


def test_somebody_who_is_closed_between_the_code_and_the_token_gets_none(settings):
    code = code_for(settings)
    people.change_person(JOY, disabled=True)

    assert exchange(settings, code)[0] == 400


def test_somebody_whose_account_is_open_again_can_sign_in_again(settings):
    people.change_person(JOY, disabled=True)
    assert ask(settings).status_code == 403
    people.change_person(JOY, disabled=False)

    assert ask(settings).status_code == 302


def test_the_page_shows_everybody_and_gives_nobody_a_code_by_itself(settings):
    shown = ask(settings, method="get")

    assert (shown.status_code, shown.content) == (200, b"staff_directory/sign_in.html")


@pytest.mark.parametrize(
    "changes",
    [
        {"code_challenge_method": "plain"},
        {"code_challenge_method": ""},
        {"code_challenge": ""},
        {"code_challenge": "", "code_challenge_method": ""},
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_c01_without_a_challenge_made_by_s256_nobody_is_even_asked(settings, method, changes):
    answer = ask(settings, method, **changes)

    assert (answer.status_code, answer.content) == (400, b"staff_directory/refused.html")


def test_nobody_is_not_signed_in_as_somebody(settings):
    away = ask(settings, subject="nobody")

    assert "error=access_denied" in away.headers["Location"]
    assert "code=" not in away.headers["Location"]


def test_a_used_refresh_token_and_its_access_token_are_worth_nothing(settings):
    _, first = exchange(settings, code_for(settings))
    status, second = renew(settings, first["refresh_token"])
    assert status == 200

    assert renew(settings, first["refresh_token"])[0] == 400
    assert userinfo(f"Bearer {first['access_token']}").status_code == 401
    assert userinfo(f"Bearer {second['access_token']}").status_code == 200


def test_a_fault_makes_it_speak_of_somebody_else(settings, monkeypatch):
    """What the portal must notice (B09)."""
    _, tokens = exchange(settings, code_for(settings))
    monkeypatch.setattr(views.faults, "active", lambda supplier: views.faults.ANOTHER_PERSON)

    said = json.loads(userinfo(f"Bearer {tokens['access_token']}").content)

    assert said["sub"] != JOY


RIGHTS = [
    ("check_response_type", ("code",), ("token", "id_token", "code token")),
    ("check_grant_type", ("authorization_code", "refresh_token"), ("password", "implicit")),
    ("check_redirect_uri", (CALLBACK,), (CALLBACK + "x", CALLBACK[:-1], "https://evil.example")),
]


@pytest.mark.parametrize(("asks", "yes", "no"), RIGHTS)
def test_what_the_portal_is_registered_for(asks, yes, no):
    may = getattr(provider.RelyingParty(), asks)

    assert all(may(one) for one in yes)
    assert not any(may(one) for one in no)


@pytest.mark.parametrize(
    ("method", "allowed"),
    [("client_secret_post", True), ("client_secret_basic", True), ("none", False)],
)
def test_the_portal_must_prove_who_it_is(settings, method, allowed):
    party = provider.RelyingParty()

    assert party.check_endpoint_auth_method(method, "token") is allowed
    assert party.check_client_secret(settings.STAFF_DIRECTORY_CLIENT_SECRET)
    assert not party.check_client_secret("")
