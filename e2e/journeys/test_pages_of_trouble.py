"""What residents see when something is wrong has no barriers either."""

from collections.abc import Callable, Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from playwright.sync_api import Page, Route, expect

from e2e.barriers import see_nothing_wrong
from e2e.steps import see_heading, sign_in
from e2e.town import Town
from portal import errors

ANYWHERE = "/in-trouble/"
TROUBLES = {
    "We could not read what was sent": errors.bad_request,
    "You cannot open this page": errors.permission_denied,
    "This page was open for too long": errors.csrf_failure,
    "Nothing has been done": errors.only_by_button,
    "This is more than we can take": errors.too_large,
    "Too many tries": errors.too_many_requests,
    "Sorry, something went wrong": errors.server_error,
}
SERVICES = ("housing", "benefits", "parking", "leisure", "social-care")


@pytest.fixture
def size() -> str:
    """Looking for barriers changes the size by itself."""
    return "desktop"


@pytest.mark.parametrize(("heading", "page_of"), TROUBLES.items(), ids=list(TROUBLES))
def test_an_error_page_has_no_barriers(
    page: Page, heading: str, page_of: Callable[[HttpRequest], HttpResponse]
) -> None:
    html = page_of(RequestFactory().get(ANYWHERE)).content.decode()

    def answer(route: Route) -> None:
        route.fulfill(body=html, content_type="text/html")

    page.route(f"**{ANYWHERE}", answer)
    page.goto(ANYWHERE)

    see_heading(page, heading)
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Atkinson')
    see_nothing_wrong(page)


@pytest.fixture
def all_down(town: Town) -> Iterator[None]:
    """None of the services' systems answers."""
    for service in SERVICES:
        town.sandbox.fault(service, "error")
    yield
    for service in SERVICES:
        town.sandbox.well(service)


@pytest.mark.usefixtures("all_down")
def test_with_every_service_down_no_page_has_barriers(page: Page) -> None:
    sign_in(page)
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    see_nothing_wrong(page)

    for service in SERVICES:
        page.goto(f"/services/{service}/")
        expect(page.get_by_role("main")).to_contain_text("not answering")
        see_nothing_wrong(page)
