"""Every e-mail, text and letter the council sent, newest first.

As at the real service a reference is the sender's own and need not be unique: sending twice
makes two messages, and the postbox shows that. A sender that must send once asks for the
reference first.
"""

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from services.sandbox import store

SUPPLIER, KIND = "postbox", "message"
EMAIL, SMS, LETTER = "email", "sms", "letter"

FAILS_FOR_NOW = {"temp-fail@simulator.notify", "07700900002"}
FAILS_FOR_GOOD = {"perm-fail@simulator.notify", "07700900003"}
UNDER_WAY = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Message:
    """One message, as the postbox shows it."""

    id: str
    kind: str
    to: str
    subject: str
    body: str
    reference: str
    template: str
    sent_at: datetime
    address: tuple[str, ...] = ()
    copies: int = 1

    @property
    def status(self) -> str:
        """Where it is by now: letters are received by the printer, the rest is delivered."""
        if _plain(self.to) in FAILS_FOR_NOW:
            return "temporary-failure"
        if _plain(self.to) in FAILS_FOR_GOOD:
            return "permanent-failure"
        under_way = timezone.now() - self.sent_at < UNDER_WAY
        if self.kind == LETTER:
            return "accepted" if under_way else "received"
        return "sending" if under_way else "delivered"


def keep(
    kind: str,
    *,
    to: str,
    subject: str,
    body: str,
    template: str = "",
    reference: str = "",
    address: tuple[str, ...] = (),
    sent_at: datetime | None = None,
    key: str = "",
) -> Message:
    """Put a message into the postbox; `key` gives a seeded one an id that stays the same."""
    message = Message(
        id=str(uuid.uuid5(uuid.NAMESPACE_URL, key) if key else uuid.uuid4()),
        kind=kind,
        to=to,
        subject=subject,
        body=body.replace("\r\n", "\n"),
        reference=reference,
        template=template,
        address=address,
        sent_at=sent_at or timezone.now(),
    )
    store.put(SUPPLIER, KIND, message.id, _to_body(message))
    return message


def find(message_id: str) -> Message | None:
    body = store.get(SUPPLIER, KIND, message_id)
    return _from_body(body) if body else None


def newest_first(*, to: str = "", reference: str = "") -> list[Message]:
    """Messages to this recipient (all without one); copies counts how often each was sent."""
    messages = [_from_body(body) for body in store.list_of(SUPPLIER, KIND)]
    sent = Counter(message.reference for message in messages if message.reference)
    wanted = _plain(to)
    return [
        _with_copies(message, sent[message.reference] or 1)
        for message in reversed(messages)
        if wanted in ("", _plain(message.to)) and reference in ("", message.reference)
    ]


def recipients() -> list[str]:
    return sorted({message.to for message in newest_first()}, key=str.casefold)


def _with_copies(message: Message, copies: int) -> Message:
    return _from_body({**_to_body(message), "copies": copies})


def _plain(address: str) -> str:
    """An address as people mean it: without spaces and capitals."""
    return "".join(address.split()).casefold()


def _to_body(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "kind": message.kind,
        "to": message.to,
        "subject": message.subject,
        "body": message.body,
        "reference": message.reference,
        "template": message.template,
        "address": list(message.address),
        "sent_at": message.sent_at.isoformat(),
    }


def _from_body(body: dict[str, Any]) -> Message:
    sent_at = datetime.fromisoformat(body["sent_at"])
    return Message(**{**body, "sent_at": sent_at, "address": tuple(body["address"])})
