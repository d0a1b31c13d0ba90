"""Every page of the inventory: axe, a 320 px screen, the keyboard, dark, and no JavaScript."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from _pytest.mark import ParameterSet
from django.urls import resolve
from playwright.sync_api import Browser, BrowserContext, Page

from accessibility.inventory import PAGES, STRANGER, PageKind
from accessibility.visiting import visit
from e2e.barriers import see_nothing_wrong
from e2e.personas import Personas
from e2e.steps import one_time_code
from e2e.town import Town

LONG_TO_ENTER = {"tom": "tom", "tom outside": "tom", "joy": "joy", "carol": "carol"}


def _in_turn(kind: PageKind) -> ParameterSet:
    """Whoever takes long to come in does so in one town only, when there are several."""
    group = LONG_TO_ENTER.get(kind.persona)
    marks = [pytest.mark.xdist_group(group)] if group else []
    return pytest.param(kind, id=f"{kind.persona}: {kind.name}", marks=marks)


@pytest.fixture(scope="module")
def personas(browser: Browser, town: Town) -> Iterator[Personas]:
    everybody = Personas(browser, town)
    yield everybody
    everybody.close()


@pytest.fixture
def browser_of(personas: Personas, kind: PageKind) -> Iterator[BrowserContext]:
    if kind.persona != STRANGER:
        yield personas.browser_of(kind.persona)
        return
    context = personas.new_browser(STRANGER)
    yield context
    context.close()


@pytest.fixture(scope="module")
def plain_browser(browser: Browser) -> Iterator[BrowserContext]:
    """Without JavaScript. One for all: it is told each time who is looking."""
    context = browser.new_context(java_script_enabled=False)
    yield context
    context.close()


@pytest.mark.parametrize("kind", [_in_turn(kind) for kind in PAGES])
def test_a_page_of_the_inventory(
    kind: PageKind, browser_of: BrowserContext, plain_browser: BrowserContext, town: Town
) -> None:
    page = browser_of.new_page()
    visit(page, kind, read_code=lambda email: one_time_code(town.sandbox, email))

    see_where_one_is(page, kind)
    see_nothing_wrong(page)
    heading = page.get_by_role("heading", level=1).inner_text()
    assert heading_without_javascript(page, plain_browser) == heading
    page.close()


def see_where_one_is(page: Page, kind: PageKind) -> None:
    at = page.url if kind.url_name.startswith("/") else resolve(urlsplit(page.url).path).view_name
    assert at.endswith(kind.url_name)


def heading_without_javascript(page: Page, plain: BrowserContext) -> str:
    plain.clear_cookies()
    plain.add_cookies(page.context.cookies())  # type: ignore[arg-type]  # a TypedDict of the same shape
    plain_page = plain.new_page()
    plain_page.goto(page.url)
    heading = plain_page.get_by_role("heading", level=1).inner_text()
    plain_page.close()
    return heading
