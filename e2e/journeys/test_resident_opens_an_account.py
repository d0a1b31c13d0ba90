"""Amina Yusuf's neighbour Grace creates an account, links her rent, and sees what she owes."""

import time

import pytest
from playwright.sync_api import Page, expect

from e2e.ledger import HousingBooks
from e2e.people import Newcomer
from e2e.steps import create_account, link_housing, pence, see_heading, sign_in
from e2e.town import Town

SERVICES = ("Housing", "Benefits", "Parking", "Leisure", "Adult social care")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_a_resident_opens_an_account_links_the_rent_and_sees_what_is_owed(
    town: Town, size: str, javascript: bool, request: pytest.FixtureRequest
) -> None:
    """1 create an account with the code in the postbox; 2 the dashboard offers to link every
    service; 3 link housing with the letter; 4 the card shows what the housing system says."""
    page: Page = request.getfixturevalue("page" if javascript else "plain_page")
    town.sandbox.reset()  # another journey may have paid this rent
    grace = Newcomer(f"grace.{size}.{'js' if javascript else 'plain'}@example.org")

    create_account(page, town.sandbox, grace)
    for service in SERVICES:
        expect(page.get_by_role("button", name=f"Add {service}", exact=False).first).to_be_visible()

    link_housing(page, grace)

    card = page.locator("[data-card=housing]")
    owed = HousingBooks(town.sandbox, grace.payment_reference).owed_pence()
    assert pence(card.inner_text()) == owed
    assert pence(page.locator(".owed__total").inner_text()) == owed


def test_wrong_facts_say_so_keep_what_was_typed_and_link_nothing(
    page: Page, town: Town, size: str
) -> None:
    someone = Newcomer(f"wrong.{size}@example.org")
    create_account(page, town.sandbox, someone)
    page.get_by_role("button", name="Add housing").click()
    page.get_by_label("Payment reference").fill("6001239999")
    for label, part in zip(("Day", "Month", "Year"), someone.born_on, strict=True):
        page.get_by_label(label).fill(part)
    page.get_by_label("Postcode").fill(someone.postcode)
    page.get_by_role("button", name="Add to your account").click()

    expect(page.get_by_role("alert")).to_contain_text("do not match")
    expect(page.get_by_label("Payment reference")).to_have_value("6001239999")
    assert page.title().startswith("Error: ")


def test_everything_linked_is_one_page_with_one_total(page: Page, town: Town) -> None:
    sign_in(page)
    until_every_service_answers(page, town)

    expect(page.locator("[data-card]")).to_have_count(5)
    expect(page.get_by_text("Not answering", exact=True)).to_have_count(0)
    amounts = [pence(text) for text in page.locator(".owed__amount").all_inner_texts()]
    assert pence(page.locator(".owed__total").inner_text()) == sum(amounts)


def test_a_hung_service_leaves_the_page_quick_and_every_other_card_complete(
    page: Page, town: Town
) -> None:
    sign_in(page)
    until_every_service_answers(page, town)
    town.sandbox.fault("leisure", "hang")
    _wait_until_not_fresh(town)

    started = time.monotonic()
    page.goto("/account/")
    taken = time.monotonic() - started

    see_heading(page, "Your account")
    expect(page.locator("[data-card=leisure]")).to_contain_text("Not answering")
    for slug in ("housing", "benefits", "parking"):
        expect(page.locator(f"[data-card={slug}]")).not_to_contain_text("Not answering")
    assert taken < 5


def test_with_every_service_down_the_page_shows_what_was_known_and_signs_out(
    page: Page, town: Town
) -> None:
    sign_in(page)
    until_every_service_answers(page, town)
    for supplier in ("housing", "benefits", "parking", "leisure", "social-care"):
        town.sandbox.fault(supplier, "error")
    _wait_until_not_fresh(town)

    page.goto("/account/")

    expect(page.locator("[data-card=housing]")).to_contain_text("Not answering")
    expect(page.locator("[data-card=housing]")).to_contain_text("£")
    expect(page.locator("[data-card=social-care]")).to_contain_text("Not answering")
    page.get_by_role("button", name="Sign out").first.click()
    page.goto("/account/")
    see_heading(page, "Sign in")


def test_after_signing_out_the_back_button_shows_nothing(page: Page, town: Town) -> None:
    sign_in(page)
    page.get_by_role("button", name="Sign out").first.click()

    page.evaluate("history.back()")
    page.wait_for_timeout(1000)

    expect(page.locator(".owed__total")).to_have_count(0)


def _wait_until_not_fresh(town: Town) -> None:
    town.sql("UPDATE services_servicelink SET snapshot_at = snapshot_at - interval '3 hours'")


def until_every_service_answers(page: Page, town: Town) -> None:
    """An earlier journey may have opened the breakers, which close after half a minute."""
    for _ in range(45):
        _wait_until_not_fresh(town)
        page.goto("/account/")
        if not page.get_by_text("Not answering", exact=True).count():
            return
        page.wait_for_timeout(1000)
    raise AssertionError("not every service answers")
