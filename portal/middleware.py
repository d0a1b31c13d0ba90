"""What holds for every page, whoever wrote it."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from portal.errors import only_by_button, too_large


def no_store(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Pages of somebody who is signed in are kept by no browser, proxy or back button."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        return response

    return middleware


def no_dead_ends(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Whoever opens the address of a button, or comes back to it, reads so: not an empty page."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method != "GET":
            return response
        page = only_by_button(request)
        page["Allow"] = response.headers["Allow"]
        return page

    return middleware


MOST_DIGITS = 20
"""As many of a length as are looked at: Python refuses to read a number of thousands of digits."""


def no_huge_bodies(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """What says that it is larger than anything we ask for is answered before it is read."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length[:MOST_DIGITS]) > settings.LARGEST_REQUEST:
            return too_large(request)
        return get_response(request)

    return middleware
