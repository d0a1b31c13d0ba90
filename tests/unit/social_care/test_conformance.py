"""What we send to the care system is FHIR R4, and so are the answers our tests are made of."""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime
from decimal import Decimal
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest

from services.contract import AccountReference, NoSuchAccount, ServiceUnavailable, WrongRecord
from services.social_care.adapter import SocialCareAdapter
from services.social_care.catalogue import Assessment
from services.social_care.client import CareClient, Wish
from services.social_care.operations import AssessmentRequest
from services.social_care.payloads import Identifier
from tests.unit.social_care.made import (
    PATIENT,
    PretendSupplier,
    a_batch,
    a_plan,
    a_task,
    a_team,
    a_visit,
    an_invoice,
    answered,
    desmonds_record,
    found,
)

KEY = UUID("6f1c6b0e-1111-4222-8333-444455556666")
NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
REFERENCE = AccountReference(PATIENT)
REQUEST = AssessmentRequest(
    kind=Assessment.NEEDS,
    difficulties=("washing", "home"),
    words="The stairs are too much.",
    telephone="01632 960412",
    asked_at=NOW,
)


def read(resource: dict[str, Any], kind: str = "") -> Any:
    """As the published models read it (R4B is R4 for everything here); they refuse what is not."""
    name = kind or resource["resourceType"]
    model = getattr(import_module(f"fhir.resources.R4B.{name.lower()}"), name)
    return model.model_validate({"resourceType": name, **resource})


def sending(work: Any, *answers: Any) -> list[tuple[str, str, Any, str]]:
    """What `work(client)` sent, whatever it made of the answers."""
    supplier = PretendSupplier(*answers)
    coroutine: Coroutine[Any, Any, Any] = work(CareClient(supplier))  # type: ignore[arg-type]
    asyncio.run(coroutine)
    return supplier.sent


def test_nothing_is_no_answer_to_a_page_of_care() -> None:
    with pytest.raises(ServiceUnavailable):
        sending(lambda client: client.list_invoices(PATIENT), None)


def test_a_request_and_its_answers_are_a_valid_transaction() -> None:
    """G28."""
    wish = Wish(REQUEST.kind, REQUEST.kind.label, REQUEST.answers, NOW)
    made = {"id": "1", "subject": {"reference": f"Patient/{PATIENT}"}}

    [(_, _, bundle, _)] = sending(
        lambda client: client.ask_for(PATIENT, wish, idempotency_key=KEY),
        {"type": "transaction-response", "entry": [answered(made)]},
    )

    transaction = read(bundle)
    request, answers = (read(entry["resource"]) for entry in bundle["entry"])
    assert transaction.type == "transaction"
    assert request.subject.reference == answers.subject.reference == f"Patient/{PATIENT}"
    assert answers.basedOn[0].reference == transaction.entry[0].fullUrl


def test_a_payment_is_a_valid_reconciliation() -> None:
    """G28."""
    [(_, _, payment, _)] = sending(
        lambda client: client.record_payment(
            Identifier("SCI-1", "s"), payment_reference="MA-1", amount_pence=6480, paid_at=NOW
        ),
        {},
    )

    assert read(payment).paymentAmount.value == Decimal("64.8")
    assert read(payment).paymentIdentifier.value == "MA-1"


@pytest.mark.parametrize("pence", [1, 29, 57, 1999, 16_480, 999_999])
def test_pence_become_pounds_that_are_the_same_money(pence: int) -> None:
    [(_, _, payment, _)] = sending(
        lambda client: client.record_payment(
            Identifier("SCI-1"), payment_reference="MA-1", amount_pence=pence, paid_at=NOW
        ),
        {},
    )

    assert f"{payment['paymentAmount']['value']:.2f}" == f"{pence // 100}.{pence % 100:02}"


def test_a_payment_is_of_the_day_it_was_made_in_london() -> None:
    """Half past midnight in summer is still yesterday in UTC."""
    at_night = datetime(2026, 5, 3, 23, 30, tzinfo=UTC)

    [(_, _, payment, _)] = sending(
        lambda client: client.record_payment(
            Identifier("SCI-1"), payment_reference="MA-1", amount_pence=6480, paid_at=at_night
        ),
        {},
    )

    assert payment["paymentDate"] == "2026-05-04"
    assert payment["created"] == "2026-05-03T23:30:00+00:00"


def test_a_batch_of_questions_is_a_valid_bundle() -> None:
    """G28."""
    supplier = PretendSupplier(desmonds_record())
    asyncio.run(SocialCareAdapter(CareClient(supplier)).fetch_record(REFERENCE))  # type: ignore[arg-type]

    batch = read(supplier.sent[0][2])
    assert batch.type == "batch"
    assert {entry.request.method for entry in batch.entry} == {"GET"}


def test_the_answers_these_tests_are_made_of_are_valid_too() -> None:
    """G26: a test that pretends what no supplier may say proves nothing."""
    a_whole_team = a_team() | {"participant": a_team()["participant"][:1]}

    assert read(a_plan() | {"intent": "plan", "activity": []}, "CarePlan").intent == "plan"
    assert read(a_visit(participant=[{"status": "accepted"}]), "Appointment").start > NOW
    assert read(a_task() | {"intent": "order"}, "Task").intent == "order"
    assert len(read(a_whole_team, "CareTeam").participant) == 1
    assert read(an_invoice(), "Invoice").totalGross.value == Decimal("164.8")


HOME = {
    "name": [{"prefix": ["Mr"], "given": ["Desmond"], "family": "Clarke"}],
    "address": [{"text": "3 Orchard House, Station Road, Thornbridge", "postalCode": "TB1 6RS"}],
}


def postal_address(patient: dict[str, Any] | None, status: str = "200 OK") -> tuple[str, ...]:
    supplier = PretendSupplier(a_batch(answered(patient, status)))
    adapter = SocialCareAdapter(CareClient(supplier))  # type: ignore[arg-type]  # pretended
    return asyncio.run(adapter.fetch_postal_address(REFERENCE)).lines


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        (
            {},
            ("Mr Desmond Clarke", "3 Orchard House", "Station Road", "Thornbridge", "TB1 6RS"),
        ),
        (
            {"name": [{"text": "Desmond Clarke Esq.", "family": "Clarke"}]},
            ("Desmond Clarke Esq.", "3 Orchard House", "Station Road", "Thornbridge", "TB1 6RS"),
        ),
        (
            {"address": [{"line": ["3 Orchard House"], "city": "Thornbridge", "postalCode": "X"}]},
            ("Mr Desmond Clarke", "3 Orchard House", "Thornbridge", "X"),
        ),
    ],
)
def test_an_address_is_read_in_either_of_fhirs_spellings(
    changes: dict[str, Any], lines: tuple[str, ...]
) -> None:
    assert postal_address({"id": PATIENT, **HOME, **changes}) == lines


@pytest.mark.parametrize(
    ("patient", "status", "raised"),
    [
        ({"id": "SC700208", **HOME}, "200 OK", WrongRecord),
        ({"id": PATIENT, "name": HOME["name"]}, "200 OK", ServiceUnavailable),
        ({"id": PATIENT, "address": HOME["address"]}, "200 OK", ServiceUnavailable),
        (None, "404 Not Found", NoSuchAccount),
        (None, "500 Error", ServiceUnavailable),
    ],
)
def test_no_code_is_posted_without_a_name_and_an_address_of_this_very_person(
    patient: dict[str, Any] | None, status: str, raised: type[Exception]
) -> None:
    """A26, G12."""
    with pytest.raises(raised):
        postal_address(patient, status)


def test_a_batch_with_more_answers_than_questions_is_an_outage() -> None:
    """G13: then nobody knows which answer is whose."""
    supplier = PretendSupplier(a_batch(*[answered(found())] * 2))
    client = CareClient(supplier)  # type: ignore[arg-type]  # pretended

    with pytest.raises(ServiceUnavailable):
        asyncio.run(client.find_patients(care_number="x", family="y", born_on="z"))
