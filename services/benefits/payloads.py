"""The benefits system's words: the shapes of its JSON, and nothing else.

Money is a string of pounds and pence. Every list names the claim it is about, and so does
everything in it.
"""

from datetime import date, datetime
from decimal import Decimal

import msgspec


class _Words(msgspec.Struct, frozen=True, rename="camel"):
    """Field names as the supplier writes them."""


class Claimant(_Words, frozen=True):
    name: str
    address: str
    postcode: str


class Claim(_Words, frozen=True):
    claim_reference: str
    status: str
    schemes: list[str]
    received_on: date
    claimant: Claimant
    contact_telephone: str
    next_review_on: date | None = None


class _AboutAClaim(_Words, frozen=True):
    claim_reference: str


class Award(_AboutAClaim, frozen=True):
    scheme: str
    weekly_amount: Decimal
    valid_from: date
    payee: str
    reason: str
    valid_to: date | None = None


class Payment(_AboutAClaim, frozen=True):
    payment_id: str
    scheme: str
    period_from: date
    period_to: date
    due_date: date
    amount: Decimal
    payee: str
    status: str
    paid_date: date | None = None


class Overpayment(_AboutAClaim, frozen=True):
    overpayment_id: str
    scheme: str
    period_from: date
    period_to: date
    amount: Decimal
    recoverable: bool
    outstanding: Decimal
    recovery_method: str
    reason: str
    weekly_rate: Decimal | None = None
    invoice_number: str | None = None
    due_on: date | None = None


class Letter(_AboutAClaim, frozen=True):
    letter_id: str
    sent_on: date
    title: str
    challenge_by: date | None = None


class LetterText(Letter, frozen=True):
    paragraphs: list[str] = []


class DocumentAsked(_Words, frozen=True):
    type: str
    title: str


class DocumentReceived(_Words, frozen=True):
    file_name: str
    received_at: datetime


class EvidenceRequest(_AboutAClaim, frozen=True):
    evidence_request_id: str
    requested_on: date
    due_on: date
    status: str
    reason: str
    asked_for: list[DocumentAsked]
    documents: list[DocumentReceived]


class AwardList(_AboutAClaim, frozen=True):
    items: list[Award]


class PaymentList(_AboutAClaim, frozen=True):
    items: list[Payment]


class OverpaymentList(_AboutAClaim, frozen=True):
    items: list[Overpayment]


class LetterList(_AboutAClaim, frozen=True):
    items: list[Letter]


class EvidenceRequestList(_AboutAClaim, frozen=True):
    items: list[EvidenceRequest]


class ClaimOverview(_Words, frozen=True):
    claim: Claim
    awards: AwardList
    payments: PaymentList
    overpayments: OverpaymentList
    letters: LetterList
    evidence_requests: EvidenceRequestList


class LinkChecked(_AboutAClaim, frozen=True):
    person_ref: str


class Accepted(_Words, frozen=True):
    reference: str
    claim_reference: str
    decide_by: date


class ApplicationAccepted(_Words, frozen=True):
    """There is no claim yet that it could name."""

    reference: str
    decide_by: date


class PaymentTaken(_Words, frozen=True):
    overpayment_id: str
    payment_reference: str
    outstanding: Decimal
