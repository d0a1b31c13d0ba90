"""Put an actor on every request."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.actor import Actor


class ActorMiddleware:
    """`request.user` stays who signed in; `request.actor` says for whom they are working."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = _actor(request)  # type: ignore[attr-defined]  # declared in ActorRequest
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return Actor()
    resident = getattr(request.user, "resident", None)
    return Actor(resident_id=resident.pk) if resident else Actor()
