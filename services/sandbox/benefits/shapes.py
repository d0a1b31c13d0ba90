"""The contract's shapes: requests are checked by them, the OpenAPI document is made of them."""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

Money = Annotated[str, Meta(pattern=r"^-?[0-9]+\.[0-9]{2}$", description="Pounds and pence.")]
Reference = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9-]+$")]
Words = Annotated[str, Meta(min_length=1, max_length=4000)]
Scheme = Literal["HB", "CTR", "DHP"]
ClaimStatus = Literal[
    "received",
    "awaiting_evidence",
    "assessing",
    "awarded",
    "refused",
    "suspended",
    "ended",
    "cancelled",
]
Payee = Literal["claimant", "landlord", "rent_account", "council_tax_account"]


class Shape(Struct, rename="camel", forbid_unknown_fields=True, kw_only=True):
    pass


class Claimant(Shape):
    name: str
    address: str
    postcode: str


class Claim(Shape):
    claim_reference: Reference
    person_ref: Reference
    case_type: Literal["working_age", "pension_age"]
    status: ClaimStatus
    schemes: list[Scheme]
    received_on: date
    claimant: Claimant
    version: int
    hb_paid_to: date | None
    ctr_paid_to: date | None
    next_review_on: date | None
    contact_telephone: str


class ClaimList(Shape):
    person_ref: Reference
    items: list[Claim]


class Award(Shape):
    claim_reference: Reference
    scheme: Scheme
    weekly_amount: Money
    valid_from: date
    valid_to: date | None
    payee: Payee
    reason: str


class Payment(Shape):
    claim_reference: Reference
    payment_id: Reference
    scheme: Scheme
    period_from: date
    period_to: date
    due_date: date
    paid_date: date | None
    amount: Money
    method: Literal["bank_transfer", "rent_account", "council_tax_credit"]
    payee: Payee
    status: Literal["scheduled", "issued", "returned"]


class Overpayment(Shape):
    claim_reference: Reference
    overpayment_id: Reference
    scheme: Scheme
    period_from: date
    period_to: date
    amount: Money
    recoverable: bool
    outstanding: Money
    recovery_method: Literal["deduction", "invoice"]
    weekly_rate: Money | None
    invoice_number: str | None
    due_on: date | None
    reason: str


class Letter(Shape):
    claim_reference: Reference
    letter_id: Reference
    sent_on: date
    title: str
    challenge_by: date | None


class LetterText(Letter):
    paragraphs: list[str]


class DocumentAsked(Shape):
    type: str
    title: str


class DocumentReceived(Shape):
    document_id: Reference
    file_name: str
    received_at: datetime


class EvidenceRequest(Shape):
    claim_reference: Reference
    evidence_request_id: Reference
    requested_on: date
    due_on: date
    status: Literal["outstanding", "received", "accepted"]
    reason: str
    asked_for: list[DocumentAsked]
    documents: list[DocumentReceived]


class ListOf(Shape):
    claim_reference: Reference


class AwardList(ListOf):
    items: list[Award]


class PaymentList(ListOf):
    items: list[Payment]


class OverpaymentList(ListOf):
    items: list[Overpayment]


class LetterList(ListOf):
    items: list[Letter]


class EvidenceRequestList(ListOf):
    items: list[EvidenceRequest]


class ClaimOverview(Shape):
    """The claim and its lists as they are at one moment."""

    claim: Claim
    awards: AwardList
    payments: PaymentList
    overpayments: OverpaymentList
    letters: LetterList
    evidence_requests: EvidenceRequestList


class LinkCheck(Shape):
    claim_reference: Reference
    national_insurance_number: Annotated[str, Meta(pattern=r"^[A-Z]{2}[0-9]{6}[A-D]$")]
    date_of_birth: date


class LinkCheckPassed(Shape):
    claim_reference: Reference
    person_ref: Reference


class Change(Shape):
    """A change of circumstances, as the claimant or somebody helping them tells it."""

    claim_reference: Reference
    type: Literal["address", "household", "income", "rent", "capital", "other"]
    effective_date: date
    details: Words
    evidence_ids: list[Reference] = []
    reported_through: Literal["online", "in_person", "telephone", "post"] = "online"


class NewClaim(Shape):
    scheme: Scheme
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    date_of_birth: date
    address: Annotated[str, Meta(min_length=1, max_length=500)]
    postcode: Annotated[str, Meta(min_length=5, max_length=8)]
    weekly_income: Money
    capital: Money
    details: str | UnsetType = UNSET
    received_at: datetime | UnsetType = UNSET


class Challenge(Shape):
    type: Literal["revision", "appeal"]
    decision_date: date
    reason: Words
    received_at: datetime | UnsetType = UNSET
    """When somebody else received it for us: the time to challenge runs until then."""


class Document(Shape):
    file_name: Annotated[str, Meta(min_length=1, max_length=120)]
    content_type: Literal["application/pdf", "image/jpeg", "image/png"]
    content: Annotated[bytes, Meta(max_length=10_000_000, description="Base64.")]


class InvoicePayment(Shape):
    payment_reference: Reference
    amount: Money
    paid_at: datetime


class Accepted(Shape):
    reference: Reference
    claim_reference: Reference | None
    received_at: datetime
    decide_by: date


class ChangeProgress(Shape):
    reference: Reference
    claim_reference: Reference
    type: str
    status: Literal["received", "awaiting_evidence", "assessing", "decided"]
    received_at: datetime
    decide_by: date


class PaymentAccepted(Shape):
    overpayment_id: Reference
    payment_reference: Reference
    outstanding: Money


class Problem(Shape):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    pointer: str | UnsetType = UNSET
