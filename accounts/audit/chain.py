"""The hash chain: each entry's hash covers its own words and the hash before it."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC

from accounts.audit.models import AuditEntry

BEGINNING = "0" * 64
CHAINED = (
    "event",
    "resident_id",
    "staff_id",
    "assisted_session_id",
    "channel",
    "subject",
    "reason",
    "correlation_id",
)


@dataclass(frozen=True, slots=True)
class Break:
    """Where the trail was changed: the entry's id, and what does not fit."""

    entry_id: int
    what: str


def hash_of(entry: AuditEntry) -> str:
    """SHA-256 over the entry's words in a fixed order and the previous hash."""
    words = {name: str(getattr(entry, name) or "") for name in CHAINED}
    words["happened_at"] = entry.happened_at.astimezone(UTC).isoformat(timespec="microseconds")
    words["facts"] = entry.facts
    words["previous_hash"] = entry.previous_hash
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()


def find_breaks(entries: Iterable[AuditEntry]) -> Iterator[Break]:
    """Walk the trail in order and report every entry that does not follow from the one before."""
    expected = BEGINNING
    for entry in entries:
        if entry.previous_hash != expected:
            yield Break(entry.pk, "does not follow the entry before it: one was removed or moved")
        if entry.hash != hash_of(entry):
            yield Break(entry.pk, "its words were changed after it was written")
        expected = entry.hash
