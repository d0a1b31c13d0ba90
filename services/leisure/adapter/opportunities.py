"""What is on: sessions and slots in the portal's words, and finding the right one."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from services.leisure import payloads

LONDON = ZoneInfo("Europe/London")


class PayWhen(StrEnum):
    """When a place is paid for."""

    FREE = "free"
    AT_THE_CENTRE = "at_the_centre"
    WHEN_BOOKING = "when_booking"


@dataclass(frozen=True, slots=True)
class Price:
    """One offer's terms: `offer_id` is what the booking system calls it."""

    offer_id: str
    name: str
    amount_pence: int
    pay_when: PayWhen
    cancel_until: timedelta
    """How long before the start it can still be cancelled."""

    @property
    def key(self) -> str:
        return _key(self.offer_id)

    @property
    def can_be_booked_here(self) -> bool:
        """What must be paid when booking is not sold here yet."""
        return self.pay_when is not PayWhen.WHEN_BOOKING

    @property
    def words(self) -> str:
        if self.pay_when is PayWhen.FREE:
            return "Free"
        when = "pay at the centre" if self.can_be_booked_here else "pay when you book"
        return f"{self.name}, {pounds(self.amount_pence)}, {when}"


@dataclass(frozen=True, slots=True)
class Venue:
    """A centre, and what makes it easier to use."""

    name: str
    address: str
    telephone: str
    amenities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One session, or one hour of a court or table."""

    opportunity_id: str
    seller_id: str
    name: str
    description: str
    activities: tuple[str, ...]
    access_needs: tuple[str, ...]
    venue: Venue
    starts_at: datetime
    ends_at: datetime | None
    places_left: int | None
    """None when the feed does not say."""
    minimum_age: int
    prices: tuple[Price, ...]
    is_cancelled: bool = False

    @property
    def key(self) -> str:
        """Short enough for an address; the identifier itself is a whole URL."""
        return _key(self.opportunity_id)

    @property
    def is_full(self) -> bool:
        return self.places_left == 0

    @property
    def can_be_booked_here(self) -> bool:
        is_open = not self.is_cancelled and not self.is_full
        return is_open and any(price.can_be_booked_here for price in self.prices)

    @property
    def on(self) -> date:
        return self.starts_at.astimezone(LONDON).date()

    @property
    def when(self) -> str:
        return when(self.starts_at)

    @property
    def time(self) -> str:
        return clock(self.starts_at)

    def price(self, key: str) -> Price | None:
        return next((price for price in self.prices if price.key == key), None)


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody is looking for; what is empty does not matter to them."""

    place: str = ""
    on: date | None = None
    activity: str = ""
    access_need: str = ""


@dataclass(frozen=True, slots=True)
class Timetable:
    """Everything still to come, soonest first, as the feeds said at `as_at`."""

    as_at: datetime
    opportunities: tuple[Opportunity, ...]

    def find(self, search: Search, *, now: datetime) -> list[Opportunity]:
        return [one for one in self.opportunities if one.starts_at > now and _suits(one, search)]

    def get(self, key: str) -> Opportunity | None:
        return next((one for one in self.opportunities if one.key == key), None)

    @property
    def places(self) -> list[str]:
        return sorted({one.venue.name for one in self.opportunities})

    @property
    def activities(self) -> list[str]:
        return sorted({name for one in self.opportunities for name in one.activities})

    @property
    def access_needs(self) -> list[str]:
        return sorted({need for one in self.opportunities for need in one.access_needs})


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


def when(moment: datetime) -> str:
    """«Monday 23 November at 7pm»."""
    return f"{moment.astimezone(LONDON):%A %-d %B} at {clock(moment)}"


def clock(moment: datetime) -> str:
    """«7pm», «6.45am», «midday»."""
    local = moment.astimezone(LONDON)
    if (local.hour, local.minute) == (12, 0):
        return "midday"
    minutes = f".{local:%M}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def pounds(amount_pence: int) -> str:
    return f"£{amount_pence / 100:,.2f}"


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
    )


def _labels(concepts: Iterable[payloads.Concept]) -> tuple[str, ...]:
    return tuple(concept.pref_label for concept in concepts)


def _suits(one: Opportunity, search: Search) -> bool:
    return (
        (not search.place or one.venue.name == search.place)
        and (search.on is None or one.on == search.on)
        and (not search.activity or search.activity in one.activities)
        and (not search.access_need or search.access_need in one.access_needs)
    )


def _key(identifier: str) -> str:
    return hashlib.sha256(identifier.encode()).hexdigest()[:16]
