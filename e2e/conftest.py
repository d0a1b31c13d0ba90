"""A whole town for the browser: PostgreSQL, sandbox, portal and worker as real processes."""

import os
import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import ARGUMENTS, find_browser
from tests.processes import (
    ROOT,
    RealProcess,
    free_port,
    manage,
    start_portal,
    start_sandbox,
    start_worker,
)
from tests.sandbox import Sandbox

SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}
PATIENCE_MS = 15_000
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


@dataclass(frozen=True, slots=True)
class Town:
    """Where everything is, and the environment that any other process of it needs."""

    portal: str
    sandbox: Sandbox
    env: Mapping[str, str]
    worker: RealProcess

    def sql(self, statement: str) -> None:
        """Move the town's clock, or anything else that no page can."""
        with psycopg.connect(self.env["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(statement.encode())


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    portal_port, sandbox_port = free_port(), free_port()
    portal_url = f"http://127.0.0.1:{portal_port}"
    sandbox, sandbox_url = start_sandbox(folder, port=sandbox_port, env={"PORTAL_URL": portal_url})
    env = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "DATABASE_URL": _new_database(),
        "SANDBOX_URL": sandbox_url,
        "PORTAL_URL": portal_url,
    }
    with sandbox:
        manage("migrate", env=env)
        manage("seed", env=env)
        portal, _ = start_portal(folder, env=env, port=portal_port)
        with portal, start_worker(folder, env=env) as worker:
            yield Town(portal_url, Sandbox(sandbox_url), env, worker)


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


def _new_database() -> str:
    address = os.environ["DATABASE_URL"]
    name = f"town_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}".encode())
        connection.execute(f"CREATE DATABASE {name}".encode())
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"/{name}"))
