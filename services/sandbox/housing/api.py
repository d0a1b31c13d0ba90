"""How every address of the housing system answers: bearer token, JSON in, JSON out."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt

SUPPLIER = "housing"
TOKEN = "sandbox-housing-token-0123456789abcdef"
LONGEST_PAGE = 500

View = Callable[..., JsonResponse]


class BadRequest(Exception):
    """The caller sent something that this system does not take."""

    def __init__(self, message: str, details: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.details = details


def endpoint(**by_method: View) -> View:
    """One address: `endpoint(get=list_them, post=add_one)`."""

    @csrf_exempt
    def answer(request: HttpRequest, **path: Any) -> JsonResponse:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return problem(401, "Unauthorised")
        view = by_method.get((request.method or "").lower())
        if view is None:
            return problem(405, "Method not allowed")
        try:
            return view(request, **path)
        except BadRequest as bad:
            return problem(400, bad.message, bad.details)

    return answer


def answer(body: Any, status: int = 200) -> JsonResponse:
    return JsonResponse(body, status=status, safe=False)


def problem(status: int, message: str, details: str = "") -> JsonResponse:
    return JsonResponse(error(status, message, details), status=status)


def error(status: int, message: str, details: str = "") -> dict[str, Any]:
    """The supplier's BaseErrorResponse."""
    return {"statusCode": status, "message": message, "details": details}


def body_of(request: HttpRequest) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    except ValueError as wrong:
        raise BadRequest("The body is not JSON") from wrong
    if not isinstance(body, dict):
        raise BadRequest("The body is not an object")
    return body


def asked(request: HttpRequest, name: str) -> str:
    """A query parameter that the caller must give."""
    value = request.GET.get(name, "").strip()
    if not value:
        raise BadRequest(f"{name} is required")
    return value


def page_of(request: HttpRequest, rows: list[Any]) -> list[Any]:
    """The page that PageNumber and PageSize ask for; everything when they do not."""
    try:
        number = int(request.GET.get("PageNumber", 1))
        size = int(request.GET.get("PageSize", LONGEST_PAGE))
    except ValueError as wrong:
        raise BadRequest("PageNumber and PageSize are whole numbers") from wrong
    if number < 1 or not 1 <= size <= LONGEST_PAGE:
        raise BadRequest(f"PageSize is between 1 and {LONGEST_PAGE}")
    return rows[(number - 1) * size : number * size]


def pounds(pence: int) -> float:
    """Money leaves this system as a decimal number of pounds."""
    return pence / 100


def pence(amount: Any) -> int:
    """Money comes in as a decimal number of pounds, with at most two places."""
    if isinstance(amount, bool) or not isinstance(amount, int | float):
        raise BadRequest("The amount is not a number")
    hundredths = round(amount * 100)
    if abs(amount * 100 - hundredths) > 1e-6:
        raise BadRequest("The amount has more than two decimal places")
    return hundredths
