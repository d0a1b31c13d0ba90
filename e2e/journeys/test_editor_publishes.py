"""Rafi changes the home page, and tells residents that parking is not working: no developer."""

import re

from playwright.sync_api import Page, expect

from e2e.steps import see_heading, sign_in, sign_in_as_staff


def open_desk(page: Page) -> None:
    sign_in_as_staff(page, "Rafi")
    page.get_by_role("link", name="Publish").first.click()
    expect(page).to_have_title(re.compile("^Dashboard"))


def publish(page: Page) -> None:
    _open_actions(page)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text(re.compile("(published|created and published)")).first).to_be_visible()


def unpublish(page: Page) -> None:
    _open_actions(page)
    page.get_by_role("link", name="Unpublish").click()
    page.get_by_role("button", name="Yes, unpublish").click()
    expect(page.get_by_text("unpublished").first).to_be_visible()


def _open_actions(page: Page) -> None:
    page.get_by_role("button", name="More actions").last.click()


def test_the_home_page_says_what_rafi_published(page: Page, another_page: Page, size: str) -> None:
    words = f"Everything on one page, also on a {size}"
    open_desk(page)
    page.goto("/cms/pages/")
    page.get_by_role("link", name="My Account").last.click()
    page.goto(f"{page.url}edit/")

    page.get_by_label("Hero title").fill(words)
    another_page.goto("/")
    expect(another_page.get_by_text(words)).to_have_count(0)
    publish(page)

    another_page.goto("/")
    see_heading(another_page, words)


def test_an_outage_stands_on_the_parking_card_until_it_is_over(
    page: Page, another_page: Page, size: str
) -> None:
    words = f"Permits cannot be renewed before noon ({size}). Yours stays valid until then."
    sign_in(another_page)
    parking = another_page.locator("[data-card=parking]")
    expect(parking).not_to_contain_text("Not working now")

    open_desk(page)
    page.goto("/cms/snippets/cms/servicemessage/add/")
    page.get_by_role("combobox", name="Service").select_option("Parking")
    page.get_by_role("combobox", name="Kind").select_option("Not working now")
    page.get_by_role("textbox", name="Text").fill(words)
    publish(page)

    another_page.goto("/account/")
    expect(parking).to_contain_text(f"Not working now {words}")
    expect(another_page.get_by_text(words)).to_have_count(1)
    another_page.goto("/services/parking/")
    expect(another_page.get_by_text(words)).to_be_visible()

    page.get_by_role("link", name="Parking: Not working now").last.click()  # the newest
    unpublish(page)

    another_page.goto("/account/")
    expect(parking).to_be_visible()
    expect(another_page.get_by_text(words)).to_have_count(0)


def test_who_is_no_editor_finds_the_desk_closed(page: Page) -> None:
    sign_in_as_staff(page, "Joy")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Publish")).to_have_count(0)

    answer = page.goto("/cms/pages/")

    assert answer
    assert answer.status == 403
    see_heading(page, "You cannot open this")
