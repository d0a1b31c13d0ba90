"""The parking system's words, and DVLA's: the shapes of their JSON, and nothing else.

Permits are APDS 4.0 (ISO/TS 5206-1). Notices are the system's own, with money as a string of
pounds. Vehicles are DVLA's vehicle enquiry service 1.2.0.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

import msgspec
from msgspec import Meta


class _Words(msgspec.Struct, frozen=True, rename="camel"):
    """Field names as the suppliers write them."""


class Reference(_Words, frozen=True):
    id: str


class Text(_Words, frozen=True):
    language: str
    string: str


class Credential(_Words, frozen=True):
    type: str
    identifier: Reference


class RightHolder(_Words, frozen=True):
    credentials: list[Credential]


class PlannedUse(_Words, frozen=True):
    start_time: datetime


class AmountInCurrency(_Words, frozen=True):
    currency_type: str
    currency_value: Decimal


class MonetaryValue(_Words, frozen=True):
    value: AmountInCurrency


class RightPayment(_Words, frozen=True, rename={"transaction_id": "transactionID"}):
    transaction_id: str = ""


class AssignedRight(_Words, frozen=True):
    id: str
    version: int
    right_specification: Reference
    right_holder: RightHolder
    expiry: datetime
    planned_uses: list[PlannedUse] = []
    monetary_value: MonetaryValue | None = None
    payments: list[RightPayment] = []
    total_instances: int | None = None
    instances_available: int | None = None

    @property
    def permit_numbers(self) -> list[str]:
        return self._identifiers("permit")

    @property
    def plates(self) -> list[str]:
        return self._identifiers("licensePlate")

    def _identifiers(self, kind: str) -> list[str]:
        return [each.identifier.id for each in self.right_holder.credentials if each.type == kind]


class PageMeta(_Words, frozen=True):
    total: int


class AssignedRightList(_Words, frozen=True):
    meta: PageMeta
    data: list[AssignedRight]


class RightSpecification(_Words, frozen=True):
    id: str
    type: str
    description: list[Text]
    hierarchy_elements: list[Reference]


class RightSpecificationList(_Words, frozen=True):
    meta: PageMeta
    data: list[RightSpecification]


class Place(_Words, frozen=True):
    id: str
    name: list[Text]


class PlaceList(_Words, frozen=True):
    meta: PageMeta
    data: list[Place]


class Quote(_Words, frozen=True):
    specification: str
    vrm: str
    amount: Decimal


class Pack(_Words, frozen=True):
    instances: Annotated[int, Meta(gt=0, le=1000)]
    amount: Decimal


class PackList(_Words, frozen=True):
    """How many visitor sessions may still be bought, for how much: beside the standard."""

    specification: str
    permit: str
    packs: list[Pack]


class ResponseStatus(_Words, frozen=True):
    status: str
    ids: list[str] = []


class LinkChecked(_Words, frozen=True):
    permit: str


class NoticeVehicle(_Words, frozen=True):
    make: str
    colour: str


class Contravention(_Words, frozen=True):
    code: str
    description: str
    level: str


class Challenge(_Words, frozen=True):
    reference: str
    received_on: date
    decide_by: date
    decided_on: date | None = None
    outcome: str | None = None


class Afterwards(_Words, frozen=True):
    on: date
    status: str
    amount: Decimal


class Notice(_Words, frozen=True):
    pcn: str
    vrm: str
    vehicle: NoticeVehicle
    contravention: Contravention
    location: str
    issued_at: datetime
    served_on: date
    status: str
    penalty: Decimal
    discounted: Decimal
    discount_ends_on: date
    amount_due_today: Decimal
    until: date | None = None
    afterwards: Afterwards | None = None
    may_challenge: str | None = None
    challenge: Challenge | None = None
    closed_as: str | None = None


class Photograph(_Words, frozen=True):
    pcn: str
    id: str
    caption: str
    taken_at: datetime
    content_type: str
    content: bytes


class Evidence(_Words, frozen=True):
    pcn: str
    photographs: list[Photograph]


class ChallengeReceived(_Words, frozen=True):
    pcn: str
    reference: str
    decide_by: date


class PaymentTaken(_Words, frozen=True):
    pcn: str
    payment_reference: str
    amount: Decimal


class Vehicle(_Words, frozen=True):
    """DVLA promises the registration alone."""

    registration_number: str
    make: str = ""
    colour: str = ""
    tax_status: str = ""
    mot_status: str = ""


def assigned_right(
    *,
    right: str,
    permit: str,
    vrm: str,
    specification: str,
    pounds: str,
    starts_at: datetime,
    ends_at: datetime,
    issued_at: datetime,
    sessions: int | None = None,
) -> dict[str, Any]:  # Any: JSON
    """A permit or visitor sessions as the standard writes them, not paid yet."""
    counted = {} if sessions is None else _all_to_use(sessions)
    return counted | {
        "id": right,
        "version": 1,
        "rightSpecification": {
            "id": specification,
            "version": 1,
            "className": "RightSpecification",
        },
        "rightHolder": {
            "credentials": [
                _credential("permit", "customer", permit, "PermitAccount"),
                _credential("licensePlate", "vehicle", vrm, "UKNumberPlate"),
            ]
        },
        "issueMethod": "electronic",
        "issuanceTime": issued_at.isoformat(),
        "expiry": ends_at.isoformat(),
        "plannedUses": [{"startTime": starts_at.isoformat(), "endTime": ends_at.isoformat()}],
        "monetaryValue": {"taxIncluded": True, "serviceProvider": US, "value": _amount(pounds)},
        "payments": [],
    }


def with_plate(whole: Mapping[str, Any], vrm: str) -> dict[str, Any]:  # Any: JSON
    """The same right for another vehicle, everything else of it as it came."""
    holder = whole["rightHolder"]
    others = [each for each in holder["credentials"] if each["type"] != "licensePlate"]
    plate = _credential("licensePlate", "vehicle", vrm, "UKNumberPlate")
    return {**whole, "rightHolder": {**holder, "credentials": [*others, plate]}}


def right_payment(
    payment_reference: str, pounds: str, paid_at: datetime
) -> dict[str, Any]:  # Any: JSON
    """A payment, to stand inside the right it is for."""
    line = {"id": "1", "version": 1, "paymentType": "payment", "value": _amount(pounds)}
    return {
        "id": payment_reference,
        "version": 1,
        "serviceProvider": US,
        "transactionID": payment_reference,
        "dateCollected": paid_at.isoformat(),
        "paymentLines": [line],
    }


US = {"id": "my-account", "version": 1, "className": "Organisation"}


def _all_to_use(sessions: int) -> dict[str, Any]:
    return {"totalInstances": sessions, "instancesUsed": 0, "instancesAvailable": sessions}


def _credential(kind: str, assigned: str, identifier: str, class_name: str) -> dict[str, Any]:
    return {
        "type": kind,
        "credentialAssignedType": assigned,
        "identifier": {"id": identifier, "className": class_name},
    }


def _amount(pounds: str) -> dict[str, Any]:
    # The standard wants a number; a decimal of two places is one that loses nothing on the way.
    return {"currencyType": "GBP", "currencyValue": float(pounds)}
