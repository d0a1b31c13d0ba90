"""Tell the portal what happened: signed, kept until it answers, tried again with growing pauses.

Faults of the supplier `webhooks` at /faults/: `lost` never sends, `slow` sends late,
`duplicate` sends everything three times and in the wrong order.
"""

import hashlib
import hmac
import json
import threading
import time
import urllib.error
import urllib.request
from typing import Any

from django.conf import settings
from django.db import close_old_connections, transaction

from services.sandbox import faults, store
from services.sandbox.card_payments import objects
from services.sandbox.models import Document, Fault

Body = dict[str, Any]

SUPPLIER, KIND = "card_payments", "webhook"
PATH = "/payments/webhooks/stripe/"
MOST_ATTEMPTS = 40
LONGEST_PAUSE = 60.0
ANSWER_SECONDS = 10.0
PAUSE_BETWEEN_LOOKS = 0.25

_something_to_send = threading.Event()
_starting = threading.Lock()
_sender: threading.Thread | None = None


def emit(kind: str, subject: Body) -> None:
    """Write the event, and the message about it, in the caller's transaction."""
    event = objects.event(kind, subject)
    store.put(SUPPLIER, "event", event["id"], event)
    if faults.active("webhooks") == faults.LOST:
        return
    late = Fault.objects.filter(supplier="webhooks", kind=faults.SLOW).first()
    due_at = time.time() + (late.seconds if late else 0)
    store.put(SUPPLIER, KIND, event["id"], {"attempts": 0, "due_at": due_at, "sent": False})
    transaction.on_commit(wake)


def wake() -> None:
    """Make sure that somebody is sending."""
    global _sender
    with _starting:
        if _sender is None or not _sender.is_alive():
            _sender = threading.Thread(target=_send_for_ever, name="webhooks", daemon=True)
            _sender.start()
    _something_to_send.set()


def send_due(*, now: float) -> int:
    """Send what is due, oldest first; how many the portal accepted."""
    waiting = Document.objects.filter(supplier=SUPPLIER, kind=KIND, body__sent=False)
    due = [d for d in waiting.order_by("id") if d.body["due_at"] <= now]
    if faults.active("webhooks") == faults.DUPLICATE:
        due = [*reversed(due), *due, *due]
    return sum(_send(document.key, now=now) for document in due)


def signature(payload: bytes, *, secret: str, at: int) -> str:
    """The Stripe-Signature header."""
    signed = hmac.new(secret.encode(), f"{at}.".encode() + payload, hashlib.sha256).hexdigest()
    return f"t={at},v1={signed}"


def _send_for_ever() -> None:
    while True:
        try:
            send_due(now=time.time())
        except Exception as failed:  # one bad row must not silence all the others
            print(f"webhooks: {failed!r}", flush=True)  # noqa: T201  (the sandbox's own log)
        finally:
            close_old_connections()
        _something_to_send.clear()
        _something_to_send.wait(PAUSE_BETWEEN_LOOKS if _any_waiting() else 30)


def _any_waiting() -> bool:
    return Document.objects.filter(supplier=SUPPLIER, kind=KIND, body__sent=False).exists()


def _send(event_id: str, *, now: float) -> bool:
    event = store.get(SUPPLIER, "event", event_id)
    accepted = event is not None and _post(json.dumps(event).encode())
    with transaction.atomic():
        message = store.get(SUPPLIER, KIND, event_id)
        if message is None:  # the sandbox was reset meanwhile
            return False
        attempts = message["attempts"] + 1
        gives_up = attempts >= MOST_ATTEMPTS
        pause = min(LONGEST_PAUSE, 0.5 * 2 ** min(attempts, 10))
        store.put(
            SUPPLIER,
            KIND,
            event_id,
            {
                "attempts": attempts,
                "due_at": now + pause,
                "sent": message["sent"] or accepted or gives_up,
            },
        )
    return accepted


def _post(payload: bytes) -> bool:
    header = signature(payload, secret=settings.STRIPE_WEBHOOK_SECRET, at=int(time.time()))
    request = urllib.request.Request(  # noqa: S310  (the portal's own address, from the settings)
        settings.PORTAL_URL + PATH,
        data=payload,
        headers={
            "Content-Type": "application/json; charset=utf-8",
            "Stripe-Signature": header,
            "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:  # noqa: S310
            return 200 <= answer.status < 300
    except (urllib.error.URLError, OSError):
        return False
