"""Error pages say what happened and what to do, and are there when nothing else is."""

import logging

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from portal import errors


class NobodyHome:
    """A user, session or actor whose database is down."""

    def __getattr__(self, name: str):
        raise OperationalError("the database is down")


@pytest.fixture
def broken_request():
    request = RequestFactory().get("/account/")
    request.user = NobodyHome()
    request.session = NobodyHome()
    return request


PAGES = [
    (errors.bad_request, 400, "We could not read what was sent"),
    (errors.permission_denied, 403, "You cannot open this page"),
    (errors.page_not_found, 404, "Page not found"),
    (errors.csrf_failure, 403, "This page was open for too long"),
    (errors.only_by_button, 405, "Nothing has been done"),
    (errors.too_large, 413, "This is more than we can take"),
    (errors.too_many_requests, 429, "Too many tries"),
    (errors.server_error, 500, "Sorry, something went wrong"),
]


@pytest.mark.parametrize(("page", "status", "heading"), PAGES)
def test_every_error_page_stands_with_the_database_down(page, status, heading, broken_request):
    response = page(broken_request)
    html = response.content.decode()

    assert response.status_code == status
    assert html.count("<h1") == 1
    assert heading in html
    assert "01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}100" in html
    assert "<title>" in html


@pytest.mark.parametrize(("page", "status", "heading"), PAGES)
def test_even_without_templates_there_is_a_telephone_number(
    page, status, heading, broken_request, settings, monkeypatch, caplog
):
    settings.COUNCIL_NAME = "Thorn & Bridge"

    def broken(*args: object, **options: object) -> str:
        raise ValueError("no manifest")

    monkeypatch.setattr(errors, "render_to_string", broken)

    with caplog.at_level(logging.CRITICAL):
        response = page(broken_request)

    assert response.status_code == status
    assert heading in response.content.decode()
    assert "01632 960 100" in response.content.decode()
    assert "Thorn &amp; Bridge" in response.content.decode()


def test_a_technical_reason_is_never_shown(broken_request):
    html = errors.csrf_failure(broken_request, reason="CSRF token missing.").content.decode()

    assert "CSRF" not in html
    assert "Nothing has been sent" in html


def test_the_page_for_our_own_fault_asks_nothing_of_what_broke(monkeypatch):
    def never(*args: object, **options: object) -> None:
        raise AssertionError("the request was used")

    monkeypatch.setattr("django.template.context.RequestContext.bind_template", never)

    assert errors.server_error(RequestFactory().get("/")).status_code == 500
