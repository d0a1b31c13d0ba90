"""The leisure trust's books: four weeks ahead, a week just gone, and members' two years."""

import random
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.sandbox.leisure import books, orders, town
from services.sandbox.models import Document
from services.sandbox.personas import Person

LONDON = ZoneInfo("Europe/London")
WEEKS_AHEAD = 4
SLOT_DAYS_AHEAD = 10
MONTHS_OF_HISTORY = 24
FAVOURITES = {
    "amina": ("women-swim", "yoga"),
    "grace": ("aqua-aerobics",),
    "priya": ("indoor-cycling", "pilates"),
    "tom": ("lane-swim",),
}
Row = tuple[str, str, str, dict[str, Any]]
"""kind, key, person, body"""


def seed(rng: random.Random, *, today: date, people: Iterable[Person]) -> None:
    members = [person for person in people if person.membership]
    rows = [
        *_series(),
        *_sessions(rng, today),
        *_facilities(),
        *_slots(rng, today),
        *_accounts(members, today),
        *_orders(rng, members, today),
    ]
    Document.objects.bulk_create(
        Document(
            supplier=books.SUPPLIER,
            kind=kind,
            key=key,
            person=person,
            body=body,
            change_number=number,
        )
        for number, (kind, key, person, body) in enumerate(rows, start=1)
    )


def instant(day: date, at: time) -> str:
    """A London wall-clock time as the open data writes it: in UTC, with a Z."""
    moment = datetime.combine(day, at, LONDON).astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _series() -> Iterator[Row]:
    for series in town.TOWN.series:
        about = books.address(books.SESSION_SERIES, series.slug)
        yield (
            books.SESSION_SERIES,
            series.slug,
            "",
            {
                "@context": "https://openactive.io/",
                "@type": books.SESSION_SERIES,
                "@id": about,
                "identifier": series.slug,
                "url": about,
                "name": series.name,
                "description": series.description,
                "activity": [town.concept(town.ACTIVITY_LIST, *series.activity)],
                "accessibilitySupport": town.access_support(series.access),
                "ageRange": {"@type": "QuantitativeValue", "minValue": series.minimum_age},
                "duration": f"PT{series.minutes}M",
                "location": town.place(series.centre),
                "organizer": town.ORGANISATION,
                "offers": town.offers(about, series.priced),
            },
        )


def _sessions(rng: random.Random, today: date) -> Iterator[Row]:
    for series in town.TOWN.series:
        for offset in range(-7, WEEKS_AHEAD * 7):
            day = today + timedelta(days=offset)
            if day.weekday() not in series.days:
                continue
            key = f"{series.slug}-{day:%Y%m%d}"
            gone = offset < 0
            body = {books.DELETED: True} if gone else _session(rng, series, day, key, offset)
            yield books.SCHEDULED_SESSION, key, "", body


def _session(
    rng: random.Random, series: town.Series, day: date, key: str, offset: int
) -> dict[str, Any]:
    starts = datetime.combine(day, series.starts, LONDON)
    ends = (starts + timedelta(minutes=series.minutes)).time()
    taken = int(series.places * max(0.1, rng.uniform(0.5, 1.05) - offset * 0.03))
    cancelled = rng.random() < 0.02
    return {
        "@context": "https://openactive.io/",
        "@type": books.SCHEDULED_SESSION,
        "@id": books.address(books.SCHEDULED_SESSION, key),
        "identifier": key,
        "superEvent": books.address(books.SESSION_SERIES, series.slug),
        "startDate": instant(day, series.starts),
        "endDate": instant(day, ends),
        "duration": f"PT{series.minutes}M",
        "eventStatus": f"https://schema.org/Event{'Cancelled' if cancelled else 'Scheduled'}",
        "maximumAttendeeCapacity": series.places,
        "remainingAttendeeCapacity": max(0, series.places - taken),
    }


def _facilities() -> Iterator[Row]:
    for facility in town.TOWN.facilities:
        about = books.address(books.FACILITY_USE, facility.slug)
        yield (
            books.FACILITY_USE,
            facility.slug,
            "",
            {
                "@context": "https://openactive.io/",
                "@type": books.FACILITY_USE,
                "@id": about,
                "identifier": facility.slug,
                "url": about,
                "name": facility.name,
                "description": facility.description,
                "facilityType": [town.concept(town.FACILITY_TYPES, *facility.facility_type)],
                "accessibilitySupport": town.access_support(facility.access),
                "location": town.place(facility.centre),
                "provider": town.ORGANISATION,
            },
        )


def _slots(rng: random.Random, today: date) -> Iterator[Row]:
    for facility in town.TOWN.facilities:
        about = books.address(books.FACILITY_USE, facility.slug)
        for offset in range(SLOT_DAYS_AHEAD):
            day = today + timedelta(days=offset)
            for hour in range(facility.opens, facility.closes):
                key = f"{facility.slug}-{day:%Y%m%d}-{hour:02}"
                taken = rng.randint(0, facility.courts) if hour >= 17 else rng.randint(0, 1)
                yield (
                    books.SLOT,
                    key,
                    "",
                    {
                        "@context": "https://openactive.io/",
                        "@type": books.SLOT,
                        "@id": books.address(books.SLOT, key),
                        "identifier": key,
                        "facilityUse": about,
                        "startDate": instant(day, time(hour)),
                        "endDate": instant(day, time(hour + 1)),
                        "duration": "PT1H",
                        "maximumUses": facility.courts,
                        "remainingUses": facility.courts - taken,
                        "offers": town.offers(about, facility.priced),
                    },
                )


def _accounts(members: Iterable[Person], today: date) -> Iterator[Row]:
    for number, member in enumerate(members):
        until = today + timedelta(days=(20, 140, 45, 300)[number % 4])
        yield (
            books.ACCOUNT,
            member.membership,
            member.name,
            {
                "@context": "https://openactive.io/",
                "@type": books.ACCOUNT,
                "@id": f"{town.SITE}/customer-accounts/{member.membership}",
                "identifier": member.membership,
                "accountNumber": member.membership,
                "customer": orders.customer(member),
                "hasHiddenEntitlements": False,
                "accessPass": [{"@type": "Barcode", "text": f"*{member.membership}*"}],
                "entitlement": [
                    {
                        "@type": "Entitlement",
                        "entitlementType": {
                            "@type": "Concept",
                            "@id": f"{town.SITE}/entitlements#leisure-card",
                            "prefLabel": "Thornbridge Leisure Card",
                            "inScheme": f"{town.SITE}/entitlements",
                        },
                        "validFrom": (until - timedelta(days=364)).isoformat(),
                        "validUntil": until.isoformat(),
                    }
                ],
            },
        )


def _orders(rng: random.Random, members: Iterable[Person], today: date) -> Iterator[Row]:
    """What each member booked: most weeks of the past two years, and the week to come."""
    number = 10_000
    for member in members:
        for series in (s for s in town.TOWN.series if s.slug in FAVOURITES[member.name]):
            day = today - timedelta(days=MONTHS_OF_HISTORY * 30)
            while day <= today + timedelta(days=7):
                if day.weekday() == series.days[0] and (day > today or rng.random() < 0.4):
                    number += 1
                    yield _past_order(rng, member, series, day, number, today)
                day += timedelta(days=1)


def _past_order(
    rng: random.Random, member: Person, series: town.Series, day: date, number: int, today: date
) -> Row:
    order_id = str(uuid.UUID(int=rng.getrandbits(128), version=4))
    key = f"{series.slug}-{day:%Y%m%d}"
    status = "CustomerCancelled" if day < today and rng.random() < 0.1 else "OrderItemConfirmed"
    about = books.address(books.SESSION_SERIES, series.slug)
    ends = datetime.combine(day, series.starts) + timedelta(minutes=series.minutes)
    session = {
        "@type": books.SCHEDULED_SESSION,
        "@id": books.address(books.SCHEDULED_SESSION, key),
        "startDate": instant(day, series.starts),
        "endDate": instant(day, ends.time()),
        "duration": f"PT{series.minutes}M",
        "superEvent": {
            "@type": books.SESSION_SERIES,
            "@id": about,
            "name": series.name,
            "url": about,
            "activity": [town.concept(town.ACTIVITY_LIST, *series.activity)],
            "location": town.place(series.centre),
        },
    }
    offer = town.offers(about, series.priced)[0]
    item = orders.ordered_item(order_id, 0, session, offer, status=status)
    ordered = orders.order(order_id, f"TL{number}", orders.customer(member), [item])
    return books.ORDER, order_id, member.name, ordered
