"""The pretended directory, called without a process or a template around it."""

import base64
import hashlib
import json
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.http import HttpResponse
from django.test import RequestFactory

from services.sandbox.staff_directory import views

VERIFIER, NONCE = "v" * 48, "n" * 24

JOY, HELEN = "a7c1f3e0-joy", "0c48f2a6-helen"

CALLBACK = "http://127.0.0.1:8000/staff/callback/"

factory = RequestFactory()


def ask(settings: Any, method: str = "post", subject: str = JOY, **changes: str) -> HttpResponse:
    digest = hashlib.sha256(VERIFIER.encode()).digest()
    question = {
        "response_type": "code",
        "client_id": settings.STAFF_DIRECTORY_CLIENT_ID,
        "redirect_uri": CALLBACK,
        "scope": "openid profile secrets",
        "state": "s",
        "nonce": NONCE,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        **changes,
    }
    address, picked = f"/authorize?{urlencode(question)}", {"subject": subject}
    request = factory.post(address, picked) if method == "post" else factory.get(address)
    return views.authorize(request)


def code_for(settings: Any, subject: str = JOY, nonce: str = NONCE) -> str:
    location = ask(settings, subject=subject, nonce=nonce).headers["Location"]
    return parse_qs(urlsplit(location).query)["code"][0]


def tokens_for(settings: Any, **form: str) -> tuple[int, dict[str, Any]]:
    answer = views.token(
        factory.post(
            "/token",
            {
                "client_id": settings.STAFF_DIRECTORY_CLIENT_ID,
                "client_secret": settings.STAFF_DIRECTORY_CLIENT_SECRET,
                "redirect_uri": CALLBACK,
                "code_verifier": VERIFIER,
                **form,
            },
        )
    )
    return answer.status_code, json.loads(answer.content)


def exchange(settings: Any, code: str) -> tuple[int, dict[str, Any]]:
    return tokens_for(settings, grant_type="authorization_code", code=code)


def renew(settings: Any, refresh_token: str) -> tuple[int, dict[str, Any]]:
    return tokens_for(settings, grant_type="refresh_token", refresh_token=refresh_token)


def userinfo(access_token: str) -> HttpResponse:
    return views.userinfo(factory.get("/userinfo", headers={"Authorization": access_token}))
