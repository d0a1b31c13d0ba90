"""A housing adapter that needs no housing system."""

from typing import Any

from services.contract import AccountReference
from services.housing.adapter import HousingAdapter
from services.housing.payloads import TransactionList
from tests.factories.housing import NOW, PretendClient, a_tenure, an_account


def an_adapter(**answers: Any) -> HousingAdapter:
    well = {
        "get_tenure": a_tenure(),
        "list_accounts": [an_account()],
        "list_transactions": TransactionList(results=[]),
        "list_work_orders": [],
        "list_notes": [],
        "list_slots": [],
    }
    client: Any = PretendClient(**(well | answers))
    return HousingAdapter(client, now=lambda: NOW)


OTHERS = AccountReference("6001234575")
