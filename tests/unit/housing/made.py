"""A housing adapter that needs no housing system."""

from typing import Any

from services.contract import AccountReference
from services.housing.adapter import HousingAdapter
from services.sandbox.housing import hact
from services.sandbox.rest import Refused
from tests.factories.housing import NOW, a_well_client


def an_adapter(**answers: Any) -> HousingAdapter:
    client: Any = a_well_client(**answers)
    return HousingAdapter(client, now=lambda: NOW)


def is_taken(message: str, body: dict[str, Any]) -> bool:
    """By the standard's own description of this message."""
    try:
        hact.check(body, message)
    except Refused:
        return False
    return True


OTHERS = AccountReference("6001234575")
