"""Who may call the booking system, and how it says no: the error types of Open Booking 1.0."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

TOKEN = "sandbox-leisure-token-0123456789abcdef"
MEDIA_TYPE = "application/vnd.openactive.booking+json; version=1.0"
ACCEPTED_TYPES = ("application/vnd.openactive.booking+json", "application/json")
View = Callable[..., HttpResponse]


def answer(body: dict[str, Any] | list[Any], status: int = 200) -> HttpResponse:
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE, safe=False)


def problem(request: HttpRequest, status: int, kind: str, description: str) -> HttpResponse:
    """An OpenBookingError of this type."""
    return answer(
        {
            "@context": "https://openactive.io/",
            "@type": kind,
            "name": kind.removesuffix("Error"),
            "description": description,
            "instance": request.build_absolute_uri(),
            "method": request.method,
            "statusCode": status,
        },
        status,
    )


def for_brokers(**methods: View) -> View:
    """One view per HTTP method, each for callers with our token; other methods are a 405."""

    def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        given = request.headers.get("Authorization", "")
        if not given:
            return problem(request, 403, "NoAPITokenError", "No API token was supplied.")
        if given != f"Bearer {TOKEN}":
            return problem(request, 401, "InvalidAPITokenError", "That token is not valid.")
        chosen = methods.get(str(request.method))
        if chosen is None:
            return problem(request, 405, "MethodNotAllowedError", f"Not {request.method} here.")
        return chosen(request, **kwargs)

    view.csrf_exempt = True  # type: ignore[attr-defined]  # Django's own way to say it
    return view


def reads_json(view: View) -> View:
    """Hand the view the body as a dict; anything else is refused."""

    @wraps(view)
    def wrapper(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.content_type not in ACCEPTED_TYPES:
            return problem(request, 415, "OpenBookingError", f"Send {MEDIA_TYPE}.")
        try:
            body = json.loads(request.body)
        except ValueError:
            body = None
        if not isinstance(body, dict):
            return problem(request, 400, "OpenBookingError", "The body is not a JSON object.")
        return view(request, body=body, **kwargs)

    return wrapper
