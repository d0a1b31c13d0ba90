"""What every journey does with a page, in the words of the person who does it."""

import re
import time

from playwright.sync_api import Page, expect

from tests.sandbox import Sandbox

CODE_SECONDS = 15


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_in_as_staff(page: Page, name: str) -> None:
    """Through the staff directory, where one picks who one is."""
    page.goto("/staff/sign-in/")
    page.get_by_role("button", name=re.compile(name)).click()


def newest_message(sandbox: Sandbox, to: str, *, containing: str = "") -> dict[str, str]:
    """The newest message to this person in the postbox, waiting for the worker to send it."""
    deadline = time.monotonic() + CODE_SECONDS
    while time.monotonic() < deadline:
        messages = sandbox.call("GET", f"/postbox/messages.json?to={to}")["messages"]
        found = [one for one in messages if containing in one["body"] + one["subject"]]
        if found:
            return dict(found[0])
        time.sleep(0.2)
    raise AssertionError(f"no message to {to} with {containing!r} in {CODE_SECONDS} seconds")


def one_time_code(sandbox: Sandbox, email: str) -> str:
    message = newest_message(sandbox, email, containing="code")
    found = re.search(r"\b([A-Z0-9]{6,8}|\d{3} ?\d{3})\b", message["body"])
    assert found, message["body"]
    return found.group(1)


def see_heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)
