"""Every page of the inventory: axe, a 320 px screen, the keyboard, and no JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accessibility.axe import violations
from accessibility.inventory import PAGES, VISITOR, PageKind, personas
from e2e.people import Newcomer
from e2e.steps import create_account, sign_in, sign_in_as_staff
from e2e.town import SIZES, Town

STAFF = {"joy", "sam", "carol", "morgan", "rafi", "lena"}
SMALLEST = {"width": 320, "height": 256}
"""A desktop of 1280 px at 400 % zoom is this wide and high."""


@pytest.fixture(scope="module")
def signed_in(browser: Browser, town: Town) -> Iterator[dict[str, BrowserContext]]:
    """One browser for each persona, signed in once."""
    contexts = {}
    for persona in (VISITOR, *personas()):
        contexts[persona] = browser.new_context(base_url=town.portal, viewport=SIZES["desktop"])
        contexts[persona].set_default_timeout(15_000)
        _enter(contexts[persona].new_page(), persona, town)
    yield contexts
    for context in contexts.values():
        context.close()


def _enter(page: Page, persona: str, town: Town) -> None:
    if persona == "amina":
        sign_in(page)
    elif persona in STAFF:
        sign_in_as_staff(page, persona.capitalize())
    elif persona != VISITOR:
        create_account(page, town.sandbox, Newcomer(f"{persona}.inventory@example.org"))
    page.close()


def _open(context: BrowserContext, kind: PageKind) -> Page:
    page = context.new_page()
    page.goto(kind.path)
    for link in kind.reached_by:
        page.get_by_role("link", name=link).first.click()
    return page


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_a_page_of_the_inventory(
    kind: PageKind, signed_in: dict[str, BrowserContext], browser: Browser, town: Town
) -> None:
    page = _open(signed_in[kind.persona], kind)

    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert [str(one) for one in violations(page)] == []
    _check_dark(page)
    _check_small(page)
    _check_keyboard(page)
    _check_without_javascript(page, browser, signed_in[kind.persona], town)
    page.close()


def _check_dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    assert [str(one) for one in violations(page)] == []
    page.emulate_media(color_scheme="light")


def _check_small(page: Page) -> None:
    """1.4.10: nothing needs scrolling in two directions, tables in their own region aside."""
    page.set_viewport_size(SMALLEST)  # type: ignore[arg-type]  # a TypedDict of the same shape
    too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert too_wide <= 0, page.evaluate(
        """() => [...document.querySelectorAll("main *")]
          .filter(one => one.getBoundingClientRect().right > window.innerWidth)
          .map(one => `${one.className}: ${one.textContent.trim().slice(0, 60)}`)"""
    )
    assert [str(one) for one in violations(page)] == []
    page.set_viewport_size(SIZES["desktop"])  # type: ignore[arg-type]  # as above


def _check_keyboard(page: Page) -> None:
    """2.1.1, 2.4.1, 2.4.7: the skip link comes first, and every stop shows where one is."""
    page.reload()
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    assert first == "#main-content" or page.locator(".wagtail-userbar").count(), first
    for _ in range(40):
        page.keyboard.press("Tab")
        unseen = page.evaluate(
            """() => {
              const at = document.activeElement;
              if (!at || at === document.body) return "";
              const box = at.getBoundingClientRect(), style = getComputedStyle(at);
              const shown = style.outlineStyle !== "none" || style.boxShadow !== "none"
                || at.matches("[type=radio],[type=checkbox],[type=file]");
              return box.width && shown ? "" : at.outerHTML.slice(0, 120);
            }"""
        )
        assert unseen == ""


def _check_without_javascript(
    page: Page, browser: Browser, context: BrowserContext, town: Town
) -> None:
    plain = browser.new_context(
        base_url=town.portal, java_script_enabled=False, storage_state=context.storage_state()
    )
    plain_page = plain.new_page()
    plain_page.goto(page.url)
    expect(plain_page.get_by_role("heading", level=1)).to_have_text(
        page.get_by_role("heading", level=1).inner_text()
    )
    plain.close()
