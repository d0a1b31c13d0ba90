"""How a supplier in REST answers: who may ask, RFC 9457 problems, requests checked, money."""

import hmac
import secrets
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse

from services.sandbox.idempotency import once

View = Callable[..., HttpResponse]
READABLE = "23456789BCDFGHJKLMNPQRSTVWXZ"
S = TypeVar("S", bound=msgspec.Struct)


class Refused(Exception):
    """Stop here and answer with this problem."""

    def __init__(self, status: int, kind: str, detail: str, **more: str) -> None:
        super().__init__(detail)
        self.status = status
        self.kind = kind
        self.body = {
            "title": kind.replace("-", " ").capitalize(),
            "status": status,
            "detail": detail,
            **more,
        }


class Api:
    """One supplier: its name, who it lets in, and how it says no."""

    def __init__(self, supplier: str, token: str) -> None:
        self._supplier = supplier
        self._token = token

    def answers(self, **methods: View) -> View:
        """One address: a function for each method it knows, for callers who hold the token."""

        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                self._check_token(request)
                work = methods.get(request.method or "")
                if work is None:
                    known = ", ".join(methods)
                    raise Refused(405, "method-not-allowed", f"This address knows {known}.")
                return work(request, *args, **kwargs)
            except Refused as refused:
                return self.problem(refused)

        return answer

    def problem(self, refused: Refused, *, retry_after: int | None = None) -> JsonResponse:
        body = refused.body | {"type": f"urn:{self._supplier}:problem:{refused.kind}"}
        response = JsonResponse(body, status=refused.status)
        response["Content-Type"] = "application/problem+json"
        if refused.status == 401:
            response["WWW-Authenticate"] = f'Bearer realm="{self._supplier}"'
        if retry_after is not None:
            response["Retry-After"] = str(retry_after)
        return response

    def once(self, request: HttpRequest, work: Callable[[], tuple[int, dict]]) -> JsonResponse:
        """The work, once for an Idempotency-Key. What is refused is undone, not remembered."""
        response = once(request, self._supplier, work)
        if response.status_code == 409:
            raise Refused(409, "key-used", "This key was used for something else.")
        return response

    def _check_token(self, request: HttpRequest) -> None:
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if not token or kind.lower() != "bearer":
            raise Refused(401, "no-token", "Send a bearer token.")
        if not hmac.compare_digest(token.encode(), self._token.encode()):
            raise Refused(403, "unknown-token", "This token is not known here.")


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


def new_reference(prefix: str) -> str:
    """A reference somebody can read out: no letters or digits that look alike."""
    return f"{prefix}-{''.join(secrets.choice(READABLE) for _ in range(8))}"


def pounds(pence: int) -> str:
    return f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02}"


def pence(money: str) -> int:
    whole, _, part = money.lstrip("-").partition(".")
    return (int(whole) * 100 + int(part)) * (-1 if money.startswith("-") else 1)
