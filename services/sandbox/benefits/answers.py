"""How this supplier answers: who may ask, RFC 9457 problems, entity tags, requests checked."""

import hmac
import os
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse

from services.sandbox.idempotency import once

SUPPLIER = "benefits"
TOKEN = os.environ.get("BENEFITS_TOKEN", "sandbox-benefits-token-0123456789abcdef")
View = Callable[..., HttpResponse]
S = TypeVar("S", bound=msgspec.Struct)


class Refused(Exception):
    """Stop here and answer with this problem."""

    def __init__(self, status: int, kind: str, detail: str, **more: str) -> None:
        super().__init__(detail)
        self.status = status
        self.body = {
            "type": f"urn:benefits:problem:{kind}",
            "title": kind.replace("-", " ").capitalize(),
            "status": status,
            "detail": detail,
            **more,
        }


def answers(**methods: View) -> View:
    """One address: a function for each method it knows, for callers who hold the token."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            _check_token(request)
            work = methods.get(request.method or "")
            if work is None:
                raise Refused(
                    405, "method-not-allowed", f"This address knows {', '.join(methods)}."
                )
            return work(request, *args, **kwargs)
        except Refused as refused:
            return problem(refused)

    return answer


def problem(refused: Refused, *, retry_after: int | None = None) -> JsonResponse:
    response = JsonResponse(refused.body, status=refused.status)
    response["Content-Type"] = "application/problem+json"
    if refused.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="benefits"'
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    return response


def read(request: HttpRequest, shape: type[S]) -> S:
    """The request's body in this shape, or a 400 or 422 that says what is wrong."""
    if not request.content_type.endswith("json"):
        raise Refused(415, "not-json", "Send application/json.")
    try:
        return msgspec.json.decode(request.body, type=shape)
    except msgspec.ValidationError as wrong:
        detail, _, place = str(wrong).partition(" - at ")
        raise Refused(422, "not-valid", detail, pointer=place.strip("`") or "$") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Refused(400, "not-readable", "The body is not JSON.") from None


def do_once(request: HttpRequest, work: Callable[[], tuple[int, dict]]) -> JsonResponse:
    """The work, once for an Idempotency-Key; a refusal is remembered like any other answer."""

    def attempt() -> tuple[int, dict]:
        try:
            return work()
        except Refused as refused:
            return refused.status, refused.body

    response = once(request, SUPPLIER, attempt)
    if response.status_code >= 400:
        response["Content-Type"] = "application/problem+json"
    return response


def entity_tag(claim: dict) -> str:
    return f'"{claim["claimReference"]}-{claim["version"]}"'


def check_entity_tag(request: HttpRequest, claim: dict) -> None:
    wanted = request.headers.get("If-Match", "")
    if wanted and wanted not in {"*", entity_tag(claim)}:
        raise Refused(409, "claim-has-changed", "The claim has changed since you read it.")


def pounds(pence: int) -> str:
    return f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02}"


def pence(money: str) -> int:
    whole, _, part = money.lstrip("-").partition(".")
    return (int(whole) * 100 + int(part)) * (-1 if money.startswith("-") else 1)


def _check_token(request: HttpRequest) -> None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if not token or kind.lower() != "bearer":
        raise Refused(401, "no-token", "Send a bearer token.")
    if not hmac.compare_digest(token.encode(), TOKEN.encode()):
        raise Refused(403, "unknown-token", "This token is not known here.")
