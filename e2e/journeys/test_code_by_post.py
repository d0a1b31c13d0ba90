"""Benefits are private: who has the facts of a letter gets a code by post, and only that opens."""

import re

from playwright.sync_api import Page, expect

from e2e.barriers import see_nothing_wrong
from e2e.people import Newcomer
from e2e.steps import create_account, newest_message, see_heading
from e2e.town import Town

CODE = re.compile(r"\b[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}\b")
FACTS = {
    "phone": ("70043245", "QQ567890A", ("21", "6", "1950"), "LakshmiNair"),
    "desktop": ("70043237", "QQ345678C", ("11", "2", "1948"), "DesmondClarke"),
}
"""Each size asks for another claim, because one doormat gets few letters."""


def test_a_code_from_a_letter_opens_the_claim_and_another_does_not(
    page: Page, town: Town, size: str
) -> None:
    claim, insurance, born_on, doormat = FACTS[size]
    create_account(page, town.sandbox, Newcomer(f"by.post.{size}@example.org"))

    page.get_by_role("button", name="Add benefits").click()
    page.get_by_label("Claim reference").fill(claim)
    page.get_by_label("National Insurance number").fill(insurance)
    for label, part in zip(("Day", "Month", "Year"), born_on, strict=True):
        page.get_by_label(label).fill(part)
    page.get_by_role("button", name="Post me a code").click()
    see_nothing_wrong(page)
    expect(page.get_by_role("main")).not_to_contain_text(doormat[:6])

    page.get_by_label("Code", exact=True).fill("AAA-BBB-CCC")
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_role("alert")).to_be_visible()

    letter = newest_message(town.sandbox, doormat, containing="Your code to add benefits")
    assert letter["kind"] == "letter"
    found = CODE.search(letter["body"])
    assert found
    page.get_by_label("Code", exact=True).fill(found.group().lower().replace("-", " "))
    page.get_by_role("main").get_by_role("button").first.click()
    see_heading(page, "Your account")
    card = page.locator("[data-card=benefits]")
    expect(card).not_to_contain_text("Not linked")
    expect(card).to_contain_text("a week")
