"""Three wrong answers about a record close it for a day, as suppliers do."""

from datetime import datetime, timedelta

from django.utils import timezone

from services.sandbox import store

ALLOWED = 3
CLOSED_FOR = timedelta(hours=24)


def seconds_closed(supplier: str, key: str) -> int:
    """How long this record stays closed to questions; 0 when it is open."""
    wrong = _recent(supplier, key)
    if len(wrong) < ALLOWED:
        return 0
    opens_at = wrong[-ALLOWED] + CLOSED_FOR
    return max(1, int((opens_at - timezone.now()).total_seconds()))


def count_wrong(supplier: str, key: str) -> None:
    wrong = [*_recent(supplier, key), timezone.now()]
    store.put(supplier, "attempts", key, {"at": [at.isoformat() for at in wrong]})


def forget(supplier: str, key: str) -> None:
    store.delete(supplier, "attempts", key)


def _recent(supplier: str, key: str) -> list[datetime]:
    body = store.get(supplier, "attempts", key) or {"at": []}
    since = timezone.now() - CLOSED_FOR
    return [at for at in map(datetime.fromisoformat, body["at"]) if at > since]
