"""A repair reported page by page, as a browser does it."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from services.models import Draft, Submission
from tests.factories.photos import jpeg

PROBLEM, DETAILS, CHECK = (
    "housing:report-repair",
    "housing:report-details",
    "housing:report-check",
)
ANSWERS = {"room": "kitchen", "details": "It drips all day", "access": "Mornings"}


def choose(client: Client, problem: str = "leaking-tap") -> Any:
    return client.post(reverse(PROBLEM), {"problem": problem})


def describe(client: Client, **changes: Any) -> Any:
    return client.post(reverse(DETAILS), {**ANSWERS, **changes})


def send(client: Client, form_key: object = None) -> Any:
    key = form_key or Draft.objects.get().form_key
    return client.post(reverse(CHECK), {"form_key": str(key)})


def report(client: Client, problem: str = "leaking-tap", **changes: Any) -> Submission:
    choose(client, problem)
    describe(client, **changes)
    response = send(client)
    assert response.status_code == 302, response.content.decode()
    return Submission.objects.latest("submitted_at")


def a_photo(content: BytesIO | None = None, name: str = "tap.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (content or jpeg()).getvalue(), content_type="image/jpeg")
