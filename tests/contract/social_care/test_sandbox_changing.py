"""The pretended care system is told things as FHIR R4 says, and remembers them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from services.sandbox.personas import GRACE
from tests.contract.answers import Sandbox
from tests.contract.social_care.calls import (
    Answer,
    a_payment,
    a_request,
    a_response,
    call,
    find,
    owed,
    transaction,
)

pytestmark = pytest.mark.sandbox


def a_visit(sandbox: Sandbox) -> dict[str, Any]:
    """The last visit that is booked."""
    return find(sandbox, "Appointment", status="booked", _sort="date")[-1]


def put(sandbox: Sandbox, resource: dict[str, Any], version: str = 'W/"1"') -> Answer:
    path = f"{resource['resourceType']}/{resource['id']}"
    headers = {"If_Match": version} if version else {}
    return call(sandbox, "PUT", path, resource, **headers)


def the_invoice(sandbox: Sandbox) -> dict[str, Any]:
    return find(sandbox, "Invoice", status="issued")[0]


def test_a_request_is_created_with_a_number_a_promise_and_a_place(sandbox: Sandbox) -> None:
    answer = call(sandbox, "POST", "ServiceRequest", a_request())

    assert answer.status == 201
    address = f"{sandbox.url}/social-care/ServiceRequest/{answer.body['id']}/_history/1"
    assert answer.headers["location"] == address
    assert answer.headers["etag"] == 'W/"1"'
    assert answer.body["identifier"][0]["value"].startswith("SCR-")
    promised = date.fromisoformat(answer.body["occurrencePeriod"]["end"])
    assert timedelta(days=5) <= promised - timezone.localdate() <= timedelta(days=9)
    assert promised.weekday() < 5


def test_a_request_shows_as_a_task_that_says_how_far_it_is(sandbox: Sandbox) -> None:
    made = call(sandbox, "POST", "ServiceRequest", a_request()).body

    task = find(sandbox, "Task", _sort="-modified")[0]

    assert task["focus"]["reference"] == f"ServiceRequest/{made['id']}"
    assert (task["status"], task["identifier"]) == ("requested", made["identifier"])
    assert task["businessStatus"]["text"] == "We have your request"


def test_the_same_idempotency_key_is_one_request(sandbox: Sandbox) -> None:
    answers = [
        call(sandbox, "POST", "ServiceRequest", a_request(), Idempotency_Key="one")
        for _ in range(2)
    ]

    assert answers[0].body == answers[1].body
    assert len(find(sandbox, "ServiceRequest", status="active")) == 2


def test_the_same_key_for_another_request_is_a_conflict(sandbox: Sandbox) -> None:
    call(sandbox, "POST", "ServiceRequest", a_request(), Idempotency_Key="one")
    other = a_request(code={"text": "Carer's assessment"})

    assert call(sandbox, "POST", "ServiceRequest", other, Idempotency_Key="one").status == 409


@pytest.mark.parametrize("missing", ["status", "intent", "subject", "code"])
def test_what_is_required_is_asked_for_by_its_name(sandbox: Sandbox, missing: str) -> None:
    request = {name: value for name, value in a_request().items() if name != missing}

    answer = call(sandbox, "POST", "ServiceRequest", request)

    assert answer.status == 422
    assert answer.body["issue"][0]["expression"] == [f"ServiceRequest.{missing}"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("ServiceRequest", a_request(subject={"reference": "Patient/none"}), 422),
        ("ServiceRequest", a_response(), 400),
        ("Patient", {"resourceType": "Patient"}, 405),
        ("Invoice", {"resourceType": "Invoice"}, 405),
    ],
)
def test_what_cannot_be_created_is_not(
    sandbox: Sandbox, path: str, body: dict[str, Any], status: int
) -> None:
    assert call(sandbox, "POST", path, body).status == status


def test_another_media_type_is_refused(sandbox: Sandbox) -> None:
    answer = call(sandbox, "POST", "ServiceRequest", a_request(), Content_Type="text/plain")

    assert answer.status == 415


def test_a_transaction_ties_the_answers_to_the_request(sandbox: Sandbox) -> None:
    response = a_response(basedOn=[{"reference": "urn:uuid:1"}])

    answer = call(sandbox, "POST", "", transaction(a_request(), response))

    assert answer.body["type"] == "transaction-response"
    request, answers = (entry["resource"] for entry in answer.body["entry"])
    assert answers["basedOn"] == [{"reference": f"ServiceRequest/{request['id']}"}]
    found = find(
        sandbox, "QuestionnaireResponse", **{"based-on": f"ServiceRequest/{request['id']}"}
    )
    assert [one["id"] for one in found] == [answers["id"]]


def test_a_transaction_that_fails_leaves_nothing_behind(sandbox: Sandbox) -> None:
    before = len(find(sandbox, "ServiceRequest"))

    answer = call(sandbox, "POST", "", transaction(a_request(), a_response(item=[])))

    assert answer.status == 422
    assert len(find(sandbox, "ServiceRequest")) == before


def test_a_transaction_sent_twice_happens_once(sandbox: Sandbox) -> None:
    before = len(find(sandbox, "ServiceRequest"))
    sent = transaction(a_request(), a_response())

    answers = [call(sandbox, "POST", "", sent, Idempotency_Key="one") for _ in range(2)]

    assert answers[0].body == answers[1].body
    assert len(find(sandbox, "ServiceRequest")) == before + 1


def test_a_visit_is_cancelled_at_the_version_one_has_seen(sandbox: Sandbox) -> None:
    visit = a_visit(sandbox)

    answer = put(sandbox, visit | {"status": "cancelled"})

    assert (answer.status, answer.headers["etag"]) == (200, 'W/"2"')
    assert call(sandbox, "GET", f"Appointment/{visit['id']}").body["status"] == "cancelled"


@pytest.mark.parametrize("version", ["", 'W/"2"', 'W/"0"'])
def test_another_version_or_none_is_a_failed_precondition(sandbox: Sandbox, version: str) -> None:
    visit = a_visit(sandbox)

    assert put(sandbox, visit | {"status": "cancelled"}, version).status == 412
    assert call(sandbox, "GET", f"Appointment/{visit['id']}").body["status"] == "booked"


def test_a_visit_that_has_begun_cannot_be_changed(sandbox: Sandbox) -> None:
    been = find(sandbox, "Appointment", status="fulfilled", _sort="date")[0]

    assert put(sandbox, been | {"status": "cancelled"}).status == 422


def test_a_cancelled_visit_stays_cancelled(sandbox: Sandbox) -> None:
    visit = a_visit(sandbox)
    put(sandbox, visit | {"status": "cancelled"})

    assert put(sandbox, visit, 'W/"2"').status == 422


def test_a_visit_is_not_moved_and_not_given_to_somebody_else(sandbox: Sandbox) -> None:
    visit = a_visit(sandbox)
    stranger = {"actor": {"reference": f"Patient/{GRACE.care_number}"}, "status": "accepted"}

    assert put(sandbox, visit | {"start": "2030-01-01T09:00:00Z"}).status == 422
    assert put(sandbox, visit | {"participant": [stranger]}).status == 422


@pytest.mark.parametrize("changes", [{"id": "other"}, {"resourceType": "Task"}])
def test_what_is_sent_must_be_what_the_address_names(
    sandbox: Sandbox, changes: dict[str, str]
) -> None:
    visit = a_visit(sandbox)

    answer = call(sandbox, "PUT", f"Appointment/{visit['id']}", visit | changes, If_Match='W/"1"')

    assert answer.status == 400


def test_an_invoice_cannot_be_rewritten(sandbox: Sandbox) -> None:
    assert put(sandbox, the_invoice(sandbox) | {"status": "balanced"}).status == 405


def test_a_payment_lowers_what_is_owed_by_exactly_its_amount(sandbox: Sandbox) -> None:
    before = owed(sandbox)

    answer = call(sandbox, "POST", "PaymentReconciliation", a_payment(the_invoice(sandbox), 64.8))

    assert answer.status == 201
    assert owed(sandbox) == pytest.approx(before - 64.8)


def test_paying_all_of_it_balances_the_invoice(sandbox: Sandbox) -> None:
    invoice = the_invoice(sandbox)

    call(sandbox, "POST", "PaymentReconciliation", a_payment(invoice, owed(sandbox)))

    assert owed(sandbox) == 0
    assert call(sandbox, "GET", f"Invoice/{invoice['id']}").body["status"] == "balanced"


def test_the_same_payment_twice_is_one_payment(sandbox: Sandbox) -> None:
    before, payment = owed(sandbox), a_payment(the_invoice(sandbox), 10)

    statuses = [call(sandbox, "POST", "PaymentReconciliation", payment).status for _ in range(2)]

    assert statuses == [201, 200]
    assert owed(sandbox) == pytest.approx(before - 10)


def test_the_same_reference_with_another_amount_is_a_conflict(sandbox: Sandbox) -> None:
    before, invoice = owed(sandbox), the_invoice(sandbox)
    call(sandbox, "POST", "PaymentReconciliation", a_payment(invoice, 10))

    answer = call(sandbox, "POST", "PaymentReconciliation", a_payment(invoice, 20))

    assert answer.status == 409
    assert owed(sandbox) == pytest.approx(before - 10)


@pytest.mark.parametrize("pounds", [0, -5])
def test_a_payment_of_nothing_is_refused(sandbox: Sandbox, pounds: float) -> None:
    before = owed(sandbox)

    answer = call(sandbox, "POST", "PaymentReconciliation", a_payment(the_invoice(sandbox), pounds))

    assert answer.status == 422
    assert owed(sandbox) == before


def test_a_payment_for_no_invoice_is_refused(sandbox: Sandbox) -> None:
    invoice = {"identifier": [{"value": "SCI0000"}]}

    assert call(sandbox, "POST", "PaymentReconciliation", a_payment(invoice, 5)).status == 422
    assert call(sandbox, "GET", "PaymentReconciliation?identifier=MA-7K2P-9QXD").body["total"] == 0
