"""Open pages of a running portal in a browser and report what axe-core finds."""

from argparse import ArgumentParser
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accessibility.axe import Violation, violations
from accessibility.inventory import PAGES, VISITOR, PageKind

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

SIZES = {"phone": (320, 740), "desktop": (1280, 900)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


class Command(BaseCommand):
    help = (
        "Check pages of a running portal against WCAG 2.2 A and AA: by default every page of the "
        "inventory that needs no signing in, or the pages of --persona with her session's cookie."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--url", default=settings.PORTAL_URL, help="where the portal runs")
        parser.add_argument("--persona", default=VISITOR, help="whose pages: amina, joy, …")
        parser.add_argument("--session", default="", help="that persona's session cookie")
        parser.add_argument("--browser", default="", help="path of Chromium")
        parser.add_argument("paths", nargs="*", help="addresses to check instead")

    def handle(self, *paths: str, **options: Any) -> None:
        pages = [PageKind(path, path) for path in options["paths"]] or [
            page for page in PAGES if page.persona == options["persona"]
        ]
        if options["persona"] and not options["session"]:
            raise CommandError("Give --session: the persona's session cookie, from a browser.")
        wrong = sum(self._audit(pages, options))
        if wrong:
            raise CommandError(f"{wrong} violations")
        self.stdout.write(self.style.SUCCESS(f"{len(pages)} pages: nothing found"))

    def _audit(self, pages: list[PageKind], options: dict[str, Any]) -> list[int]:
        from playwright.sync_api import sync_playwright

        found = []
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=options["browser"] or None, args=["--no-sandbox"]
            )
            for name, (width, height) in SIZES.items():
                for scheme in SCHEMES:
                    context = browser.new_context(
                        viewport={"width": width, "height": height}, color_scheme=scheme
                    )
                    _carry_session(context, options)
                    for page in pages:
                        wrong = _open_and_check(context, page, options["url"])
                        found.append(len(wrong))
                        for each in wrong:
                            self.stdout.write(f"{page.name}, {name}, {scheme}: {each}")
            browser.close()
        return found


def _carry_session(context: "BrowserContext", options: dict[str, Any]) -> None:
    if options["session"]:
        name, value = settings.SESSION_COOKIE_NAME, options["session"]
        context.add_cookies([{"name": name, "value": value, "url": options["url"]}])


def _open_and_check(context: "BrowserContext", kind: PageKind, url: str) -> list[Violation]:
    page = context.new_page()
    page.goto(url + kind.path)
    for link in kind.reached_by:
        page.get_by_role("link", name=link).first.click()
    found = violations(page)
    page.close()
    return found
