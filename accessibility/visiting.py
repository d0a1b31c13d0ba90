"""Come to a page of the inventory as a person would, in a browser."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import uuid4

from django.urls import reverse

from accessibility.inventory import CODE, NEW, Choose, Fill, Open, PageKind, Press

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page  # development only, as in accessibility.axe

ReadCode = Callable[[str], str]
"""The code in the newest message to an address."""


class NotReached(Exception):
    """Another page answered, or none."""


def visit(page: "Page", kind: PageKind, *, read_code: ReadCode = lambda _address: "") -> None:
    """Open the page and do its steps. Raise NotReached when the way is not as the inventory says.

    The browser's context knows where the portal is, and who is signed in.
    """
    answer = page.goto(kind.path)
    status = answer.status if answer else None
    if kind.status != status:
        raise NotReached(f"{kind.name}: {page.url} answered {status}")
    address = ""
    for step in kind.steps:
        if isinstance(step, Fill):
            value = step.value.replace(NEW, uuid4().hex)
            address = value if "@" in value else address
            if value == CODE:
                value = read_code(address)
            page.get_by_label(step.label).first.fill(value)
        else:
            _do(page, step)


def _do(page: "Page", step: Choose | Press | Open) -> None:
    match step:
        case Open(url_name):
            page.goto(reverse(url_name))
        case Choose(label, group):
            within = page.get_by_role("group", name=group) if group else page
            within.get_by_label(label).first.check()
        case Press(name, exact):
            _button_or_link(page, name, exact).click()
            page.wait_for_load_state()


def _button_or_link(page: "Page", name: str, exact: bool) -> "Locator":
    """Of the page itself: what stands in the header of every page is nobody's next step."""
    here = page.get_by_role("main")
    within = here if here.count() else page.locator("body")
    button = within.get_by_role("button", name=name, exact=exact)
    return button.or_(within.get_by_role("link", name=name, exact=exact)).first
