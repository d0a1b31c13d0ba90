"""What the benefits system tells us, in the portal's words. Money is integer pence."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ClaimState(StrEnum):
    """Where a claim has got to. A word we do not know is shown as being looked at."""

    RECEIVED = "received"
    AWAITING_EVIDENCE = "awaiting_evidence"
    ASSESSING = "assessing"
    AWARDED = "awarded"
    REFUSED = "refused"
    SUSPENDED = "suspended"
    ENDED = "ended"
    CANCELLED = "cancelled"

    @property
    def words(self) -> str:
        return _STATES[self]

    @property
    def is_open(self) -> bool:
        return self not in {ClaimState.REFUSED, ClaimState.ENDED, ClaimState.CANCELLED}


_STATES = {
    ClaimState.RECEIVED: "Received",
    ClaimState.AWAITING_EVIDENCE: "Waiting for your evidence",
    ClaimState.ASSESSING: "Being looked at",
    ClaimState.AWARDED: "Being paid",
    ClaimState.REFUSED: "Refused",
    ClaimState.SUSPENDED: "Stopped for now",
    ClaimState.ENDED: "Ended",
    ClaimState.CANCELLED: "Cancelled",
}


@dataclass(frozen=True, slots=True)
class Claim:
    reference: str
    state: ClaimState
    schemes: tuple[str, ...]
    """In words: «Housing Benefit»."""
    received_on: date
    name: str
    address: str
    telephone: str
    review_on: date | None


@dataclass(frozen=True, slots=True)
class Award:
    scheme: str
    weekly_pence: int
    starts_on: date
    ends_on: date | None
    goes_to: str
    """In words: «your rent account»."""
    reason: str


@dataclass(frozen=True, slots=True)
class BenefitPayment:
    """Money to the resident, or to an account of theirs."""

    scheme: str
    amount_pence: int
    covers_from: date
    covers_to: date
    due_on: date
    paid_on: date | None
    goes_to: str
    was_returned: bool


@dataclass(frozen=True, slots=True)
class Overpayment:
    """More was paid than there was a right to."""

    reference: str
    scheme: str
    covers_from: date
    covers_to: date
    amount_pence: int
    outstanding_pence: int
    reason: str
    is_invoiced: bool
    """Paid back by invoice; otherwise it is taken from the benefit each week."""
    weekly_pence: int | None
    invoice_number: str
    due_on: date | None

    @property
    def can_be_paid_here(self) -> bool:
        return self.is_invoiced and self.outstanding_pence > 0


@dataclass(frozen=True, slots=True)
class Letter:
    reference: str
    title: str
    sent_on: date
    challenge_by: date | None
    """The last day to ask us to look again, or to appeal; None when there is nothing to."""

    def can_be_challenged(self, today: date) -> bool:
        return self.challenge_by is not None and today <= self.challenge_by


@dataclass(frozen=True, slots=True)
class LetterInFull:
    letter: Letter
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Received:
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EvidenceRequest:
    reference: str
    requested_on: date
    due_on: date
    is_outstanding: bool
    reason: str
    asked_for: tuple[str, ...]
    received: tuple[Received, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """What comes in and what has to go back."""

    awards: tuple[Award, ...]
    """The ones in force, then earlier ones, newest first."""
    payments: tuple[BenefitPayment, ...]
    """Newest first."""
    overpayments: tuple[Overpayment, ...]

    def current_awards(self, today: date) -> tuple[Award, ...]:
        return tuple(
            award
            for award in self.awards
            if award.starts_on <= today and (award.ends_on is None or award.ends_on >= today)
        )

    @property
    def to_come(self) -> tuple[BenefitPayment, ...]:
        """Soonest first."""
        coming = [payment for payment in self.payments if payment.paid_on is None]
        return tuple(sorted(coming, key=lambda payment: payment.due_on))

    @property
    def paid(self) -> tuple[BenefitPayment, ...]:
        return tuple(payment for payment in self.payments if payment.paid_on is not None)


@dataclass(frozen=True, slots=True)
class ClaimInFull:
    claim: Claim
    money: Money
    letters: tuple[Letter, ...]
    """Newest first."""
    evidence: tuple[EvidenceRequest, ...]

    @property
    def evidence_wanted(self) -> tuple[EvidenceRequest, ...]:
        return tuple(request for request in self.evidence if request.is_outstanding)
