"""A person's care in the portal's words: plan, team, visits, requests and charges.

Money is integer pence.
"""

from dataclasses import dataclass
from datetime import date, datetime

from services.supplied import Timed


@dataclass(frozen=True, slots=True)
class Support:
    """One kind of help that the plan says a person gets."""

    what: str
    when: str
    by: str


@dataclass(frozen=True, slots=True)
class Plan:
    title: str
    goals: tuple[str, ...]
    support: tuple[Support, ...]
    starts_on: date | None
    review_on: date | None


@dataclass(frozen=True, slots=True)
class TeamMember:
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Team:
    members: tuple[TeamMember, ...]
    telephone: str


@dataclass(frozen=True, slots=True)
class Visit(Timed):
    visit_id: str
    what: str
    by: str
    where: str
    starts_at: datetime
    ends_at: datetime
    is_booked: bool
    was_cancelled: bool

    def can_be_cancelled(self, *, now: datetime) -> bool:
        return self.is_booked and self.starts_at > now


@dataclass(frozen=True, slots=True)
class Request:
    """Something that was asked for, and how far it has got."""

    number: str
    what: str
    progress: str
    """What the care team says about it at present."""
    who: str
    asked_on: date | None
    changed_on: date | None
    promised_on: date | None
    is_done: bool


@dataclass(frozen=True, slots=True)
class Invoice:
    number: str
    description: str
    invoiced_on: date
    due_on: date | None
    total_pence: int
    owed_pence: int

    @property
    def is_owed(self) -> bool:
        return self.owed_pence > 0


@dataclass(frozen=True, slots=True)
class Record:
    """What the first pages show, from one batch."""

    plan: Plan | None
    team: Team | None
    visits: tuple[Visit, ...]
    """Those to come, soonest first."""
    requests: tuple[Request, ...]
    invoices: tuple[Invoice, ...]
    """Those not paid yet."""

    @property
    def owed_pence(self) -> int:
        return sum(invoice.owed_pence for invoice in self.invoices)
