"""What the benefits system answers, in its own words, and a client that answers so."""

from datetime import date
from decimal import Decimal
from typing import Any

from services.benefits import payloads

OURS, THEIRS = "70043211", "70043229"
TODAY = date(2026, 5, 20)


def a_claim(**changes: Any) -> payloads.Claim:
    told: dict[str, Any] = {
        "claim_reference": OURS,
        "status": "awarded",
        "schemes": ["HB", "CTR"],
        "received_on": date(2024, 3, 4),
        "claimant": payloads.Claimant("Amina Yusuf", "Flat 4", "TB1 4QN"),
        "contact_telephone": "01632 960 120",
    }
    return payloads.Claim(**told | changes)


def an_award(**changes: Any) -> payloads.Award:
    told: dict[str, Any] = {
        "claim_reference": OURS,
        "scheme": "HB",
        "weekly_amount": Decimal("68.42"),
        "valid_from": date(2026, 4, 6),
        "payee": "rent_account",
        "reason": "New claim",
    }
    return payloads.Award(**told | changes)


def a_payment(**changes: Any) -> payloads.Payment:
    told: dict[str, Any] = {
        "claim_reference": OURS,
        "payment_id": "P1",
        "scheme": "HB",
        "period_from": date(2026, 5, 11),
        "period_to": date(2026, 5, 17),
        "due_date": date(2026, 5, 18),
        "amount": Decimal("68.42"),
        "payee": "rent_account",
        "status": "issued",
        "paid_date": date(2026, 5, 18),
    }
    return payloads.Payment(**told | changes)


def an_overpayment(**changes: Any) -> payloads.Overpayment:
    told: dict[str, Any] = {
        "claim_reference": OURS,
        "overpayment_id": "OP1",
        "scheme": "HB",
        "period_from": date(2026, 1, 5),
        "period_to": date(2026, 2, 1),
        "amount": Decimal("236.52"),
        "recoverable": True,
        "outstanding": Decimal("142.35"),
        "recovery_method": "invoice",
        "reason": "You moved.",
        "invoice_number": "INV1",
    }
    return payloads.Overpayment(**told | changes)


def a_letter(**changes: Any) -> payloads.Letter:
    told: dict[str, Any] = {
        "claim_reference": OURS,
        "letter_id": "L1",
        "sent_on": date(2026, 3, 27),
        "title": "Your Housing Benefit",
    }
    return payloads.Letter(**told | changes)


def an_evidence_request(**changes: Any) -> payloads.EvidenceRequest:
    told: dict[str, Any] = {
        "claim_reference": OURS,
        "evidence_request_id": "EVR1",
        "requested_on": date(2026, 5, 1),
        "due_on": date(2026, 5, 31),
        "status": "outstanding",
        "reason": "We are checking your earnings.",
        "asked_for": [payloads.DocumentAsked("payslips", "Your payslips")],
        "documents": [],
    }
    return payloads.EvidenceRequest(**told | changes)


class BenefitsBooks:
    """A client that answers from what it was given."""

    def __init__(self, **given: Any) -> None:
        self.claim = given.get("claim", a_claim())
        self.awards = given.get("awards", payloads.AwardList(OURS, [an_award()]))
        self.payments = given.get("payments", payloads.PaymentList(OURS, [a_payment()]))
        self.overpayments = given.get(
            "overpayments", payloads.OverpaymentList(OURS, [an_overpayment()])
        )
        self.letters = given.get("letters", payloads.LetterList(OURS, [a_letter()]))
        self.evidence = given.get(
            "evidence", payloads.EvidenceRequestList(OURS, [an_evidence_request()])
        )
        self.taken = given.get("taken")
        self.asked_since: date | None = None

    async def get_claim(self, reference: str) -> payloads.Claim:
        return self.claim

    async def get_overview(self, reference: str, *, since: date) -> payloads.ClaimOverview:
        self.asked_since = since
        return payloads.ClaimOverview(
            self.claim, self.awards, self.payments, self.overpayments, self.letters, self.evidence
        )

    async def list_overpayments(self, reference: str) -> payloads.OverpaymentList:
        return self.overpayments

    async def list_evidence_requests(self, reference: str) -> payloads.EvidenceRequestList:
        return self.evidence

    async def take_payment(self, overpayment: str, **told: Any) -> payloads.PaymentTaken:
        return self.taken
