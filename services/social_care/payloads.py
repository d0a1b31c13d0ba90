"""The care system's words: FHIR R4 resources, as far as we read them."""

from datetime import date, datetime
from typing import Annotated, Any

from msgspec import Meta, Struct, field

Money = Annotated[float, Meta(ge=-1_000_000, le=1_000_000)]


class _Shape(Struct, frozen=True, rename="camel"):
    """Elements we do not know are left out: profiles say more than we ask for."""


class Identifier(_Shape, frozen=True):
    value: str = ""
    system: str = ""


class Reference(_Shape, frozen=True):
    reference: str = ""
    display: str = ""


class Coding(_Shape, frozen=True):
    code: str = ""


class CodeableConcept(_Shape, frozen=True):
    text: str = ""
    coding: tuple[Coding, ...] = ()


class Period(_Shape, frozen=True):
    start: date | None = None
    end: date | None = None


class Amount(_Shape, frozen=True):
    value: Money
    currency: str


class Extension(_Shape, frozen=True):
    url: str
    value_money: Amount | None = None
    value_date: date | None = None


class HumanName(_Shape, frozen=True):
    family: str = ""
    given: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    text: str = ""


class Address(_Shape, frozen=True):
    text: str = ""
    line: tuple[str, ...] = ()
    city: str = ""
    postal_code: str = ""


class Patient(_Shape, frozen=True):
    id: str
    identifier: tuple[Identifier, ...] = ()
    active: bool = True
    name: tuple[HumanName, ...] = ()
    address: tuple[Address, ...] = ()


class PlannedActivity(_Shape, frozen=True):
    description: str = ""
    status: str = ""
    scheduled_string: str = ""
    performer: tuple[Reference, ...] = ()


class Activity(_Shape, frozen=True):
    detail: PlannedActivity = PlannedActivity()


class CarePlan(_Shape, frozen=True):
    id: str
    status: str
    subject: Reference
    title: str = ""
    period: Period = Period()
    goal: tuple[Reference, ...] = ()
    activity: tuple[Activity, ...] = ()


class TeamMember(_Shape, frozen=True):
    member: Reference = Reference()
    role: tuple[CodeableConcept, ...] = ()


class ContactPoint(_Shape, frozen=True):
    system: str = ""
    value: str = ""


class CareTeam(_Shape, frozen=True):
    id: str
    subject: Reference
    participant: tuple[TeamMember, ...] = ()
    telecom: tuple[ContactPoint, ...] = ()


class Participant(_Shape, frozen=True):
    actor: Reference = Reference()


class Appointment(_Shape, frozen=True):
    id: str
    status: str
    start: datetime
    end: datetime
    participant: tuple[Participant, ...]
    description: str = ""
    comment: str = ""


class Restriction(_Shape, frozen=True):
    period: Period = Period()


class Task(_Shape, frozen=True):
    id: str
    status: str
    for_: Reference = field(name="for")
    code: CodeableConcept = CodeableConcept()
    business_status: CodeableConcept = CodeableConcept()
    identifier: tuple[Identifier, ...] = ()
    authored_on: datetime | None = None
    last_modified: datetime | None = None
    owner: Reference = Reference()
    restriction: Restriction = Restriction()


class LineItem(_Shape, frozen=True):
    charge_item_codeable_concept: CodeableConcept = CodeableConcept()


class Invoice(_Shape, frozen=True):
    id: str
    status: str
    subject: Reference
    identifier: tuple[Identifier, ...]
    total_gross: Amount
    date: datetime
    line_item: tuple[LineItem, ...] = ()
    extension: tuple[Extension, ...] = ()


class ServiceRequest(_Shape, frozen=True):
    id: str
    subject: Reference
    identifier: tuple[Identifier, ...] = ()
    occurrence_period: Period = Period()


class Link(_Shape, frozen=True):
    relation: str
    url: str


class Outcome(_Shape, frozen=True):
    status: str = ""


class Entry(_Shape, frozen=True):
    resource: Any = None
    """Read by the type it should have: each entry of a bundle may be of another."""
    response: Outcome = Outcome()


class Bundle(_Shape, frozen=True):
    type: str
    entry: tuple[Entry, ...] = ()
    link: tuple[Link, ...] = ()
    total: int | None = None
