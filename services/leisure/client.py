"""The leisure system's calls: its open data feeds, Open Booking, and members' accounts."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date
from typing import Any, Generic, Self, TypeVar
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import msgspec

from services.contract import ServiceUnavailable
from services.http import Rejected, Supplier, supplier, told
from services.leisure import payloads
from services.leisure.records import Quote

logger = logging.getLogger(__name__)
T = TypeVar("T")

API = "api/1.0"
BOOKING_TYPE = "application/vnd.openactive.booking+json; version=1.0"
BROKER = {"@type": "Organization", "name": "My Account"}
CANCELLED = "https://openactive.io/CustomerCancelled"
MOST_PAGES = 20


class NotBookable(Exception):
    """The booking system says no to this session or slot: `kind` is its error's type."""

    def __init__(self, kind: str, description: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.description = description


@dataclass(frozen=True, slots=True)
class Attendee:
    """Who the place is for, as far as the booking system needs it."""

    account_number: str
    first_name: str
    last_name: str
    email: str
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One place at one session or slot, on one offer's terms."""

    opportunity_id: str
    offer_id: str
    seller_id: str


@dataclass
class Mirror(Generic[T]):
    """One RPDE feed as we last saw it. `catch_up` reads what has changed since then."""

    folder: str
    shape: type[T]
    position: dict[str, str] = field(default_factory=dict)
    """The query of the next page to ask for."""
    known: dict[str, tuple[Any, T | None]] = field(default_factory=dict)
    """By id: (modified, item), where None is a deleted one. Any: a number or a string, theirs."""

    @property
    def items(self) -> list[T]:
        return [item for _, item in self.known.values() if item is not None]

    async def catch_up(self, source: Supplier) -> None:
        """Follow `next` to the last page: empty, and its own next page."""
        for _ in range(MOST_PAGES):
            page = await source.get(
                f"feeds/{self.folder}", payloads.FeedPage, params=self.position or None
            )
            following = self._query_of(page.next)
            for item in page.items:
                self._take(item)
            is_last = not page.items and following == self.position
            self.position = following
            if is_last:
                return
        raise ServiceUnavailable("the feed does not end")

    def _query_of(self, address: str) -> dict[str, str]:
        """Only the query of `next` is believed: we never follow a feed to another host or path."""
        parts = urlsplit(address)
        if not parts.path.endswith(f"/feeds/{self.folder}"):
            raise ServiceUnavailable("the feed leads somewhere else")
        return dict(parse_qsl(parts.query))

    def _take(self, item: payloads.FeedItem) -> None:
        key = str(item.id)
        known = self.known.get(key)
        if known and _is_older(item.modified, than=known[0]):
            return
        self.known[key] = (item.modified, self._read(item))

    def _read(self, item: payloads.FeedItem) -> T | None:
        if item.state == "deleted":
            return None
        try:
            return msgspec.json.decode(item.data, type=self.shape)
        except msgspec.MsgspecError:
            # Real feeds carry a bad item now and then; it must not cost the others.
            logger.warning("leisure.feed.item_malformed", extra={"feed": self.folder})
            return None


class LeisureClient:
    """One method per call."""

    def __init__(self, source: Supplier) -> None:
        self._source = source

    @classmethod
    def from_settings(cls) -> Self:
        return cls(supplier("leisure"))

    async def catch_up(self, mirror: Mirror[Any]) -> None:  # whichever feed it mirrors
        await mirror.catch_up(self._source)

    async def find_accounts(
        self, *, account_number: str, family_name: str, postcode: str
    ) -> list[payloads.CustomerAccount]:
        asked = {
            "accountNumber": account_number,
            "familyName": family_name,
            "postalCode": postcode,
        }
        return await self._source.get(
            f"{API}/customer-accounts", list[payloads.CustomerAccount], params=asked
        )

    async def fetch_account(self, account_number: str) -> payloads.CustomerAccount:
        return await self._source.get(
            f"{API}/customer-accounts/{account_number}", payloads.CustomerAccount
        )

    async def list_orders(self, account_number: str, *, since: date) -> list[payloads.Order]:
        """Orders whose session is on or after `since`, latest first."""
        found = await self._source.get(
            f"{API}/customer-accounts/{account_number}/orders",
            payloads.OrderList,
            params={"from": since.isoformat()},
        )
        return list(found.items)

    async def fetch_order(self, order_id: UUID) -> payloads.Order:
        """The order with this id, or the quote it still is."""
        return await self._source.get(f"{API}/orders/{order_id}", payloads.Order)

    async def quote(self, order_id: UUID, wanted: Wanted) -> payloads.Order:
        """C1: what would it cost? Raises NotBookable."""
        order = _order("OrderQuote", wanted)
        return await self._ask_for_quote(f"{API}/order-quote-templates/{order_id}", order)

    async def quote_for(self, order_id: UUID, wanted: Wanted, attendee: Attendee) -> payloads.Order:
        """C2: hold the place for some minutes. Raises NotBookable."""
        order = _order("OrderQuote", wanted, attendee)
        return await self._ask_for_quote(f"{API}/order-quotes/{order_id}", order)

    async def book(
        self,
        order_id: UUID,
        wanted: Wanted,
        attendee: Attendee,
        *,
        total_pence: int,
        payment_reference: str = "",
    ) -> payloads.Order:
        """B: the same order id twice is the same booking. Raises Rejected when the quote is off."""
        order = _order("Order", wanted, attendee)
        order["totalPaymentDue"] = {
            "@type": "PriceSpecification",
            "price": total_pence / 100,
            "priceCurrency": "GBP",
        }
        if payment_reference:
            order["payment"] = {"@type": "Payment", "identifier": payment_reference}
        return told(await self._send("PUT", f"{API}/orders/{order_id}", order))

    async def cancel(self, order_id: str, item_ids: Iterable[str]) -> None:
        """Give the places back. Cancelling twice is cancelling once."""
        items = [
            {"@type": "OrderItem", "@id": item_id, "orderItemStatus": CANCELLED}
            for item_id in item_ids
        ]
        patch = {"@context": "https://openactive.io/", "@type": "Order", "orderedItem": items}
        await self._send("PATCH", f"{API}/orders/{order_id}", patch)

    async def _ask_for_quote(self, path: str, order: Mapping[str, Any]) -> payloads.Order:
        try:
            return told(await self._send("PUT", path, order))
        except Rejected as no:
            raise _why_not(no) from no

    async def _send(
        self, method: str, path: str, order: Mapping[str, Any]
    ) -> payloads.Order | None:
        # Any in, as the dialect asks; what comes back is checked.
        headers = {"Content-Type": BOOKING_TYPE, "Accept": BOOKING_TYPE}
        answer: payloads.Order | None = await self._source.send(
            method, path, payloads.Order, json=order, headers=headers
        )
        return answer


def read_quote(order: payloads.Order) -> Quote:
    """What it costs now, when that is paid, and when it begins: we ask for one place only."""
    due = order.total_payment_due
    ordered = order.ordered_item[0].ordered_item if order.ordered_item else ""
    return Quote(
        total_pence=round(due.price * 100),
        is_paid_now=due.open_booking_prepayment.endswith("/Required"),
        starts_at=None if isinstance(ordered, str) else ordered.start_date.astimezone(UTC),
    )


def _is_older(modified: Any, *, than: Any) -> bool:  # numbers or strings, as the feed likes
    return type(modified) is type(than) and bool(modified < than)


def _order(
    kind: str, wanted: Wanted, attendee: Attendee | None = None
) -> dict[str, Any]:  # JSON-LD, as the specification writes it
    order: dict[str, Any] = {
        "@context": "https://openactive.io/",
        "@type": kind,
        "brokerRole": "https://openactive.io/AgentBroker",
        "broker": BROKER,
        "seller": wanted.seller_id,
        "orderedItem": [
            {
                "@type": "OrderItem",
                "position": 0,
                "acceptedOffer": wanted.offer_id,
                "orderedItem": wanted.opportunity_id,
            }
        ],
    }
    if attendee:
        order["customer"] = {
            "@type": "Person",
            "identifier": attendee.account_number,
            "givenName": attendee.first_name,
            "familyName": attendee.last_name,
            "email": attendee.email,
            "telephone": attendee.telephone,
        }
    return order


def _why_not(no: Rejected) -> Exception:
    """A 409 is a quote whose items say what is wrong; anything else is no answer to show."""
    try:
        quote = msgspec.convert(no.problem, payloads.Order)
    except msgspec.ValidationError:
        return no
    errors = [error for item in quote.ordered_item for error in item.error]
    return NotBookable(errors[0].type, errors[0].description) if errors else no
