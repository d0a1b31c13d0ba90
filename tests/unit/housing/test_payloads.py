"""The housing system's JSON is read as it is written there, or not at all."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.housing import payloads
from tests.factories.wrong_answers import each_field_wrong, is_read

TENURE: dict[str, Any] = {
    "id": "f3b4",
    "paymentReference": "6001234567",
    "householdMembers": [{"fullName": "Amina Yusuf", "isResponsible": True}],
    "tenuredAsset": {
        "fullAddress": "Flat 4, Alder Court TB1 4QN",
        "uprn": "100012340004",
        "propertyReference": "00023404",
    },
    "charges": {"rent": 111.86, "serviceCharge": 6.78},
    "startOfTenureDate": "2019-06-17",
    "tenureType": {"code": "SEC", "description": "Secure"},
}
ACCOUNT: dict[str, Any] = {
    "paymentReference": "6001234567",
    "accountBalance": 186.42,
    "balanceType": "Arrears",
    "consolidatedCharges": [{"type": "Rent", "frequency": "Weekly", "amount": 111.86}],
    "lastUpdatedAt": "2026-05-06T06:00:00+01:00",
}
TRANSACTION: dict[str, Any] = {
    "paymentReference": "6001234567",
    "transactionType": "DirectDebit",
    "transactionDate": "2026-05-04T09:00:00+01:00",
    "chargedAmount": 0,
    "paidAmount": 514.11,
    "housingBenefitAmount": 0,
    "balanceAmount": -14.2,
}
STATEMENT: dict[str, Any] = {
    "paymentReference": "6001234567",
    "period": "2026/27 Q1",
    "startDate": "2026-04-06",
    "endDate": "2026-05-04",
    "startBalance": 10,
    "chargedAmount": 593.2,
    "paidAmount": 416.78,
    "housingBenefitAmount": 0,
    "finishBalance": 186.42,
}
WORK_ORDER: dict[str, Any] = {
    "reference": 10_004_104,
    "dateRaised": "2026-04-27T09:00:00Z",
    "lastUpdated": "2026-04-27T09:00:00Z",
    "priorityCode": 4,
    "propertyReference": "00023404",
    "description": "Kitchen: the tap drips",
    "status": "In Progress",
    "tradeDescription": "Plumbing",
}
GOOD: list[tuple[type[msgspec.Struct], dict[str, Any]]] = [
    (payloads.Tenure, TENURE),
    (payloads.Account, ACCOUNT),
    (payloads.Transaction, TRANSACTION),
    (payloads.QuarterlyStatement, STATEMENT),
    (payloads.WorkOrder, WORK_ORDER),
    (payloads.WorkOrderNote, {"note": "x", "time": "2026-05-04T09:00:00Z", "audience": "Staff"}),
    (payloads.TenureMatch, {"matched": False}),
    (payloads.ScheduleRepairResult, {"id": 1, "statusCodeDescription": "Scheduled"}),
    (payloads.PaymentTaken, {"paymentReference": "6", "externalReference": "M", "paidAmount": 1}),
    (payloads.AppointmentDay, {"date": "2026-05-11", "slots": []}),
    (payloads.JobStatusUpdated, {"id": 1, "status": "In Progress"}),
]


@pytest.mark.parametrize(("shape", "good"), GOOD)
def test_what_the_housing_system_writes_is_read_with_more_than_we_know(
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


@pytest.mark.parametrize("whole", [None, [], "", 0, True, [TENURE], {"data": TENURE}])
def test_an_answer_of_another_kind_altogether_is_refused(whole: Any) -> None:
    """G05"""
    assert not is_read(whole, payloads.Tenure)


@pytest.mark.parametrize(
    ("shape", "good", "wrong"),
    [
        (payloads.Account, ACCOUNT, {"balanceType": "Debit"}),
        (payloads.Account, ACCOUNT, {"accountBalance": "a lot"}),
        (payloads.Account, ACCOUNT, {"lastUpdatedAt": "yesterday"}),
        (payloads.Tenure, TENURE, {"startOfTenureDate": "2019-02-30"}),
        (payloads.Tenure, TENURE, {"householdMembers": [None]}),
        (payloads.Transaction, TRANSACTION, {"paidAmount": True}),
        (payloads.WorkOrder, WORK_ORDER, {"reference": "10004104"}),
        (payloads.WorkOrder, WORK_ORDER, {"reference": 1.5}),
        (payloads.WorkOrder, WORK_ORDER, {"appointment": "tomorrow"}),
        (payloads.WorkOrder, WORK_ORDER, {"target": "2026-02-30T10:00:00Z"}),
    ],
)
def test_a_value_that_cannot_be_is_refused(
    shape: type[msgspec.Struct], good: dict[str, Any], wrong: dict[str, Any]
) -> None:
    assert not is_read(good | wrong, shape)


@given(st.decimals(min_value="-99999.99", max_value="99999.99", places=2))
def test_money_keeps_every_penny_on_its_way_in(amount: Decimal) -> None:
    written = msgspec.json.encode(ACCOUNT | {"accountBalance": 0}).replace(
        b'"accountBalance":0', f'"accountBalance":{amount}'.encode()
    )

    assert msgspec.json.decode(written, type=payloads.Account).account_balance == amount


def test_the_longest_numbers_do_not_hang_the_page() -> None:
    """G06: ten thousand digits are read or refused, at once."""
    written = msgspec.json.encode(ACCOUNT | {"accountBalance": 0}).replace(
        b'"accountBalance":0', b'"accountBalance":' + b"9" * 10_000
    )

    try:
        balance = msgspec.json.decode(written, type=payloads.Account).account_balance
    except msgspec.MsgspecError:
        return
    assert balance > 10**9_000


def test_what_may_be_missing_is_none() -> None:
    order = msgspec.convert(WORK_ORDER, payloads.WorkOrder)

    assert (order.target, order.appointment, order.closed_dated) == (None, None, None)
    assert msgspec.convert(TENURE, payloads.Tenure, strict=False).start_of_tenure_date == date(
        2019, 6, 17
    )
