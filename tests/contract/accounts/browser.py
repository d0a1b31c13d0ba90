"""A relying party and the browser between it and the pretended staff directory, step by step."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from django.conf import settings

JOY = "a7c1f3e0-joy"
CALLBACK = "http://127.0.0.1:8000/staff/callback/"
OTHERS_CODE = "not-a-code-of-ours"


@dataclass
class Browser:
    """Asks as the portal does; every step can be told to ask for something else."""

    base: str
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    state: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def question(self, **changes: str | None) -> dict[str, str]:
        """What the portal sends the browser away with; None leaves a parameter out."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": settings.STAFF_DIRECTORY_CLIENT_ID,
            "redirect_uri": CALLBACK,
            "scope": "openid profile email",
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
            **changes,
        }
        return {name: value for name, value in asked.items() if value is not None}

    def pick(self, subject: str = JOY, **changes: str | None) -> requests.Response:
        """Somebody presses their own name on the directory's page."""
        return requests.post(
            f"{self.base}/authorize",
            params=self.question(**changes),
            data={"subject": subject},
            allow_redirects=False,
            timeout=10,
        )

    def come_back(self, subject: str = JOY, **changes: str | None) -> dict[str, str]:
        """What the browser brings back from the directory."""
        away = self.pick(subject, **changes)
        assert away.status_code == 302, away.text[:300]
        location = urlsplit(away.headers["Location"])
        assert f"{location.scheme}://{location.netloc}{location.path}" == CALLBACK
        return {name: values[0] for name, values in parse_qs(location.query).items()}

    def exchange(self, code: str, **changes: str | None) -> requests.Response:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": CALLBACK,
            "code_verifier": self.verifier,
            **changes,
        }
        return self.ask_for_tokens(**form)

    def renew(self, refresh_token: str) -> requests.Response:
        return self.ask_for_tokens(grant_type="refresh_token", refresh_token=refresh_token)

    def ask_for_tokens(self, **form: str | None) -> requests.Response:
        form = {
            "client_id": settings.STAFF_DIRECTORY_CLIENT_ID,
            "client_secret": settings.STAFF_DIRECTORY_CLIENT_SECRET,
            **form,
        }
        given = {name: value for name, value in form.items() if value is not None}
        return requests.post(f"{self.base}/token", data=given, timeout=10)

    def sign_in(self, subject: str = JOY) -> dict[str, Any]:
        """The tokens of somebody who signed in without any mishap."""
        answer = self.exchange(self.come_back(subject)["code"])
        assert answer.status_code == 200, answer.text
        tokens: dict[str, Any] = answer.json()
        return tokens

    def who_is(self, access_token: str) -> requests.Response:
        headers = {"Authorization": f"Bearer {access_token}"}
        return requests.get(f"{self.base}/userinfo", headers=headers, timeout=10)

    def get(self, path: str) -> Any:
        answer = requests.get(f"{self.base}{path}", timeout=10)
        assert answer.status_code == 200, path
        return answer.json()
