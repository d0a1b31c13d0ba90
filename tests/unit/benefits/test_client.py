"""What the benefits system is asked, call by call, as its published contract has it."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from services.benefits.client import BenefitsClient
from services.sandbox.benefits import shapes
from services.sandbox.benefits.openapi import document
from tests.factories.suppliers import RecordingSupplier, Sent

CLAIM = "70043211"
Call = Callable[[BenefitsClient], Coroutine[Any, Any, Any]]


def sent_by(call: Call) -> Sent:
    """The one call this makes."""
    supplier = RecordingSupplier()
    asyncio.run(call(BenefitsClient(supplier)))
    (sent,) = supplier.sent
    return sent


READS: list[tuple[Call, str, str]] = [
    (lambda c: c.get_claim(CLAIM), f"claims/{CLAIM}", "/claims/{ref}"),
    (
        lambda c: c.list_overpayments(CLAIM),
        f"claims/{CLAIM}/overpayments",
        "/claims/{ref}/overpayments",
    ),
    (
        lambda c: c.get_letter(CLAIM, "L1"),
        f"claims/{CLAIM}/letters/L1",
        "/claims/{ref}/letters/{letterId}",
    ),
    (
        lambda c: c.list_evidence_requests(CLAIM),
        f"claims/{CLAIM}/evidence-requests",
        "/claims/{ref}/evidence-requests",
    ),
]


@pytest.mark.parametrize(("call", "path", "template"), READS)
def test_reading_is_about_one_claim_at_an_address_of_the_contract(
    call: Call, path: str, template: str
) -> None:
    assert sent_by(call) == Sent("GET", path)
    assert "get" in document()["paths"][template]


def test_a_whole_claim_is_asked_for_at_once_with_the_payments_due_since_a_day() -> None:
    sent = sent_by(lambda c: c.get_overview(CLAIM, since=date(2026, 4, 6)))

    assert sent == Sent("GET", f"claims/{CLAIM}/overview", params={"from": "2026-04-06"})
    known = {each["name"] for each in _get("/claims/{ref}/overview")["parameters"]}
    assert set(sent.params) <= known


@pytest.mark.parametrize("reference", ["../link-checks", "a/b", "70043211?x=1", "é", "a#b"])
def test_a_reference_is_one_part_of_an_address_whatever_stands_in_it(reference: str) -> None:
    calls: list[tuple[Call, int]] = [
        (lambda c: c.get_claim(reference), 2),
        (lambda c: c.get_overview(reference, since=date.min), 3),
        (lambda c: c.get_letter(CLAIM, reference), 4),
        (lambda c: c.challenge(reference, {}, key="k"), 3),
        (lambda c: c.add_document(reference, {}, key="k"), 3),
    ]

    for call, parts in calls:
        path = sent_by(call).path
        assert len(path.split("/")) == parts
        assert path.isascii()
        assert not set("?#") & set(path)


APPLICATION = {
    "scheme": "CTR",
    "name": "Tom Whitfield",
    "dateOfBirth": "1985-01-23",
    "address": "41 Foundry Row",
    "postcode": "TB2 3FN",
    "weeklyIncome": "210.00",
    "capital": "0.00",
    "details": "I live alone.",
    "receivedAt": "2026-05-20T12:00:00+00:00",
}
FACTS = {
    "claimReference": CLAIM,
    "nationalInsuranceNumber": "QQ123456A",
    "dateOfBirth": "1991-04-17",
}
CHANGE = {
    "claimReference": CLAIM,
    "type": "income",
    "effectiveDate": "2026-05-04",
    "details": "20 hours",
    "reportedThrough": "online",
}
DOCUMENT = {"fileName": "photo-1.jpg", "contentType": "image/jpeg", "content": "/9j/4AAQ"}
CHALLENGE = {
    "type": "appeal",
    "decisionDate": "2026-05-04",
    "reason": "Wrong",
    "receivedAt": "2026-05-20T12:00:00+00:00",
}


WRITES: list[tuple[Call, str, type, str]] = [
    (lambda c: c.check_link(FACTS), "link-checks", shapes.LinkCheck, ""),
    (lambda c: c.make_claim(APPLICATION, key="k0"), "claims", shapes.NewClaim, "k0"),
    (lambda c: c.report_change(CHANGE, key="k1"), "changes", shapes.Change, "k1"),
    (
        lambda c: c.add_document("EVR-1", DOCUMENT, key="k2"),
        "evidence-requests/EVR-1/documents",
        shapes.Document,
        "k2",
    ),
    (
        lambda c: c.challenge(CLAIM, CHALLENGE, key="k3"),
        f"claims/{CLAIM}/challenges",
        shapes.Challenge,
        "k3",
    ),
]


@pytest.mark.parametrize(("call", "path", "shape", "key"), WRITES)
def test_what_is_written_is_as_the_contract_says_with_its_key(
    call: Call, path: str, shape: type, key: str
) -> None:
    sent = sent_by(call)

    assert (sent.method, sent.path, sent.params, sent.key) == ("POST", path, {}, key)
    msgspec.json.decode(msgspec.json.encode(sent.body), type=shape)


def test_a_payment_names_itself_so_that_it_counts_once() -> None:
    sent = sent_by(
        lambda c: c.take_payment(
            "OP1",
            payment_reference="MA-7K2P",
            pounds="42.35",
            paid_at=datetime(2026, 5, 4, 9, 15, tzinfo=UTC),
        )
    )

    assert sent.path == "overpayments/OP1/payments"
    paid = msgspec.json.decode(msgspec.json.encode(sent.body), type=shapes.InvoicePayment)
    assert (paid.payment_reference, paid.amount) == ("MA-7K2P", "42.35")
    assert paid.paid_at == datetime(2026, 5, 4, 9, 15, tzinfo=UTC)


def _get(template: str) -> dict[str, Any]:
    found: dict[str, Any] = document()["paths"][template]["get"]
    return found
