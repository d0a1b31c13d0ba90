"""Draw the main pages into docs/screenshots, on a phone and on a desktop: `make screenshots`."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from e2e.journeys.test_adviser_helps_desmond import help_desmond
from e2e.steps import sign_in, sign_in_as_staff
from e2e.town import SIZES, Town, running_town
from tests import postgresql
from tests.browser import ARGUMENTS, find_browser
from tests.processes import ROOT

FOLDER = ROOT / "docs" / "screenshots"


@dataclass(frozen=True, slots=True)
class Picture:
    name: str
    path: str
    enter: Callable[[Page], None] | None = None
    scheme: str = "light"


def as_morgan(page: Page) -> None:
    sign_in_as_staff(page, "Morgan")


PICTURES = [
    Picture("home", "/"),
    Picture("sign-in", "/account/sign-in/"),
    Picture("dashboard", "/account/", sign_in),
    Picture("dashboard-dark", "/account/", sign_in, scheme="dark"),
    Picture("housing", "/services/housing/", sign_in),
    Picture("report-a-repair", "/services/housing/repairs/new/", sign_in),
    Picture("parking", "/services/parking/", sign_in),
    Picture("pay", "/payments/pay/housing/rent/", sign_in),
    Picture("assisted", "/account/", help_desmond),
    Picture("reports", "/reports/", as_morgan),
]


def draw(browser: Browser, town: Town, picture: Picture, size: str) -> None:
    context = browser.new_context(
        base_url=town.portal,
        viewport=SIZES[size],  # type: ignore[arg-type]  # a TypedDict of the same shape
        color_scheme=picture.scheme,  # type: ignore[arg-type]  # light or dark
        locale="en-GB",
        timezone_id="Europe/London",
    )
    page = context.new_page()
    if picture.enter:
        picture.enter(page)
    page.goto(picture.path)
    page.screenshot(path=FOLDER / f"{picture.name}-{size}.png", full_page=True)
    context.close()


def main() -> None:
    os.environ.setdefault("DATABASE_URL", postgresql.start())
    FOLDER.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="my-account-screenshots-"))
    with running_town(folder) as town, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        for picture in PICTURES:
            for size in SIZES:
                draw(browser, town, picture, size)
        browser.close()


if __name__ == "__main__":
    main()
