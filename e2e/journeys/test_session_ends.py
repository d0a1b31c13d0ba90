"""Before a session ends Amina is asked, and one press is enough; afterwards nothing stays there."""

import re
import time

from playwright.sync_api import Locator, Page, expect

from accounts.sign_ins import LAST_SEEN_AT
from e2e.people import AMINA_EMAIL, AMINA_PASSWORD
from e2e.steps import see_heading, see_no_barriers, sign_in
from e2e.town import Town

HOUSING = "/services/housing/"
DETAILS = "What should we know about it?"


def open_with_a_clock(page: Page) -> int:
    """Returns after how many seconds the page says that the session ends."""
    page.clock.install()
    sign_in(page)
    page.goto(HOUSING)
    notice = page.locator("[data-session-seconds]")
    return int(str(notice.get_attribute("data-session-seconds")))


def question(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Are you still there?")


def begin_a_report(page: Page) -> str:
    """Returns what was typed, which nobody has typed before."""
    page.goto(f"{HOUSING}repairs/new/")
    page.get_by_label("Leaking tap or pipe").check()
    page.get_by_role("button", name="Continue").click()
    words = f"Water under the sink, {time.time_ns()}"
    page.get_by_label(DETAILS).fill(words)
    return words


def let_fifteen_minutes_pass(page: Page, town: Town) -> None:
    """On the server, where nothing is heard of this browser any more."""
    key = next(one["value"] for one in page.context.cookies() if one["name"] == "sessionid")
    town.manage(
        "shell",
        "-c",
        "from django.contrib.sessions.backends.db import SessionStore\n"
        f"session = SessionStore({key!r})\n"
        f"session[{LAST_SEEN_AT!r}] -= 900\n"
        "session.save()",
    )


def test_who_says_that_they_are_there_stays_signed_in(page: Page) -> None:
    ends_after = open_with_a_clock(page)
    page.clock.fast_forward((ends_after - 160) * 1000)
    expect(question(page)).to_have_count(0)

    page.clock.fast_forward(20_000)
    expect(question(page)).to_contain_text("We will sign you out in 3 minutes.")
    page.clock.fast_forward(90_000)
    expect(question(page)).to_contain_text("We will sign you out in 1 minute.")
    with page.expect_response(re.compile("/account/stay-signed-in/")) as answer:
        question(page).get_by_role("button", name="Stay signed in").click()

    assert answer.value.status == 204
    expect(question(page)).to_have_count(0)
    page.clock.fast_forward((ends_after - 160) * 1000)
    expect(question(page)).to_have_count(0)


def test_the_question_takes_the_keyboard_and_escape_means_somebody_is_there(page: Page) -> None:
    ends_after = open_with_a_clock(page)
    page.clock.fast_forward((ends_after - 100) * 1000)

    expect(question(page).get_by_role("button", name="Stay signed in")).to_be_focused()
    with page.expect_response(re.compile("/account/stay-signed-in/")):
        page.keyboard.press("Escape")

    expect(question(page)).to_have_count(0)


def test_who_signs_out_there_and_then_is_out(page: Page) -> None:
    ends_after = open_with_a_clock(page)
    page.clock.fast_forward((ends_after - 100) * 1000)

    question(page).get_by_role("button", name="Sign out").click()

    page.wait_for_url(re.compile(r"/$"))
    page.goto(HOUSING)
    expect(page).to_have_url(re.compile("/account/sign-in/"))
    see_heading(page, "Sign in")


def test_whose_session_is_over_reads_so_instead_of_the_page(page: Page) -> None:
    ends_after = open_with_a_clock(page)
    page.clock.fast_forward((ends_after - 100) * 1000)
    page.context.clear_cookies()

    question(page).get_by_role("button", name="Stay signed in").click()

    see_heading(page, "Sign in")
    expect(page.get_by_text("You owe")).to_have_count(0)


def test_what_was_being_typed_is_there_after_signing_in_again(page: Page, town: Town) -> None:
    ends_after = open_with_a_clock(page)
    words = begin_a_report(page)
    let_fifteen_minutes_pass(page, town)

    page.clock.fast_forward((ends_after + 2) * 1000)

    see_heading(page, "Sign in")
    expect(page.get_by_text("What you had typed is kept")).to_be_visible()
    page.get_by_label("E-mail address").fill(AMINA_EMAIL)
    page.get_by_label("Password", exact=True).fill(AMINA_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    see_heading(page, "Tell us about the repair")
    expect(page.get_by_label(DETAILS)).to_have_value(words)


def test_what_was_being_typed_stays_while_another_tab_goes_on(page: Page) -> None:
    ends_after = open_with_a_clock(page)
    words = begin_a_report(page)

    page.clock.fast_forward((ends_after + 2) * 1000)

    expect(question(page)).to_have_count(0)
    see_heading(page, "Tell us about the repair")
    expect(page.get_by_label(DETAILS)).to_have_value(words)


def test_without_javascript_the_page_says_when_and_a_button_keeps_one_in(plain_page: Page) -> None:
    sign_in(plain_page)
    plain_page.goto(HOUSING)
    notice = plain_page.get_by_role("region", name="How long you stay signed in")
    expect(notice).to_contain_text(re.compile(r"we sign you out at \d{1,2}:\d\d[ap]m"))

    notice.get_by_role("button", name="Stay signed in").click()

    assert plain_page.url.endswith(HOUSING)
    see_heading(plain_page, "Housing")


def test_the_question_itself_has_no_barriers(page: Page) -> None:
    ends_after = open_with_a_clock(page)
    page.clock.fast_forward((ends_after - 100) * 1000)
    expect(question(page)).to_be_visible()

    see_no_barriers(page)
