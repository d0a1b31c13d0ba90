"""What a machine can tell of whether everybody can use the page as it stands."""

from typing import Literal

from playwright.sync_api import Page, expect

from accessibility.axe import RULES, violations
from e2e.town import SIZES

SMALLEST = {"width": 320, "height": 256}
"""A desktop of 1280 px at 400 % zoom is this wide and high."""
IN_THE_DARK = ("color-contrast",)
IN_A_SMALL_WINDOW = ("target-size", "scrollable-region-focusable", "meta-viewport")
"""What another colour, or another size, can make wrong that was right before."""
STOPS = 40
WATCH_FOCUS = """() => {
  window.unseen = [];
  document.addEventListener("focusin", ({target: at}) => {
    const box = at.getBoundingClientRect(), style = getComputedStyle(at);
    const shown = style.outlineStyle !== "none" || style.boxShadow !== "none"
      || at.matches("[type=radio],[type=checkbox],[type=file]");
    if (!box.width || !shown) window.unseen.push(at.outerHTML.slice(0, 120));
  });
}"""


def see_nothing_wrong(page: Page) -> None:
    """All of it on one loading of the page: axe in light and dark, the keyboard, and 320 px."""
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert _wrong(page, RULES) == []
    see_every_stop_of_the_keyboard(page)
    page.emulate_media(color_scheme="dark")
    assert _wrong(page, IN_THE_DARK, kind="rule") == []
    page.emulate_media(color_scheme="light")
    see_no_scrolling_sideways(page)


def see_no_scrolling_sideways(page: Page) -> None:
    """1.4.10: nothing needs scrolling in two directions, tables in their own region aside."""
    page.set_viewport_size(SMALLEST)  # type: ignore[arg-type]  # a TypedDict of the same shape
    too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert too_wide <= 0, page.evaluate(
        """() => [...document.querySelectorAll("body *")]
          .filter(one => one.getBoundingClientRect().right > window.innerWidth)
          .map(one => `${one.className}: ${one.textContent.trim().slice(0, 60)}`)"""
    )
    assert _wrong(page, IN_A_SMALL_WINDOW, kind="rule") == []
    page.set_viewport_size(SIZES["desktop"])  # type: ignore[arg-type]  # as above


def see_every_stop_of_the_keyboard(page: Page) -> None:
    """2.1.1, 2.1.2, 2.4.1, 2.4.7: the skip link comes first, and every stop shows where one is."""
    if not page.locator(".govuk-error-summary").count():  # which takes the focus by itself
        page.keyboard.press("Tab")
        first = page.evaluate("document.activeElement.getAttribute('href')")
        assert first == "#main-content", first
    page.evaluate(WATCH_FOCUS)
    for _ in range(STOPS):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.blur() || unseen") == []


def _wrong(
    page: Page, rules: tuple[str, ...], *, kind: Literal["tag", "rule"] = "tag"
) -> list[str]:
    return [str(one) for one in violations(page, rules=rules, kind=kind)]
