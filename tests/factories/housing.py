"""Answers of the housing system, as tests need them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from services.contract import AccountReference
from services.housing.payloads import (
    Account,
    Appointment,
    ConsolidatedCharge,
    HouseholdMember,
    Tenure,
    TenureCharges,
    TenuredAsset,
    TenureType,
    Transaction,
    TransactionList,
    WorkOrder,
)

REFERENCE = AccountReference("6001234567")
NOW = datetime(2026, 5, 6, 9, 30, tzinfo=UTC)
"""A Wednesday."""


def a_tenure(**changes: Any) -> Tenure:
    words = {
        "id": "f3b4",
        "payment_reference": REFERENCE,
        "household_members": [
            HouseholdMember(full_name="Amina Yusuf", is_responsible=True),
            HouseholdMember(full_name="Zaid Yusuf", is_responsible=False),
        ],
        "tenured_asset": TenuredAsset(
            full_address="Flat 4, Alder Court TB1 4QN",
            uprn="100012340004",
            property_reference="00023404",
        ),
        "charges": TenureCharges(rent=Decimal("111.86"), service_charge=Decimal("6.78")),
        "start_of_tenure_date": date(2019, 6, 17),
        "tenure_type": TenureType(code="SEC", description="Secure"),
    }
    return Tenure(**(words | changes))


def an_account(balance: str = "186.42", kind: str = "Arrears", **changes: Any) -> Account:
    words = {
        "payment_reference": REFERENCE,
        "account_balance": Decimal(balance),
        "balance_type": kind,
        "consolidated_charges": [
            ConsolidatedCharge(type="Rent", frequency="Weekly", amount=Decimal("111.86")),
            ConsolidatedCharge(type="Service charge", frequency="Weekly", amount=Decimal("6.78")),
        ],
        "last_updated_at": NOW,
    }
    return Account(**(words | changes))


def a_transaction(day: date, kind: str = "BasicRentNoVAT", **changes: Any) -> Transaction:
    words = {
        "payment_reference": REFERENCE,
        "transaction_type": kind,
        "transaction_date": datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
        "charged_amount": Decimal(0),
        "paid_amount": Decimal(0),
        "housing_benefit_amount": Decimal(0),
        "balance_amount": Decimal("186.42"),
    }
    return Transaction(**(words | changes))


def a_work_order(**changes: Any) -> WorkOrder:
    words = {
        "reference": 10_004_104,
        "date_raised": datetime(2026, 4, 27, 9, tzinfo=UTC),
        "priority_code": 4,
        "property_reference": "00023404",
        "description": "Kitchen: the tap drips\nAll day long",
        "status": "In Progress",
        "trade_description": "Plumbing",
        "target": datetime(2026, 5, 25, 22, 59, tzinfo=UTC),
    }
    return WorkOrder(**(words | changes))


def a_visit(day: str = "2026-05-11T00:00:00") -> Appointment:
    return Appointment(date=day, description="Morning", start="08:00", end="12:00")


class PretendClient:
    """A housing client that answers what it is told to, and remembers what it was asked."""

    def __init__(self, **answers: Any) -> None:
        self._answers = answers
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        async def answer(*args: Any, **kwargs: Any) -> Any:
            self.asked.append(name)
            told = self._answers[name]
            if isinstance(told, Exception):
                raise told
            return told

        return answer


def a_well_client(**answers: Any) -> PretendClient:
    """Everything is well and nothing has happened, but for what is told."""
    well = {
        "get_tenure": a_tenure(),
        "list_accounts": [an_account()],
        "list_transactions": TransactionList(results=[]),
        "list_work_orders": [],
        "list_notes": [],
        "list_slots": [],
    }
    return PretendClient(**(well | answers))
