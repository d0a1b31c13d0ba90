"""How Stripe's API answers: keys, parameters, idempotency, and its way to say no."""

import hashlib
import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from services.sandbox import faults
from services.sandbox.card_payments import objects, parameters
from services.sandbox.models import Answer

Body = dict[str, Any]
View = Callable[..., Body]

SUPPLIER = "card_payments"
KEYS_LIVE = timedelta(hours=24)
STUCK_AFTER = timedelta(seconds=30)


class Refusal(Exception):
    """An answer that is not a 200, in Stripe's shape."""

    def __init__(self, status: int, message: str, *, kind: str = "", **more: str) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"type": kind or "invalid_request_error", "message": message} | more}


def endpoint(params: type, *, method: str = "GET") -> Callable[[View], Callable[..., JsonResponse]]:
    """A path of the API: the view gets checked parameters and returns Stripe's object."""

    def decorate(view: View) -> Callable[..., JsonResponse]:
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, **path: str) -> JsonResponse:
            try:
                _check_key(request)
                given = request.POST if method == "POST" else request.GET
                pairs = [(name, value) for name, all_ in given.lists() for value in all_]
                asked = parameters.checked(parameters.unfold(pairs), params)
                status, body = _answered(request, lambda: view(asked, **path))
            except parameters.InvalidParameter as wrong:
                code = {"code": wrong.code} if wrong.code else {}
                refused = Refusal(400, wrong.message, param=wrong.param, **code)
                status, body = refused.status, refused.body
            except Refusal as refused:
                status, body = refused.status, refused.body
            return JsonResponse(
                body,
                status=status,
                headers={
                    "Request-Id": objects.new_id("req_", 14),
                    "Stripe-Version": objects.API_VERSION,
                },
            )

        return answer

    return decorate


def by_method(**views: Callable[..., JsonResponse]) -> Callable[..., JsonResponse]:
    """One path, another view for each method."""

    @csrf_exempt
    def choose(request: HttpRequest, **path: str) -> JsonResponse:
        view = views.get(request.method or "")
        if view is None:
            refused = Refusal(405, f"Unrecognized request URL ({request.method}: {request.path}).")
            return JsonResponse(refused.body, status=refused.status)
        return view(request, **path)

    return choose


def _check_key(request: HttpRequest) -> None:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or not key:
        raise Refusal(401, "You did not provide an API key.")
    if not key.startswith("sk_test_"):
        raise Refusal(401, f"Invalid API Key provided: {key[:7]}***")


def _answered(request: HttpRequest, work: Callable[[], Body]) -> tuple[int, Body]:
    """Do the work once per Idempotency-Key and repeat its answer for 24 hours."""
    key = request.headers.get("Idempotency-Key", "")
    if request.method != "POST" or not key:
        return 200, work()
    fingerprint = hashlib.sha256(request.path.encode() + request.body).hexdigest()
    first, answer = _claim(key, fingerprint)
    if not first:
        return _repeat(answer, key, fingerprint)
    try:
        with transaction.atomic():
            answer.status, answer.body = 200, work()
            if faults.active("v1") == faults.LATE_ERROR:
                # The money moved and the answer is an error: what Stripe then repeats all day.
                answer.status = 500
                answer.body = Refusal(500, "Something went wrong.", kind="api_error").body
            answer.save()
    except Exception:
        answer.delete()  # refused before any work was done: the key may be used again
        raise
    return answer.status, answer.body


def _claim(key: str, fingerprint: str) -> tuple[bool, Answer]:
    now = timezone.now()
    mine = Answer.objects.filter(supplier=SUPPLIER, idempotency_key=key)
    mine.filter(created_at__lt=now - KEYS_LIVE).delete()
    mine.filter(created_at__lt=now - STUCK_AFTER, status=0).delete()
    try:
        with transaction.atomic():
            return True, Answer.objects.create(
                supplier=SUPPLIER, idempotency_key=key, fingerprint=fingerprint, status=0, body={}
            )
    except IntegrityError:
        return False, mine.get()


def _repeat(answer: Answer, key: str, fingerprint: str) -> tuple[int, Body]:
    if answer.fingerprint != fingerprint:
        raise Refusal(
            400,
            "Keys for idempotent requests can only be used with the same parameters they were "
            f"first used with. Try using a key other than '{key}' if you meant to execute a "
            "different request.",
            kind="idempotency_error",
        )
    if answer.status == 0:
        raise Refusal(
            409,
            "There is currently another in-progress request using this idempotent key.",
            kind="idempotency_error",
            code="idempotency_key_in_use",
        )
    return answer.status, answer.body


def between(created: int, asked: Any) -> bool:
    """Whether an instant is inside Stripe's `created` filter: a number, or gt/gte/lt/lte."""
    if asked is None:
        return True
    if isinstance(asked, int):
        return created == asked
    return (
        created > asked.get("gt", -1)
        and created >= asked.get("gte", 0)
        and created < asked.get("lt", time.time() + 10**9)
        and created <= asked.get("lte", time.time() + 10**9)
    )
