"""What is owed for a tenancy, and telling its ledger that it was paid."""

import asyncio
from decimal import Decimal
from typing import Any

import pytest

from services.contract import NothingOwed, WrongRecord
from services.housing.adapter import HousingAdapter
from services.housing.payloads import PaymentTaken
from tests.factories.housing import NOW, REFERENCE, PretendClient, an_account
from tests.unit.housing.made import OTHERS, an_adapter

PAID = {"payment_reference": "MA-1", "amount_pence": 4025, "paid_at": NOW}


def fetch_charge(balance: str, kind: str, charge: str = "rent") -> Any:
    adapter = an_adapter(list_accounts=[an_account(balance, kind)])
    return asyncio.run(adapter.fetch_charge(REFERENCE, charge))


def test_the_charge_is_what_is_owed_at_this_moment() -> None:
    assert fetch_charge("92.15", "Arrears").amount_pence == 9215
    assert fetch_charge("0.01", "Arrears").amount_pence == 1


@pytest.mark.parametrize(
    ("balance", "kind", "charge"),
    [("0", "Nil", "rent"), ("-1", "Credit", "rent"), ("92.15", "Arrears", "garage")],
)
def test_nothing_is_owed_when_nothing_is(balance: str, kind: str, charge: str) -> None:
    with pytest.raises(NothingOwed):
        fetch_charge(balance, kind, charge)


def post(**changes: Any) -> list[str]:
    """What the housing system was asked."""
    told = {
        "payment_reference": REFERENCE,
        "external_reference": "MA-1",
        "paid_amount": Decimal("40.25"),
    }
    client: Any = PretendClient(take_payment=PaymentTaken(**(told | changes)))
    asyncio.run(HousingAdapter(client).post_payment(REFERENCE, "rent", **PAID))
    return client.asked


def test_a_payment_the_ledger_repeats_back_is_posted_by_one_call() -> None:
    assert post() == ["take_payment"]


@pytest.mark.parametrize(
    "changes",
    [
        {"payment_reference": OTHERS},
        {"external_reference": "MA-2"},
        {"paid_amount": Decimal("40.24")},
    ],
)
def test_a_ledger_that_took_something_else_has_not_taken_it(changes: dict[str, Any]) -> None:
    with pytest.raises(WrongRecord):
        post(**changes)
