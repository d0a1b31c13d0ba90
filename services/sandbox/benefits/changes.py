"""What the benefits system accepts: changes, claims, challenges, documents, payments."""

from datetime import date, timedelta
from typing import Any

import msgspec
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from services.sandbox import store
from services.sandbox.benefits import shapes
from services.sandbox.benefits.answers import API, SUPPLIER, check_entity_tag
from services.sandbox.benefits.views import get_claim
from services.sandbox.rest import Refused, new_reference, pence, pounds, read

DECIDED_WITHIN = timedelta(days=14)
EVIDENCE_WITHIN = timedelta(days=30)
CLOSED = {"refused", "ended", "cancelled"}
EVIDENCE = {
    "address": ("proof-of-address", "A bill or tenancy agreement for your new address"),
    "household": ("proof-of-household", "Proof of who joined or left your household"),
    "income": ("payslips", "Your last 5 weekly or 2 monthly payslips"),
    "rent": ("rent-letter", "A letter from your landlord with the new rent"),
    "capital": ("bank-statement", "Bank statements for the last 2 months"),
}


def report_change(request: HttpRequest) -> JsonResponse:
    asked = read(request, shapes.Change)

    def work() -> tuple[int, dict]:
        claim = get_claim(asked.claim_reference)
        check_entity_tag(request, claim)
        if claim["status"] in CLOSED:
            raise Refused(409, "claim-is-closed", "This claim has ended.")
        return 202, _receive_change(asked, claim)

    return API.once(request, work)


def make_claim(request: HttpRequest) -> JsonResponse:
    asked = read(request, shapes.NewClaim)

    def work() -> tuple[int, dict]:
        reference = new_reference("APP")
        store.put(SUPPLIER, "application", reference, {"scheme": asked.scheme})
        return 202, _accepted(reference, None)

    return API.once(request, work)


def challenge(request: HttpRequest, ref: str) -> JsonResponse:
    asked = read(request, shapes.Challenge)

    def work() -> tuple[int, dict]:
        claim = get_claim(ref)
        if asked.decision_date > timezone.localdate():
            raise Refused(
                422, "not-valid", "The decision is in the future.", pointer="$.decisionDate"
            )
        reference = new_reference("CHA")
        body = msgspec.to_builtins(asked) | {"claimReference": claim["claimReference"]}
        store.put(SUPPLIER, "challenge", reference, body)
        return 202, _accepted(reference, claim["claimReference"])

    return API.once(request, work)


def list_documents(request: HttpRequest, request_id: str) -> JsonResponse:
    return JsonResponse(_get_evidence_request(request_id))


def add_document(request: HttpRequest, request_id: str) -> JsonResponse:
    asked = read(request, shapes.Document)

    def work() -> tuple[int, dict]:
        wanted = _get_evidence_request(request_id)
        received = {
            "documentId": new_reference("DOC"),
            "fileName": asked.file_name,
            "receivedAt": timezone.now().isoformat(),
        }
        store.put(SUPPLIER, "document", received["documentId"], {"bytes": len(asked.content)})
        wanted["documents"].append(received)
        wanted["status"] = "received"
        store.put(SUPPLIER, "evidence-request", request_id, wanted)
        return 201, received

    return API.once(request, work)


def pay_invoice(request: HttpRequest, overpayment_id: str) -> JsonResponse:
    """Money received against an invoice; the same payment reference is counted once."""
    asked = read(request, shapes.InvoicePayment)
    amount = pence(asked.amount)

    def work() -> tuple[int, dict]:
        owed = store.get(SUPPLIER, "overpayment", overpayment_id)
        if owed is None:
            raise Refused(
                404, "no-such-overpayment", "There is no overpayment with this reference."
            )
        earlier = store.get(SUPPLIER, "invoice-payment", asked.payment_reference)
        if earlier is not None:
            return _answer_again(earlier, overpayment_id, amount)
        if owed["recoveryMethod"] != "invoice":
            raise Refused(409, "not-invoiced", "This overpayment is taken from the benefit.")
        if not 0 < amount <= pence(owed["outstanding"]):
            raise Refused(422, "wrong-amount", "More than is owed, or nothing.", pointer="$.amount")
        return 201, _take_payment(owed, asked.payment_reference, amount)

    return API.once(request, work)


def _take_payment(owed: dict[str, Any], payment_reference: str, amount: int) -> dict[str, Any]:
    owed["outstanding"] = pounds(pence(owed["outstanding"]) - amount)
    store.put(SUPPLIER, "overpayment", owed["overpaymentId"], owed)
    answer = {
        "overpaymentId": owed["overpaymentId"],
        "paymentReference": payment_reference,
        "outstanding": owed["outstanding"],
    }
    kept = {"pence": amount, "answer": answer}
    store.put(SUPPLIER, "invoice-payment", payment_reference, kept)
    return answer


def _answer_again(earlier: dict, overpayment_id: str, amount: int) -> tuple[int, dict]:
    if earlier["answer"]["overpaymentId"] != overpayment_id or earlier["pence"] != amount:
        raise Refused(409, "reference-used", "This payment reference was used for something else.")
    return 201, earlier["answer"]


def _receive_change(asked: shapes.Change, claim: dict[str, Any]) -> dict[str, Any]:
    reference = new_reference("COC")
    accepted = _accepted(reference, claim["claimReference"])
    wanted = EVIDENCE.get(asked.type) if not asked.evidence_ids else None
    status = "awaiting_evidence" if wanted else "received"
    person = store.person_of(SUPPLIER, "claim", claim["claimReference"])
    store.put(
        SUPPLIER,
        "change",
        reference,
        accepted | {"type": asked.type, "status": status, "details": asked.details},
        person=person,
    )
    if wanted:
        _ask_for_evidence(claim["claimReference"], *wanted, person=person)
    claim["version"] += 1
    store.put(SUPPLIER, "claim", claim["claimReference"], claim)
    return accepted


def _ask_for_evidence(claim_reference: str, kind: str, title: str, *, person: str) -> None:
    today = timezone.localdate()
    key = new_reference("EVR")
    body = {
        "claimReference": claim_reference,
        "evidenceRequestId": key,
        "requestedOn": today.isoformat(),
        "dueOn": (today + EVIDENCE_WITHIN).isoformat(),
        "status": "outstanding",
        "reason": "You told us about a change. We need to see proof of it.",
        "askedFor": [{"type": kind, "title": title}],
        "documents": [],
    }
    store.put(SUPPLIER, "evidence-request", key, body, person=person)


def _get_evidence_request(request_id: str) -> dict[str, Any]:
    found = store.get(SUPPLIER, "evidence-request", request_id)
    if found is None:
        raise Refused(404, "no-such-request", "We did not ask for this.")
    return found


def _accepted(reference: str, claim_reference: str | None) -> dict[str, Any]:
    return {
        "reference": reference,
        "claimReference": claim_reference,
        "receivedAt": timezone.now().isoformat(),
        "decideBy": _working_day(timezone.localdate() + DECIDED_WITHIN).isoformat(),
    }


def _working_day(day: date) -> date:
    """This day, or the Monday after when it falls on a weekend."""
    return day if day.isoweekday() <= 5 else day + timedelta(days=8 - day.isoweekday())
