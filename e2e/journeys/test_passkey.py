"""With a passkey nobody types a password; the fingerprint reader is pretended, the rest is real."""

import time

import pytest
from playwright.sync_api import Browser, expect

from e2e.people import Newcomer
from e2e.personas import Personas, add_app, add_passkey
from e2e.steps import create_account, see_heading, sign_in
from e2e.town import Town


@pytest.fixture
def size() -> str:
    """A passkey is the same on every screen."""
    return "desktop"


def test_a_passkey_added_once_signs_in_without_a_password(browser: Browser, town: Town) -> None:
    someone = Newcomer(f"passkey.{time.time_ns()}@example.org")
    page = Personas(browser, town).new_browser("tom").new_page()
    create_account(page, town.sandbox, someone)
    page.get_by_role("button", name="Sign out").first.click()
    sign_in(page, someone.email, someone.password)
    add_app(page)
    add_passkey(page)
    page.get_by_role("button", name="Sign out").first.click()

    page.goto("/account/sign-in/")
    page.get_by_role("button", name="Use a passkey").click()

    see_heading(page, "Your account")
    page.goto("/account/security/activity/")
    expect(page.get_by_role("main")).to_contain_text("asskey")
    page.context.close()
