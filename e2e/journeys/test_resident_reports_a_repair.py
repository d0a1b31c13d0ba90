"""A leak, a photo, a reference and a date: and the housing system has it, once."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from e2e.ledger import HousingBooks
from e2e.people import Newcomer
from e2e.steps import create_account, link_housing, newest_message, see_heading
from e2e.town import Town


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "leak.jpg"
    Image.new("RGB", (640, 480), (90, 120, 150)).save(path)
    return path


@pytest.fixture
def tenant(page: Page, town: Town, size: str) -> Newcomer:
    """Signed in, with housing linked."""
    town.sandbox.reset()
    someone = Newcomer(f"tenant.{size}.{id(page)}@example.org")
    create_account(page, town.sandbox, someone)
    link_housing(page, someone)
    return someone


def fill_in(page: Page, photo: Path | None = None) -> None:
    page.goto("/services/housing/")
    page.get_by_role("link", name="Report a repair").first.click()
    page.get_by_role("radio", name=re.compile("tap", re.IGNORECASE)).first.check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("radio", name="Kitchen").check()
    page.get_by_label("What should we know about it?").fill("It drips all night.")
    if photo:
        page.get_by_label("Photo").set_input_files(photo)
        page.get_by_role("button", name="Add this photo").click()
        expect(page.get_by_role("img", name="Photo 1 that you added")).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    see_heading(page, "Check your report")


def test_a_repair_with_a_photo_gets_a_reference_a_date_and_a_place_in_the_housing_system(
    page: Page, town: Town, tenant: Newcomer, photo: Path
) -> None:
    books = HousingBooks(town.sandbox, tenant.payment_reference)
    before = len(books.work_orders())

    fill_in(page, photo)
    page.get_by_role("button", name="Send the report").click()

    see_heading(page, "Repair reported")
    expect(page.get_by_text(re.compile(r"finished by .*20\d\d"))).to_be_visible()
    orders = books.work_orders()
    assert len(orders) == before + 1
    reference = page.locator(".govuk-panel strong").inner_text()
    assert reference in {str(order["reference"]) for order in orders}
    page.get_by_role("link", name="See where this repair has got to").click()
    expect(page.get_by_role("main")).to_contain_text(reference)
    assert reference in newest_message(town.sandbox, tenant.email, containing=reference)["body"]


def test_a_repair_reported_while_housing_is_down_is_kept_and_delivered_once(
    page: Page, town: Town, tenant: Newcomer
) -> None:
    books = HousingBooks(town.sandbox, tenant.payment_reference)
    before = len(books.work_orders())
    fill_in(page)
    town.sandbox.fault("housing", "error")

    page.get_by_role("button", name="Send the report").click()

    see_heading(page, "Repair reported")
    expect(page.get_by_text("have your report safely")).to_be_visible()
    town.sandbox.well("housing")
    newest_message(town.sandbox, tenant.email, containing="repair")
    assert len(books.work_orders()) == before + 1


def test_going_back_and_sending_again_is_still_one_repair(
    page: Page, town: Town, tenant: Newcomer
) -> None:
    books = HousingBooks(town.sandbox, tenant.payment_reference)
    before = len(books.work_orders())
    fill_in(page)
    page.get_by_role("button", name="Send the report").click()
    see_heading(page, "Repair reported")

    page.go_back()
    if page.get_by_role("button", name="Send the report").count():
        page.get_by_role("button", name="Send the report").click()

    assert len(books.work_orders()) == before + 1
