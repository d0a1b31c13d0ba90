"""Amina reports a repair on her phone, chooses a time, and follows it."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.conftest import Town
from e2e.steps import newest_message, see_heading, sign_in
from portal.management.commands.seed_residents import PASSWORD
from tests.factories.photos import jpeg_with_a_place

EMAIL = "amina@example.org"
# One town for all journeys: each reports another problem, because the same one twice is refused.
PROBLEMS = {
    ("phone", "scripts"): "Leaking tap or pipe",
    ("desktop", "scripts"): "Blocked sink, bath or drain",
    ("phone", "plain"): "Door sticks or will not shut",
    ("desktop", "plain"): "Damaged wall or ceiling",
    ("phone", "outage"): "Toilet will not flush",
    ("desktop", "outage"): "Roof or gutter",
}


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "tap.jpg"
    path.write_bytes(jpeg_with_a_place(orientation=6).getvalue())
    return path


def report(page: Page, problem: str, photo: Path | None = None) -> None:
    page.goto("/services/housing/repairs/new/")
    page.get_by_label(problem).check()
    page.get_by_role("button", name="Continue").click()
    see_heading(page, "Tell us about the repair")
    page.get_by_label("Kitchen").check()
    page.get_by_label("What should we know about it?").fill("Since Monday, day and night.")
    if photo:
        page.locator("input[type=file]").set_input_files(photo)
    page.get_by_role("button", name="Continue", exact=True).click()
    see_heading(page, "Check your report")
    page.get_by_role("button", name="Send the report").click()
    see_heading(page, "Repair reported")


def test_a_repair_with_a_photo_from_report_to_visit(
    page: Page, town: Town, size: str, photo: Path
) -> None:
    sign_in(page, EMAIL, PASSWORD)
    problem = PROBLEMS[size, "scripts"]

    report(page, problem, photo)
    page.get_by_role("button", name="Choose a time").click()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Book this time").click()

    see_heading(page, f"Kitchen: {problem}")
    expect(page.get_by_text("Visit booked")).to_be_visible()
    expect(page.get_by_alt_text("Photo 1 that you added")).to_be_visible()
    number = page.url.rstrip("/").rsplit("/", 1)[-1]
    assert newest_message(town.sandbox, EMAIL, containing=number)


def test_the_same_without_javascript(plain_page: Page, size: str, photo: Path) -> None:
    """N19."""
    sign_in(plain_page, EMAIL, PASSWORD)

    report(plain_page, PROBLEMS[size, "plain"], photo)

    expect(plain_page.get_by_role("main")).to_contain_text(re.compile(r"reference\s+\d{8}"))


def test_a_report_made_during_an_outage_arrives_by_itself(
    page: Page, town: Town, size: str
) -> None:
    sign_in(page, EMAIL, PASSWORD)
    problem = PROBLEMS[size, "outage"]
    town.sandbox.fault("housing", "error")

    report(page, problem)
    expect(page.get_by_text("We have your report safely")).to_be_visible()
    town.sandbox.well("housing")

    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        page.goto("/services/housing/repairs/")
        if page.get_by_role("link", name=f"Kitchen: {problem}").count():
            break
        time.sleep(1)
    expect(page.get_by_role("link", name=f"Kitchen: {problem}")).to_be_visible()


def test_who_smells_gas_gets_a_number_first(page: Page) -> None:
    sign_in(page, EMAIL, PASSWORD)
    page.goto("/services/housing/repairs/new/")

    page.get_by_label("I can smell gas").check()
    page.get_by_role("button", name="Continue").click()

    see_heading(page, "If you smell gas, call now")
    expect(page.get_by_role("link", name="0800 111 999")).to_be_visible()
