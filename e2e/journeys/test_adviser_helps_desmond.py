"""Desmond has no e-mail. Joy at the library does it with him, and he leaves with it on paper."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from e2e.ledger import HousingBooks
from e2e.steps import newest_message, see_heading, see_no_barriers, sheets, sign_in_as_staff
from e2e.town import Town

DESMOND_BIRTHDAY = ("11", "2", "1948")
AMINA_BIRTHDAY = ("17", "4", "1991")
DESMONDS_RENT, AMINAS_RENT = "6001234583", "6001234567"


def enter_birthday(page: Page, birthday: tuple[str, str, str]) -> None:
    for part, value in zip(("Day", "Month", "Year"), birthday, strict=True):
        page.get_by_label(part, exact=True).fill(value)


def find(page: Page, last_name: str, birthday: tuple[str, str, str]) -> None:
    page.goto("/assist/find/")
    page.get_by_label("Last name").fill(last_name)
    enter_birthday(page, birthday)
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.get_by_role("heading", name="1 person matches")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Help .*, born in")).click()


def ask_who_it_is(page: Page, name: str, birthday: tuple[str, str, str], postcode: str) -> None:
    see_heading(page, "Check who it is")
    page.get_by_label("What is your full name?").fill(name)
    enter_birthday(page, birthday)
    page.get_by_label("What is your postcode?").fill(postcode)
    passport = page.get_by_role("group", name=re.compile("anything with your photo"))
    passport.get_by_label("Yes, and it was right").check()
    page.get_by_role("button", name="Check", exact=True).click()


def agree(
    page: Page,
    name: str,
    *,
    staff: str = "Joy Adeyemi",
    look: Callable[[Page], None] = lambda _page: None,
) -> None:
    page.get_by_role("group", name=re.compile("What may you help with")).get_by_label(
        "Housing", exact=True
    ).check()
    page.get_by_label("They have no e-mail, computer or smartphone").check()
    page.get_by_label("Read and agreed on the screen").check()
    page.get_by_role("button", name="Show the words").click()
    see_heading(page, f"{name} agrees")
    expect(page.get_by_role("blockquote")).to_contain_text(f"I am {name}. I agree that {staff}")
    look(page)
    page.get_by_role("button", name="They agreed: start").click()


def help_desmond(page: Page, *, staff: str = "Joy Adeyemi") -> None:
    sign_in_as_staff(page, staff.split()[0])
    find(page, "Clarke", DESMOND_BIRTHDAY)
    ask_who_it_is(page, "Desmond Clarke", DESMOND_BIRTHDAY, "TB1 6RS")
    agree(page, "Desmond Clarke", staff=staff)


def see_banner(page: Page, name: str) -> None:
    banner = page.get_by_role("region", name=f"You are helping {name}")
    expect(banner).to_contain_text("Joy Adeyemi, Central Library, in person")
    expect(banner).to_contain_text(re.compile(r"Time left: \d+ minutes"))


def report_a_repair(page: Page, problem: str) -> str:
    """Returns the reference on the receipt."""
    page.goto("/services/housing/repairs/new/")
    see_banner(page, "Desmond Clarke")
    page.get_by_label(problem).check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Bathroom or toilet").check()
    page.get_by_label("What should we know about it?").fill("The bath has not emptied since Monday")
    page.get_by_role("button", name="Continue").click()
    see_heading(page, "Check your report")
    see_banner(page, "Desmond Clarke")
    page.get_by_role("button", name="Send the report").click()
    see_heading(page, "Repair reported")
    return page.locator(".govuk-panel strong").inner_text()


def test_joy_reports_a_repair_for_desmond_and_prints_what_was_done(
    page: Page, town: Town, size: str
) -> None:
    help_desmond(page)
    see_heading(page, "Desmond Clarke")
    see_banner(page, "Desmond Clarke")
    expect(page.get_by_role("main")).not_to_contain_text("ocial care")

    # The same town for both sizes: the same repair twice would be told so.
    wrong = {"phone": "Blocked sink, bath or drain", "desktop": "Toilet will not flush"}
    reference = report_a_repair(page, wrong[size])
    page.get_by_role("button", name="End and print").click()

    see_heading(page, "What we did today")
    summary = page.get_by_role("main")
    for words in ("Desmond Clarke", "Joy Adeyemi, Central Library", "In person", "Housing"):
        expect(summary).to_contain_text(words)
    expect(summary).to_contain_text("Joy Adeyemi sent a request to housing (report a repair)")
    expect(page.get_by_role("region", name="You are helping")).to_have_count(0)
    expect(summary).to_contain_text(reference)
    assert sheets(page) == 1
    letter = newest_message(town.sandbox, "DesmondClarke", containing="Joy Adeyemi helped you")
    assert letter["kind"] == "letter"
    assert "Central Library, in person" in letter["body"]


def test_every_page_of_the_way_is_without_barriers(page: Page) -> None:
    sign_in_as_staff(page, "Joy")
    for address in ("/assist/", "/assist/find/", "/assist/residents/new/"):
        page.goto(address)
        see_no_barriers(page)
    find(page, "Clarke", DESMOND_BIRTHDAY)
    see_no_barriers(page)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    see_no_barriers(page)
    ask_who_it_is(page, "Desmond Clarke", DESMOND_BIRTHDAY, "TB1 6RS")
    page.get_by_role("button", name="Show the words").click()
    expect(page.get_by_role("alert")).to_be_visible()
    see_no_barriers(page)
    agree(page, "Desmond Clarke", look=see_no_barriers)
    see_banner(page, "Desmond Clarke")
    see_no_barriers(page)
    page.goto("/account/security/")
    see_no_barriers(page)
    page.get_by_role("button", name="Pause").click()
    see_no_barriers(page)
    page.get_by_role("button", name="End and print").click()
    see_heading(page, "What we did today")
    see_no_barriers(page)


def test_joy_opens_nothing_that_is_desmonds_alone(page: Page) -> None:
    help_desmond(page)

    for address in ("/services/social-care/", "/account/security/", "/account/activity/"):
        response = page.goto(address)
        assert response is not None
        assert response.status == 403, address
        see_heading(page, "You cannot open this")
        see_banner(page, "Desmond Clarke")


def test_a_form_left_open_for_desmond_is_not_sent_for_amina(page: Page, town: Town) -> None:
    books = [HousingBooks(town.sandbox, reference) for reference in (DESMONDS_RENT, AMINAS_RENT)]
    before = [len(one.work_orders()) for one in books]
    help_desmond(page)
    page.goto("/services/housing/repairs/new/")
    page.get_by_label("Leaking tap or pipe").check()

    other = page.context.new_page()
    find(other, "Yusuf", AMINA_BIRTHDAY)
    ask_who_it_is(other, "Amina Yusuf", AMINA_BIRTHDAY, "TB1 4QN")
    agree(other, "Amina Yusuf")
    see_banner(other, "Amina Yusuf")

    page.get_by_role("button", name="Continue").click()

    see_heading(page, "You are now helping Amina Yusuf")
    expect(page.get_by_role("main")).to_contain_text("Nothing was sent and nothing has changed.")
    see_banner(page, "Amina Yusuf")
    assert [len(one.work_orders()) for one in books] == before


def test_without_javascript_joy_helps_just_as_well(plain_page: Page) -> None:
    help_desmond(plain_page)

    see_banner(plain_page, "Desmond Clarke")
    plain_page.get_by_role("button", name="Pause").click()
    see_heading(plain_page, "Paused")
    expect(plain_page.get_by_role("main")).not_to_contain_text("£")
    plain_page.goto("/services/housing/")
    expect(plain_page.get_by_role("main")).not_to_contain_text("£")

    plain_page.goto("/assist/resume/")
    enter_birthday(plain_page, DESMOND_BIRTHDAY)
    plain_page.get_by_role("button", name="Go on").click()
    see_heading(plain_page, "Desmond Clarke")
    see_banner(plain_page, "Desmond Clarke")
    plain_page.get_by_role("button", name="End and print").click()
    see_heading(plain_page, "What we did today")
    expect(plain_page.get_by_role("main")).to_contain_text("Joy Adeyemi, Central Library")
    expect(plain_page.get_by_role("region", name="You are helping")).to_have_count(0)
    answer = plain_page.goto("/services/housing/")
    assert answer
    assert answer.status == 403, "what was Desmond's closes with the session"
