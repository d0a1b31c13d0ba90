"""What the parking system and DVLA tell us, in the portal's words. Money is integer pence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Self

from services.contract import AccountReference

RENEWAL_WINDOW = timedelta(days=28)  # before and after the last day of a permit
A_YEAR = timedelta(days=365)
MOST_NOTICES = 8  # as many as one link holds


def tidy(typed: str) -> str:
    """As numbers and registrations are kept: upper case, no spaces."""
    return "".join(typed.split()).upper()


@dataclass(frozen=True, slots=True)
class NoticeKey:
    """Both together open a notice; the number alone opens nothing."""

    number: str
    vrm: str

    @property
    def is_well_written(self) -> bool:
        return all(re.fullmatch(r"[A-Z0-9]{1,20}", part) for part in (self.number, self.vrm))


@dataclass(frozen=True, slots=True)
class ParkingAccount:
    """What a resident has proved or told us: a permit, and notices by number and registration.

    Written as «permit:TB-P-20231 TB10012345/TB12AMN», which is what the link keeps. A notice is
    never looked for by person.
    """

    permit: str = ""
    notices: tuple[NoticeKey, ...] = ()

    @classmethod
    def read(cls, reference: AccountReference) -> Self:
        permit, notices = "", []
        for part in reference.split():
            if part.startswith("permit:"):
                permit = part.removeprefix("permit:")
            else:
                number, _, vrm = part.partition("/")
                notices.append(NoticeKey(number, vrm))
        return cls(permit, tuple(notices))

    @property
    def reference(self) -> AccountReference:
        parts = [f"permit:{self.permit}"] if self.permit else []
        parts += [f"{key.number}/{key.vrm}" for key in self.notices]
        return AccountReference(" ".join(parts))

    def find(self, number: str) -> NoticeKey | None:
        return next((key for key in self.notices if key.number == number), None)

    def adding(self, key: NoticeKey) -> Self:
        """The newest stays last; the oldest make room."""
        if not key.is_well_written:
            raise ValueError("not written like a notice")
        others = tuple(known for known in self.notices if known.number != key.number)
        return replace(self, notices=(*others, key)[-MOST_NOTICES:])

    def with_permit(self, permit: str) -> Self:
        return replace(self, permit=permit)

    def removing(self, number: str) -> Self:
        return replace(self, notices=tuple(k for k in self.notices if k.number != number))


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


class NoticeState(StrEnum):
    """Where a notice stands, in the order it gets there."""

    DISCOUNT = "discount"
    FULL = "full"
    CHALLENGED = "challenged"
    NOTICE_TO_OWNER = "notice_to_owner"
    REPRESENTATIONS = "representations"
    REJECTED = "rejected"
    CHARGE_CERTIFICATE = "charge_certificate"
    ORDER_FOR_RECOVERY = "order_for_recovery"
    WARRANT = "warrant"
    CLOSED = "closed"
    UNKNOWN = "unknown"
    """A word we have not heard of: shown, and not paid here."""

    @property
    def words(self) -> str:
        return _STATES[self]


_STATES = {
    NoticeState.DISCOUNT: "Half price for now",
    NoticeState.FULL: "Full price",
    NoticeState.CHALLENGED: "You challenged it",
    NoticeState.NOTICE_TO_OWNER: "Notice to owner",
    NoticeState.REPRESENTATIONS: "You challenged it formally",
    NoticeState.REJECTED: "Challenge rejected",
    NoticeState.CHARGE_CERTIFICATE: "Charge certificate",
    NoticeState.ORDER_FOR_RECOVERY: "Registered at court",
    NoticeState.WARRANT: "With enforcement agents",
    NoticeState.CLOSED: "Closed",
    NoticeState.UNKNOWN: "Call us about this notice",
}
PAYABLE = {
    NoticeState.DISCOUNT,
    NoticeState.FULL,
    NoticeState.NOTICE_TO_OWNER,
    NoticeState.REJECTED,
    NoticeState.CHARGE_CERTIFICATE,
    NoticeState.ORDER_FOR_RECOVERY,
}
"""Not while we are looking at a challenge, and not once an enforcement agent has it."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What happens when nobody does anything."""

    on: date
    state: NoticeState
    amount_pence: int


@dataclass(frozen=True, slots=True)
class Challenge:
    reference: str
    is_formal: bool
    received_on: date
    answer_by: date
    rejected_on: date | None


@dataclass(frozen=True, slots=True)
class PenaltyChargeNotice:
    number: str
    vrm: str
    vehicle: str
    """«Blue Ford»."""
    state: NoticeState
    contravention_code: str
    contravention: str
    location: str
    seen_at: datetime
    served_on: date
    penalty_pence: int
    due_today_pence: int
    discount_ends_on: date
    until: date | None  # the last day it costs what it costs today
    next_step: NextStep | None
    challenge_kind: str  # informal or formal; empty when it cannot be challenged now
    challenge: Challenge | None
    closed_as: str

    @property
    def is_payable(self) -> bool:
        return self.state in PAYABLE and self.due_today_pence > 0

    @property
    def can_be_challenged(self) -> bool:
        return bool(self.challenge_kind)

    @property
    def is_closed(self) -> bool:
        return self.state is NoticeState.CLOSED


@dataclass(frozen=True, slots=True)
class Photograph:
    reference: str
    caption: str
    taken_at: datetime
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class NoticeInFull:
    notice: PenaltyChargeNotice
    photographs: tuple[Photograph, ...]


@dataclass(frozen=True, slots=True)
class Parking:
    """Everything one link opens."""

    permit_number: str
    permits: tuple[Permit, ...]
    """The one that ends last comes first."""
    notices: tuple[PenaltyChargeNotice, ...]
    gone: tuple[str, ...]
    """Numbers of notices the parking system does not know any more."""

    def renewable(self, today: date) -> frozenset[str]:
        """References of permits that end soon or ended lately, and are not renewed yet."""
        return frozenset(
            permit.reference
            for permit in self.permits
            if permit.kind is PermitKind.PERMIT
            and abs(permit.ends_on - today) <= RENEWAL_WINDOW
            and not is_replaced(permit, self.permits)
        )


@dataclass(frozen=True, slots=True)
class Renewal:
    """Another year of a permit: for which vehicle, from when, and what it costs."""

    permit: Permit
    vehicle: "Vehicle"
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
class Vehicle:
    """What DVLA knows of a registration."""

    vrm: str
    description: str
    is_taxed: bool
    has_mot: bool
    co2: int | None

    @property
    def obstacle(self) -> str:
        """Why no permit is given for it, in words; empty when there is nothing."""
        if not self.is_taxed:
            return "DVLA says that the vehicle is not taxed. Tax it, then try again tomorrow."
        return "" if self.has_mot else "DVLA says that the vehicle has no valid MOT."
