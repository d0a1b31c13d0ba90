"""Every kind of page, and the persona who may see it.

The browser tests and `audit_accessibility` read this. A page that needs a record of somebody's (a
repair, a payment) is `reached_by` pressing links, as a person would, from the page it starts on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse

VISITOR = ""
"""Somebody who has not signed in."""


@dataclass(frozen=True, slots=True)
class PageKind:
    name: str
    url_name: str
    persona: str = VISITOR
    """Who opens it, by the name the sandbox knows them by: «amina», «joy»."""
    arguments: Mapping[str, str] = field(default_factory=dict)
    reached_by: tuple[str, ...] = ()
    """The text of the links to press in turn, from the page at `url_name`."""

    @property
    def path(self) -> str:
        """Where to start. Raise NoReverseMatch when the page is no longer there."""
        if self.url_name.startswith("/"):
            return self.url_name
        return reverse(self.url_name, kwargs=dict(self.arguments) or None)


PAGES: tuple[PageKind, ...] = (
    PageKind("home", "/"),
    PageKind("accessibility statement", "accessibility_statement"),
    PageKind("page not found", "/there-is-no-such-page/"),
    PageKind("sign in", "account_login"),
    PageKind("create an account", "account_signup"),
    PageKind("a link that is too old", "residents:undo-email", arguments={"token": "old"}),
    PageKind("dashboard", "dashboard:index", "amina"),
    PageKind("link a service", "services:link", "grace", {"slug": "housing"}),
    PageKind("requests", "services:submissions", "amina"),
    PageKind("who has looked at my account", "activity:index", "amina"),
    PageKind("payments", "payments:index", "amina"),
    PageKind(
        "pay the rent",
        "payments:start",
        "amina",
        {"service": "housing", "charge_reference": "rent"},
    ),
    PageKind("a payment link that is over", "payments:link", arguments={"token": "over"}),
    PageKind("money desk", "payments:desk", "morgan"),
    PageKind("leisure", "leisure:index", "amina"),
    PageKind("find something to do", "leisure:find", "amina"),
    PageKind("book a session", "leisure:find", "amina", reached_by=("Tai chi in the park",)),
    PageKind("cancel a booking", "leisure:index", "amina", reached_by=("Cancel this booking",)),
    PageKind("social care", "social_care:index", "amina"),
    PageKind("care and support plan", "social_care:plan", "amina"),
    PageKind("care visits", "social_care:visits", "amina"),
    PageKind("cancel a visit", "social_care:visits", "amina", reached_by=("Cancel this visit",)),
    PageKind("care progress", "social_care:progress", "amina"),
    PageKind("care charges", "social_care:charges", "amina"),
    PageKind("ask for an assessment", "social_care:ask", "amina"),
    PageKind("help a resident", "assisted:start", "joy"),
    PageKind("find a resident", "assisted:find", "joy"),
    PageKind("make a record", "assisted:register", "joy"),
)


def pages_for(persona: str, pages: Iterable[PageKind] = PAGES) -> tuple[PageKind, ...]:
    return tuple(page for page in pages if page.persona == persona)


def personas(pages: Iterable[PageKind] = PAGES) -> tuple[str, ...]:
    """Everybody who has to sign in for the whole inventory to be seen."""
    return tuple(sorted({page.persona for page in pages} - {VISITOR}))
