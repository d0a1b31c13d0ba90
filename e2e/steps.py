"""What every journey does with a page, in the words of the person who does it."""

import re
import time
from urllib.parse import quote

from playwright.sync_api import Page, expect

from accessibility.axe import violations
from e2e.people import AMINA_EMAIL, AMINA_PASSWORD, Newcomer
from tests.sandbox import Sandbox

POST_SECONDS = 20
CODE = re.compile(r"^\d{8}$", re.MULTILINE)
GOOD_CARD, DECLINED_CARD = "4242 4242 4242 4242", "4000 0000 0000 0002"


def sign_in(page: Page, email: str = AMINA_EMAIL, password: str = AMINA_PASSWORD) -> None:
    type_password(page, email, password)
    see_heading(page, "Your account")


def type_password(page: Page, email: str, password: str) -> None:
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()


def sign_in_as_staff(page: Page, name: str) -> None:
    """Through the staff directory, where one picks who one is."""
    page.goto("/staff/sign-in/")
    page.get_by_role("button", name=re.compile(name)).click()


def create_account(page: Page, sandbox: Sandbox, newcomer: Newcomer) -> None:
    page.goto("/")
    page.get_by_role("link", name="Create an account").first.click()
    page.get_by_label("E-mail address").fill(newcomer.email)
    page.get_by_label("Choose a password").fill(newcomer.password)
    page.get_by_role("main").get_by_role("button", name="Create an account").click()
    page.get_by_label("8-digit code").fill(one_time_code(sandbox, newcomer.email))
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("First name").fill(newcomer.first_name)
    page.get_by_label("Last name").fill(newcomer.last_name)
    for label, part in zip(("Day", "Month", "Year"), newcomer.born_on, strict=True):
        page.get_by_label(label).fill(part)
    page.get_by_label("Address", exact=True).fill(newcomer.address)
    page.get_by_label("Postcode").fill(newcomer.postcode)
    page.get_by_role("button", name="Continue").click()
    see_heading(page, "Your account")


def link_housing(page: Page, newcomer: Newcomer) -> None:
    page.get_by_role("button", name="Add housing").click()
    page.get_by_label("Payment reference").fill(newcomer.payment_reference)
    for label, part in zip(("Day", "Month", "Year"), newcomer.born_on, strict=True):
        page.get_by_label(label).fill(part)
    page.get_by_label("Postcode").fill(newcomer.postcode)
    page.get_by_role("button", name="Add to your account").click()
    see_heading(page, "Your account")


def pay_by_card(page: Page, number: str = GOOD_CARD, *, then_close: bool = False) -> None:
    """On the card company's page."""
    page.get_by_label("Card number").fill(number)
    page.get_by_label("Expiry date").fill("12 / 34")
    page.get_by_label("Security code").fill("123")
    page.get_by_label("Name on card").fill("G Okafor")
    button = re.compile("close the browser" if then_close else "^Pay £")
    page.get_by_role("button", name=button).click()


def newest_message(sandbox: Sandbox, to: str, *, containing: str = "") -> dict[str, str]:
    """The newest message to this person in the postbox, waiting for the worker to send it."""
    return _newest(sandbox, to, re.compile(re.escape(containing)))


def one_time_code(sandbox: Sandbox, email: str) -> str:
    """A code stands on a line of its own."""
    found = CODE.search(_newest(sandbox, email, CODE)["body"])
    assert found
    return found.group()


def _newest(sandbox: Sandbox, to: str, wanted: re.Pattern[str]) -> dict[str, str]:
    deadline = time.monotonic() + POST_SECONDS
    while time.monotonic() < deadline:
        messages = sandbox.call("GET", f"/postbox/messages.json?to={quote(to)}")["messages"]
        found = [one for one in messages if wanted.search(f"{one['subject']}\n{one['body']}")]
        if found:
            return dict(found[0])
        time.sleep(0.2)
    raise AssertionError(f"no message to {to} with {wanted.pattern!r} in {POST_SECONDS} seconds")


def see_heading(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def see_no_barriers(page: Page) -> None:
    """WCAG 2.2 A and AA, as far as a machine can tell."""
    found = [str(violation) for violation in violations(page)]
    assert not found, (page.url, found)


def sheets(page: Page) -> int:
    """How many sheets of A4 the page takes on paper."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def pence(text: str) -> int:
    """The first amount in `text`, such as «£92.15»."""
    found = re.search(r"£([\d,]+)\.(\d\d)", text)
    assert found, text
    return int(found.group(1).replace(",", "")) * 100 + int(found.group(2))
