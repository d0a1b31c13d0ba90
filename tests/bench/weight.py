"""How much a browser fetches for the dashboard: the first time, and again."""

from typing import Any

from playwright.sync_api import BrowserContext, sync_playwright

from tests.browser import ARGUMENTS, find_browser


def weigh(url: str, cookie: str) -> dict[str, Any]:
    """KB as they went over the wire (headers left out) and requests, for a 360 px phone."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 360, "height": 740})
        context.set_extra_http_headers({"Cookie": cookie})
        first = _view(context, f"{url}/account/")
        again = _view(context, f"{url}/account/")
        browser.close()
    return {
        "first_view_kb": sum(first) / 1024,
        "first_view_requests": len(first),
        "repeat_view_kb": sum(again) / 1024,
    }


def _view(context: BrowserContext, address: str) -> list[int]:
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    fetched: list[int] = []

    def done(event: dict[str, Any]) -> None:
        if event["encodedDataLength"] > 0:
            fetched.append(int(event["encodedDataLength"]))

    network.on("Network.loadingFinished", done)
    page.goto(address, wait_until="networkidle")
    page.close()
    return fetched
