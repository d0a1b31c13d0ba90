"""Permits with their earlier years, visitor sessions, notices at every age, and vehicles.

Amina's permit ends in 18 days and her notice is cheaper for 5 more; Grace has missed the
discount; Tom's has become a charge certificate and his permit has run out.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.sandbox import store
from services.sandbox.parking import vehicles
from services.sandbox.parking.answers import SUPPLIER
from services.sandbox.parking.catalogue import (
    CONTRAVENTIONS,
    ISSUER,
    KINDS,
    VEHICLES,
    ZONES,
    place,
    specification,
    vehicle,
)
from services.sandbox.parking.photographs import photograph
from services.sandbox.personas import Person

LONDON = ZoneInfo("Europe/London")
YEAR = timedelta(days=365)
PERMIT_POUNDS = {"A": 58.0, "B": 58.0, "C": 42.0}


@dataclass(frozen=True, slots=True)
class Parked:
    zone: str
    permit_ends_in: int
    visitor_sessions_left: int = 0


@dataclass(frozen=True, slots=True)
class Ticketed:
    code: str
    served_days_ago: int
    location: str
    at: time


PHOTOGRAPHS = [("The vehicle where it was parked", False), ("The registration plate", True)]
PARKED = {
    "amina": Parked("A", 18, visitor_sessions_left=32),
    "grace": Parked("B", 204, visitor_sessions_left=4),
    "priya": Parked("C", 96),
    "tom": Parked("C", -12),
}
TICKETED = {
    "amina": Ticketed("01", 8, "Canal Street, outside number 12", time(9, 41)),
    "grace": Ticketed("82", 19, "Station Road car park", time(14, 5)),
    "tom": Ticketed("27", 66, "Foundry Row, outside number 8", time(18, 22)),
}


def seed(rng: random.Random, *, today: date, people: Iterable[Person]) -> None:
    for zone in ZONES:
        store.put(SUPPLIER, "place", f"zone-{zone}", place(zone, today=today))
        for kind in KINDS:
            spec = specification(zone, kind, today=today)
            store.put(SUPPLIER, "spec", spec["id"], spec)
    for vrm in VEHICLES:
        store.put(vehicles.SUPPLIER, "vehicle", vrm, vehicle(vrm, today=today), person=vrm)
    for person in people:
        if person.permit:
            _seed_permits(person, PARKED[person.name], today, rng)
        if person.penalty_charge_notice:
            _seed_notice(person, TICKETED[person.name], today)


def _seed_permits(person: Person, parked: Parked, today: date, rng: random.Random) -> None:
    holder = {"permit": person.permit, "vrm": person.vrm, "postcode": person.postcode}
    store.put(SUPPLIER, "holder", person.permit, holder, person=person.name)
    ends_on = today + timedelta(days=parked.permit_ends_in)
    for age in (2, 1, 0):
        until = ends_on - YEAR * age
        right = _right(person, parked.zone, "RESIDENT", until=until, pounds=_price(parked, age))
        store.put(SUPPLIER, "right", right["id"], right, person=person.name)
    if parked.visitor_sessions_left:
        total = 50
        right = _right(person, parked.zone, "VISITOR", until=today + timedelta(days=120), pounds=35)
        right |= {
            "totalInstances": total,
            "instancesUsed": total - parked.visitor_sessions_left,
            "instancesAvailable": parked.visitor_sessions_left,
            "plannedUses": [
                {"startTime": _at(today - timedelta(days=rng.randrange(3, 600)), time(18))}
                for _ in range(total - parked.visitor_sessions_left)
            ],
        }
        store.put(SUPPLIER, "right", right["id"], right, person=person.name)


def _right(person: Person, zone: str, kind: str, *, until: date, pounds: float) -> dict:
    starts_on = until - YEAR + timedelta(days=1)
    return {
        "id": f"{person.permit}-{kind[0]}{until.year}",
        "version": 1,
        "rightSpecification": {
            "id": f"{kind}-{zone}",
            "version": 1,
            "className": "RightSpecification",
        },
        "rightHolder": {
            "credentials": [
                _credential("permit", "customer", person.permit, "PermitAccount"),
                _credential("licensePlate", "vehicle", person.vrm, "UKNumberPlate"),
            ]
        },
        "issueMethod": "electronic",
        "issuanceTime": _at(starts_on - timedelta(days=6), time(11, 30)),
        "expiry": _at(until, time(23, 59, 59)),
        "plannedUses": [
            {"startTime": _at(starts_on, time(0)), "endTime": _at(until, time(23, 59, 59))}
        ],
        "monetaryValue": {
            "taxIncluded": True,
            "serviceProvider": ISSUER,
            "value": {"currencyType": "GBP", "currencyValue": pounds},
        },
        "payments": [_payment(person.permit, starts_on, pounds)],
    }


def _payment(permit: str, starts_on: date, pounds: float) -> dict:
    line = {"paymentType": "payment", "value": {"currencyType": "GBP", "currencyValue": pounds}}
    return {
        "id": f"{permit}-{starts_on.year}",
        "version": 1,
        "serviceProvider": ISSUER,
        "transactionID": f"{permit}-{starts_on.year}",
        "dateCollected": _at(starts_on - timedelta(days=6), time(11, 28)),
        "paymentLines": [{"id": "1", "version": 1, **line}],
    }


def _credential(kind: str, assigned: str, identifier: str, class_name: str) -> dict:
    return {
        "type": kind,
        "credentialAssignedType": assigned,
        "identifier": {"id": identifier, "className": class_name},
    }


def _price(parked: Parked, age: int) -> float:
    return PERMIT_POUNDS[parked.zone] - 3 * age


def _seed_notice(person: Person, ticketed: Ticketed, today: date) -> None:
    served_on = today - timedelta(days=ticketed.served_days_ago)
    description, level = CONTRAVENTIONS[ticketed.code]
    car = VEHICLES[person.vrm]
    number = person.penalty_charge_notice
    body = {
        "pcn": number,
        "vrm": person.vrm,
        "vehicle": {"make": car["make"], "colour": car["colour"]},
        "contravention": {"code": ticketed.code, "description": description, "level": level},
        "location": ticketed.location,
        "issuedAt": _at(served_on, ticketed.at),
        "servedOn": served_on.isoformat(),
        "servedBy": "windscreen",
        "challenge": None,
        "payment": None,
        "closedAs": None,
    }
    store.put(SUPPLIER, "pcn", number, body, person=person.name)
    _seed_photographs(person, ticketed, served_on)


def _seed_photographs(person: Person, ticketed: Ticketed, served_on: date) -> None:
    number, car = person.penalty_charge_notice, VEHICLES[person.vrm]
    for number_of_photo, (caption, close_up) in enumerate(PHOTOGRAPHS, 1):
        taken_at = datetime.combine(served_on, ticketed.at, tzinfo=LONDON)
        taken_at += timedelta(seconds=40 * (number_of_photo - 1))
        photo = {
            "pcn": number,
            "id": str(number_of_photo),
            "caption": caption,
            "takenAt": taken_at.isoformat(),
            "contentType": "image/jpeg",
            "content": photograph(
                vrm=person.vrm, colour=car["colour"], taken_at=taken_at, close_up=close_up
            ),
        }
        key = f"{number}-{number_of_photo}"
        store.put(SUPPLIER, "photograph", key, photo, person=person.name)


def _at(day: date, at: time) -> str:
    return datetime.combine(day, at, tzinfo=LONDON).isoformat()
