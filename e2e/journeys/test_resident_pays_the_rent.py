"""Pay by hosted checkout, get a receipt, and owe exactly that much less."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from e2e.ledger import HousingBooks
from e2e.people import Newcomer
from e2e.steps import (
    DECLINED_CARD,
    create_account,
    link_housing,
    newest_message,
    pay_by_card,
    pence,
    see_heading,
)
from e2e.town import Town

LEDGER_SECONDS = 25


@pytest.fixture(params=["with-js", "without-js"])
def payer(
    request: pytest.FixtureRequest, town: Town, size: str
) -> tuple[Page, Newcomer, HousingBooks]:
    """On the page that asks for the payment, with the rent in front of them."""
    town.sandbox.reset()
    javascript = request.param == "with-js"
    page: Page = request.getfixturevalue("page" if javascript else "plain_page")
    someone = Newcomer(f"payer.{size}.{time.time_ns()}@example.org")
    create_account(page, town.sandbox, someone)
    link_housing(page, someone)
    page.goto("/services/housing/")
    page.get_by_role("button", name="Pay your rent").first.click()
    return page, someone, HousingBooks(town.sandbox, someone.payment_reference)


def eventually(true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + LEDGER_SECONDS
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.25)
    return False


def go_to_the_card_page(page: Page) -> int:
    """Returns what will be paid, in pence."""
    amount = pence(page.get_by_role("heading", level=1).inner_text())
    everything = page.get_by_role("radio", name=re.compile("^All of it"))
    if everything.count():
        everything.check()
    page.get_by_role("button", name="Continue to the card page").click()
    return amount


def test_paying_gives_a_receipt_and_lowers_the_ledger_by_exactly_that(
    payer: tuple[Page, Newcomer, HousingBooks], town: Town
) -> None:
    page, someone, books = payer
    owed = books.owed_pence()

    amount = go_to_the_card_page(page)
    pay_by_card(page)

    page.get_by_role("link", name="See and print your receipt").click()
    see_heading(page, "Receipt")
    receipt = page.get_by_role("main").inner_text()
    assert pence(receipt) == amount
    assert eventually(lambda: books.owed_pence() == owed - amount)
    assert "receipt" in newest_message(town.sandbox, someone.email, containing="£")["body"].lower()
    address = page.get_by_role("link", name=re.compile("PDF")).get_attribute("href")
    pdf = page.request.get(str(address))
    assert pdf.status == 200
    assert pdf.body().startswith(b"%PDF")


def test_closing_the_browser_after_paying_changes_nothing_of_that(
    payer: tuple[Page, Newcomer, HousingBooks], town: Town
) -> None:
    page, someone, books = payer
    owed = books.owed_pence()

    amount = go_to_the_card_page(page)
    pay_by_card(page, then_close=True)
    page.wait_for_load_state()
    page.goto("about:blank")

    assert eventually(lambda: books.owed_pence() == owed - amount)
    newest_message(town.sandbox, someone.email, containing="£")


def test_a_declined_card_says_so_takes_nothing_and_another_card_pays(
    payer: tuple[Page, Newcomer, HousingBooks],
) -> None:
    page, _, books = payer
    owed = books.owed_pence()
    amount = go_to_the_card_page(page)

    pay_by_card(page, DECLINED_CARD)
    expect(page.get_by_text("Try another card").first).to_be_visible()
    assert books.owed_pence() == owed

    pay_by_card(page)
    expect(page.get_by_role("link", name="See and print your receipt")).to_be_visible()
    assert eventually(lambda: books.owed_pence() == owed - amount)
