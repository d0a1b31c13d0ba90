"""What the housing system is asked, call by call, in its own words."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from services.housing.client import HousingClient
from services.sandbox.housing import hact
from tests.factories.suppliers import RecordingSupplier, Sent

TENURE = "6001234567"
ORDER = "10004104"
MAY, JUNE = date(2026, 5, 4), date(2026, 6, 4)
Call = Callable[[HousingClient], Coroutine[Any, Any, Any]]


def sent_by(call: Call, answer: Any = None) -> Sent:
    """The one call this makes."""
    supplier = RecordingSupplier(answer)
    asyncio.run(call(HousingClient(supplier)))
    (sent,) = supplier.sent
    return sent


READS: list[tuple[Call, str, dict[str, Any]]] = [
    (lambda c: c.get_tenure(TENURE), f"api/v1/tenures/{TENURE}", {}),
    (
        lambda c: c.list_transactions(TENURE, since=MAY),
        f"api/v1/transactions/targettype/Tenure/{TENURE}",
        {"startDate": "2026-05-04"},
    ),
    (
        lambda c: c.list_transactions(TENURE, since=MAY, until=JUNE),
        f"api/v1/transactions/targettype/Tenure/{TENURE}",
        {"startDate": "2026-05-04", "endDate": "2026-06-04"},
    ),
    (
        lambda c: c.list_statements(TENURE),
        "api/v1/statements",
        {"targetId": TENURE, "statementType": "Quarterly"},
    ),
    (
        lambda c: c.list_work_orders(TENURE),
        "api/v2/workOrders",
        {"tenureId": TENURE, "PageSize": 200},
    ),
    (lambda c: c.get_work_order(ORDER), f"api/v2/workOrders/{ORDER}", {}),
    (lambda c: c.list_notes(ORDER), f"api/v2/workOrders/{ORDER}/notes", {}),
    (
        lambda c: c.list_slots(ORDER, since=MAY, until=JUNE),
        "api/v2/appointments",
        {"workOrderReference": ORDER, "fromDate": "2026-05-04", "toDate": "2026-06-04"},
    ),
]


@pytest.mark.parametrize(("call", "path", "params"), READS)
def test_reading_asks_for_one_tenancy_or_one_repair(
    call: Call, path: str, params: dict[str, Any]
) -> None:
    assert sent_by(call) == Sent("GET", path, params)


def test_only_the_master_account_is_the_rent_account() -> None:
    accounts = [object()]

    sent = sent_by(
        lambda c: c.list_accounts(TENURE), SimpleNamespace(account_response_list=accounts)
    )

    assert sent.params == {"targetId": TENURE, "accountType": "Master"}


def test_facts_are_sent_in_a_body_and_never_in_an_address() -> None:
    facts = {"paymentReference": TENURE, "dateOfBirth": "1991-04-17", "postcode": "TB1 4QN"}

    sent = sent_by(lambda c: c.match_tenure(facts))

    assert (sent.method, sent.path, sent.params) == ("POST", "api/v1/tenures/match", {})
    hact.check(sent.body, "TenureMatch")


@pytest.mark.parametrize(
    ("pence", "pounds"), [(1, 0.01), (29, 0.29), (4025, 40.25), (18642, 186.42), (999_999, 9999.99)]
)
def test_a_payment_is_written_in_the_suppliers_pounds_and_done_once(
    pence: int, pounds: float
) -> None:
    """F-series: the payment's own reference is the idempotency key and the external reference."""
    paid_at = datetime(2026, 5, 4, 9, 15, tzinfo=UTC)

    sent = sent_by(
        lambda c: c.take_payment(
            TENURE, payment_reference="MA-7K2P", amount_pence=pence, paid_at=paid_at
        )
    )

    assert (sent.path, sent.key) == ("api/v1/transactions", "MA-7K2P")
    assert sent.body["externalReference"] == "MA-7K2P"
    assert sent.body["transactionAmount"] == pounds
    assert sent.body["transactionDate"] == "2026-05-04T09:15:00+00:00"
    hact.check(sent.body, "Payment")


def test_a_photo_travels_as_base64_with_its_own_key() -> None:
    photo = b"\xff\xd8\xff\xe0 a picture"

    sent = sent_by(lambda c: c.attach_photo(ORDER, photo, name="photo-1.jpg", key="k1"))

    assert (sent.path, sent.key) == (f"api/v2/workOrders/{ORDER}/attachments", "k1")
    assert sent.body["filename"] == "photo-1.jpg"
    hact.check(sent.body, "Attachment")


def test_a_visit_is_booked_as_the_standard_requests_an_appointment() -> None:
    sent = sent_by(lambda c: c.book_slot(ORDER, f"{ORDER}/20260511/AM", key="k2"))

    assert (sent.path, sent.key) == ("api/v2/appointments", "k2")
    assert sent.body["appointmentReference"] == {"id": f"{ORDER}/20260511/AM"}
    hact.check(sent.body, "RequestAppointment")


def test_a_visit_is_given_up_as_the_standard_updates_a_job() -> None:
    sent = sent_by(
        lambda c: c.update_job(ORDER, kind="cancelAppointment", comments="Not needed", key="k3")
    )

    assert (sent.path, sent.key) == ("api/v2/jobStatusUpdate", "k3")
    assert sent.body["relatedWorkOrderReference"] == {"id": ORDER}
    assert (sent.body["otherType"], sent.body["comments"]) == ("cancelAppointment", "Not needed")
    hact.check(sent.body, "JobStatusUpdate")


def test_a_repair_is_raised_with_the_key_it_was_given() -> None:
    sent = sent_by(lambda c: c.schedule_repair({"descriptionOfWork": "x"}, key="k4"))

    assert (sent.path, sent.key) == ("api/v2/workOrders/schedule", "k4")
