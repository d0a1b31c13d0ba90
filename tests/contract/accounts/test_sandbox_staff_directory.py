"""The pretended staff directory keeps to OpenID Connect (Core 1.0, Discovery 1.0) and PKCE."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import jwt
import pytest
import requests
from authlib.oidc.core import CodeIDToken, UserInfo
from authlib.oidc.discovery import OpenIDProviderMetadata
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from accounts.staff.models import StaffMember
from tests.contract.accounts.browser import CALLBACK, JOY, OTHERS_CODE, Browser
from tests.contract.answers import Sandbox

MORGAN = "d3f57c9d-morgan"
PRIVATE_MEMBERS = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}


@pytest.fixture
def party(sandbox: Sandbox) -> Browser:
    return Browser(f"{sandbox.url}/staff-directory")


def read(party: Browser, token: str) -> dict[str, Any]:
    """The claims, once the signature fits a published key."""
    header = jwt.get_unverified_header(token)
    keys = {key["kid"]: key for key in party.get("/jwks")["keys"]}
    key = jwt.PyJWK(keys[header["kid"]], algorithm="RS256").key
    claims: dict[str, Any] = jwt.decode(
        token, key, algorithms=["RS256"], audience=settings.STAFF_DIRECTORY_CLIENT_ID
    )
    return claims


def test_it_describes_itself_as_the_standard_asks(party: Browser) -> None:
    described = party.get("/.well-known/openid-configuration")

    metadata = OpenIDProviderMetadata(described)
    for name in described:
        # Each rule but one: the standard asks for https, and the sandbox is on this machine.
        check = getattr(metadata, f"validate_{name}", None)
        if check and not str(described[name]).startswith("http://"):
            check()
    assert (
        set(OpenIDProviderMetadata.REGISTRY_KEYS) > set(described) - {"frontchannel"} or described
    )
    assert described["issuer"] == party.base
    assert described["code_challenge_methods_supported"] == ["S256"]
    assert described["response_types_supported"] == ["code"]


def test_its_keys_are_public_and_fit_to_sign_with(party: Browser) -> None:
    keys = party.get("/jwks")["keys"]

    assert keys
    for key in keys:
        assert not PRIVATE_MEMBERS & set(key)
        assert (key["kty"], key["use"], key["alg"]) == ("RSA", "sig", "RS256")
        assert jwt.PyJWK(key).key.key_size >= 2048
    assert len({key["kid"] for key in keys}) == len(keys)


def test_somebody_who_signs_in_is_told_in_an_id_token(party: Browser) -> None:
    back = party.come_back()
    assert back["state"] == party.state

    tokens = party.exchange(back["code"]).json()

    claims = CodeIDToken(
        read(party, tokens["id_token"]),
        jwt.get_unverified_header(tokens["id_token"]),
        options={
            "iss": {"essential": True, "value": party.base},
            "nonce": {"essential": True, "value": party.nonce},
            "auth_time": {"essential": True},
        },
        params={
            "client_id": settings.STAFF_DIRECTORY_CLIENT_ID,
            "access_token": tokens["access_token"],
        },
    )
    claims.validate(leeway=5)
    assert claims["sub"] == JOY
    assert claims["exp"] - claims["iat"] == 300
    assert claims["amr"] == ["pwd", "mfa"]
    assert tokens["token_type"] == "Bearer"
    assert tokens["expires_in"] == 600


def test_the_groups_are_in_both_places_and_the_same(party: Browser) -> None:
    tokens = party.sign_in("0c48f2a6-helen")

    said = UserInfo(party.who_is(tokens["access_token"]).json())

    assert said.sub == "0c48f2a6-helen"
    assert said["groups"] == ["contact-centre-advisers", "supervisors"]
    assert read(party, tokens["id_token"])["groups"] == said["groups"]


def test_codes_and_tokens_are_kept_by_no_cache(party: Browser) -> None:
    """OAuth 2.0, section 5.1."""
    answer = party.exchange(party.come_back()["code"])

    assert answer.headers["Cache-Control"] == "no-store"


BAD_QUESTIONS = {
    "C01 without PKCE": {"code_challenge": None, "code_challenge_method": None},
    "C01 without a method": {"code_challenge_method": None},
    "C01 with plain": {"code_challenge_method": "plain"},
    "C02 to another site": {"redirect_uri": "https://evil.example/staff/callback/"},
    "C02 with a query": {"redirect_uri": f"{CALLBACK}?x=1"},
    "C02 without the slash": {"redirect_uri": CALLBACK.rstrip("/")},
    "C02 below it": {"redirect_uri": f"{CALLBACK}more/"},
    "C02 with a user": {"redirect_uri": "http://127.0.0.1:8000@evil.example/staff/callback/"},
    "C02 on localhost": {"redirect_uri": CALLBACK.replace("127.0.0.1", "localhost")},
    "C07 for a token": {"response_type": "token"},
    "C07 for an ID token": {"response_type": "id_token"},
    "C07 for both": {"response_type": "code id_token"},
    "another client": {"client_id": "somebody-else"},
    "without a nonce": {"nonce": None},
}


@pytest.mark.parametrize("changes", BAD_QUESTIONS.values(), ids=BAD_QUESTIONS.keys())
def test_no_code_is_given_for_a_question(party: Browser, changes: dict[str, str | None]) -> None:
    answer = party.pick(**changes)

    assert answer.status_code == 400
    assert "code=" not in answer.headers.get("Location", "")


BAD_EXCHANGES = {
    "C01 with another verifier": {"code_verifier": "x" * 48},
    "C01 without a verifier": {"code_verifier": None},
    "C05 for another address": {"redirect_uri": "http://127.0.0.1:8000/"},
    "C06 with another secret": {"client_secret": "x" * 32},
    "C06 without a secret": {"client_secret": None},
    "C05 by another client": {"client_id": "somebody-else"},
    "with another code": {"code": OTHERS_CODE},
    "by password": {"grant_type": "password", "username": JOY, "password": "x"},
}


@pytest.mark.parametrize("changes", BAD_EXCHANGES.values(), ids=BAD_EXCHANGES.keys())
def test_no_token_is_given_for_an_exchange(party: Browser, changes: dict[str, str | None]) -> None:
    code = party.come_back()["code"]

    answer = party.exchange(**{"code": code, **changes})  # type: ignore[arg-type]  # some None

    assert answer.status_code in {400, 401}
    assert "access_token" not in answer.json()
    assert answer.json()["error"]


def test_c03_a_code_works_once(party: Browser) -> None:
    code = party.come_back()["code"]
    assert party.exchange(code).status_code == 200

    again = party.exchange(code)

    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


def test_c04_of_ten_who_bring_one_code_together_one_is_served(party: Browser) -> None:
    code = party.come_back()["code"]

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: party.exchange(code).status_code, range(10)))

    assert answers.count(200) == 1


def test_a_nonce_is_taken_once(party: Browser) -> None:
    """Or an answer that was caught could be played to the portal again."""
    party.come_back()

    assert party.pick().status_code == 400


def test_a_refresh_token_is_replaced_each_time(party: Browser) -> None:
    tokens = party.sign_in()

    renewed = party.renew(tokens["refresh_token"])
    assert renewed.status_code == 200
    assert renewed.json()["refresh_token"] != tokens["refresh_token"]

    assert party.renew(tokens["refresh_token"]).status_code == 400
    assert party.who_is(renewed.json()["access_token"]).json()["sub"] == JOY


@pytest.mark.parametrize("token", ["", "x", "Bearer"])
def test_userinfo_is_for_whoever_has_a_token(party: Browser, token: str) -> None:
    assert party.who_is(token).status_code == 401


def test_somebody_whose_account_is_closed_gets_nothing_any_more(
    party: Browser, sandbox: Sandbox
) -> None:
    tokens = party.sign_in()
    sandbox.call("PUT", f"/staff-directory/staff/{JOY}", {"disabled": True})

    assert party.who_is(tokens["access_token"]).status_code == 401
    assert party.renew(tokens["refresh_token"]).status_code == 400
    assert Browser(party.base).pick().status_code == 403


def test_somebody_in_other_groups_has_them_at_the_next_renewal(
    party: Browser, sandbox: Sandbox
) -> None:
    tokens = party.sign_in(MORGAN)
    sandbox.call("PUT", f"/staff-directory/staff/{MORGAN}", {"groups": ["auditors"]})

    renewed = party.renew(tokens["refresh_token"]).json()

    assert party.who_is(renewed["access_token"]).json()["groups"] == ["auditors"]


def test_after_a_rotation_the_old_key_is_still_published(party: Browser, sandbox: Sandbox) -> None:
    before = party.sign_in()["id_token"]

    kid = sandbox.call("POST", "/staff-directory/keys/rotate").body["kid"]

    after = Browser(party.base).sign_in()["id_token"]
    assert jwt.get_unverified_header(after)["kid"] == kid
    assert jwt.get_unverified_header(before)["kid"] != kid
    assert read(party, before)["sub"] == read(party, after)["sub"] == JOY


def test_signing_out_leads_back_to_the_portal_and_nowhere_else(party: Browser) -> None:
    def sign_out(back: str) -> Any:
        return get(party, "/end-session", post_logout_redirect_uri=back)

    ours = sign_out("http://127.0.0.1:8000/staff/signed-out/")
    assert ours.headers["Location"] == "http://127.0.0.1:8000/staff/signed-out/"
    for back in ("https://evil.example/", "//evil.example", "", "http://127.0.0.1:8000/"):
        assert "Location" not in sign_out(back).headers


def get(party: Browser, path: str, **query: str) -> Any:
    return requests.get(f"{party.base}{path}", params=query, allow_redirects=False, timeout=10)


@pytest.mark.django_db
def test_the_portal_and_the_directory_understand_each_other(
    client: Any, party: Browser, sandbox: Sandbox, settings: Any
) -> None:
    cache.clear()
    settings.PORTAL_URL = "http://127.0.0.1:8000"
    away = client.get(reverse("staff:sign-in")).headers["Location"]
    assert away.startswith(f"{party.base}/authorize?")
    picked = post_where_the_portal_led(away)

    response = client.get(picked.headers["Location"].removeprefix("http://127.0.0.1:8000"))

    assert response.headers["Location"] == reverse("staff:landing")
    joy = StaffMember.objects.get()
    assert (joy.issuer, joy.subject, joy.roles) == (party.base, JOY, ["library_adviser"])
    assert time.time() - joy.checked_at.timestamp() < 60

    sandbox.call("PUT", f"/staff-directory/staff/{JOY}", {"groups": ["auditors"]})
    quarter_of_an_hour_passes(joy)
    assert client.get(reverse("staff:landing")).status_code == 200
    joy.refresh_from_db()
    assert joy.roles == ["auditor"]

    sandbox.call("PUT", f"/staff-directory/staff/{JOY}", {"disabled": True})
    quarter_of_an_hour_passes(joy)
    assert client.get(reverse("staff:landing")).status_code == 302


def quarter_of_an_hour_passes(member: StaffMember) -> None:
    """As far as the portal remembers when it last asked."""
    StaffMember.objects.update(checked_at=member.checked_at - timedelta(minutes=15))


def post_where_the_portal_led(address: str) -> Any:
    return requests.post(address, data={"subject": JOY}, allow_redirects=False, timeout=10)
