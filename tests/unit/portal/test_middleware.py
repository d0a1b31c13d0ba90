"""What holds for every page, whoever wrote it: nothing is kept, and nothing endless is read."""

from types import SimpleNamespace

import pytest
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory

from portal import middleware


@pytest.mark.parametrize(
    ("signed_in", "before", "after"),
    [
        (True, None, "no-store, private"),
        (True, "public, max-age=3600", "no-store, private"),
        (False, None, None),
        (False, "public, max-age=3600", "public, max-age=3600"),
    ],
)
def test_whoever_is_signed_in_leaves_no_page_behind(signed_in, before, after):
    """J05, A29: a view cannot ask for anything weaker."""

    def view(_request):
        response = HttpResponse()
        if before:
            response["Cache-Control"] = before
        return response

    request = SimpleNamespace(user=SimpleNamespace(is_authenticated=signed_in))

    response = middleware.no_store(view)(request)

    assert response.headers.get("Cache-Control") == after


@pytest.mark.parametrize(
    ("length", "read"),
    [
        ("0", True),
        ("", True),
        (None, True),
        ("99", True),
        ("100", True),
        ("101", False),
        ("9" * 30, False),
        ("-1", True),
        ("1e9", True),
        ("nonsense", True),
    ],
)
def test_what_says_that_it_is_too_large_is_not_read(settings, length, read):
    """I04: one byte more than the limit is too much; a length that is none is the server's."""
    settings.LARGEST_REQUEST = 100
    seen = []

    def view(request):
        seen.append(request)
        return HttpResponse("read")

    request = RequestFactory().post("/account/sign-in/")
    request.META["CONTENT_LENGTH"] = length

    response = middleware.no_huge_bodies(view)(request)

    assert bool(seen) is read
    assert response.status_code == (200 if read else 413)


ANSWERS = [
    # method, answer, whether words take its place
    ("GET", HttpResponseNotAllowed(["POST"]), True),
    ("POST", HttpResponseNotAllowed(["GET"]), False),
    ("GET", HttpResponse(status=404), False),
]


@pytest.mark.parametrize(("method", "answer", "worded"), ANSWERS)
def test_the_address_of_a_button_says_that_nothing_has_been_done(method, answer, worded):
    request = RequestFactory().generic(method, "/account/end-others/")

    given = middleware.no_dead_ends(lambda _request: answer)(request)

    assert given.status_code == answer.status_code
    assert ("Nothing has been done" in given.text) is worded
    assert given.headers.get("Allow") == answer.headers.get("Allow")
