"""A staff directory in the test's own hands: honest unless told otherwise."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.staff.tokens import LOGOUT_EVENT
from tests.unit.accounts.staff.keys import at_hash, public_jwk, rsa_key, signed

JOY = {
    "sub": "joy",
    "name": "Joy Adeyemi",
    "email": "joy.adeyemi@thornbridge.example",
    "groups": ["library-advisers"],
    "place_of_work": "Central Library",
    "work_channel": "face_to_face",
}


@dataclass
class Directory:
    """Answers our calls. `id_token` and `userinfo` are changed claims; `answers` whole answers."""

    id_token: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    key: str = "ours"
    kid: str = "k1"
    discovery: dict[str, Any] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    sent: list[dict[str, str]] = field(default_factory=list)
    nonce: str = ""
    person: dict[str, Any] = field(default_factory=lambda: dict(JOY))

    @property
    def issuer(self) -> str:
        return str(settings.STAFF_DIRECTORY_ISSUER)

    def call(self, session: Any, method: str, url: str, **options: Any) -> requests.Response:
        """In place of `accounts.outbound.call`."""
        part = url.removeprefix(self.issuer)
        self.calls.append(part)
        self.sent.append(options.get("data") or {})
        if part in self.answers:
            answer = self.answers[part]
            if isinstance(answer, Exception):
                raise answer
            return answer if isinstance(answer, requests.Response) else _response(answer)
        return _response(self._answer(part))

    def _answer(self, part: str) -> Any:
        if part == "/.well-known/openid-configuration":
            pages = {
                "authorization_endpoint": "authorize",
                "token_endpoint": "token",
                "userinfo_endpoint": "userinfo",
                "jwks_uri": "jwks",
                "end_session_endpoint": "end-session",
            }
            found = {name: f"{self.issuer}/{page}" for name, page in pages.items()}
            return {"issuer": self.issuer, **found, **self.discovery}
        if part == "/jwks":
            return {"keys": [public_jwk(rsa_key("ours"), self.kid)]}
        if part == "/token":
            return {
                "access_token": "an-access-token",
                "refresh_token": f"refresh-{len(self.calls)}",
                "id_token": self.make_id_token(),
            }
        if part == "/userinfo":
            return _without_gaps({**self.person, **self.userinfo})
        raise AssertionError(f"nobody should call {part}")

    def make_id_token(self) -> str:
        now = time.time()
        claims = {
            **self.person,
            "iss": self.issuer,
            "aud": settings.STAFF_DIRECTORY_CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "amr": ["pwd", "mfa"],
            "nonce": self.nonce,
            "at_hash": at_hash("an-access-token"),
            **self.id_token,
        }
        header = {"kid": self.kid, **self.header}
        return signed(_without_gaps(claims), key=rsa_key(self.key), **header)

    def make_logout_token(self, **changes: Any) -> str:
        now = time.time()
        claims = {
            "iss": self.issuer,
            "aud": settings.STAFF_DIRECTORY_CLIENT_ID,
            "sub": self.person["sub"],
            "iat": now,
            "exp": now + 120,
            "jti": "logout-1",
            "events": {LOGOUT_EVENT: {}},
            **changes,
        }
        return signed(_without_gaps(claims), key=rsa_key(self.key), typ="logout+jwt")

    def go_out(self, client: Client, **query: str) -> dict[str, str]:
        """Start signing in; returns what we asked the directory for."""
        away = client.get(reverse("staff:sign-in"), query)
        asked = {name: one[0] for name, one in parse_qs(urlsplit(away["Location"]).query).items()}
        self.nonce = asked["nonce"]
        return asked

    def sign_in(self, client: Client, **query: str) -> Any:
        """Out and back again."""
        asked = self.go_out(client, **query)
        return client.get(reverse("staff:callback"), {"code": "a-code", "state": asked["state"]})


def _without_gaps(claims: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in claims.items() if value is not ...}


def _response(body: Any, status: int = 200) -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response._content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return response


answer: Callable[..., requests.Response] = _response
