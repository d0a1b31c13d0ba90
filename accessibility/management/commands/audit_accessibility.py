"""Open pages of a running portal in a browser and report what axe-core finds."""

import shutil
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accessibility.axe import CHECKER, Violation, violations
from accessibility.inventory import VISITOR, PageKind, pages_for, personas
from accessibility.visiting import NotReached, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

CHROMIUMS = ("chromium-headless-shell", "chromium")
"""The one without a window is the quicker."""
SIZES = {"phone": (320, 740), "desktop": (1280, 900)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


class Command(BaseCommand):
    help = (
        "Check pages of a running portal against WCAG 2.2 A and AA, on a phone and a desktop, in "
        "light and dark: by default every page of the inventory that needs no signing in, or those "
        "of --persona with her session's cookie. Pages that would send something are left out."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--url", default=settings.PORTAL_URL, help="where the portal runs")
        parser.add_argument(
            "--persona", default=VISITOR, choices=[VISITOR, *personas()], help="whose pages"
        )
        parser.add_argument("--session", default="", help="that persona's session cookie")
        parser.add_argument("--browser", default="", help="path of Chromium")
        parser.add_argument("paths", nargs="*", help="addresses to check instead")

    def handle(self, *args: str, **options: Any) -> None:
        if options["persona"] and not options["session"]:
            raise CommandError("Give --session: the persona's session cookie, from a browser.")
        if not CHECKER.exists():
            raise CommandError("axe-core is not installed: npm ci --prefix accessibility")
        pages = pages_to_audit(options["paths"], options["persona"])
        found = self._audit_in_chromium(pages, options)
        for page, where, problem in found:
            self.stdout.write(f"{page.name}, {where}: {problem}")
        if found:
            raise CommandError(f"{len(found)} problems")
        self.stdout.write(self.style.SUCCESS(f"{len(pages)} pages: nothing found"))

    def _audit_in_chromium(
        self, pages: tuple[PageKind, ...], options: Mapping[str, str]
    ) -> list[tuple[PageKind, str, Violation | NotReached]]:
        from playwright.sync_api import sync_playwright  # development only

        path = options["browser"] or next(filter(None, map(shutil.which, CHROMIUMS)), None)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            return list(self._audit(browser, pages, options))

    def _audit(
        self, browser: "Browser", pages: tuple[PageKind, ...], options: Mapping[str, str]
    ) -> Iterator[tuple[PageKind, str, Violation | NotReached]]:
        for name, (width, height) in SIZES.items():
            for scheme in SCHEMES:
                context = browser.new_context(
                    base_url=options["url"],
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,
                )
                _carry_session(context, options)
                for page in pages:
                    for problem in problems_of(context, page):
                        yield page, f"{name}, {scheme}", problem
                context.close()


def pages_to_audit(paths: list[str], persona: str) -> tuple[PageKind, ...]:
    """The addresses that were asked for, else what can be opened without sending anything."""
    if paths:
        return tuple(PageKind(path, path) for path in paths)
    return tuple(page for page in pages_for(persona) if not page.sends)


def problems_of(context: "BrowserContext", kind: PageKind) -> list[Violation | NotReached]:
    """A page that cannot be reached is a finding too, and never the end of the audit."""
    page = context.new_page()
    try:
        visit(page, kind)
        return [*violations(page)]
    except NotReached as lost:
        return [lost]
    finally:
        page.close()


def _carry_session(context: "BrowserContext", options: Mapping[str, str]) -> None:
    if options["session"]:
        name, value = settings.SESSION_COOKIE_NAME, options["session"]
        context.add_cookies([{"name": name, "value": value, "url": options["url"]}])
