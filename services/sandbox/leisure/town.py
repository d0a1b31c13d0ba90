"""Where Thornbridge moves, and when: the leisure trust's centres, timetable and prices."""

from dataclasses import dataclass
from datetime import time
from typing import Any

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
    prices: tuple[Price, ...]
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
    prices: tuple[Price, ...]
    description: str
    access: tuple[str, ...] = ()


CENTRES = (
    Centre("thornbridge", "Thornbridge Leisure Centre", "Canal Street", "TB1 4QA",
           53.4101, -1.6032, ("Accessible changing", "Hoist", "Lift", "Hearing loop")),
    Centre("millfield", "Millfield Pool", "Mill Lane", "TB2 7HA",
           53.4188, -1.5920, ("Pool hoist", "Changing Places toilet", "Step-free entrance")),
    Centre("foundry", "Foundry Sports Hall", "Foundry Row", "TB2 3FA",
           53.4143, -1.5881, ("Step-free entrance", "Accessible changing")),
    Centre("quarry-park", "Quarry Park Pavilion", "Quarry Rise", "TB3 2LA",
           53.4032, -1.6170, ("Level access", "Blue Badge parking")),
    Centre("central-library", "Central Library Community Room", "Market Place", "TB1 1AA",
           53.4110, -1.6001, ("Lift", "Hearing loop", "Quiet space")),
)  # fmt: skip

FREE = Price("free", "Free", 0, latest_cancellation="PT2H")
CLASS = (Price("adult", "Adult", 640), Price("concession", "Concession", 380))
SWIM = (Price("adult", "Adult swim", 520, latest_cancellation="PT2H"),
        Price("concession", "Concession swim", 310, latest_cancellation="PT2H"))  # fmt: skip
COURT = (Price("court", "Court for up to four", 1150, prepayment="Required"),)
TABLE = (Price("table", "Table", 300),)

SERIES = (
    Series("chair-exercise", "Chair-based exercise",
           ("ee3cf3ee-082e-4f53-9cb2-3ef0589497ed", "Chair Based Exercise"), "central-library",
           (0, 3), time(10, 30), 45, 16, (FREE,),
           "Gentle exercise sitting down. Tea afterwards. Bring a friend or a carer.",
           ("Physical impairment", "Dementia", "Visual impairment"), 50),
    Series("walking-football", "Walking football",
           ("b8019b67-2ade-406f-a012-91a5c3869652", "Walking Football"), "quarry-park",
           (1,), time(11, 0), 60, 20, (FREE,),
           "Football at walking pace, for anyone who thought their playing days were over.",
           ("Hearing impairment",), 50),
    Series("health-walk", "Canal health walk",
           ("6f1e35d6-e09b-46a2-9290-5db7d32bfbb0", "Canal and River Walking"), "thornbridge",
           (5,), time(9, 30), 75, 25, (FREE,),
           "A level three-mile walk along the canal with a trained leader.",
           ("Learning disability", "Visual impairment"), 0),
    Series("aqua-aerobics", "Aqua aerobics",
           ("6e31262b-ce37-4fc7-b3e3-d827ac5e8b42", "Aqua Aerobics"), "millfield",
           (1, 3), time(18, 30), 45, 22, CLASS,
           "A lively workout in shallow water. You do not need to swim.",
           ("Physical impairment",)),
    Series("lane-swim", "Early lane swimming",
           ("2750229d-b725-4171-9276-376be913957c", "Swimming"), "millfield",
           (0, 1, 2, 3, 4), time(6, 45), 60, 40, SWIM,
           "Lanes for slow, medium and fast swimmers before work.", ()),
    Series("women-swim", "Women-only swim",
           ("2750229d-b725-4171-9276-376be913957c", "Swimming"), "millfield",
           (6,), time(16, 0), 60, 40, SWIM,
           "Women and girls only, with women lifeguards and the blinds down.", (), 8),
    Series("yoga", "Yoga for everyone",
           ("bf1a5e00-cdcf-465d-8c5a-6f57040b7f7e", "Yoga"), "thornbridge",
           (0, 2), time(19, 0), 60, 18, CLASS,
           "A calm hour for beginners and improvers. Mats are provided.",
           ("Hearing impairment",)),
    Series("pilates", "Pilates",
           ("3a6b1c08-7aa6-48d4-9690-dca9e0133057", "Pilates"), "thornbridge",
           (4,), time(12, 15), 45, 14, CLASS, "Core strength and posture in your lunch hour.", ()),
    Series("tai-chi", "Tai chi in the park",
           ("c16df6ed-a4a0-4275-a8c3-1c8cff56856f", "Tai Chi"), "quarry-park",
           (2, 5), time(10, 0), 60, 20, (Price("adult", "Pay what you can", 200),),
           "Slow, flowing movement for balance and breath. Indoors when it rains.",
           ("Physical impairment", "Dementia")),
    Series("indoor-cycling", "Indoor cycling",
           ("5f09c2ca-ceeb-4e0c-871f-e2d0b9971317", "Indoor Cycling"), "thornbridge",
           (1, 3, 5), time(7, 0), 45, 12, CLASS, "Hills, sprints and loud music.", ()),
    Series("wheelchair-basketball", "Wheelchair basketball",
           ("bd661e66-7781-4934-90f4-8655d07eebd7", "Wheelchair Basketball"), "foundry",
           (3,), time(19, 30), 90, 15, (FREE,),
           "All abilities, disabled and non-disabled. Sports chairs are provided.",
           ("Physical impairment", "Learning disability"), 11),
    Series("boccia", "Boccia club",
           ("611363c5-8acf-4eeb-aeba-c33e9c70146e", "Boccia"), "foundry",
           (4,), time(14, 0), 90, 12, (Price("player", "Player", 250),),
           "The Paralympic ball game. Ramps and assistants are available.",
           ("Physical impairment", "Learning disability", "Visual impairment"), 11),
    Series("tea-dance", "Tea dance",
           ("e3334ebc-7568-48fa-8c93-151626101e5b", "Tea Dance"), "central-library",
           (2,), time(14, 0), 120, 30, (Price("dancer", "Dancer, with tea", 450),),
           "Live piano, a good floor and cake. Come alone or as a couple.",
           ("Dementia", "Hearing impairment"), 50),
)  # fmt: skip

FACILITIES = (
    Facility("badminton", "Badminton courts",
             ("9db5681e-700e-4b30-99a5-355885d94db2", "Badminton Court"), "foundry",
             4, 9, 21, COURT, "Four courts with sprung floors. Rackets for hire at the desk.",
             ("Physical impairment",)),
    Facility("table-tennis", "Table tennis tables",
             ("5b5e33b7-dc1f-44ba-8122-2c051a533959", "Table Tennis Table"), "thornbridge",
             3, 10, 20, TABLE, "Bats and balls are at the desk.", ("Physical impairment",)),
    Facility("games-area", "Quarry Park games area",
             ("7ff595ff-14fc-4e51-8c82-ac8f53af5244", "Multi Use Games Area"), "quarry-park",
             1, 9, 18, (FREE,), "A floodlit pitch with goals and hoops, free by the hour.", ()),
)  # fmt: skip


def centre(slug: str) -> Centre:
    return next(place for place in CENTRES if place.slug == slug)


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


def offers(about: str, prices: tuple[Price, ...]) -> list[dict[str, Any]]:
    return [_offer(about, price) for price in prices]


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
