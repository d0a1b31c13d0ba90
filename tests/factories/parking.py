"""What the parking system and DVLA answer, in their own words, and permits as we hold them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import msgspec

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


def as_json(found: payloads._Words) -> dict[str, Any]:
    """How the supplier would write it."""
    written: dict[str, Any] = msgspec.to_builtins(found)
    return written


def a_right(right: str = "TB-P-20231-R2026", **changes: Any) -> payloads.AssignedRight:
    told: dict[str, Any] = {
        "id": right,
        "version": 3,
        "right_specification": payloads.Reference("RESIDENT-A"),
        "right_holder": a_holder(),
        "expiry": datetime(2026, 6, 7, 22, 59, 59, tzinfo=UTC),
        "planned_uses": [payloads.PlannedUse(datetime(2025, 6, 7, 23, tzinfo=UTC))],
        "monetary_value": a_value("58.00"),
        "payments": [payloads.RightPayment("TB-P-20231-2025")],
    } | changes
    return payloads.AssignedRight(**told)


def a_holder(permit: str = "TB-P-20231", vrm: str = VRM) -> payloads.RightHolder:
    return payloads.RightHolder(
        [
            payloads.Credential("permit", payloads.Reference(permit)),
            payloads.Credential("licensePlate", payloads.Reference(vrm)),
        ]
    )


def a_value(pounds: str) -> payloads.MonetaryValue:
    return payloads.MonetaryValue(payloads.AmountInCurrency("GBP", Decimal(pounds)))


def some_sessions(**changes: Any) -> payloads.AssignedRight:
    told: dict[str, Any] = {
        "right_specification": payloads.Reference("VISITOR-A"),
        "total_instances": 50,
        "instances_available": 32,
        "monetary_value": a_value("35.00"),
    }
    return a_right("TB-P-20231-V2026", **(told | changes))


def a_kind(kind: str = "RESIDENT", zone: str = "A") -> payloads.RightSpecification:
    type_, title = {
        "RESIDENT": ("permitParking", "Resident permit"),
        "VISITOR": ("oneTimeUseParking", "Visitor sessions"),
    }[kind]
    words = [payloads.Text("cy", "Trwydded"), payloads.Text("en", f"{title}, zone {zone}")]
    return payloads.RightSpecification(
        f"{kind}-{zone}", type_, words, [payloads.Reference(f"zone-{zone}")]
    )


KINDS = [a_kind(kind, zone) for zone in "AB" for kind in ("RESIDENT", "VISITOR")]
ZONES = [
    payloads.Place(f"zone-{zone}", [payloads.Text("en", f"Zone {zone}: Canal Street")])
    for zone in "AB"
]


def a_list(found: list[Any], total: int | None = None) -> Any:
    """One page of these; `total` says that there are more."""
    shapes = {
        payloads.AssignedRight: payloads.AssignedRightList,
        payloads.RightSpecification: payloads.RightSpecificationList,
        payloads.Place: payloads.PlaceList,
    }
    shape = shapes[type(found[0])] if found else payloads.AssignedRightList
    return shape(payloads.PageMeta(len(found) if total is None else total), found)
