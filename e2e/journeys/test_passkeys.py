"""A passkey in a real browser, with an authenticator that Chromium pretends."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from e2e.people import Newcomer
from e2e.steps import create_account, see_heading, see_no_barriers
from e2e.town import SIZES, Town

PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(browser: Browser, town: Town) -> Iterator[Page]:
    """At a name: browsers keep no passkey for a bare number like 127.0.0.1."""
    home = town.portal.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=home, viewport=SIZES["phone"])  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(page: Page) -> tuple[CDPSession, str]:
    """The authenticator of Grace's own phone, which knows her finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    added: dict[str, Any] = session.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
    return session, str(added["authenticatorId"])


def add_passkey(page: Page, name: str, password: str) -> None:
    """Whoever has just made an account has typed a code, which is no proof: the password is."""
    page.goto("/account/security/passkeys/add/")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("A name for it").fill(name)
    page.get_by_label("Let me sign in with this passkey alone").check()
    see_no_barriers(page)
    page.get_by_role("button", name="Add a passkey").click()


def newcomer_with_a_passkey(page: Page, town: Town, email: str) -> Newcomer:
    newcomer = Newcomer(email)
    create_account(page, town.sandbox, newcomer)
    add_passkey(page, "my phone", newcomer.password)
    see_heading(page, re.compile("ecovery codes"))
    return newcomer


def sign_out(page: Page) -> None:
    page.goto("/account/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()


def test_grace_adds_a_passkey_and_signs_in_with_nothing_else(
    page: Page, phone: tuple[CDPSession, str], town: Town
) -> None:
    session, authenticator = phone
    grace = newcomer_with_a_passkey(page, town, "grace.passkey@example.org")

    page.goto("/account/security/passkeys/")
    expect(page.get_by_role("main")).to_contain_text("my phone")
    kept = session.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})
    assert [one["rpId"] for one in kept["credentials"]] == ["localhost"]

    sign_out(page)
    page.goto("/account/sign-in/")
    page.get_by_role("button", name="Use a passkey").click()
    see_heading(page, "Your account")
    page.goto("/account/security/activity/")
    expect(page.get_by_role("main")).to_contain_text("with passkey")

    sign_out(page)
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").fill(grace.email)
    page.get_by_label("Password", exact=True).fill(grace.password)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile("/sign-in/second-step/"))
    page.get_by_role("button", name="Use a passkey").click()
    see_heading(page, "Your account")


def test_a_phone_that_does_not_know_the_finger_opens_nothing(
    page: Page, phone: tuple[CDPSession, str], town: Town
) -> None:
    session, authenticator = phone
    newcomer_with_a_passkey(page, town, "grace.thief@example.org")
    sign_out(page)

    session.send(
        "WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False}
    )
    page.goto("/account/sign-in/")
    page.get_by_role("button", name="Use a passkey").click()

    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("We did not get a passkey from this device")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    see_no_barriers(page)
    page.goto("/account/security/")
    expect(page).to_have_url(re.compile("/account/sign-in/"))
