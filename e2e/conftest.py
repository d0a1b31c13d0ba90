"""Browsers of two sizes, with and without JavaScript, and the town that they visit."""

import re
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from e2e.town import SIZES, Town, running_town
from tests.browser import ARGUMENTS, find_browser
from tests.processes import ROOT

PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)
PICTURES = ROOT / "var" / "e2e"
"""What the browser showed when a journey failed."""
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with running_town(tmp_path_factory.mktemp("town")) as town:
        yield town


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    path = find_browser()
    return {"args": ARGUMENTS, **({"executable_path": path} if path else {})}


@pytest.fixture(params=list(SIZES))
def size(request: pytest.FixtureRequest) -> str:
    """Each journey on a phone and on a desktop."""
    return str(request.param)


@pytest.fixture
def context(
    browser: Browser, town: Town, size: str, request: pytest.FixtureRequest
) -> Iterator[BrowserContext]:
    yield from _context(browser, town, size, request, javascript=True)


@pytest.fixture
def plain_context(
    browser: Browser, town: Town, size: str, request: pytest.FixtureRequest
) -> Iterator[BrowserContext]:
    """A browser without JavaScript."""
    yield from _context(browser, town, size, request, javascript=False)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def plain_page(plain_context: BrowserContext) -> Page:
    return plain_context.new_page()


@pytest.fixture
def another_page(
    browser: Browser, town: Town, size: str, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """Somebody else's browser, of the same size."""
    for context in _context(browser, town, size, request, javascript=True):
        yield context.new_page()


@pytest.fixture(autouse=True)
def nobody_has_tried_too_often(town: Town) -> None:
    town.forget_tries()


@pytest.fixture(autouse=True)
def suppliers_are_well(town: Town) -> Iterator[None]:
    yield
    for supplier in ("housing", "benefits", "parking", "leisure", "social-care", "v1", "notify"):
        town.sandbox.well(supplier)


def _context(
    browser: Browser, town: Town, size: str, request: pytest.FixtureRequest, *, javascript: bool
) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=town.portal,
        viewport=SIZES[size],  # type: ignore[arg-type]  # a TypedDict of the same shape
        java_script_enabled=javascript,
        locale="en-GB",
        timezone_id="Europe/London",
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context
    name = re.sub(r"\W+", "-", request.node.name)
    for number, page in enumerate(context.pages):
        if request.node.stash.get(FAILED, False):
            page.screenshot(path=PICTURES / f"{name}-{number}.png", full_page=True)
    context.close()
