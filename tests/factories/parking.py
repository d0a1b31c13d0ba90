"""What the parking system and DVLA answer, in their own words, and permits as we hold them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from services.parking import payloads
from services.parking.records.permits import Permit, PermitKind, Renewal, Vehicle

PCN, VRM = "TB10012345", "TB12AMN"
TODAY = date(2026, 5, 20)


def a_notice(**changes: Any) -> payloads.Notice:
    told: dict[str, Any] = {
        "pcn": PCN,
        "vrm": VRM,
        "vehicle": payloads.NoticeVehicle("FORD", "BLUE"),
        "contravention": payloads.Contravention("01", "Parked in a restricted street", "higher"),
        "location": "Canal Street",
        "issued_at": datetime(2026, 5, 12, 9, 41, tzinfo=UTC),
        "served_on": date(2026, 5, 12),
        "status": "discount",
        "penalty": Decimal("70.00"),
        "discounted": Decimal("35.00"),
        "discount_ends_on": date(2026, 5, 25),
        "amount_due_today": Decimal("35.00"),
        "until": date(2026, 5, 25),
        "afterwards": payloads.Afterwards(date(2026, 5, 26), "full", Decimal("70.00")),
        "may_challenge": "informal",
    }
    return payloads.Notice(**told | changes)


def a_photograph(**changes: Any) -> payloads.Photograph:
    told: dict[str, Any] = {
        "pcn": PCN,
        "id": "1",
        "caption": "The vehicle",
        "taken_at": datetime(2026, 5, 12, 9, 41, tzinfo=UTC),
        "content_type": "image/jpeg",
        "content": b"\xff\xd8\xff\xe0",
    }
    return payloads.Photograph(**told | changes)


def a_permit(**changes: Any) -> Permit:
    told: dict[str, Any] = {
        "reference": "TB-P-1-R2026",
        "kind": PermitKind.PERMIT,
        "title": "Resident permit, zone A",
        "zone": "Zone A",
        "vrm": VRM,
        "starts_on": date(2025, 6, 8),
        "ends_on": date(2026, 6, 7),
        "sessions_left": None,
        "sessions_bought": None,
        "specification": "RESIDENT-A",
        "price_pence": 5800,
        "is_paid": True,
    }
    return Permit(**told | changes)


def a_vehicle(**changes: Any) -> Vehicle:
    told: dict[str, Any] = {
        "vrm": VRM,
        "description": "Blue Ford",
        "is_taxed": True,
        "has_mot": True,
        "co2": 118,
    }
    return Vehicle(**told | changes)


def a_renewal(**changes: Any) -> Renewal:
    told: dict[str, Any] = {
        "permit": a_permit(),
        "vehicle": a_vehicle(),
        "price_pence": 5800,
        "is_renewed_already": False,
    }
    return Renewal(**told | changes)
