"""The parking system's words, and DVLA's: the shapes of their JSON, and nothing else.

Permits are APDS 4.0 (ISO/TS 5206-1). Notices are the system's own, with money as a string of
pounds. Vehicles are DVLA's vehicle enquiry service 1.2.0.
"""

from datetime import date, datetime
from decimal import Decimal

import msgspec


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


class AssignedRight(_Words, frozen=True):
    id: str
    version: int
    right_specification: Reference
    right_holder: RightHolder
    expiry: datetime
    planned_uses: list[PlannedUse] = []
    total_instances: int | None = None
    instances_available: int | None = None


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
    kind: str
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
    fuel_type: str = ""
    tax_status: str = ""
    mot_status: str = ""
    co2_emissions: int | None = None
