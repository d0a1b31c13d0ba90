"""No page that nobody looks at: the accessibility inventory is compared with the addresses."""

from accessibility.inventory import NO_PAGE, NOT_WALKED_TO, PAGES
from tests.architecture.pages import every_door

WAGTAILS = ("wagtail", "cms/test404/")
"""The editors' desk and the doors that lead to it: Wagtail's pages, closed or its own."""


def our_addresses() -> set[str]:
    doors = (door for door in every_door() if not door.module.startswith("wagtail."))
    return {door.name for door in doors if not door.name.startswith(WAGTAILS) and door.name}


def looked_at() -> set[str]:
    return {page.url_name for page in PAGES if not page.url_name.startswith("/")}


def test_every_address_is_a_page_of_the_inventory_or_said_to_be_no_page():
    assert our_addresses() - looked_at() - NO_PAGE.keys() == NOT_WALKED_TO.keys()


def test_the_inventory_names_no_address_that_is_gone():
    assert looked_at() | NO_PAGE.keys() | NOT_WALKED_TO.keys() <= our_addresses()


def test_nothing_is_looked_at_and_said_to_be_no_page_at_once():
    assert looked_at() & NO_PAGE.keys() == set()


def test_what_is_not_walked_to_becomes_no_longer():
    assert len(NOT_WALKED_TO) <= 5
