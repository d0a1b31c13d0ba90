"""What we ask of a card gateway, in our words. Stripe's stay in `stripe_gateway`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Protocol, Self
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


class GatewayUnavailable(Exception):
    """No answer we can rely on. Whatever we asked for may or may not have happened."""


class GatewayRefused(Exception):
    """A clear no: nothing happened, and asking again in the same way will not help."""


class UnknownAtGateway(GatewayRefused):
    """The gateway has never heard of this session."""


class SeenStatus(StrEnum):
    """What the gateway says about a session."""

    OPEN = "open"
    PAID = "paid"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class WantedSession:
    """One attempt to be opened: the same one again is the same page, never a second one."""

    session_id: UUID
    reference: str
    description: str
    amount_pence: int
    return_url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Card:
    """All we ever know of a card."""

    brand: str = ""
    last_four: str = ""


@dataclass(frozen=True, slots=True)
class SeenRefund:
    """A refund in the gateway's books; `refund_id` is ours, when it was we who asked."""

    gateway_reference: str
    amount_pence: int
    state: str
    refunded_at: datetime
    refund_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SeenSession:
    """A session in the gateway's books at the moment we asked."""

    gateway_reference: str
    status: SeenStatus
    session_id: str
    """Ours, as the gateway gives it back."""
    reference: str
    amount_pence: int
    currency: str
    is_live: bool
    page_url: str = ""
    payment_reference: str = ""
    amount_received_pence: int = 0
    paid_at: datetime | None = None
    card: Card = Card()
    refunds: tuple[SeenRefund, ...] = ()


class EntryKind(StrEnum):
    """What a line of the gateway's books is about."""

    PAYMENT = "payment"
    REFUND = "refund"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """A line of the gateway's books: what came in is positive, what went out negative."""

    kind: EntryKind
    gateway_reference: str
    """Of the payment or the refund that it is about."""
    payment_reference: str
    amount_pence: int
    currency: str
    at: datetime
    reference: str = ""
    """Ours, as the gateway gives it back; empty when it was never ours."""


class PaymentGateway(Protocol):
    """Every call raises GatewayUnavailable or GatewayRefused. None is made inside a transaction."""

    @classmethod
    def from_settings(cls) -> Self: ...

    def open_session(self, wanted: WantedSession) -> SeenSession:
        """Idempotent on `wanted.session_id`."""
        ...

    def fetch_session(self, gateway_reference: str) -> SeenSession: ...

    def find_session(self, reference: str, *, created_at: datetime) -> SeenSession | None:
        """Look through the gateway's books for one whose opening we never heard the end of."""
        ...

    def expire_session(self, gateway_reference: str) -> SeenSession:
        """Close the page if it is still open; answers with how the session stands."""
        ...

    def refund(self, payment_reference: str, *, refund_id: UUID, amount_pence: int) -> SeenRefund:
        """Idempotent on `refund_id`."""
        ...

    def list_entries(self, *, since: datetime, until: datetime) -> tuple[SeenEntry, ...]:
        """The gateway's books from `since` to before `until`, without its payouts to our bank."""
        ...


def payment_gateway() -> PaymentGateway:
    """The gateway this council uses."""
    return _from_settings(settings.PAYMENT_GATEWAY)


@cache
def _from_settings(path: str) -> PaymentGateway:
    gateway: PaymentGateway = import_string(path).from_settings()
    return gateway
