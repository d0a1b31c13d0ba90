"""The benefits system's JSON is read as it is written there, or not at all."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.benefits import payloads
from services.sandbox.benefits import shapes
from tests.factories.wrong_answers import each_field_wrong, is_read

CLAIM: dict[str, Any] = {
    "claimReference": "70043211",
    "status": "awarded",
    "schemes": ["HB", "CTR"],
    "receivedOn": "2024-03-04",
    "claimant": {"name": "Amina Yusuf", "address": "Flat 4", "postcode": "TB1 4QN"},
    "contactTelephone": "01632 960 120",
}
AWARD: dict[str, Any] = {
    "claimReference": "70043211",
    "scheme": "HB",
    "weeklyAmount": "68.42",
    "validFrom": "2026-04-06",
    "payee": "rent_account",
    "reason": "New claim",
}
PAYMENT: dict[str, Any] = {
    "claimReference": "70043211",
    "paymentId": "P1",
    "scheme": "HB",
    "periodFrom": "2026-05-11",
    "periodTo": "2026-05-17",
    "dueDate": "2026-05-18",
    "amount": "68.42",
    "payee": "rent_account",
    "status": "issued",
}
OVERPAYMENT: dict[str, Any] = {
    "claimReference": "70043211",
    "overpaymentId": "OP1",
    "scheme": "HB",
    "periodFrom": "2026-01-05",
    "periodTo": "2026-02-01",
    "amount": "236.52",
    "recoverable": True,
    "outstanding": "142.35",
    "recoveryMethod": "invoice",
    "reason": "You moved.",
}
LETTER: dict[str, Any] = {
    "claimReference": "70043211",
    "letterId": "L1",
    "sentOn": "2026-05-04",
    "title": "Your Housing Benefit",
}
EVIDENCE: dict[str, Any] = {
    "claimReference": "70043211",
    "evidenceRequestId": "EVR1",
    "requestedOn": "2026-05-01",
    "dueOn": "2026-05-31",
    "status": "outstanding",
    "reason": "We are checking your earnings.",
    "askedFor": [{"type": "payslips", "title": "Your payslips"}],
    "documents": [],
}
GOOD: list[tuple[type[msgspec.Struct], dict[str, Any]]] = [
    (payloads.Claim, CLAIM),
    (payloads.Award, AWARD),
    (payloads.Payment, PAYMENT),
    (payloads.Overpayment, OVERPAYMENT),
    (payloads.LetterText, LETTER | {"paragraphs": ["Dear Ms Yusuf"]}),
    (payloads.EvidenceRequest, EVIDENCE),
    (payloads.PaymentList, {"claimReference": "70043211", "items": [PAYMENT]}),
    (payloads.LinkChecked, {"claimReference": "70043211", "personRef": "P70043211"}),
    (
        payloads.Accepted,
        {"reference": "COC-1", "claimReference": "70043211", "decideBy": "2026-06-03"},
    ),
    (
        payloads.PaymentTaken,
        {"overpaymentId": "OP1", "paymentReference": "MA-1", "outstanding": "100.00"},
    ),
    (
        payloads.DocumentReceived,
        {"documentId": "DOC-1", "fileName": "a.jpg", "receivedAt": "2026-05-20T12:00:00Z"},
    ),
]


@pytest.mark.parametrize(("shape", "good"), GOOD)
def test_what_the_benefits_system_writes_is_read_with_more_than_we_know(
    shape: type[msgspec.Struct], good: dict[str, Any]
) -> None:
    assert is_read(good, shape)
    assert is_read(good | {"aFieldOfNextYear": [1, {"x": None}]}, shape)


@pytest.mark.parametrize(("shape", "field", "answer"), each_field_wrong(GOOD))
def test_an_answer_with_one_field_missing_null_or_of_another_kind_is_refused(
    shape: type[msgspec.Struct], field: str, answer: dict[str, Any]
) -> None:
    """G06: nothing is guessed."""
    assert not is_read(answer, shape)


@pytest.mark.parametrize("whole", [None, [], "", 0, True, [CLAIM], {"data": CLAIM}])
def test_an_answer_of_another_kind_altogether_is_refused(whole: Any) -> None:
    """G05"""
    assert not is_read(whole, payloads.Claim)


@pytest.mark.parametrize(
    ("shape", "good", "wrong"),
    [
        (payloads.Claim, CLAIM, {"schemes": "HB"}),
        (payloads.Claim, CLAIM, {"claimant": "Amina"}),
        (payloads.Claim, CLAIM, {"nextReviewOn": "soon"}),
        (payloads.Award, AWARD, {"weeklyAmount": "a lot"}),
        (payloads.Award, AWARD, {"validTo": "2026-02-30"}),
        (payloads.Payment, PAYMENT, {"paidDate": "2026-5-18"}),
        (payloads.Overpayment, OVERPAYMENT, {"recoverable": "yes"}),
        (payloads.Overpayment, OVERPAYMENT, {"weeklyRate": "13,65"}),
        (payloads.EvidenceRequest, EVIDENCE, {"documents": [{"documentId": 1}]}),
        (payloads.EvidenceRequest, EVIDENCE, {"askedFor": [None]}),
    ],
)
def test_a_value_that_cannot_be_is_refused(
    shape: type[msgspec.Struct], good: dict[str, Any], wrong: dict[str, Any]
) -> None:
    assert not is_read(good | wrong, shape)


@given(st.decimals(min_value=0, max_value="99999.99", places=2))
def test_money_keeps_every_penny_on_its_way_in(amount: Decimal) -> None:
    written = msgspec.json.encode(AWARD | {"weeklyAmount": str(amount)})

    assert msgspec.json.decode(written, type=payloads.Award).weekly_amount == amount


def test_a_letter_without_text_is_an_empty_letter() -> None:
    assert msgspec.convert(LETTER, payloads.LetterText).paragraphs == []


OURS_AND_THEIRS = [
    (payloads.Claim, shapes.Claim),
    (payloads.Award, shapes.Award),
    (payloads.Payment, shapes.Payment),
    (payloads.Overpayment, shapes.Overpayment),
    (payloads.LetterText, shapes.LetterText),
    (payloads.EvidenceRequest, shapes.EvidenceRequest),
    (payloads.Accepted, shapes.Accepted),
    (payloads.ApplicationAccepted, shapes.Accepted),
    (payloads.LinkChecked, shapes.LinkCheckPassed),
    (payloads.PaymentTaken, shapes.PaymentAccepted),
    (payloads.DocumentReceived, shapes.DocumentReceived),
]


@pytest.mark.parametrize(("ours", "theirs"), OURS_AND_THEIRS)
def test_every_field_we_read_is_in_the_published_contract(
    ours: type[msgspec.Struct], theirs: type[msgspec.Struct]
) -> None:
    published = {field.encode_name: field for field in msgspec.structs.fields(theirs)}

    for field in msgspec.structs.fields(ours):
        assert field.encode_name in published
        assert published[field.encode_name].required or not field.required
