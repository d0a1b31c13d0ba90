"""What the housing system knows of the people who rent from the council.

A positive balance is owed by the tenant.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec


@dataclass(frozen=True, slots=True)
class PastRepair:
    """A work order of some days ago; `visit_in` is when somebody comes, counted from today."""

    days_ago: int
    code: str
    priority: int
    room: str
    words: str
    status: str = "Work Complete"
    done_after: int = 0
    visit_in: int | None = None
    by_telephone: bool = False
    notes: tuple[str, ...] = ()
    staff_notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tenant:
    property_reference: str
    legacy_reference: str
    tenure_code: str
    tenure_type: str
    moved_in: date
    rent_pence: int
    service_charge_pence: int
    owes_pence: int
    pays: str
    """How: weekly_card, monthly_debit, or benefit_and_post_office."""
    household: tuple[tuple[str, date], ...] = ()
    repairs: tuple[PastRepair, ...] = ()


TENANTS = msgspec.toml.decode(
    Path(__file__).with_name("tenants.toml").read_bytes(), type=dict[str, Tenant]
)
