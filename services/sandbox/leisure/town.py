"""Where Thornbridge moves, and when: the leisure trust's centres, timetable and prices."""

from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

import msgspec

SITE = "https://booking.thornbridge-leisure.example"
"""Identifiers in the open data begin with the trust's own address, wherever this runs."""
ACTIVITY_LIST = "https://openactive.io/activity-list"
FACILITY_TYPES = "https://openactive.io/facility-types"
ACCESS_LIST = f"{SITE}/access-needs"

ORGANISATION = {
    "@type": "Organization",
    "@id": f"{SITE}/organisation",
    "identifier": "TLT",
    "name": "Thornbridge Leisure Trust",
    "legalName": "Thornbridge Leisure Trust Limited",
    "taxMode": "https://openactive.io/TaxGross",
    "url": SITE,
    "telephone": "01632 960 220",
    "email": "hello@thornbridge-leisure.example",
    "termsOfService": [
        {
            "@type": "TermsOfUse",
            "name": "Terms and conditions",
            "url": f"{SITE}/terms",
            "requiresExplicitConsent": False,
        }
    ],
}
BOOKING_SERVICE = {"@type": "BookingService", "name": "PoolsideBook", "url": SITE}


@dataclass(frozen=True, slots=True)
class Centre:
    slug: str
    name: str
    street: str
    postcode: str
    latitude: float
    longitude: float
    amenities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Price:
    slug: str
    name: str
    pence: int
    prepayment: str = "Unavailable"
    """OpenActive's word: Unavailable means that one pays at the desk."""
    latest_cancellation: str = "P1D"
    bookable_before: str = "P14D"


@dataclass(frozen=True, slots=True)
class Series:
    slug: str
    name: str
    activity: tuple[str, str]
    centre: str
    days: tuple[int, ...]
    """Monday is 0."""
    starts: time
    minutes: int
    places: int
    priced: str
    """Which of the town's prices."""
    description: str
    access: tuple[str, ...] = ()
    minimum_age: int = 16


@dataclass(frozen=True, slots=True)
class Facility:
    slug: str
    name: str
    facility_type: tuple[str, str]
    centre: str
    courts: int
    opens: int
    closes: int
    priced: str
    """Which of the town's prices."""
    description: str
    access: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Town:
    centres: tuple[Centre, ...]
    prices: dict[str, tuple[Price, ...]]
    series: tuple[Series, ...]
    facilities: tuple[Facility, ...]


TOWN = msgspec.toml.decode(Path(__file__).with_name("town.toml").read_bytes(), type=Town)


def centre(slug: str) -> Centre:
    return next(place for place in TOWN.centres if place.slug == slug)


def place(slug: str) -> dict[str, Any]:
    """A centre as schema.org's Place."""
    here = centre(slug)
    return {
        "@type": "Place",
        "@id": f"{SITE}/centres/{here.slug}",
        "url": f"{SITE}/centres/{here.slug}",
        "identifier": here.slug,
        "name": here.name,
        "telephone": "01632 960 220",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": here.street,
            "addressLocality": "Thornbridge",
            "addressRegion": "Thornbridge",
            "postalCode": here.postcode,
            "addressCountry": "GB",
        },
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": here.latitude,
            "longitude": here.longitude,
        },
        "amenityFeature": [
            {"@type": "ext:Amenity", "name": amenity, "value": True} for amenity in here.amenities
        ],
    }


def access_support(needs: tuple[str, ...]) -> list[dict[str, str]]:
    return [concept(ACCESS_LIST, need.lower().replace(" ", "-"), need) for need in needs]


def concept(scheme: str, identifier: str, label: str) -> dict[str, str]:
    return {
        "@type": "Concept",
        "@id": f"{scheme}#{identifier}",
        "prefLabel": label,
        "inScheme": scheme,
    }


def offers(about: str, priced: str) -> list[dict[str, Any]]:
    return [_offer(about, price) for price in TOWN.prices[priced]]


def _offer(about: str, price: Price) -> dict[str, Any]:
    return {
        "@type": "Offer",
        "@id": f"{about}#/offers/{price.slug}",
        "name": price.name,
        "price": price.pence / 100,
        "priceCurrency": "GBP",
        "openBookingPrepayment": f"https://openactive.io/{price.prepayment}",
        "openBookingInAdvance": "https://openactive.io/Optional",
        "validFromBeforeStartDate": price.bookable_before,
        "latestCancellationBeforeStartDate": price.latest_cancellation,
        "allowCustomerCancellationFullRefund": True,
    }
