"""Calls to the pretended benefits system, whose books a test keeps in memory."""

import json
from typing import Any

from django.http import HttpResponse

from services.sandbox.benefits.answers import TOKEN
from services.sandbox.benefits.urls import urlpatterns
from tests.factories.sandbox_books import call as call_one_of


def call(method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
    token = {"authorization": f"Bearer {TOKEN}"}
    return call_one_of(urlpatterns, method, path, body, **token, **headers)


def asked(path: str, **headers: str) -> Any:
    answer = call("GET", path, **headers)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def sent(path: str, body: Any, status: int) -> Any:
    answer = call("POST", path, body)
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)
