"""Everybody of the inventory, signed in once, and come as far as the inventory says."""

import base64
import hmac
import time
from collections.abc import Callable, Mapping

from playwright.sync_api import Browser, BrowserContext, Page

from accessibility.inventory import VISITOR
from e2e.journeys.test_adviser_helps_desmond import help_desmond
from e2e.people import AMINA_PASSWORD, Newcomer
from e2e.steps import create_account, see_heading, sign_in, sign_in_as_staff, type_password
from e2e.town import SIZES, Town

STEP_SECONDS = 30
BUILT_INTO_THE_PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Personas:
    """A browser with one page for each, opened when it is first needed."""

    def __init__(self, browser: Browser, town: Town) -> None:
        self._browser = browser
        self._town = town
        self._pages: dict[str, Page] = {}

    def page_of(self, persona: str) -> Page:
        if persona == "tom outside":
            self.page_of("tom")  # who sets up his app first
        if persona not in self._pages:
            page = self.new_browser(persona).new_page()
            ENTER.get(persona, _as_staff(persona))(page, self._town)
            self._pages[persona] = page
        return self._pages[persona]

    def new_browser(self, persona: str) -> BrowserContext:
        portal = self._town.portal
        if persona.startswith("tom"):  # a passkey belongs to a name, and 127.0.0.1 is none
            portal = portal.replace("127.0.0.1", "localhost")
        context = self._browser.new_context(
            base_url=portal,
            viewport=SIZES["desktop"],  # type: ignore[arg-type]  # a TypedDict of the same shape
        )
        context.set_default_timeout(15_000)
        return context

    def close(self) -> None:
        for page in self._pages.values():
            page.context.close()


def add_app(page: Page) -> None:
    page.goto("/account/security/app/add/")
    key = page.locator("code").inner_text()
    page.get_by_label("Code that the app shows now").fill(code_of_app(key, time.time()))
    page.get_by_role("button", name="Turn it on").click()
    page.wait_for_load_state()


def add_passkey(page: Page) -> None:
    with_passkeys(page)
    page.goto("/account/security/passkeys/add/")
    page.get_by_label("Name").fill("Tom’s phone")
    page.get_by_role("button", name="Add a passkey").click()
    see_heading(page, "A second step to sign in")


def with_passkeys(page: Page) -> None:
    """A fingerprint reader that always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": BUILT_INTO_THE_PHONE})


def code_of_app(key: str, now: float) -> str:
    """RFC 6238 over RFC 4226, as every authenticator app computes it."""
    counter = int(now // STEP_SECONDS).to_bytes(8, "big")
    digest = hmac.digest(base64.b32decode(key), counter, "sha1")
    begin = digest[-1] & 15
    number = int.from_bytes(digest[begin : begin + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def _visitor(page: Page, town: Town) -> None:
    """Comes as they are."""


def _amina(page: Page, town: Town) -> None:
    sign_in(page)


def _grace(page: Page, town: Town) -> None:
    create_account(page, town.sandbox, Newcomer(f"grace.{time.time_ns()}@example.org"))


def _tom(page: Page, town: Town) -> None:
    sign_in(page, "tom@example.org", AMINA_PASSWORD)
    add_app(page)
    add_passkey(page)


def _tom_outside(page: Page, town: Town) -> None:
    type_password(page, "tom@example.org", AMINA_PASSWORD)
    see_heading(page, "Enter your second step")


def _joy(page: Page, town: Town) -> None:
    help_desmond(page)
    page.get_by_role("button", name="End and print").click()
    see_heading(page, "What we did today")
    help_desmond(page)


def _carol(page: Page, town: Town) -> None:
    help_desmond(page, staff="Carol Whyte")
    page.get_by_role("button", name="Pause").click()
    see_heading(page, "Paused")


def _as_staff(name: str) -> Callable[[Page, Town], None]:
    def enter(page: Page, town: Town) -> None:
        sign_in_as_staff(page, name.capitalize())
        see_heading(page, "Hello")

    return enter


ENTER: Mapping[str, Callable[[Page, Town], None]] = {
    VISITOR: _visitor,
    "amina": _amina,
    "grace": _grace,
    "tom": _tom,
    "tom outside": _tom_outside,
    "joy": _joy,
    "carol": _carol,
}
"""Everybody else works here."""
