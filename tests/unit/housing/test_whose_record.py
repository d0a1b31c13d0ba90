"""Whose record it is: every call of the housing adapter against every mix-up."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from services.contract import NothingOwed, ServiceUnavailable, WrongRecord
from services.housing.adapter import HousingAdapter
from services.housing.payloads import (
    PaymentTaken,
    QuarterlyStatement,
    TenuredAsset,
    TenureMatch,
    TransactionList,
)
from tests.factories.housing import (
    NOW,
    REFERENCE,
    PretendClient,
    a_tenure,
    a_transaction,
    a_work_order,
    an_account,
)

THEIRS = "6001234575"
THEIR_HOME = TenuredAsset(
    full_address="27 Mill Lane", uprn="100012340027", property_reference="00023427"
)
NUMBER = "10004104"
FACTS = {"payment_reference": REFERENCE, "date_of_birth": "1991-04-17", "postcode": "TB1 4QN"}
TODAY = date(2026, 5, 6)
Call = Callable[[HousingAdapter], Coroutine[Any, Any, Any]]


def a_statement(**changes: Any) -> QuarterlyStatement:
    told: dict[str, Any] = {
        "payment_reference": REFERENCE,
        "period": "2026/27 Q1",
        "start_date": date(2026, 4, 6),
        "end_date": date(2026, 5, 4),
        "start_balance": Decimal(0),
        "charged_amount": Decimal(0),
        "paid_amount": Decimal(0),
        "housing_benefit_amount": Decimal(0),
        "finish_balance": Decimal(0),
    }
    return QuarterlyStatement(**told | changes)


def taken(**changes: Any) -> PaymentTaken:
    told: dict[str, Any] = {
        "payment_reference": REFERENCE,
        "external_reference": "MA-1",
        "paid_amount": Decimal("40.25"),
    }
    return PaymentTaken(**told | changes)


WELL: dict[str, Any] = {
    "get_tenure": a_tenure(),
    "list_accounts": [an_account()],
    "list_transactions": TransactionList([a_transaction(TODAY)]),
    "list_statements": [a_statement()],
    "list_work_orders": [a_work_order()],
    "get_work_order": a_work_order(),
    "list_notes": [],
    "list_slots": [],
    "match_tenure": TenureMatch(matched=True, payment_reference=REFERENCE),
    "take_payment": taken(),
}
MIXED_UP: dict[str, Any] = {
    "get_tenure": a_tenure(payment_reference=THEIRS),
    "list_accounts": [an_account(payment_reference=THEIRS)],
    "list_transactions": TransactionList(
        [a_transaction(TODAY), a_transaction(TODAY, payment_reference=THEIRS)]
    ),
    "list_statements": [a_statement(), a_statement(payment_reference=THEIRS)],
    "list_work_orders": [a_work_order(), a_work_order(property_reference="00023427")],
    "get_work_order": a_work_order(reference=10_004_105),
    "match_tenure": TenureMatch(matched=True, payment_reference=THEIRS),
    "take_payment": taken(payment_reference=THEIRS),
}
CALLS: dict[str, tuple[Call, set[str]]] = {
    "summary": (
        lambda a: a.fetch_summary(REFERENCE),
        {"get_tenure", "list_accounts", "list_transactions", "list_work_orders"},
    ),
    "tenancy": (lambda a: a.fetch_tenancy(REFERENCE), {"get_tenure"}),
    "rent": (
        lambda a: a.fetch_rent(REFERENCE, since=TODAY),
        {"list_accounts", "list_transactions"},
    ),
    "statements": (lambda a: a.fetch_statements(REFERENCE), {"list_statements"}),
    "repairs": (lambda a: a.fetch_repairs(REFERENCE), {"get_tenure", "list_work_orders"}),
    "repair": (lambda a: a.fetch_repair(REFERENCE, NUMBER), {"get_tenure", "get_work_order"}),
    "visits": (lambda a: a.fetch_visits(REFERENCE, NUMBER), {"get_tenure", "get_work_order"}),
    "charge": (lambda a: a.fetch_charge(REFERENCE, "rent"), {"list_accounts"}),
    "match": (lambda a: a.match_account(FACTS), {"match_tenure"}),
    "payment": (
        lambda a: a.post_payment(
            REFERENCE, "rent", payment_reference="MA-1", amount_pence=4025, paid_at=NOW
        ),
        {"take_payment"},
    ),
}
MIX_UPS = [(call, answer) for call, (_, asks) in CALLS.items() for answer in sorted(asks)]


def ask(call: str, **answers: Any) -> Any:
    client: Any = PretendClient(**(WELL | answers))
    return asyncio.run(CALLS[call][0](HousingAdapter(client, now=lambda: NOW)))


@pytest.mark.parametrize("call", CALLS)
def test_every_call_is_answered_when_all_is_well(call: str) -> None:
    told = ask(call)

    assert (told is None) == (call == "payment")


@pytest.mark.parametrize(("call", "answer"), MIX_UPS)
def test_one_answer_about_somebody_else_spoils_the_call(call: str, answer: str) -> None:
    """E07, E08, G12: and nothing of the other answers is shown either."""
    with pytest.raises(WrongRecord):
        ask(call, **{answer: MIXED_UP[answer]})


@pytest.mark.parametrize(("call", "answer"), MIX_UPS)
def test_one_answer_that_does_not_come_is_no_answer_at_all(call: str, answer: str) -> None:
    with pytest.raises(ServiceUnavailable):
        ask(call, **{answer: ServiceUnavailable("hung")})


@pytest.mark.parametrize(("day", "hour"), [(17, 8), (16, 23)])
def test_a_repair_of_the_day_she_moved_in_is_hers(day: int, hour: int) -> None:
    """From midnight by our clocks, which in summer are an hour ahead of the supplier's."""
    moved_in = a_work_order(date_raised=datetime(2019, 6, day, hour, tzinfo=UTC))

    assert ask("repair", get_work_order=moved_in).repair.reference == NUMBER
    assert len(ask("repairs", list_work_orders=[moved_in])) == 1


@pytest.mark.parametrize(
    ("balance", "kind", "is_owed"),
    [("0.01", "Arrears", True), ("0", "Nil", False), ("-0.01", "Credit", False)],
)
def test_rent_is_a_charge_from_the_first_penny(balance: str, kind: str, is_owed: bool) -> None:
    answers = {"list_accounts": [an_account(balance, kind)]}

    if is_owed:
        assert ask("charge", **answers).amount_pence == 1
    else:
        with pytest.raises(NothingOwed):
            ask("charge", **answers)
