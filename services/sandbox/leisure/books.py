"""How the leisure system keeps what it publishes: by kind and key, in the order of its changes.

Nothing published is ever removed: it is marked as deleted, so that the feeds can say so.
"""

from typing import Any

from services.sandbox import store
from services.sandbox.leisure.town import SITE
from services.sandbox.models import Document

SUPPLIER = "leisure"
SESSION_SERIES, SCHEDULED_SESSION = "SessionSeries", "ScheduledSession"
FACILITY_USE, SLOT = "FacilityUse", "Slot"
ORDER, QUOTE, ACCOUNT = "Order", "OrderQuote", "CustomerAccount"
DELETED = "_deleted"

FOLDERS = {
    SESSION_SERIES: "session-series",
    SCHEDULED_SESSION: "scheduled-sessions",
    FACILITY_USE: "facility-uses",
    SLOT: "slots",
}
PARENT = {SCHEDULED_SESSION: ("superEvent", SESSION_SERIES), SLOT: ("facilityUse", FACILITY_USE)}
PLACES_LEFT = {SCHEDULED_SESSION: "remainingAttendeeCapacity", SLOT: "remainingUses"}


def address(kind: str, key: str) -> str:
    """The identifier of an opportunity in the open data."""
    return f"{SITE}/{FOLDERS[kind]}/{key}"


def find_opportunity(identifier: object) -> tuple[str, str, dict[str, Any]] | None:
    """(kind, key, body) of a session or slot that can be booked, or None."""
    if not isinstance(identifier, str):
        return None
    for kind in PLACES_LEFT:
        prefix = address(kind, "")
        if identifier.startswith(prefix):
            key = identifier.removeprefix(prefix)
            document = Document.objects.filter(supplier=SUPPLIER, kind=kind, key=key).first()
            if document and not document.body.get(DELETED):
                return kind, key, document.body
    return None


def parent_of(kind: str, body: dict[str, Any]) -> dict[str, Any]:
    """The series of a session, the facility of a slot."""
    field, parent_kind = PARENT[kind]
    key = str(body[field]).removeprefix(address(parent_kind, ""))
    document = Document.objects.get(supplier=SUPPLIER, kind=parent_kind, key=key)
    return document.body


def offers_of(kind: str, body: dict[str, Any]) -> list[dict[str, Any]]:
    return body.get("offers") or parent_of(kind, body)["offers"]


def change_places(identifier: str, *, by: int) -> None:
    """Free (positive) or take (negative) places; the feed tells everyone."""
    found = find_opportunity(identifier)
    if found:
        kind, key, body = found
        store.put(SUPPLIER, kind, key, body | {PLACES_LEFT[kind]: body[PLACES_LEFT[kind]] + by})
