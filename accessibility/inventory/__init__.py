"""Every page of the product, and the persona who may see it.

The browser tests and `audit_accessibility` read this. A page that needs a record of somebody's (a
repair, a payment) is reached by doing what a person would do. An architecture test compares it
with the addresses there are: a new page that is neither here nor in NO_PAGE fails it.
"""

from collections.abc import Iterable

from accessibility.inventory import account, benefits_and_parking, public, services, staff
from accessibility.inventory.kinds import (
    CODE,
    NEW,
    STRANGER,
    VISITOR,
    Choose,
    Fill,
    Open,
    PageKind,
    Press,
    Step,
)

__all__ = [
    "CODE",
    "NEW",
    "NOT_WALKED_TO",
    "NO_PAGE",
    "PAGES",
    "STRANGER",
    "VISITOR",
    "Choose",
    "Fill",
    "Open",
    "PageKind",
    "Press",
    "Step",
    "pages_for",
    "personas",
]

PAGES: tuple[PageKind, ...] = (
    public.PAGES + account.PAGES + services.PAGES + benefits_and_parking.PAGES + staff.PAGES
)

_ACTION, _FILE, _MACHINE = "a press of a button", "a file", "for machines"
_ELSEWHERE = "leads elsewhere at once"
NO_PAGE = {
    "account_set_password": _ELSEWHERE,
    "activity:stop": _ACTION,
    "assisted:begin": _ACTION,
    "assisted:decide": _ACTION,
    "assisted:end": _ACTION,
    "assisted:end-elsewhere": _ACTION,
    "assisted:pause": _ACTION,
    "benefits:discard": _ACTION,
    "benefits:evidence-photo": _FILE,
    "benefits:remove-evidence-photo": _ACTION,
    "housing:discard": _ACTION,
    "housing:photo": _FILE,
    "housing:remove-photo": _ACTION,
    "health:live": _MACHINE,
    "health:ready": _MACHINE,
    "mfa_download_recovery_codes": _FILE,
    "mfa_login_webauthn": _MACHINE,
    "parking:photograph": _FILE,
    "parking:discard": _ACTION,
    "parking:remove-notice": _ACTION,
    "payments:cancel": _ACTION,
    "payments:desk-approve": _ACTION,
    "payments:desk-compare-again": _ACTION,
    "payments:desk-decline": _ACTION,
    "payments:desk-post-again": _ACTION,
    "payments:desk-refund": _ACTION,
    "payments:desk-resolve": _ACTION,
    "payments:receipt-pdf": _FILE,
    "payments:stripe-webhook": _MACHINE,
    "rendition": _FILE,
    "reporting:export": _FILE,
    "residents:end-others": _ACTION,
    "residents:not-me": _ACTION,
    "residents:stay-signed-in": _ACTION,
    "services:desk-again": _ACTION,
    "services:desk-by-hand": _ACTION,
    "staff:back-channel-logout": _MACHINE,
    "staff:sign-in": _ELSEWHERE,
    "social_care:discard": _ACTION,
    "staff:sign-out": _ACTION,
}
"""Addresses behind which there is nothing for a person to read, and what there is."""

NOT_WALKED_TO = {
    "benefits:challenge-sent": "a decision can be challenged once",
    "benefits:evidence-sent": "it takes a photo",
    "payments:desk-mismatch": "nothing is amiss in the seeded books",
    "payments:desk-payment": "its reference is known only once somebody has paid",
    "services:enter-code": "its code comes in a letter",
}
"""Pages that no steps of ours lead to yet. It may only become shorter."""


def pages_for(persona: str, pages: Iterable[PageKind] = PAGES) -> tuple[PageKind, ...]:
    return tuple(page for page in pages if page.persona == persona)


def personas(pages: Iterable[PageKind] = PAGES) -> tuple[str, ...]:
    """Everybody who has to sign in for the whole inventory to be seen."""
    return tuple(sorted({page.persona for page in pages} - {VISITOR, STRANGER}))
