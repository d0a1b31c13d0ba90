"""The benefits system's calls: one method for each, in its own words.

A call that changes something takes an idempotency key, so that trying again is harmless.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Self, TypeVar
from urllib.parse import quote

from services.benefits.payloads import (
    Accepted,
    ApplicationAccepted,
    Claim,
    ClaimOverview,
    DocumentReceived,
    EvidenceRequestList,
    LetterText,
    LinkChecked,
    OverpaymentList,
    PaymentTaken,
)
from services.http import Params, Supplier, supplier

Body = Mapping[str, Any]  # Any: JSON
T = TypeVar("T")


class BenefitsClient:
    def __init__(self, supplier: Supplier) -> None:
        self._supplier = supplier

    @classmethod
    def from_settings(cls) -> Self:
        return cls(supplier("benefits"))

    async def check_link(self, facts: Body) -> LinkChecked:
        return await self._supplier.post("link-checks", LinkChecked, facts)

    async def get_claim(self, reference: str) -> Claim:
        return await self._supplier.get(f"claims/{quote(reference, safe='')}", Claim)

    async def get_overview(self, reference: str, *, since: date) -> ClaimOverview:
        """The claim and all its lists as they are at one moment, payments due since a day."""
        params = {"from": since.isoformat()}
        return await self._part(reference, "overview", ClaimOverview, params)

    async def list_overpayments(self, reference: str) -> OverpaymentList:
        return await self._part(reference, "overpayments", OverpaymentList)

    async def get_letter(self, reference: str, letter: str) -> LetterText:
        return await self._part(reference, f"letters/{quote(letter, safe='')}", LetterText)

    async def list_evidence_requests(self, reference: str) -> EvidenceRequestList:
        return await self._part(reference, "evidence-requests", EvidenceRequestList)

    async def make_claim(self, claim: Body, *, key: str) -> ApplicationAccepted:
        return await self._supplier.post("claims", ApplicationAccepted, claim, idempotency_key=key)

    async def report_change(self, change: Body, *, key: str) -> Accepted:
        return await self._supplier.post("changes", Accepted, change, idempotency_key=key)

    async def add_document(self, request: str, document: Body, *, key: str) -> DocumentReceived:
        path = f"evidence-requests/{quote(request, safe='')}/documents"
        return await self._supplier.post(path, DocumentReceived, document, idempotency_key=key)

    async def challenge(self, reference: str, challenge: Body, *, key: str) -> Accepted:
        path = f"claims/{quote(reference, safe='')}/challenges"
        return await self._supplier.post(path, Accepted, challenge, idempotency_key=key)

    async def take_payment(
        self, overpayment: str, *, payment_reference: str, pounds: str, paid_at: datetime
    ) -> PaymentTaken:
        # The payment reference is what makes it idempotent there, whatever the key.
        body = {
            "paymentReference": payment_reference,
            "amount": pounds,
            "paidAt": paid_at.isoformat(),
        }
        return await self._supplier.post(
            f"overpayments/{quote(overpayment, safe='')}/payments", PaymentTaken, body
        )

    async def _part(
        self, reference: str, what: str, into: type[T], params: Params | None = None
    ) -> T:
        return await self._supplier.get(
            f"claims/{quote(reference, safe='')}/{what}", into, params=params
        )
