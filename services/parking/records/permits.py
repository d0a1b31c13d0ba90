"""Permits, visitor sessions and vehicles, in the portal's words. Money is integer pence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from accessibility import plain_words

RENEWAL_WINDOW = timedelta(days=28)  # before and after the last day of a permit

A_YEAR = timedelta(days=365)


class PermitKind(StrEnum):
    PERMIT = "permit"
    VISITOR_SESSIONS = "visitor_sessions"


@dataclass(frozen=True, slots=True)
class Permit:
    reference: str
    kind: PermitKind
    title: str
    """«Resident permit, zone A»."""
    zone: str
    """«Zone A: Canal Street and Old Wharf»."""
    vrm: str
    starts_on: date | None
    ends_on: date
    sessions_left: int | None
    sessions_bought: int | None
    specification: str = ""
    """The supplier's name for this kind of permit."""
    price_pence: int = 0
    is_paid: bool = True

    @property
    def owed_pence(self) -> int:
        return 0 if self.is_paid else self.price_pence

    @property
    def title_inside(self) -> str:
        """The title, inside a sentence."""
        return self.title[:1].lower() + self.title[1:]

    def obstacle_to(self, vehicle: "Vehicle", today: date) -> str:
        """Why it cannot be for this vehicle from today on, in words; empty when it can."""
        if not self.can_change_vehicle(today):
            return "This permit cannot be changed here. Call us."
        if vehicle.vrm == self.vrm:
            return "The permit is for this vehicle already."
        return vehicle.obstacle

    @property
    def obstacle_to_cancelling(self) -> str:
        """Why this order cannot be taken back here, in words; empty when it can."""
        return "" if self.owed_pence else "You have paid for this order. Call us to cancel it."

    def can_change_vehicle(self, today: date) -> bool:
        return self.kind is PermitKind.PERMIT and self.is_paid and self.is_current(today)

    def is_current(self, today: date) -> bool:
        return self.ends_on >= today and (self.starts_on is None or self.starts_on <= today)

    def ends_soon(self, today: date) -> bool:
        is_permit = self.kind is PermitKind.PERMIT
        return is_permit and today <= self.ends_on <= today + RENEWAL_WINDOW


def is_replaced(permit: Permit, permits: Iterable[Permit]) -> bool:
    """Whether another permit for the same vehicle ends later."""
    return any(
        other.ends_on > permit.ends_on and other.vrm == permit.vrm and other.kind is permit.kind
        for other in permits
    )


@dataclass(frozen=True, slots=True)
class Vehicle:
    """What DVLA knows of a registration."""

    vrm: str
    description: str
    is_taxed: bool
    has_mot: bool

    @property
    def obstacle(self) -> str:
        """Why no permit is given for it, in words; empty when there is nothing."""
        if not self.is_taxed:
            return "DVLA says that the vehicle is not taxed. Tax it, then try again tomorrow."
        return "" if self.has_mot else "DVLA says that the vehicle has no valid MOT."


@dataclass(frozen=True, slots=True)
class Renewal:
    """Another year of a permit: for which vehicle, from when, and what it costs."""

    permit: Permit
    vehicle: Vehicle
    price_pence: int
    is_renewed_already: bool

    @property
    def starts_on(self) -> date:
        return self.permit.ends_on + timedelta(days=1)

    @property
    def ends_on(self) -> date:
        return self.permit.ends_on + A_YEAR

    def obstacle(self, today: date) -> str:
        """Why it cannot be renewed today, in words; empty when it can."""
        if self.is_renewed_already:
            return "You have renewed this permit already."
        opens_on = self.permit.ends_on - RENEWAL_WINDOW
        if today < opens_on:
            return f"You can renew this permit from {opens_on:%-d %B %Y}."
        if self.permit.ends_on < today - RENEWAL_WINDOW:
            return "This permit ended more than 28 days ago. Apply for a new one."
        return self.vehicle.obstacle


@dataclass(frozen=True, slots=True)
class VisitorPack:
    """So many visitor sessions, for so much."""

    sessions: int
    price_pence: int

    @property
    def words(self) -> str:
        return f"{self.sessions} sessions, {plain_words.pounds(self.price_pence)}"


@dataclass(frozen=True, slots=True)
class VisitorOffer:
    """The visitor sessions a household may still buy this year."""

    specification: str
    vrm: str
    packs: tuple[VisitorPack, ...]
    is_unpaid: bool
    """Whether sessions that were ordered before are not paid yet."""

    @property
    def obstacle(self) -> str:
        """Why none can be bought now, in words; empty when they can."""
        if self.is_unpaid:
            return "Pay for the visitor sessions you have ordered first."
        if not self.packs:
            return "You have bought as many visitor sessions as a household may in a year."
        return ""

    def find_pack(self, sessions: int) -> VisitorPack | None:
        return next((pack for pack in self.packs if pack.sessions == sessions), None)
