"""The leisure system's words: OpenActive's opportunities, orders and customer accounts."""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct, field

Money = Annotated[float, Meta(ge=0, le=10_000)]
Places = Annotated[int, Meta(ge=0)]


class _Shape(Struct, frozen=True, rename="camel"):
    """Members we do not know are left out: real feeds say more than we ask for."""


class Concept(_Shape, frozen=True):
    pref_label: str


class PostalAddress(_Shape, frozen=True):
    street_address: str = ""
    address_locality: str = ""
    postal_code: str = ""


class Amenity(_Shape, frozen=True):
    name: str = ""
    value: bool = False


class Place(_Shape, frozen=True):
    name: str
    telephone: str = ""
    address: PostalAddress = PostalAddress()
    amenity_feature: tuple[Amenity, ...] = ()


class Offer(_Shape, frozen=True):
    id: str = field(name="@id")
    name: str = ""
    price: Money = 0
    open_booking_prepayment: str = ""
    latest_cancellation_before_start_date: str = ""


class AgeRange(_Shape, frozen=True):
    min_value: int = 0


class Organization(_Shape, frozen=True):
    id: str = field(name="@id")


class SessionSeries(_Shape, frozen=True):
    id: str = field(name="@id")
    name: str
    location: Place
    organizer: Organization
    description: str = ""
    activity: tuple[Concept, ...] = ()
    accessibility_support: tuple[Concept, ...] = ()
    age_range: AgeRange = AgeRange()
    offers: tuple[Offer, ...] = ()


class ScheduledSession(_Shape, frozen=True):
    id: str = field(name="@id")
    super_event: str
    start_date: datetime
    end_date: datetime | None = None
    event_status: str = ""
    remaining_attendee_capacity: Places | None = None
    offers: tuple[Offer, ...] = ()


class FacilityUse(_Shape, frozen=True):
    id: str = field(name="@id")
    name: str
    location: Place
    provider: Organization
    description: str = ""
    facility_type: tuple[Concept, ...] = ()
    accessibility_support: tuple[Concept, ...] = ()


class Slot(_Shape, frozen=True):
    id: str = field(name="@id")
    facility_use: str
    start_date: datetime
    end_date: datetime | None = None
    remaining_uses: Places | None = None
    offers: tuple[Offer, ...] = ()


class FeedItem(_Shape, frozen=True):
    """`data` is read one by one: a bad item must not cost the page."""

    state: Literal["updated", "deleted"]
    id: str | int
    modified: str | int
    data: msgspec.Raw = msgspec.Raw()


class FeedPage(_Shape, frozen=True):
    next: str
    items: tuple[FeedItem, ...]


class Person(_Shape, frozen=True):
    identifier: str = ""
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    telephone: str = ""


class Entitlement(_Shape, frozen=True):
    entitlement_type: Concept
    valid_until: date | None = None


class CustomerAccount(_Shape, frozen=True):
    account_number: str
    customer: Person
    entitlement: tuple[Entitlement, ...] = ()


class Parent(_Shape, frozen=True):
    """The series or facility inside an order, as far as we show it."""

    name: str
    location: Place


class OrderedOpportunity(_Shape, frozen=True):
    id: str = field(name="@id")
    start_date: datetime
    end_date: datetime | None = None
    super_event: Parent | None = None
    facility_use: Parent | None = None


class AccessPass(_Shape, frozen=True):
    text: str = ""


class OpenBookingError(_Shape, frozen=True):
    type: str = field(name="@type")
    description: str = ""


class OrderItem(_Shape, frozen=True):
    ordered_item: OrderedOpportunity | str
    accepted_offer: Offer | str
    id: str = field(name="@id", default="")
    order_item_status: str = ""
    access_pass: tuple[AccessPass, ...] = ()
    error: tuple[OpenBookingError, ...] = ()


class PriceSpecification(_Shape, frozen=True):
    price: Money
    open_booking_prepayment: str = ""


class Lease(_Shape, frozen=True):
    """How long the places of a quote are held."""

    lease_expires: datetime


class Payment(_Shape, frozen=True):
    identifier: str = ""


class Order(_Shape, frozen=True):
    """An Order or an OrderQuote; only an Order has a number."""

    identifier: str
    ordered_item: tuple[OrderItem, ...]
    total_payment_due: PriceSpecification
    order_number: str = ""
    customer: Person = Person()
    seller: Organization | None = None
    lease: Lease | None = None
    payment: Payment | None = None


class OrderList(_Shape, frozen=True):
    items: tuple[Order, ...]
