"""The grammar of the answers: media type, versions, outcomes, and who may ask."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import http_date

TOKEN = "sandbox-social-care-token-0123456789abcdef"
MEDIA_TYPE = "application/fhir+json"
ACCEPTED_TYPES = (MEDIA_TYPE, "application/json")
Resource = dict[str, Any]
View = Callable[..., HttpResponse]


class Refused(Exception):
    """The request cannot be done; carries the status and the words of an OperationOutcome."""

    def __init__(self, status: int, code: str, text: str, expression: str = "") -> None:
        super().__init__(text)
        self.status = status
        self.outcome = outcome(code, text, expression)


def outcome(code: str, text: str, expression: str = "") -> Resource:
    issue: Resource = {"severity": "error", "code": code, "details": {"text": text}}
    if expression:
        issue["expression"] = [expression]
    return {"resourceType": "OperationOutcome", "issue": [issue]}


def answer(body: Resource, status: int = 200, location: str = "") -> HttpResponse:
    """A resource, with its version as ETag."""
    response = JsonResponse(body, status=status, content_type=MEDIA_TYPE)
    meta = body.get("meta", {})
    if "versionId" in meta:
        response["ETag"] = f'W/"{meta["versionId"]}"'
        response["Last-Modified"] = http_date(
            datetime.fromisoformat(meta["lastUpdated"]).timestamp()
        )
    if location:
        response["Location"] = location
    return response


def for_councils(**methods: View) -> View:
    """One view per HTTP method, for callers with our token; what they refuse is an outcome."""

    def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            if request.headers.get("Authorization") != f"Bearer {TOKEN}":
                raise Refused(401, "login", "Send a valid bearer token.")
            chosen = methods.get(str(request.method))
            if chosen is None:
                raise Refused(405, "not-supported", f"{request.method} is not supported here.")
            return chosen(request, **kwargs)
        except Refused as refused:
            return answer(refused.outcome, refused.status)

    view.csrf_exempt = True  # type: ignore[attr-defined]  # Django's own way to say it
    return view


def reads_resource(view: View) -> View:
    """Hand the view the body as a resource; anything else is refused."""

    @wraps(view)
    def wrapper(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.content_type not in ACCEPTED_TYPES:
            raise Refused(415, "not-supported", f"Send {MEDIA_TYPE}.")
        try:
            body = json.loads(request.body)
        except ValueError:
            body = None
        if not isinstance(body, dict) or "resourceType" not in body:
            raise Refused(400, "structure", "The body is not a FHIR resource.")
        return view(request, body=body, **kwargs)

    return wrapper


def base_address(request: HttpRequest) -> str:
    return request.build_absolute_uri("/social-care")


def version_given(request: HttpRequest) -> str:
    """The version named by If-Match, without W/ and quotes; empty when there is none."""
    return request.headers.get("If-Match", "").removeprefix("W/").strip('"')
