"""A card company that keeps books, and fails before or after when it is told to."""

import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import ClassVar
from uuid import UUID

from payments.gateway import (
    Card,
    EntryKind,
    SeenEntry,
    SeenRefund,
    SeenSession,
    SeenStatus,
    UnknownAtGateway,
    WantedSession,
)
from payments.models import PaymentSession
from payments.states import RefundState

PAID_AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


class FakeGateway:
    """Keeps books as a real gateway does; `down` and `after` make it fail before or after."""

    current: ClassVar["FakeGateway"]

    def __init__(self) -> None:
        self.books: dict[str, SeenSession] = {}
        self.refunds: dict[UUID, SeenRefund] = {}
        self.other_entries: list[SeenEntry] = []
        self.calls: list[str] = []
        self.down: Exception | None = None
        self.after: Exception | None = None
        self.lock = threading.Lock()

    @classmethod
    def from_settings(cls) -> "FakeGateway":
        return cls.current

    def open_session(self, wanted: WantedSession) -> SeenSession:
        self._called("open")
        with self.lock:
            reference = f"cs_{wanted.session_id}"
            if reference not in self.books:
                self.books[reference] = SeenSession(
                    gateway_reference=reference,
                    status=SeenStatus.OPEN,
                    session_id=str(wanted.session_id),
                    reference=wanted.reference,
                    amount_pence=wanted.amount_pence,
                    currency="gbp",
                    is_live=False,
                    page_url=f"https://cards.example/pay/{reference}",
                )
        self._fails_afterwards()
        return self.books[reference]

    def fetch_session(self, gateway_reference: str) -> SeenSession:
        self._called("fetch")
        if gateway_reference not in self.books:
            raise UnknownAtGateway(gateway_reference)
        return self.books[gateway_reference]

    def find_session(self, reference: str, *, created_at: datetime) -> SeenSession | None:
        self._called("find")
        return next((s for s in self.books.values() if s.reference == reference), None)

    def expire_session(self, gateway_reference: str) -> SeenSession:
        self._called("expire")
        with self.lock:
            seen = self.books[gateway_reference]
            if seen.status is SeenStatus.OPEN:
                self.books[gateway_reference] = replace(seen, status=SeenStatus.EXPIRED)
        return self.books[gateway_reference]

    def refund(self, payment_reference: str, *, refund_id: UUID, amount_pence: int) -> SeenRefund:
        self._called("refund")
        with self.lock:
            made = self.refunds.setdefault(
                refund_id,
                SeenRefund(
                    f"re_{refund_id}", amount_pence, RefundState.SUCCESS, PAID_AT, refund_id
                ),
            )
            for key, seen in self.books.items():
                if seen.payment_reference == payment_reference and made not in seen.refunds:
                    self.books[key] = replace(seen, refunds=(*seen.refunds, made))
        self._fails_afterwards()
        return made

    def list_entries(self, *, since: datetime, until: datetime) -> tuple[SeenEntry, ...]:
        self._called("list")
        paid = [seen for seen in self.books.values() if seen.paid_at]
        entries = [*self.other_entries, *(an_entry(seen) for seen in paid)]
        entries += [an_entry(seen, one) for seen in paid for one in seen.refunds]
        return tuple(one for one in entries if since <= one.at < until)

    def pay(self, session: PaymentSession, **otherwise: object) -> SeenSession:
        """The resident types a good card. `otherwise` is what the gateway then says wrongly."""
        session.refresh_from_db()
        key = session.gateway_reference or f"cs_{session.pk}"
        paid = replace(
            self.books[key],
            status=SeenStatus.PAID,
            page_url="",
            payment_reference=f"pi_{session.pk}",
            amount_received_pence=self.books[key].amount_pence,
            paid_at=PAID_AT,
            card=Card("visa", "4242"),
        )
        self.books[key] = replace(paid, **otherwise)  # type: ignore[arg-type]  # a test's own
        return self.books[key]

    def run_out(self, session: PaymentSession) -> None:
        session.refresh_from_db()
        key = session.gateway_reference
        self.books[key] = replace(self.books[key], status=SeenStatus.EXPIRED, page_url="")

    def _called(self, name: str) -> None:
        self.calls.append(name)
        if self.down:
            raise self.down

    def _fails_afterwards(self) -> None:
        if self.after:
            raise self.after


def an_entry(paid: SeenSession, refund: SeenRefund | None = None) -> SeenEntry:
    """The line in the gateway's books for a payment, or for a refund of it."""
    return SeenEntry(
        kind=EntryKind.REFUND if refund else EntryKind.PAYMENT,
        gateway_reference=refund.gateway_reference if refund else paid.payment_reference,
        payment_reference=paid.payment_reference,
        amount_pence=-refund.amount_pence if refund else paid.amount_received_pence,
        currency=paid.currency,
        at=refund.refunded_at if refund else paid.paid_at or PAID_AT,
        reference="" if refund else paid.reference,
    )
