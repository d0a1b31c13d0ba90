"""What the housing system tells us, in the portal's words.

Money is integer pence. A positive balance is owed by the tenant, a negative one is in credit.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Tenancy:
    payment_reference: str
    """What stands on every rent letter."""
    address: str
    uprn: str
    property_reference: str
    kind: str
    started_on: date
    tenants: tuple[str, ...]
    household: tuple[str, ...]
    """Who else lives there, without the tenants."""
    rent_pence: int
    service_charge_pence: int

    @property
    def weekly_pence(self) -> int:
        return self.rent_pence + self.service_charge_pence


@dataclass(frozen=True, slots=True)
class RentLine:
    """One line of a rent account: what was charged or paid, and what was owed after it."""

    on: date
    text: str
    charged_pence: int
    paid_pence: int
    owed_pence: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One quarter of a rent account."""

    slug: str
    title: str
    starts_on: date
    ends_on: date
    opening_pence: int
    charged_pence: int
    paid_pence: int
    closing_pence: int


@dataclass(frozen=True, slots=True)
class RentAccount:
    payment_reference: str
    owed_pence: int
    as_at: datetime
    weekly_pence: int
    lines: tuple[RentLine, ...] = ()
    """Newest first."""

    @property
    def is_owed(self) -> bool:
        return self.owed_pence > 0

    @property
    def credit_pence(self) -> int:
        return max(0, -self.owed_pence)


class RepairState(StrEnum):
    """Where a repair has got to, in the order it gets there."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    BOOKED = "booked"
    MISSED = "missed"
    WAITING = "waiting"
    COMPLETE = "complete"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        return self not in {RepairState.COMPLETE, RepairState.CANCELLED}


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody comes, or came, on this day between these hours."""

    on: date
    part_of_day: str
    starts: str
    ends: str

    @property
    def words(self) -> str:
        return f"{self.part_of_day.lower()}, {self.starts} to {self.ends}"

    @property
    def starts_at(self) -> str:
        """Something else when it is moved."""
        return f"{self.on.isoformat()} {self.starts}"


@dataclass(frozen=True, slots=True)
class Repair:
    """A work order of the housing system."""

    reference: str
    title: str
    trade: str
    priority: str
    state: RepairState
    reported_at: datetime
    due_on: date | None
    visit: Visit | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class RepairNote:
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class RepairInFull:
    repair: Repair
    notes: tuple[RepairNote, ...]


class NoSuchRepair(Exception):
    """There is no such repair at this tenancy."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the housing pages start with."""

    tenancy: Tenancy
    rent: RentAccount
    repairs: tuple[Repair, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A visit that can still be booked."""

    reference: str
    visit: Visit
