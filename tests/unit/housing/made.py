"""A housing adapter that needs no housing system."""

from typing import Any

from services.contract import AccountReference
from services.housing.adapter import HousingAdapter
from services.housing.payloads import TransactionList
from services.sandbox.housing import hact
from services.sandbox.rest import Refused
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


def is_taken(message: str, body: dict[str, Any]) -> bool:
    """By the standard's own description of this message."""
    try:
        hact.check(body, message)
    except Refused:
        return False
    return True


OTHERS = AccountReference("6001234575")
