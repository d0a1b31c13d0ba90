"""Zones, kinds of permit, contraventions and vehicles of Thornbridge."""

from datetime import date, timedelta
from typing import Any

ISSUER = {"id": "thornbridge-council", "version": 1, "className": "Organisation"}
ZONES = {
    "A": "Zone A: Canal Street and Old Wharf",
    "B": "Zone B: Mill Lane and Station Road",
    "C": "Zone C: Foundry Row and Quarry Rise",
}
FOR_VISITORS = "oneTimeUseParking"
KINDS = {
    "RESIDENT": ("permitParking", "Resident permit", "residents"),
    "VISITOR": (FOR_VISITORS, "Visitor sessions", "visitors"),
}
CONTRAVENTIONS = {
    "01": ("Parked in a restricted street during prescribed hours", "higher"),
    "27": ("Parked next to a dropped footway", "higher"),
    "82": ("Parked after the expiry of paid for time", "lower"),
}
VEHICLES: dict[str, dict[str, Any]] = {
    "TB12AMN": {"make": "FORD", "colour": "BLUE", "fuelType": "PETROL", "co2Emissions": 118},
    "TB15GRC": {"make": "VAUXHALL", "colour": "GREY", "fuelType": "DIESEL", "co2Emissions": 134},
    "TB19PRY": {"make": "NISSAN", "colour": "GREEN", "fuelType": "ELECTRICITY", "co2Emissions": 0},
    "TB18TOM": {"make": "BMW", "colour": "RED", "fuelType": "DIESEL", "co2Emissions": 171},
    "TB20NEW": {"make": "TOYOTA", "colour": "RED", "fuelType": "HYBRID", "co2Emissions": 92},
}
NOT_ON_THE_ROAD = {"TB18TOM"}
BANDS = ((0, 2500), (120, 5800), (150, 7200), (10_000, 9400))
"""What a resident permit costs a year, in pence, up to so many grams of CO2 a kilometre."""
DIESEL_PENCE = 2000
VISITOR_SESSION_PENCE = 70
VISITOR_PACKS = (10, 25, 50)
MOST_SESSIONS_A_YEAR = 100


def permit_pence(vrm: str) -> int | None:
    """None for a vehicle nobody knows."""
    known = VEHICLES.get(vrm)
    if known is None:
        return None
    band = next(pence for grams, pence in BANDS if known["co2Emissions"] <= grams)
    return band + (DIESEL_PENCE if known["fuelType"] == "DIESEL" else 0)


def place(zone: str, *, today: date) -> dict[str, Any]:
    return {
        "id": f"zone-{zone}",
        "version": 1,
        "type": "place",
        "name": words(ZONES[zone]),
        "timeZone": "Europe/London",
        "layer": 0,
        "hierarchyElementRecord": {"creationTime": f"{today - timedelta(days=1500)}T00:00:00Z"},
    }


def specification(zone: str, kind: str, *, today: date) -> dict[str, Any]:
    right_type, title, _ = KINDS[kind]
    return {
        "id": f"{kind}-{zone}",
        "version": 1,
        "type": right_type,
        "description": words(f"{title}, zone {zone}"),
        "transferable": False,
        "credentials": ["permit", "licensePlate"],
        "issuer": ISSUER,
        "hierarchyElements": [{"id": f"zone-{zone}", "version": 1, "className": "Place"}],
        "validity": {
            "validityStatus": "active",
            "validityTimeSpecification": {
                "overallStartTime": f"{today - timedelta(days=1500)}T00:00:00Z"
            },
        },
    }


def vehicle(vrm: str, *, today: date) -> dict[str, Any]:
    off_the_road = vrm in NOT_ON_THE_ROAD
    year = 2000 + int(vrm[2:4])
    return VEHICLES[vrm] | {
        "registrationNumber": vrm,
        "taxStatus": "Untaxed" if off_the_road else "Taxed",
        "taxDueDate": (today + timedelta(days=-40 if off_the_road else 140)).isoformat(),
        "motStatus": "Not valid" if off_the_road else "Valid",
        "motExpiryDate": (today + timedelta(days=-12 if off_the_road else 203)).isoformat(),
        "yearOfManufacture": year,
        "monthOfFirstRegistration": f"{year}-05",
        "engineCapacity": 0 if VEHICLES[vrm]["fuelType"] == "ELECTRICITY" else 1242,
        "euroStatus": "EURO 6" if year >= 2015 else "EURO 5",
        "markedForExport": False,
        "typeApproval": "M1",
        "wheelplan": "2 AXLE RIGID BODY",
        "dateOfLastV5CIssued": (today - timedelta(days=400)).isoformat(),
    }


def words(text: str) -> list[dict[str, str]]:
    return [{"language": "en", "string": text}]
