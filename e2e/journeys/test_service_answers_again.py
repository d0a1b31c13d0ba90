"""A service that did not answer comes back to the page by itself, or when Amina presses."""

import pytest
from playwright.sync_api import Page, expect

from e2e.steps import sign_in
from e2e.town import Town

CARD = "[data-card=social-care]"
"""No answer of social care is ever kept, so its card has nothing to show but that."""


@pytest.fixture
def silent(page: Page, town: Town) -> Page:
    """Amina's account while social care does not answer; the clock is in the test's hands."""
    page.clock.install()
    town.sandbox.fault("social-care", "error")
    sign_in(page)
    expect(page.locator(CARD)).to_contain_text("Not answering")
    return page


def test_the_card_is_filled_by_itself_and_the_page_says_so(silent: Page, town: Town) -> None:
    town.sandbox.well("social-care")
    silent.wait_for_timeout(2500)  # as long as this town leaves a failing supplier alone

    silent.clock.fast_forward(5000)

    expect(silent.locator(CARD)).not_to_contain_text("Not answering")
    expect(silent.get_by_role("status")).to_contain_text("Adult social care is answering again.")
    expect(silent.locator(".owed__missing")).to_have_count(0)


def test_pressing_try_again_says_when_it_was_in_vain(silent: Page) -> None:
    silent.locator(CARD).get_by_role("link", name="Try again").click()

    expect(silent.get_by_role("status")).to_contain_text(
        "Adult social care is still not answering."
    )
    expect(silent.locator(CARD)).to_contain_text("What you have with us is safe.")


def test_without_javascript_try_again_loads_the_page(plain_page: Page, town: Town) -> None:
    town.sandbox.fault("social-care", "error")
    sign_in(plain_page)
    expect(plain_page.locator(CARD)).to_contain_text("Not answering")
    town.sandbox.well("social-care")
    plain_page.wait_for_timeout(2500)

    plain_page.locator(CARD).get_by_role("link", name="Try again").click()
    plain_page.reload()

    expect(plain_page.locator(CARD)).not_to_contain_text("Not answering")
