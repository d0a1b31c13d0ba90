"""The only module that speaks Stripe: hosted Checkout, through Stripe's own client library.

What we did not get an answer to may have happened, so every doubt is GatewayUnavailable; only a
clear 4xx is GatewayRefused. Stripe repeats its answer to a used idempotency key for 24 hours.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Self, TypeVar
from uuid import UUID

import stripe
from django.conf import settings

from payments.gateway import (
    Card,
    EntryKind,
    GatewayRefused,
    GatewayUnavailable,
    SeenEntry,
    SeenRefund,
    SeenSession,
    SeenStatus,
    UnknownAtGateway,
    WantedSession,
)
from payments.states import RefundState
from services.breaker import Breaker

logger = logging.getLogger(__name__)
stripe.enable_telemetry = False  # it would tell Stripe how fast our last call was: not needed
T = TypeVar("T")

CURRENCY = "gbp"
EXPAND = ["payment_intent.latest_charge"]
TOLERANCE = 5 * 60
"""Seconds that a signature is good for."""
SEARCH_WINDOW = timedelta(minutes=10)
REFUND_STATES = {
    "succeeded": RefundState.SUCCESS,
    "failed": RefundState.ERROR,
    "canceled": RefundState.ERROR,
}
ENTRY_KINDS = {
    "charge": EntryKind.PAYMENT,
    "payment": EntryKind.PAYMENT,
    "refund": EntryKind.REFUND,
    "payment_refund": EntryKind.REFUND,
}
DOUBTS = (
    stripe.StripeError,
    GatewayUnavailable,
    ValueError,
    OverflowError,
    TypeError,
    AttributeError,
    KeyError,
)
"""Everything but a clear no, and answers that cannot be read."""
BETWEEN_BANKS = ("payout", "payout_cancel", "payout_failure", "stripe_fee")


class WrongAnswer(GatewayUnavailable):
    """Stripe answered about something we did not ask for: believe none of it."""


def is_genuine(payload: bytes, header: str, secrets: Iterable[str]) -> bool:
    """Whether any of our secrets signed exactly these bytes in the last five minutes."""
    for secret in secrets:
        try:
            stripe.WebhookSignature.verify_header(payload.decode(), header, secret, TOLERANCE)
        except (stripe.SignatureVerificationError, ValueError, TypeError):
            continue
        return True
    return False


class StripeGateway:
    """Stripe, or whatever answers at STRIPE_API_URL as Stripe does."""

    def __init__(self, client: stripe.StripeClient) -> None:
        self._client = client
        self._breaker = Breaker()
        self._lock = threading.Lock()

    @classmethod
    def from_settings(cls) -> Self:
        return cls(
            stripe.StripeClient(
                settings.STRIPE_SECRET_KEY,
                base_addresses={"api": settings.STRIPE_API_URL},
                max_network_retries=settings.STRIPE_RETRIES,
                http_client=stripe.RequestsClient(
                    timeout=(settings.STRIPE_CONNECT_SECONDS, settings.STRIPE_READ_SECONDS)
                ),
            )
        )

    def open_session(self, wanted: WantedSession) -> SeenSession:
        facts = {"session_id": str(wanted.session_id), "reference": wanted.reference}
        asked: stripe.params.checkout.SessionCreateParams = {
            "mode": "payment",
            "ui_mode": "hosted_page",
            "allowed_payment_method_types": ["card"],
            "locale": "en-GB",
            "submit_type": "pay",
            "client_reference_id": wanted.reference,
            "metadata": facts,
            "payment_intent_data": {"description": wanted.description, "metadata": facts},
            "success_url": wanted.return_url,
            "cancel_url": wanted.return_url,
            "expires_at": int(wanted.expires_at.timestamp()),
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": CURRENCY,
                        "unit_amount": wanted.amount_pence,
                        "product_data": {"name": wanted.description},
                    },
                }
            ],
        }
        key: stripe.RequestOptions = {"idempotency_key": f"session-{wanted.session_id}"}
        return self._ask(lambda: _seen(self._client.v1.checkout.sessions.create(asked, key), ()))

    def fetch_session(self, gateway_reference: str) -> SeenSession:
        def fetch() -> SeenSession:
            sessions = self._client.v1.checkout.sessions
            found = sessions.retrieve(gateway_reference, {"expand": EXPAND})
            if found.id != gateway_reference:
                raise WrongAnswer(gateway_reference)
            return _seen(found, self._refunds_of(found))

        return self._ask(fetch)

    def find_session(self, reference: str, *, created_at: datetime) -> SeenSession | None:
        # Stripe cannot search sessions by our reference, so we look through those minutes.
        since, until = created_at - SEARCH_WINDOW, created_at + SEARCH_WINDOW
        asked: stripe.params.checkout.SessionListParams = {
            "created": {"gte": int(since.timestamp()), "lte": int(until.timestamp())},
            "limit": 100,
        }

        def look() -> str | None:
            page = self._client.v1.checkout.sessions.list(asked)
            for session in page.auto_paging_iter():
                if session.client_reference_id == reference:
                    return session.id
            return None

        found = self._ask(look)
        return self.fetch_session(found) if found else None

    def expire_session(self, gateway_reference: str) -> SeenSession:
        try:
            self._ask(lambda: self._client.v1.checkout.sessions.expire(gateway_reference))
        except UnknownAtGateway:
            raise
        except GatewayRefused:
            logger.info("payments.session.not_open", extra={"session": gateway_reference})
        return self.fetch_session(gateway_reference)

    def refund(self, payment_reference: str, *, refund_id: UUID, amount_pence: int) -> SeenRefund:
        asked: stripe.params.RefundCreateParams = {
            "payment_intent": payment_reference,
            "amount": amount_pence,
            "metadata": {"refund_id": str(refund_id)},
        }
        key: stripe.RequestOptions = {"idempotency_key": f"refund-{refund_id}"}
        return self._ask(lambda: _seen_refund(self._client.v1.refunds.create(asked, key)))

    def list_entries(self, *, since: datetime, until: datetime) -> tuple[SeenEntry, ...]:
        asked: stripe.params.BalanceTransactionListParams = {
            "created": {"gte": int(since.timestamp()), "lt": int(until.timestamp())},
            "limit": 100,
            "expand": ["data.source"],
        }

        def read() -> tuple[SeenEntry, ...]:
            lines = self._client.v1.balance_transactions.list(asked).auto_paging_iter()
            return tuple(_seen_entry(line) for line in lines if line.type not in BETWEEN_BANKS)

        return self._ask(read)

    def _refunds_of(self, session: stripe.checkout.Session) -> tuple[SeenRefund, ...]:
        intent = session.payment_intent
        charge = intent.latest_charge if isinstance(intent, stripe.PaymentIntent) else None
        if not isinstance(charge, stripe.Charge):
            return ()
        # Whatever the charge adds up to: a refund that failed is not in that sum any more.
        payment = charge.payment_intent
        asked: stripe.params.RefundListParams = {"payment_intent": str(payment), "limit": 100}
        refunds = self._client.v1.refunds.list(asked).auto_paging_iter()
        return tuple(_seen_refund(refund) for refund in refunds)

    def _ask(self, call: Callable[[], T]) -> T:
        """Make one call, with the breaker before it and our words for what goes wrong."""
        with self._lock:
            if not self._breaker.allows():
                raise GatewayUnavailable("left alone")
        try:
            answer = call()
        except stripe.IdempotencyError as fault:
            # Our own mistake (other parameters for a used key), or the first call is under way.
            self._succeeded()
            logger.error("payments.gateway.key_conflict", extra={"status": fault.http_status})
            raise GatewayUnavailable("idempotency") from fault
        except stripe.InvalidRequestError as no:
            self._succeeded()
            logger.warning("payments.gateway.refused", extra={"code": no.code, "param": no.param})
            kind = UnknownAtGateway if no.code == "resource_missing" else GatewayRefused
            raise kind(str(no.code or no.param)) from no
        except BaseException as fault:
            self._failed(fault)  # a bug of ours as well: the breaker must hear of every end
            if isinstance(fault, DOUBTS):
                raise GatewayUnavailable(type(fault).__name__) from fault
            raise
        self._succeeded()
        return answer

    def _failed(self, fault: BaseException) -> None:
        with self._lock:
            self._breaker.failed()
        logger.warning("payments.gateway.failed", extra={"fault": type(fault).__name__})

    def _succeeded(self) -> None:
        with self._lock:
            self._breaker.succeeded()


def _seen(session: stripe.checkout.Session, refunds: tuple[SeenRefund, ...]) -> SeenSession:
    facts = session.metadata.to_dict() if session.metadata else {}
    intent = session.payment_intent
    paid = intent if isinstance(intent, stripe.PaymentIntent) else None
    charge = paid.latest_charge if paid else None
    return SeenSession(
        gateway_reference=session.id,
        status=_status(session),
        session_id=str(facts.get("session_id", "")),
        reference=session.client_reference_id or "",
        amount_pence=session.amount_total or 0,
        currency=session.currency or "",
        is_live=session.livemode,
        page_url=session.url or "",
        payment_reference=paid.id if paid else "",
        amount_received_pence=paid.amount_received if paid else 0,
        paid_at=_instant(charge.created) if isinstance(charge, stripe.Charge) else None,
        card=_card(charge) if isinstance(charge, stripe.Charge) else Card(),
        refunds=refunds,
    )


def _status(session: stripe.checkout.Session) -> SeenStatus:
    if session.status == "complete" and session.payment_status == "paid":
        return SeenStatus.PAID
    # Complete and not paid yet is a payment under way at a bank: still open for us.
    return SeenStatus.EXPIRED if session.status == "expired" else SeenStatus.OPEN


def _card(charge: stripe.Charge) -> Card:
    details = charge.payment_method_details
    card = details.card if details else None
    return Card(brand=card.brand or "", last_four=card.last4 or "") if card else Card()


def _seen_refund(refund: stripe.Refund) -> SeenRefund:
    ours = (refund.metadata.to_dict() if refund.metadata else {}).get("refund_id")
    return SeenRefund(
        gateway_reference=refund.id,
        amount_pence=refund.amount,
        state=REFUND_STATES.get(refund.status or "", RefundState.SUBMITTED),
        refunded_at=_instant(refund.created),
        refund_id=UUID(str(ours)) if ours else None,
    )


def _seen_entry(line: stripe.BalanceTransaction) -> SeenEntry:
    kind = ENTRY_KINDS.get(line.type, EntryKind.OTHER)
    source = line.source
    payment = facts = None
    if isinstance(source, stripe.Charge | stripe.Refund):
        payment, facts = source.payment_intent, source.metadata
    payment_reference = str(getattr(payment, "id", payment) or "")
    about = payment_reference if kind is EntryKind.PAYMENT else getattr(source, "id", source)
    return SeenEntry(
        kind=kind,
        gateway_reference=str(about or line.id),
        payment_reference=payment_reference,
        amount_pence=line.amount,
        currency=line.currency,
        at=_instant(line.created),
        reference=str((facts.to_dict() if facts else {}).get("reference", "")),
    )


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)
