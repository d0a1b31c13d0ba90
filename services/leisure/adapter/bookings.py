"""What a resident has booked, in the portal's words."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from services.leisure import payloads
from services.leisure.adapter.opportunities import (
    LONDON,
    PayWhen,
    Price,
    Venue,
    read_price,
    read_venue,
    when,
)

# The specification and the data models spell «confirmed» differently; systems follow either.
CONFIRMED = ("/OrderConfirmed", "/OrderItemConfirmed")
NOWHERE = Venue("", "", "", ())


@dataclass(frozen=True, slots=True)
class Booking:
    """One place that was booked."""

    order_id: str
    item_id: str
    number: str
    """What the centre's desk asks for."""
    name: str
    venue: Venue
    starts_at: datetime
    price: Price | None
    pass_code: str
    is_confirmed: bool
    was_cancelled_by_the_centre: bool = False

    @property
    def on(self) -> date:
        return self.starts_at.astimezone(LONDON).date()

    @property
    def when(self) -> str:
        return when(self.starts_at)

    @property
    def cancel_by(self) -> datetime:
        """The last moment at which the offer's terms allow it to be cancelled."""
        return self.starts_at - (self.price.cancel_until if self.price else timedelta())

    @property
    def cancel_by_words(self) -> str:
        return when(self.cancel_by)

    @property
    def to_pay_at_the_centre_pence(self) -> int:
        unpaid = self.price and self.price.pay_when is PayWhen.AT_THE_CENTRE
        return self.price.amount_pence if self.price and unpaid else 0

    def can_be_cancelled(self, *, now: datetime) -> bool:
        return self.is_confirmed and now <= self.cancel_by

    def is_coming_up(self, *, now: datetime) -> bool:
        return self.is_confirmed and self.starts_at > now


def read_bookings(order: payloads.Order) -> list[Booking]:
    """One booking for each item that is written out in full."""
    return [
        _booking(order, item, item.ordered_item)
        for item in order.ordered_item
        if isinstance(item.ordered_item, payloads.OrderedOpportunity)
    ]


def _booking(
    order: payloads.Order, item: payloads.OrderItem, ordered: payloads.OrderedOpportunity
) -> Booking:
    parent = ordered.super_event or ordered.facility_use
    offer = item.accepted_offer
    return Booking(
        order_id=order.identifier,
        item_id=item.id,
        number=order.order_number,
        name=parent.name if parent else "A session",
        venue=read_venue(parent.location) if parent else NOWHERE,
        starts_at=ordered.start_date.astimezone(UTC),
        price=read_price(offer) if isinstance(offer, payloads.Offer) else None,
        pass_code=item.access_pass[0].text if item.access_pass else "",
        is_confirmed=item.order_item_status.endswith(CONFIRMED),
        was_cancelled_by_the_centre=item.order_item_status.endswith("/SellerCancelled"),
    )
