"""The sections of the header: beside each other where there is room, a menu where there is not."""

from playwright.sync_api import Page, expect

from e2e.steps import see_heading, sign_in

ONE_ROW = 64


def test_the_sections_take_one_row_and_lead_on_without_javascript(
    plain_page: Page, size: str
) -> None:
    sign_in(plain_page)
    menu = plain_page.locator("summary", has_text="Menu")
    payments = plain_page.get_by_role("navigation", name="Menu").get_by_role(
        "link", name="Payments"
    )
    row = plain_page.locator(".site-nav").bounding_box()
    assert row
    assert row["height"] <= ONE_ROW

    if size == "phone":
        expect(payments).to_have_count(0)
        expect(menu).to_contain_text("Your account")
        menu.click()
    else:
        expect(menu).not_to_be_visible()
    payments.click()

    see_heading(plain_page, "Your payments")


def test_two_sections_need_no_menu_on_any_screen(plain_page: Page) -> None:
    plain_page.goto("/")

    expect(plain_page.locator("summary", has_text="Menu")).to_have_count(0)
    plain_page.get_by_role("navigation", name="Menu").get_by_role("link", name="Help").click()

    see_heading(plain_page, "Help")


def test_back_to_a_form_that_had_mistakes_shows_the_form(page: Page) -> None:
    """Not the browser's own page about sending it again."""
    sign_in(page)
    page.goto("/services/parking/notices/add/")
    page.get_by_role("button", name="Add this notice").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.goto("/payments/")

    page.go_back()

    see_heading(page, "Add a parking notice")
    expect(page.get_by_role("heading", name="There is a problem")).to_have_count(0)
