"""What is on and what is booked at the leisure centres, in the portal's words.

Money is integer pence.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from accessibility import plain_words
from services.supplied import LONDON, Timed


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
    def is_paid_now(self) -> bool:
        """Sold only against payment: the payment books the place."""
        return self.pay_when is PayWhen.WHEN_BOOKING

    @property
    def terms(self) -> str:
        """What is agreed to by choosing this price; something else when any of it changes."""
        return _key(f"{self.offer_id} {self.amount_pence} {self.pay_when}")

    @property
    def words(self) -> str:
        if self.pay_when is PayWhen.FREE:
            return "Free"
        when = "pay now by card" if self.is_paid_now else "pay at the centre"
        return f"{self.name}, {plain_words.pounds(self.amount_pence)}, {when}"


@dataclass(frozen=True, slots=True)
class Venue:
    """A centre, and what makes it easier to use."""

    name: str
    address: str
    telephone: str
    amenities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opportunity(Timed):
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
    is_hire: bool = False
    """An hour of a court, table or pitch, rather than a session somebody leads."""

    @property
    def key(self) -> str:
        """Short enough for an address; the identifier itself is a whole URL."""
        return _key(self.opportunity_id)

    @property
    def is_full(self) -> bool:
        return self.places_left == 0

    @property
    def is_paid_now(self) -> bool:
        """Whatever price is chosen, it is paid before the place is booked."""
        return bool(self.prices) and all(price.is_paid_now for price in self.prices)

    @property
    def from_to(self) -> str:
        """«Tuesday 24 November at 11am to midday»."""
        if self.ends_at is None:
            return self.when
        return f"{self.when} to {plain_words.clock(self.ends_at.astimezone(LONDON))}"

    @property
    def time(self) -> str:
        return plain_words.clock(self.starts_at.astimezone(LONDON))

    def at(self, starts_at: datetime | None) -> "Opportunity":
        """The same at a time that somebody told us since; nobody told us when it ends then."""
        if starts_at is None or starts_at == self.starts_at:
            return self
        return replace(self, starts_at=starts_at, ends_at=None)


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody is looking for; what is empty does not matter to them.

    Hours of courts and tables would bury everything else, so they are found by their activity only.
    """

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


@dataclass(frozen=True, slots=True)
class Booking(Timed):
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
    """What opens the door, or is shown at it; empty where nothing does."""
    is_confirmed: bool
    was_cancelled_by_the_centre: bool = False
    was_given_back: bool = False
    """Cancelled by whoever booked it."""

    @property
    def cancel_by(self) -> datetime:
        """The last moment at which the offer's terms allow it to be cancelled."""
        return self.starts_at - (self.price.cancel_until if self.price else timedelta())

    @property
    def to_pay_at_the_centre_pence(self) -> int:
        return self._costs(PayWhen.AT_THE_CENTRE)

    @property
    def paid_pence(self) -> int:
        return self._costs(PayWhen.WHEN_BOOKING)

    def can_be_cancelled(self, *, now: datetime) -> bool:
        return self.is_confirmed and now <= self.cancel_by

    def is_coming_up(self, *, now: datetime) -> bool:
        return self.is_confirmed and self.starts_at > now

    def _costs(self, pay_when: PayWhen) -> int:
        return self.price.amount_pence if self.price and self.price.pay_when is pay_when else 0


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What a member may do: a card, a membership. None: it does not end."""

    name: str
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Membership:
    """A member's number, what it entitles to, and what was booked with it, latest first."""

    number: str
    entitlements: tuple[Entitlement, ...]
    bookings: tuple[Booking, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What one place costs at this moment, and when its session begins."""

    total_pence: int
    is_paid_now: bool
    starts_at: datetime | None
    """None when the answer does not write the session out."""


def _suits(one: Opportunity, search: Search) -> bool:
    return (
        (bool(search.activity) or not one.is_hire)
        and (not search.place or one.venue.name == search.place)
        and (search.on is None or one.on == search.on)
        and (not search.activity or search.activity in one.activities)
        and (not search.access_need or search.access_need in one.access_needs)
    )


def _key(identifier: str) -> str:
    return hashlib.sha256(identifier.encode()).hexdigest()[:16]
