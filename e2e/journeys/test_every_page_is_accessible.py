"""Every page of the inventory: axe, a 320 px screen, the keyboard, dark, and no JavaScript."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Browser, Page

from accessibility.inventory import PAGES, STRANGER, PageKind
from accessibility.visiting import visit
from e2e.barriers import see_nothing_wrong
from e2e.personas import Personas
from e2e.steps import one_time_code
from e2e.town import Town


@pytest.fixture(scope="module")
def personas(browser: Browser, town: Town) -> Iterator[Personas]:
    everybody = Personas(browser, town)
    yield everybody
    everybody.close()


@pytest.fixture
def page(personas: Personas, kind: PageKind) -> Iterator[Page]:
    if kind.persona != STRANGER:
        yield personas.page_of(kind.persona)
        return
    context = personas.new_browser(STRANGER)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def plain_page(browser: Browser) -> Iterator[Page]:
    """Without JavaScript. One for all: it is told each time who is looking."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: f"{kind.persona}: {kind.name}")
def test_a_page_of_the_inventory(kind: PageKind, page: Page, plain_page: Page, town: Town) -> None:
    visit(page, kind, read_code=lambda email: one_time_code(town.sandbox, email))

    see_where_one_is(page, kind)
    see_nothing_wrong(page)
    heading = page.get_by_role("heading", level=1).inner_text()
    assert heading_without_javascript(page, plain_page) == heading


def see_where_one_is(page: Page, kind: PageKind) -> None:
    at = page.url if kind.url_name.startswith("/") else resolve(urlsplit(page.url).path).view_name
    assert at.endswith(kind.url_name)


def heading_without_javascript(page: Page, plain_page: Page) -> str:
    plain_page.context.clear_cookies()
    cookies = page.context.cookies()
    plain_page.context.add_cookies(cookies)  # type: ignore[arg-type]  # a TypedDict of the same shape
    plain_page.goto(page.url)
    return plain_page.get_by_role("heading", level=1).inner_text()
