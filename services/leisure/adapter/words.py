"""From OpenActive's words to the portal's."""

from collections.abc import Iterable
from datetime import UTC, timedelta

from services.contract import WrongRecord
from services.leisure import payloads
from services.leisure.records import (
    Booking,
    Entitlement,
    Membership,
    Opportunity,
    PayWhen,
    Price,
    Venue,
)

# The specification and the data models spell «confirmed» differently; systems follow either.
CONFIRMED = ("/OrderConfirmed", "/OrderItemConfirmed")
NOWHERE = Venue("", "", "", ())


def check_whose(reference: str, answered: str, orders: Iterable[payloads.Order]) -> None:
    """Every part of the answer must be about the member we asked for."""
    if any(whose != reference for whose in (answered, *(o.customer.identifier for o in orders))):
        raise WrongRecord("leisure")


def read_sessions(
    series: Iterable[payloads.SessionSeries], sessions: Iterable[payloads.ScheduledSession]
) -> list[Opportunity]:
    """Sessions whose series we know: the two feeds need not be equally far."""
    known = {one.id: one for one in series}
    return [
        _session(known[session.super_event], session)
        for session in sessions
        if session.super_event in known
    ]


def read_slots(
    facilities: Iterable[payloads.FacilityUse], slots: Iterable[payloads.Slot]
) -> list[Opportunity]:
    """Slots whose facility we know."""
    known = {one.id: one for one in facilities}
    return [_slot(known[slot.facility_use], slot) for slot in slots if slot.facility_use in known]


def read_venue(place: payloads.Place) -> Venue:
    where = (
        place.address.street_address,
        place.address.address_locality,
        place.address.postal_code,
    )
    return Venue(
        name=place.name,
        address=", ".join(part for part in where if part),
        telephone=place.telephone,
        amenities=tuple(one.name for one in place.amenity_feature if one.value and one.name),
    )


def read_price(offer: payloads.Offer) -> Price:
    amount = round(offer.price * 100)
    at_once = offer.open_booking_prepayment.endswith("/Required")
    paid = PayWhen.WHEN_BOOKING if at_once else PayWhen.AT_THE_CENTRE
    return Price(
        offer_id=offer.id,
        name=offer.name,
        amount_pence=amount,
        pay_when=paid if amount else PayWhen.FREE,
        cancel_until=read_duration(offer.latest_cancellation_before_start_date),
    )


def read_duration(text: str) -> timedelta:
    """An ISO 8601 duration of days, hours and minutes; none at all is no time."""
    day_part, _, time_part = text.removeprefix("P").partition("T")
    found = timedelta()
    for part, unit, length in (
        (day_part, "D", timedelta(days=1)),
        (time_part, "H", timedelta(hours=1)),
        (time_part.partition("H")[2] or time_part, "M", timedelta(minutes=1)),
    ):
        number = part.partition(unit)[0]
        if unit in part and number.isdigit():
            found += int(number) * length
    return found


def read_bookings(order: payloads.Order) -> list[Booking]:
    """One booking for each item that is written out in full."""
    return [
        _booking(order, item, item.ordered_item)
        for item in order.ordered_item
        if isinstance(item.ordered_item, payloads.OrderedOpportunity)
    ]


def read_membership(
    account: payloads.CustomerAccount, orders: Iterable[payloads.Order]
) -> Membership:
    return Membership(
        number=account.account_number,
        entitlements=tuple(
            Entitlement(one.entitlement_type.pref_label, one.valid_until)
            for one in account.entitlement
        ),
        bookings=tuple(booking for order in orders for booking in read_bookings(order)),
    )


def _session(series: payloads.SessionSeries, session: payloads.ScheduledSession) -> Opportunity:
    return Opportunity(
        opportunity_id=session.id,
        seller_id=series.organizer.id,
        name=series.name,
        description=series.description,
        activities=_labels(series.activity),
        access_needs=_labels(series.accessibility_support),
        venue=read_venue(series.location),
        starts_at=session.start_date.astimezone(UTC),
        ends_at=session.end_date,
        places_left=session.remaining_attendee_capacity,
        minimum_age=series.age_range.min_value,
        prices=tuple(read_price(offer) for offer in session.offers or series.offers),
        is_cancelled=session.event_status.endswith("/EventCancelled"),
    )


def _slot(facility: payloads.FacilityUse, slot: payloads.Slot) -> Opportunity:
    return Opportunity(
        opportunity_id=slot.id,
        seller_id=facility.provider.id,
        name=facility.name,
        description=facility.description,
        activities=_labels(facility.facility_type),
        access_needs=_labels(facility.accessibility_support),
        venue=read_venue(facility.location),
        starts_at=slot.start_date.astimezone(UTC),
        ends_at=slot.end_date,
        places_left=slot.remaining_uses,
        minimum_age=0,
        prices=tuple(read_price(offer) for offer in slot.offers),
        is_hire=True,
    )


def _labels(concepts: Iterable[payloads.Concept]) -> tuple[str, ...]:
    return tuple(concept.pref_label for concept in concepts)


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
        was_given_back=item.order_item_status.endswith("/CustomerCancelled"),
    )
