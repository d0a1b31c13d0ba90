"""Penalty charge notices, in the portal's words. Money is integer pence."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


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
